"""What happened to people, under their keys; custody; harm. No name stands here, and none is in the snapshot."""

from collections.abc import Mapping
from typing import Any

from reports.composition.content import Incident, incidents
from reports.composition.galley import Galley
from reports.composition.recorded import facts_table
from reports.composition.styles import TABLE_HEAD

AGENCY_LISTS = ("arrested_by", "detained_by", "questioned_by", "force_by", "recording_interfered_by")


def write(galley: Galley, snapshot: Mapping[str, Any]) -> None:
    words = galley.words
    galley.section("people")
    galley.paragraph(words("people.names-apart"))
    known = incidents(snapshot, words)
    for incident in known:
        if len(known) > 1:
            galley.subhead(incident.title)
        _persons(galley, incident)
        _custody(galley, incident)
        for name, title in (("harm", "people.harm"), ("present", "people.present")):
            group = incident.facts.group(name)
            if any(value is not None for value in group.values()):
                galley.subhead(words(title), TABLE_HEAD)
                facts_table(galley, incident, [(f"/{name}", group)], ())


def _persons(galley: Galley, incident: Incident) -> None:
    facts = incident.facts
    if not facts.members("persons") and not facts.members("custody"):
        galley.paragraph(galley.words("nothing-recorded"))
    for member in facts.members("persons"):
        key = member.get("key")
        galley.subhead(galley.words("people.person", key=key), TABLE_HEAD)
        facts_table(galley, incident, [(f"/persons/{key}", _with_agencies(incident, member, AGENCY_LISTS))], (), headed=True)


def _custody(galley: Galley, incident: Incident) -> None:
    for number, entry in enumerate(incident.facts.members("custody")):
        galley.subhead(galley.words("people.custody", n=number + 1), TABLE_HEAD)
        told = dict(entry)
        if told.get("agency"):
            told["agency"] = incident.facts.agency(told["agency"])
        facts_table(galley, incident, [(f"/custody/{number}", told)], (), headed=True)


def _with_agencies(incident: Incident, member: Mapping[str, Any], parts: tuple[str, ...]) -> dict[str, Any]:
    """The member with agencies by key and name instead of by key alone."""
    told = dict(member)
    for part in parts:
        if told.get(part):
            told[part] = [incident.facts.agency(agency) for agency in told[part]]
    return told
