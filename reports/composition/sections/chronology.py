"""The chronology: what happened when, the account as it was given, and the words spoken."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from reportlab.pdfgen.canvas import Canvas

from reports.composition.content import Incident, incidents
from reports.composition.faces import Face
from reports.composition.galley import Galley
from reports.composition.styles import BODY, CELL, GUTTER, MEASURE, TABLE_HEAD
from reports.composition.tables import Column, table
from reports.composition.typesetting import ACCENT, LINE, Hanging, Style, Text, draw_line
from reports.composition.words import read_moment

EVENT = BODY.but(indent=GUTTER + 14, after=0)
TIME = Style(Face.SANS, 8.5, 11)


class Event(NamedTuple):
    at: datetime
    written: str
    text: str


def write(galley: Galley, snapshot: Mapping[str, Any]) -> None:
    words = galley.words
    known = incidents(snapshot, words)
    galley.section("chronology")
    galley.paragraph(words("chronology.lead"))
    for incident in known:
        galley.subhead(incident.title, anchor=f"chronology-{incident.number}")
        _time_line(galley, events(incident))
        _account(galley, incident)
        _words(galley, incident)


def events(incident: Incident) -> list[Event]:
    """What has a time of its own, in the order of the times; those without a readable time are left out."""
    facts, words = incident.facts, incident.facts.words
    document = facts.document
    found: list[tuple[object, str]] = [
        (document.get("occurred_at"), words("event.began")),
        (document.get("ended_at"), words("event.ended")),
    ]
    given = {(account.get("source"), account.get("given_at")) for account in facts.members("accounts")}
    for source in facts.members("sources"):
        if (source.get("key"), source.get("taken_at")) in given:
            continue
        found.append((source.get("taken_at"), words("event.source", source=facts.source(source.get("key")))))
    for account in facts.members("accounts"):
        found.append((account.get("given_at"), words("event.account", source=facts.source(account.get("source")))))
    for person in facts.members("persons"):
        found.append((person.get("last_seen_at"), words("event.last-seen", key=person.get("key"))))
    for file in facts.members("evidence"):
        kind = facts.token(file.get("kind"))
        found.append((file.get("captured_at"), words("event.evidence", key=file.get("key"), kind=kind)))
    timed = [(read_moment(at), str(at), text) for at, text in found]
    zoned = [Event(at if at.tzinfo else at.astimezone(None), written, text) for at, written, text in timed if at and at.tzinfo]
    return sorted(zoned, key=lambda event: event.at)


def _time_line(galley: Galley, found: list[Event]) -> None:
    day = ""
    for number, event in enumerate(found):
        today = galley.words.day(event.written)
        times = [galley.words.clock(event.written)] if today == day else [today, galley.words.clock(event.written)]
        text = galley.text(event.text, EVENT)
        lines = [line for time in times for line in galley.lines(time, TIME, GUTTER - 6)]
        text.least = len(lines) * TIME.leading + 7
        text.hanging = _time_and_rule(lines, last=number == len(found) - 1)
        galley.bind(text.least)
        galley.add(text)
        day = today
    galley.gap(8)


def _time_and_rule(lines: list[Any], *, last: bool) -> Hanging:
    """The time at the left of a vertical rule, and a point on the rule."""

    def draw(canvas: Canvas, text: Text, baseline: float) -> None:
        for number, line in enumerate(lines):
            draw_line(canvas, line, TIME, 0, baseline - number * TIME.leading)
        x = GUTTER + 3
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.8)
        canvas.line(x, text.height, x, text.height / 2 if last else 0)
        canvas.setFillColor(ACCENT)
        canvas.circle(x, baseline + 3.4, 2, stroke=0, fill=1)

    return draw


def _account(galley: Galley, incident: Incident) -> None:
    words, document = galley.words, incident.facts.document
    galley.subhead(words("chronology.account"))
    told = _free_accounts(incident)
    if not told:
        galley.paragraph(words("chronology.no-account"))
        return
    language = str(document.get("language") or "")
    if language and not language.lower().startswith(words.language):
        galley.note(words("chronology.language", language=language))
    for source, narrative in told:
        if len(told) > 1:
            galley.note(incident.facts.source(source))
        for part in galley.clean(narrative).split("\n"):
            if part.strip():
                galley.paragraph(part.strip())


def _free_accounts(incident: Incident) -> list[tuple[Any, str]]:
    """What each person told in their own words, with their source; the document's own words where no account tells them."""
    given = [
        (account.get("source"), (account.get("facts") or {}).get("/narrative"))
        for account in incident.facts.members("accounts")
    ]
    told = [(source, str(narrative)) for source, narrative in given if narrative]
    own = incident.facts.document.get("narrative")
    return told or ([(None, str(own))] if own else [])


def _words(galley: Galley, incident: Incident) -> None:
    words, facts = galley.words, incident.facts
    spoken = facts.members("words_spoken")
    if not spoken:
        return
    galley.subhead(words("chronology.words"), TABLE_HEAD)
    rows = [[_speaker(incident, entry), str(entry.get("words") or ""), _source(incident, entry)] for entry in spoken]
    columns = [
        Column(words("column.by"), 110),
        Column(words("column.words"), MEASURE - 240),
        Column(words("column.source"), 130),
    ]
    table(galley, columns, rows)


def _speaker(incident: Incident, entry: Mapping[str, Any]) -> str:
    by = entry.get("by")
    if incident.facts.member("agencies", by):
        return incident.facts.agency(by)
    return str(by) if by else incident.facts.words("unknown")


def _source(incident: Incident, entry: Mapping[str, Any]) -> str:
    said = incident.facts.source(entry["source"]) if entry.get("source") else incident.facts.words("fact.no-source")
    return f"{said}, {entry['language']}" if entry.get("language") else said


__all__ = ["CELL", "events", "write"]
