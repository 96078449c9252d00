"""The summary: one page that somebody with two minutes can read."""

from collections.abc import Mapping
from typing import Any

from reports.composition.content import Incident, heading_of, incident_of, incidents
from reports.composition.faces import Face
from reports.composition.galley import Galley
from reports.composition.marks import MARK_INDENT, hanging_mark, status_mark
from reports.composition.styles import BODY, CELL, CELL_QUIET, FRAME_HEIGHT, MEASURE
from reports.composition.tables import Block, Cell, Column, table
from reports.composition.typesetting import Run

# Points for the open questions below the findings, between rows, and for the column of paragraph numbers.
RESERVED = 150.0
ROW_SPACE = 8.5
CITED = 118.0
MOST_INCIDENTS = 1
MOST_QUESTIONS = 4
MOST_AGENCIES, MOST_PAPERS = 6, 5
SHORT = 150
VALUE = BODY.but(after=3)


def write(galley: Galley, snapshot: Mapping[str, Any]) -> None:
    words = galley.words
    known = incidents(snapshot, words)
    start = len(galley.story)
    galley.section("summary")
    for incident in known[:MOST_INCIDENTS]:
        _facts(galley, incident)
    if len(known) > MOST_INCIDENTS:
        galley.plain(words("summary.more-incidents", n=len(known) - MOST_INCIDENTS))
    galley.gap(8)
    confirmed = snapshot.get("findings") or []
    galley.paragraph(words(_lead(confirmed)))
    if confirmed:
        _findings(galley, confirmed, known, start)
    _unknown(galley, confirmed, known)
    galley.page_break()


def _lead(confirmed: list[Mapping[str, Any]]) -> str:
    """A finding whose result has moved since its decision need no longer be indicated."""
    if not confirmed:
        return "summary.no-findings"
    statuses = {(finding.get("result") or {}).get("status") for finding in confirmed}
    return "summary.found" if statuses == {"indicated"} else "summary.found-mixed"


def short(text: str, limit: int = SHORT) -> str:
    """Text for the one-page summary, cut at a word."""
    return text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0].rstrip(",;") + "…"


def _facts(galley: Galley, incident: Incident) -> None:
    words, facts = galley.words, incident.facts
    rows = [
        (words("summary.when"), facts.began()),
        (words("summary.where"), _where(incident)),
        (words("summary.who"), _who(incident)),
        (words("summary.papers"), _papers(incident)),
        (words("summary.entry"), _entry(incident)),
        (words("summary.people"), _people(incident)),
    ]
    for label, value in rows:
        galley.entry(label, short(value, 260), VALUE)


def _where(incident: Incident) -> str:
    premises = incident.facts.group("place").get("premises")
    return f"{incident.facts.place()} ({incident.facts.token(premises)})" if premises else incident.facts.place()


def _who(incident: Incident) -> str:
    members = incident.facts.members("agencies")
    if not members:
        return incident.facts.words("summary.not-recorded")
    shown = incident.facts.agencies(member.get("key") for member in members[:MOST_AGENCIES])
    return _and_more(incident, shown, len(members) - MOST_AGENCIES)


def _papers(incident: Incident) -> str:
    facts, words = incident.facts, incident.facts.words
    members = facts.members("documents")
    if members:
        told = [[facts.token(member[part]) for part in ("kind", "presented") if member.get(part)] for member in members]
        return _and_more(incident, "; ".join(map(", ".join, told[:MOST_PAPERS])), len(members) - MOST_PAPERS)
    closed = facts.document.get("documents_complete") is True
    return words("summary.no-papers-complete" if closed else "summary.no-papers")


def _and_more(incident: Incident, shown: str, left: int) -> str:
    """What is left out for room is told by its number."""
    return f"{shown}; {incident.facts.words('fact.more', n=left)}" if left > 0 else shown


def _entry(incident: Incident) -> str:
    facts = incident.facts
    entry, consent = facts.group("entry"), facts.group("consent")
    said = [f"{facts.name('/entry/entered')}: {facts.value(entry.get('entered'))}"]
    if entry.get("manner"):
        said.append(f"{facts.name('/entry/manner')}: {facts.value(entry['manner'])}")
    said.append(f"{facts.name('/consent/response')}: {facts.value(consent.get('response'))}")
    return ". ".join(said) + "."


def _people(incident: Incident) -> str:
    words = incident.facts.words
    members = incident.facts.members("persons")
    if not members:
        return words("summary.not-recorded")
    arrested = sum(1 for member in members if member.get("arrested") is True)
    said = [words.count("summary.listed", len(members))]
    if arrested:
        said.append(words.count("summary.arrested", arrested))
    return ", ".join(said)


def _findings(galley: Galley, confirmed: list[Mapping[str, Any]], known: list[Incident], start: int) -> None:
    """As many findings as leave room for the open questions on the page; the rest by number."""
    words = galley.words
    room = FRAME_HEIGHT - galley.height(start) - RESERVED
    rows: list[list[Cell]] = []
    for number, finding in enumerate(confirmed, start=1):
        blocks = _named(galley, finding, known)
        texts = [galley.text(block.content, block.style, MEASURE - CITED) for block in blocks]
        room -= sum(text.wrap(MEASURE, 0)[1] for text in texts) + ROW_SPACE
        if room < 0:
            break
        rows.append([blocks, galley.cited(f"finding-{number}")])
    table(galley, [Column(words("column.finding"), MEASURE - CITED), Column(words("column.where"), CITED)], rows, after=4)
    if len(confirmed) > len(rows):
        galley.note(words("summary.more-findings", n=len(confirmed) - len(rows)))


def _named(galley: Galley, finding: Mapping[str, Any], known: list[Incident]) -> list[Block]:
    words = galley.words
    result = finding.get("result") or {}
    mark = hanging_mark(status_mark(result.get("status")))
    title = [Run(short(heading_of(finding, words), 150), Face.SANS_BOLD)]
    under = [str(finding.get("code")), words(f"status.{result.get('status') or 'not_raised'}")]
    under.append(words(f"support.{result.get('support') or 'none'}"))
    if finding.get("subject"):
        under.insert(1, str(finding["subject"]))
    if len(known) > 1:
        under.append(incident_of(finding, known).label)
    detail = short(" · ".join(under), 110)
    return [Block(title, CELL.but(indent=MARK_INDENT), mark), Block(detail, CELL_QUIET.but(indent=MARK_INDENT))]


def _unknown(galley: Galley, confirmed: list[Mapping[str, Any]], known: list[Incident]) -> None:
    words = galley.words
    asked: dict[tuple[int, str], str] = {}
    for finding in confirmed:
        incident = incident_of(finding, known)
        for question in (finding.get("result") or {}).get("open_questions") or []:
            wording = words.of(question.get("question")) or incident.facts.name(str(question.get("path")))
            asked.setdefault((incident.number, wording), f"{incident.label}: {wording}" if len(known) > 1 else wording)
    if not confirmed:
        return
    galley.subhead(words("summary.unknown"))
    if not asked:
        galley.plain(words("summary.nothing-open"), VALUE)
    for wording in list(asked.values())[:MOST_QUESTIONS]:
        galley.plain(short(wording), CELL.but(indent=BODY.indent, after=2))
