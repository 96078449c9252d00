"""Who came, and what state and local officers did."""

from collections.abc import Mapping
from typing import Any

from reports.composition.content import LOCAL_LEVELS, Incident, incidents
from reports.composition.galley import Galley
from reports.composition.styles import CELL_BOLD, CELL_QUIET, MEASURE, TABLE_HEAD
from reports.composition.tables import Block, Cell, Column, table

SEEN = (
    "lead",
    "identified_agency",
    "marked_police_only",
    "masked",
    "mask_reason",
    "plain_clothes",
    "body_camera",
    "asked_for_identification",
    "refused_identification",
    "claimed_to_be",
    "badges",
    "equipment",
)
PART = (
    "criminal_matter",
    "requested_by_immigration",
    "under_federal_supervision",
    "designated_287g",
    "detains_for_immigration",
    "information_shared",
)


def write(galley: Galley, snapshot: Mapping[str, Any]) -> None:
    galley.section("who-came")
    known = incidents(snapshot, galley.words)
    for incident in known:
        if len(known) > 1:
            galley.subhead(incident.title)
        _agencies(galley, incident)
        _local(galley, incident)
        _officers(galley, incident)
        _vehicles(galley, incident)


def _agencies(galley: Galley, incident: Incident) -> None:
    words, facts = galley.words, incident.facts
    members = facts.members("agencies")
    if not members:
        galley.paragraph(words("nothing-recorded"))
        return
    columns = [
        Column(words("column.agency"), 130),
        Column(words("column.level"), 112),
        Column(words("column.seen"), MEASURE - 242),
    ]
    rows: list[list[Cell]] = []
    for member in members:
        key = member.get("key")
        named = [Block(f"{key}: {member.get('name') or words('who.unnamed')}", CELL_BOLD)]
        if isinstance(member.get("officers"), int):
            named.append(Block(words.count("who.officers", member["officers"]), CELL_QUIET))
        kind = [facts.token(member[part]) for part in ("level", "component") if member.get(part)]
        rows.append([named, "\n".join(kind), _said(incident, key, SEEN) or words("nothing-recorded")])
    table(galley, columns, rows)
    complete = facts.document.get("agencies_complete") is True
    galley.paragraph(words("who.complete" if complete else "who.incomplete"))


def _said(incident: Incident, key: object, fields: tuple[str, ...]) -> str:
    """The recorded ones of some fields of an agency, one a line."""
    facts = incident.facts
    member = facts.member("agencies", key)
    lines = []
    for field in fields:
        path = f"/agencies/{key}/{field}"
        name = facts.field("agencies", field)
        differing = facts.differing(path)
        if differing:
            lines.append(f"{name}: {facts.words('differs', values='; '.join(differing))}")
        elif member.get(field) not in (None, []):
            lines.append(f"{name}: {facts.value(member[field], path)}")
    return "\n".join(lines)


def _local(galley: Galley, incident: Incident) -> None:
    words, facts = galley.words, incident.facts
    galley.subhead(words("who.local"))
    local = [member for member in facts.members("agencies") if member.get("level") in LOCAL_LEVELS]
    if not local:
        galley.paragraph(words("who.no-local"))
        return
    for member in local:
        galley.paragraph(_did(incident, member))


def _did(incident: Incident, member: Mapping[str, Any]) -> str:
    facts, words = incident.facts, incident.facts.words
    key, agency = member.get("key"), facts.agency(member.get("key"))
    actions = [facts.token(action) for action in member.get("actions") or []]
    said = [
        words("who.did", agency=agency, actions=words.listed(actions)) if actions else words("who.did-nothing", agency=agency)
    ]
    said.append(words("who.actions-closed" if member.get("actions_complete") is True else "who.actions-open"))
    if member.get("basis"):
        said.append(words("who.basis", basis=facts.token(member["basis"])))
    said += [f"{line}." for line in _said(incident, key, PART).split("\n") if line]
    return " ".join(said)


def _officers(galley: Galley, incident: Incident) -> None:
    words, facts = galley.words, incident.facts
    rows = []
    for member in facts.members("agencies"):
        for officer in member.get("officers_described") or []:
            said = [str(officer[part]) for part in ("name", "rank") if officer.get(part)]
            if officer.get("badge"):
                said.append(words("who.badge", badge=officer["badge"]))
            seen = [str(officer["description"])] if officer.get("description") else []
            for field in ("masked", "body_camera"):
                if officer.get(field) is not None:
                    seen.append(f"{facts.field('agencies', field)}: {facts.value(officer[field])}")
            rows.append([f"{officer.get('key')}, {facts.agency(member.get('key'))}", ", ".join(said), "\n".join(seen)])
    if rows:
        galley.subhead(words("who.officers-title"), TABLE_HEAD)
        columns = [Column(words("column.officer"), 150), Column(words("column.by"), 120)]
        table(galley, [*columns, Column(words("column.description"), MEASURE - 270)], rows)


def _vehicles(galley: Galley, incident: Incident) -> None:
    words, facts = galley.words, incident.facts
    rows = []
    for member in facts.members("agencies"):
        for vehicle in member.get("vehicles") or []:
            marks = [str(vehicle[part]) for part in ("markings", "plate", "plate_state", "unit_number") if vehicle.get(part)]
            rows.append([facts.agency(member.get("key")), str(vehicle.get("description") or ""), ", ".join(marks)])
    if rows:
        galley.subhead(words("who.vehicles-title"), TABLE_HEAD)
        columns = [Column(words("column.agency"), 150), Column(words("column.vehicle"), 150)]
        table(galley, [*columns, Column(words("column.markings"), MEASURE - 300)], rows)
