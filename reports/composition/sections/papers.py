"""Papers and consent: each paper, then what happened at the door and inside."""

from collections.abc import Mapping
from typing import Any

from reports.composition.content import Incident, incidents
from reports.composition.galley import Galley
from reports.composition.recorded import facts_table
from reports.composition.styles import TABLE_HEAD

DOOR = ("encounter", "entry", "consent", "exigency", "search")
ASKED = (
    "/encounter/judicial_warrant_existed",
    "/encounter/announced_identity",
    "/encounter/announced_purpose",
    "/entry/entered",
    "/entry/manner",
    "/consent/asked",
    "/consent/response",
    "/consent/by",
    "/consent/withdrawn",
    "/exigency/claimed",
    "/search/occurred",
)
ASKED_OF_PAPERS = ("presented", "presented_when", "signed_by", "address_matches", "copy_left")


def write(galley: Galley, snapshot: Mapping[str, Any]) -> None:
    galley.section("papers")
    known = incidents(snapshot, galley.words)
    galley.paragraph(galley.words("papers.sources"))
    for incident in known:
        if len(known) > 1:
            galley.subhead(incident.title)
        _papers(galley, incident)
        galley.subhead(galley.words("papers.door"), TABLE_HEAD)
        facts_table(galley, incident, [(f"/{name}", incident.facts.group(name)) for name in DOOR], ASKED)


def _papers(galley: Galley, incident: Incident) -> None:
    words, facts = galley.words, incident.facts
    members = facts.members("documents")
    if not members:
        galley.paragraph(words("papers.none"))
    for member in members:
        key = member.get("key")
        galley.subhead(words("papers.paper", key=key, kind=facts.token(member.get("kind"))), TABLE_HEAD)
        told = {part: value for part, value in member.items() if part != "kind"}
        for part in ("presented_by", "executed_by"):
            if told.get(part):
                told[part] = [facts.agency(agency) for agency in told[part]]
        prefix = f"/documents/{key}"
        facts_table(galley, incident, [(prefix, told)], [f"{prefix}/{part}" for part in ASKED_OF_PAPERS], headed=True)
    complete = facts.document.get("documents_complete") is True
    galley.paragraph(words("papers.complete" if complete else "papers.open"))
