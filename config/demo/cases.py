"""The decided cases of the demonstration: published decisions as incident documents."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent / "cases"
HOLDING = re.compile(r"\b(?:[Cc]ourt|Circuit) held\b|^Law applied|\bis recorded as\b")


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
    """The document with the story of the published summary as its narrative: what happened, and not what was held."""
    content = json.loads(file.read_text())
    document = {"narrative": story(content["facts_note"]), "language": "en", **content["incident"]}
    return DecidedCase(file.stem, content["case"], document, content["agreements_287g"])


def story(summary: str) -> str:
    """The sentences that tell what happened. A witness does not state the law, and neither may an account in a report."""
    sentences = re.split(r"(?<=\.)\s+(?=[A-Z])", summary)
    return " ".join(sentence for sentence in sentences if not HOLDING.search(sentence))
