"""Reads the records of authorities: one file each, whose path below authorities/ is its id."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from casework.engine.checks import Checker
from casework.engine.conditions import Condition, Fact
from casework.engine.errors import ConditionError
from casework.engine.fields import fields
from casework.engine.language import Compiler
from casework.engine.law import Authority, Exemption, Period, Way
from casework.engine.places import area_of
from casework.engine.yaml_files import LawFiles, day_of

KINDS = frozenset(
    [
        "constitution",
        "statute",
        "regulation",
        "case",
        "court_order",
        "agency_policy",
        "ag_directive",
        "executive_order",
        "ordinance",
        "rule",
    ]
)
STATUSES = frozenset(
    ["in_force", "contested", "enjoined", "stayed", "vacated", "repealed", "superseded", "expired", "reversed"]
)
DIRECTIONS = frozenset(["limits", "authorizes", "compels", "channels"])
APPLIES = frozenset(["federal", "state_local", "both"])
CHECKED = frozenset(["text", "account", "memory"])
LEVELS = frozenset(fields()["agencies[].level"].values)
REQUIRED = tuple(
    [
        "id",
        "kind",
        "title",
        "citation",
        "jurisdiction",
        "binding_in",
        "applies_to",
        "history",
        "direction",
        "codes",
        "proposition",
        "elements",
        "exceptions",
        "contrary",
        "sources",
        "checked",
        "checked_on",
    ]
)
OPTIONAL = frozenset(["note", "remedy", "no_statewide_law", "court", "decided", "area", "binds_agencies", "topics"])
# What a card for volunteers is made of, by the records' own marks.
TOPICS = frozenset(["interference", "distance", "recording"])
REACH = frozenset({"agencies[].level", "agencies[].component"})
AGREEMENTS = {"none": "not_in_force", "in_force": "in_force"}


def read_authorities(files: LawFiles, compiler: Compiler, codes: frozenset[str]) -> dict[str, Authority]:
    """Every record below authorities/, by its id; faults are noted in `files`."""
    found: dict[str, Authority] = {}
    for file, content in files.under("authorities").items():
        check = Checker(files, file)
        record = check.mapping(content, REQUIRED, OPTIONAL)
        if all(key in record for key in REQUIRED):
            authority = _authority(check, record, replace(compiler, unsaid=str(record["id"])), codes)
            found[authority.id] = authority
    return found


def _authority(check: Checker, record: Mapping[str, Any], compiler: Compiler, codes: frozenset[str]) -> Authority:
    own = str(record["id"])
    if check.file != f"authorities/{own}.yaml":
        check.fault(f"the id `{own}` should be the file's path: move the file or correct the id", "id")
    for code in check.words(record["codes"], "codes"):
        check.word(code, "codes", codes)
    sources = check.words(record["sources"], "sources")
    if not sources:
        check.fault("names no source: add the address of the text or of a reliable account of it", "sources")
    history = _history(check, record["history"])
    decided = check.day(record["decided"], "decided") if record.get("decided") is not None else None
    if record["kind"] == "case" and decided is None and any(one.start for one in history):
        check.fault("a case needs the day it was decided", "decided")
    ways, exemptions = _ways(check, record, compiler), _exemptions(check, record, compiler)
    return Authority(
        id=own,
        kind=check.word(record["kind"], "kind", KINDS),
        title=str(record["title"]),
        citation=str(record["citation"]),
        jurisdiction=str(record["jurisdiction"]),
        binding_in=check.words(record["binding_in"], "binding_in"),
        applies_to=check.word(record["applies_to"], "applies_to", APPLIES),
        history=history,
        direction=check.word(record["direction"], "direction", DIRECTIONS),
        codes=tuple(record["codes"] or ()),
        proposition=" ".join(str(record["proposition"]).split()),
        ways=ways,
        exemptions=exemptions,
        contrary=tuple(" ".join(str(one).split()) for one in check.rows(record["contrary"], "contrary")),
        sources=sources,
        checked=check.word(record["checked"], "checked", CHECKED),
        checked_on=check.day(record["checked_on"], "checked_on"),
        digest=check.files.digests[check.file],
        decided=decided,
        area=area_of(check.at("area").mapping(record["area"], (), ("states", "districts", "counties")))
        if record.get("area")
        else None,
        binds_agencies=check.words(record.get("binds_agencies"), "binds_agencies"),
        court=str(record["court"]) if record.get("court") else None,
        topics=tuple(check.word(one, "topics", TOPICS) for one in check.words(record.get("topics"), "topics")),
        extra={key: record[key] for key in ("note", "remedy", "no_statewide_law") if record.get(key)},
    )


def _history(check: Checker, written: Any) -> tuple[Period, ...]:
    """Dated statuses in ascending order; only a first one may have no day."""
    periods: list[Period] = []
    for number, row in enumerate(check.rows(written, "history")):
        inner = check.at(f"history[{number}]")
        entry = inner.mapping(row, ("from", "status"), ("note",))
        start = None if entry.get("from") is None else inner.day(entry["from"], "from")
        inner.word(entry.get("status"), "status", STATUSES)
        if start is None and number:
            inner.fault("only the first entry may be without a day", "from")
        if periods and start and periods[-1].start and start <= periods[-1].start:
            inner.fault(f"is out of order: {start} should come after {periods[-1].start}", "from")
        periods.append(Period(start, str(entry.get("status")), entry.get("note")))
    if not periods:
        check.fault("has no entry: say from when, and with which status", "history")
    return tuple(periods)


def _ways(check: Checker, record: Mapping[str, Any], compiler: Compiler) -> tuple[Way, ...]:
    """Parametric elements are one way of breach each; a plain list is one way, all of whose conditions hold."""
    rows = check.rows(record["elements"], "elements")
    if any(isinstance(row, dict) and "code" in row for row in rows):
        return tuple(_coded(check.at(f"elements[{number}]"), row, record, compiler) for number, row in enumerate(rows))
    return (_way(check.at("elements"), None, rows, record, compiler),)


def _coded(check: Checker, row: Any, record: Mapping[str, Any], compiler: Compiler) -> Way:
    entry = check.mapping(row, ("code", "all"), ("note", "from", "until"))
    if entry.get("code") not in (record["codes"] or ()):
        check.fault(f"`{entry.get('code')}` is not among the record's codes", "code")
    way = _way(check, entry.get("code"), check.rows(entry.get("all"), "all"), record, compiler)
    start, end = (check.day(entry[name], name) if name in entry else None for name in ("from", "until"))
    if start and end and end < start:
        check.fault(f"ends on {end}, before it begins on {start}", "until")
    return replace(way, start=start, end=end)


def _way(check: Checker, code: str | None, rows: list[Any], record: Mapping[str, Any], compiler: Compiler) -> Way:
    notes = tuple(row["note"] for row in rows if isinstance(row, dict) and set(row) == {"note"})
    rows = [row for row in rows if not (isinstance(row, dict) and set(row) == {"note"})]
    conditions = conditions_of(check, [*rows, *_bound(record)], compiler)
    agency = tuple(one for one in conditions if isinstance(one, Fact) and one.path in REACH)
    place = tuple(one for one in conditions if isinstance(one, Fact) and one.path.startswith("place."))
    conduct = tuple(one for one in conditions if one not in agency and one not in place)
    return Way(code, agency, place, conduct, notes)


def _bound(record: Mapping[str, Any]) -> list[str]:
    """The agencies that an order binds, as conditions of their own."""
    named = list(record.get("binds_agencies") or ())
    levels, components = [one for one in named if one in LEVELS], [one for one in named if one not in LEVELS]
    found = [f"agencies[].level in [{', '.join(levels)}]"] if levels else []
    return [*found, *([f"agencies[].component in [{', '.join(components)}]"] if components else [])]


def conditions_of(check: Checker, rows: list[Any], compiler: Compiler) -> tuple[Condition, ...]:
    found = []
    for row in rows:
        try:
            found.append(compiler.compile(_lookup(row)))
        except ConditionError as error:
            check.fault(str(error))
    return tuple(found)


def _lookup(row: Any) -> Any:
    """{lookup: agreement_287g, is: none|in_force, model: [..]} as the operation it stands for."""
    if isinstance(row, dict) and row.get("lookup") == "agreement_287g":
        return {"agreement": AGREEMENTS.get(row.get("is", ""), row.get("is")), "models": row.get("model") or []}
    return row


def _exemptions(check: Checker, record: Mapping[str, Any], compiler: Compiler) -> tuple[Exemption, ...]:
    return tuple(
        _exemption(check.at(f"exceptions[{number}]"), row, compiler)
        for number, row in enumerate(check.rows(record["exceptions"], "exceptions"))
    )


def _exemption(check: Checker, row: Any, compiler: Compiler) -> Exemption:
    if isinstance(row, dict) and ("note" in row or "codes" in row or "all" in row):
        entry = check.mapping(row, (), ("codes", "all", "note"))
        if "all" not in entry and "note" not in entry:
            check.fault("needs `all`, or a `note` for an attorney")
        codes = check.words(entry.get("codes"), "codes")
        return Exemption(codes, conditions_of(check, check.rows(entry.get("all"), "all"), compiler), entry.get("note"))
    return Exemption((), conditions_of(check, [row], compiler))


def days_named(authorities: Mapping[str, Authority]) -> frozenset[Any]:
    """Every day on which some authority, or a clause of it, changes."""
    return frozenset(day for record in authorities.values() for day in _days(record))


def _days(record: Authority) -> Iterator[date]:
    yield from (one.start for one in record.history if one.start)
    yield from (way.start for way in record.ways if way.start)
    yield from (way.end + timedelta(days=1) for way in record.ways if way.end)
    if record.decided:
        yield record.decided


__all__ = ["conditions_of", "day_of", "days_named", "read_authorities"]
