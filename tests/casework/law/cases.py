"""Case files: an incident, the day and agreements it is read with, and what is expected of each code."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from casework.engine import Evaluation, Law, Register, evaluate

ROOT = Path(__file__).resolve().parents[3]
OWN = Path(__file__).resolve().parent / "validation"
DEMO = ROOT / "config" / "demo" / "cases"
PUBLIC = ROOT.parent / "shared" / "cases"
RANK = ("indicated", "possible", "not_indicated", "not_raised", "not_applicable")
NEGATIVE = {"not_indicated", "not_raised", "not_applicable"}
FACTS = {"place", "agencies", "documents", "encounter", "entry", "consent", "exigency", "search", "persons", "custody"}
FIXED = {"key", "level", "kind", "state"}

Case = dict[str, Any]


def cases(*folders: Path) -> dict[str, Case]:
    return {path.name: json.loads(path.read_text()) for folder in folders for path in sorted(folder.glob("*.json"))}


def register_of(case: Case) -> Register:
    return Register.of(case["agreements_287g"]) if "agreements_287g" in case else Register.unknown()


def evaluated(case: Case, law: Law, document: Case | None = None, codes: tuple[str, ...] | None = None) -> Evaluation:
    day = date.fromisoformat(case["evaluate_as_of"])
    return evaluate(document or case["incident"], law, agreements=register_of(case), as_of=day, codes=codes)


def strongest(evaluation: Evaluation) -> dict[str, str]:
    """Of each code, the strongest status over all subjects."""
    found: dict[str, str] = {}
    for one in evaluation.results:
        found[one.code] = min(found.get(one.code, RANK[-1]), one.status, key=RANK.index)
    return found


def agrees(expected: str, given: str) -> bool:
    """Exact for indicated, possible and not_raised; the other two stand for each other and for not_raised."""
    return given in NEGATIVE if expected in NEGATIVE - {"not_raised"} else given == expected


def misses(case: Case, law: Law) -> Iterator[tuple[str, bool, str]]:
    """Each expectation of a code that has a rule: the code, whether it came out so, and both statuses."""
    given = strongest(evaluated(case, law))
    for code, expected in case["expected"].items():
        if code in law.rules:
            found = given.get(code, "not_raised")
            yield code, agrees(expected, found), f"{expected} expected, {found} given"


def recorded(document: Case) -> Iterator[tuple[str | int, ...]]:
    """The steps to every recorded fact that can be blanked without making the document invalid."""
    for name, value in document.items():
        yield from _below(value, (name,)) if name in FACTS else ()


def _below(node: Any, steps: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    if isinstance(node, dict):
        for name, value in node.items():
            yield from _below(value, (*steps, name))
    elif isinstance(node, list) and any(isinstance(value, dict) for value in node):
        for number, value in enumerate(node):
            yield from _below(value, (*steps, number))
    elif node is not None and steps[-1] not in FIXED:
        yield steps


def pointer_of(document: Case, steps: tuple[str | int, ...]) -> str:
    """The steps as a pointer by member key, as results write paths."""
    node: Any = document
    parts = []
    for step in steps:
        node = node[step]
        parts.append(str(node.get("key", step)) if isinstance(step, int) else str(step))
    return "/" + "/".join(parts)
