"""The decided cases of the demonstration: published decisions as incident documents."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent / "cases"


@dataclass(frozen=True)
class DecidedCase:
    slug: str
    title: str
    document: dict[str, Any]
    agreements: list[dict[str, Any]]

    @property
    def place(self) -> str:
        place = self.document["place"]
        return ", ".join(word for word in (place.get("city"), place["state"]) if word)


def decided_cases() -> list[DecidedCase]:
    return [read(file) for file in sorted(FOLDER.glob("*.json"))]


def read(file: Path) -> DecidedCase:
    """The document with the published summary of the facts as its narrative, so that the report has the story too."""
    content = json.loads(file.read_text())
    document = {"narrative": content["facts_note"], "language": "en", **content["incident"]}
    return DecidedCase(file.stem, content["case"], document, content["agreements_287g"])
