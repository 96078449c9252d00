"""Each way of breach that a state or local record names can be met: the table has no dead row."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import yaml

from casework.engine import Law, Register, evaluate, load_law
from tests.builders import minimal_document
from tests.casework.law.cases import RANK, ROOT

pytestmark = pytest.mark.assurance("4.3")

AS_OF = date(2026, 11, 22)
DAYS = [date(year, month, 20) for year in range(2026, 2008, -1) for month in range(12, 0, -1) if (year, month) < (2026, 12)]
FOLDER = ROOT / "casework" / "law"
CONDITION = re.compile(r"(\S+) (!=|=|not in|in|contains any|>) (.+)")
COMPONENT = {"state": "state_police", "county": "sheriff", "municipal": "police", "federal": "ice_ero"}
NAME = "Constructed Agency"

Row = tuple[dict[str, Any], dict[str, Any]]


@pytest.fixture(scope="module")
def law() -> Law:
    return load_law(FOLDER)


def rows() -> Iterator[Row]:
    """Every (record, way of breach) of the limiting records below the federal level."""
    for path in sorted((FOLDER / "authorities").rglob("*.yaml")):
        record = yaml.safe_load(path.read_text(encoding="utf-8"))
        if record["direction"] == "limits" and record["jurisdiction"].count("."):
            for way in record.get("elements") or ():
                if isinstance(way, dict) and str(way.get("code")).startswith("SL-"):
                    yield record, way


def words(conditions: list[Any]) -> Iterator[str]:
    """The conditions on fields; of alternatives the first. A note is a condition that no field holds."""
    for one in conditions:
        if isinstance(one, str):
            yield " ".join(one.split())
        elif "all" in one or "any" in one:
            yield from words(one.get("all") or one["any"][:1])
        elif "lookup" in one:
            yield "agencies[].basis = agreement_287g"


def met(condition: str) -> tuple[str, str, Any]:
    """The list or part that it speaks of, the field, and a value that meets it."""
    found = CONDITION.fullmatch(condition)
    assert found, condition
    path, sign, text = found.groups()
    listed = [one.strip() for one in text.strip("[]").split(",")]
    # What a state may ask of federal officers is contested, of its own it is not.
    first = sorted(listed, key=lambda one: one == "federal")[0]
    value: Any = {"true": True, "false": False}.get(first, first)
    if sign == "!=":
        value = not value if isinstance(value, bool) else None
    elif sign == "contains any":
        value = [value]
    elif sign == "not in":
        value = "public_place" if path == "place.premises" else None
    elif sign == ">":
        value = float(first) + 1
    part, _, key = path.partition(".")
    return part.removesuffix("[]"), key, value


def place_of(law: Law, jurisdiction: str) -> dict[str, Any]:
    found = next((one for one in law.places.localities if one.id == jurisdiction), None)
    place: dict[str, Any] = {"state": jurisdiction.split(".")[1].upper()}
    if found and "city" in found.kinds:
        place["city"] = sorted(found.names)[0]
    if found and found.counties:
        place["county"] = sorted(found.counties)[0]
    return place


def breach(law: Law, record: dict[str, Any], way: dict[str, Any], day: date) -> dict[str, Any]:
    """An incident that meets the way and nothing else: no crime, no warrant, every list whole."""
    agency: dict[str, Any] = {
        "criminal_matter": False,
        "requested_by_immigration": True,
        "basis": None,
        "mask_reason": "none_apparent",
    }
    parts: dict[str, dict[str, Any]] = {"place": place_of(law, record["jurisdiction"]), "agencies": agency}
    for part, key, value in map(met, words(way["all"])):
        if value is not None and not parts.setdefault(part, {}).get(key):
            parts[part][key] = value
    level = agency.setdefault("level", "municipal")
    agency.setdefault("component", COMPONENT[level])
    agency["basis"] = agency["basis"] or "request_by_immigration"
    persons = [{"key": "P1", "arrested_by": ["A1"], **parts.pop("persons", {})}]
    custody = [parts.pop("custody", {})]
    agencies = [{"key": "A1", "name": NAME, **parts.pop("agencies")}]
    said = {f"{name}_complete": True for name in ("agencies", "persons", "documents")}
    facts: dict[str, Any] = {"agencies": agencies, "persons": persons, "custody": custody, "documents": [], **parts, **said}
    return minimal_document(**facts, occurred_at=f"{day}T09:00:00-05:00")


def in_force(law: Law, record: dict[str, Any], way: dict[str, Any]) -> date | None:
    """The last day tried on which both the record and this way of it are law."""
    first, last = (date.fromisoformat(way[key]) if key in way else None for key in ("from", "until"))
    days = [day for day in DAYS if (not first or day >= first) and (not last or day <= last)]
    known = law.authorities[record["id"]]
    return next((day for day in days if known.status_on(day) in ("in_force", "contested")), None)


def outcome(law: Law, record: dict[str, Any], way: dict[str, Any], day: date) -> str:
    """The strongest status of the way's code; `displaced` where a state statute compels the act."""
    state = record["jurisdiction"].split(".")[1].upper()
    agreement = {"agency": NAME, "state": state, "model": "task_force", "signed": "2009-01-02"}
    document = breach(law, record, way, day)
    found = evaluate(document, law, agreements=Register.of([agreement]), as_of=AS_OF, codes=(way["code"],)).results
    if any((row["id"], row["role"]) == (record["id"], "displaced") for one in found for row in one.authorities):
        return "displaced"
    return min((one.status for one in found), key=RANK.index)


def test_each_way_of_each_state_and_local_record_can_be_met(law: Law, figure: Any) -> None:
    outcomes: Counter[str] = Counter()
    missed = []
    for record, way in rows():
        day = in_force(law, record, way)
        given = "no day in force is known" if day is None else outcome(law, record, way, day)
        outcomes[given] += 1
        if day and given not in ("indicated", "displaced"):
            missed.append(f"{record['id']} {way['code']} on {day}: {given}")
    figure(", ".join(f"{name} {number}" for name, number in outcomes.most_common()))
    assert missed == []
    assert outcomes["indicated"] > 250


def test_the_day_before_its_first_day_a_record_supports_nothing(law: Law, figure: Any) -> None:
    early, seen = [], 0
    for record, way in rows():
        known = law.authorities[record["id"]]
        start = next((one.start for one in known.history if one.status in ("in_force", "contested") and one.start), None)
        if start is None or known.kind == "case":
            continue
        seen += 1
        before = date.fromordinal(start.toordinal() - 1)
        document = breach(law, record, way, before)
        for one in evaluate(document, law, agreements=Register.of([]), as_of=AS_OF, codes=(way["code"],)).results:
            if any(row["id"] == record["id"] and row["role"] == "supports" for row in one.authorities):
                early.append(f"{record['id']} {way['code']} on {before}")
    figure(f"{seen} ways on the day before, {len(early)} relied on")
    assert early == []
