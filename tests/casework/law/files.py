"""The files of the law as they are written, for the tests that hold them together."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

LAW = Path(__file__).parents[3] / "casework" / "law"


def load(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


@cache
def records() -> dict[str, dict[str, Any]]:
    """Every record by the path of its file."""
    folder = LAW / "authorities"
    return {path.relative_to(folder).with_suffix("").as_posix(): load(path) for path in sorted(folder.rglob("*.yaml"))}


def places() -> dict[str, Any]:
    return {path.stem: load(path) for path in (LAW / "places").glob("*.yaml")}


def jurisdictions() -> set[str]:
    """Every place that a record may name."""
    known = places()
    states = known["states"]["states"].values()
    circuits = {state["circuit"] for state in states if state["circuit"]}
    districts = {district for state in states for district in state["districts"]}
    return {"us", *circuits, *districts, *(state["id"] for state in states), *known["localities"]["localities"]}


def codes() -> set[str]:
    return set(load(LAW / "codes.yaml")["codes"])
