"""Method and limits: what was asked in which order, how three values are read, which law, which days."""

from collections.abc import Mapping
from typing import Any

from reports.composition.content import Incident, incidents, short_digest
from reports.composition.galley import Galley
from reports.composition.sections.cover import readings
from reports.composition.styles import CELL_QUIET, MEASURE, TABLE_HEAD
from reports.composition.tables import Block, Cell, Column, table
from reports.composition.words import Words

VERIFY_SECTION = 10


def write(galley: Galley, snapshot: Mapping[str, Any]) -> None:
    words = galley.words
    law = snapshot.get("law") or {}
    galley.section("method")
    galley.paragraph(words("method.record", section=VERIFY_SECTION))
    galley.paragraph(words("method.three"))
    galley.paragraph(words("method.accounts"))
    galley.paragraph(words("method.presumed"))
    galley.paragraph(words("method.law", release=short_digest(law.get("release")), as_of=words.day(law.get("as_of"))))
    galley.paragraph(words("method.machine"))
    if readings(galley, snapshot):
        galley.paragraph(readings(galley, snapshot))
    galley.paragraph(words("method.glyphs"))
    known = incidents(snapshot, words)
    for incident in known:
        _place(galley, incident)
    for incident in known:
        _sources(galley, incident, several=len(known) > 1)
    for incident in known:
        _asked(galley, incident)


def _place(galley: Galley, incident: Incident) -> None:
    """What the evaluation could not be read with: a county that nobody recorded, and law that is not on file."""
    words = galley.words
    drawn = incident.record.get("county_by_coordinates")
    if drawn:
        key = "county" if drawn["county"] else "near" if drawn["near"] else "nowhere"
        said = words(f"method.drawn-{key}", county=drawn["county"] or ", ".join(drawn["near"]), year=drawn["boundaries"])
        galley.paragraph(f"{incident.label}: {said}")
    for one in incident.record.get("not_on_file") or []:
        absent = words(f"method.absent-{one['part']}", name=one["name"])
        galley.paragraph(f"{incident.label}: {absent}")


def _sources(galley: Galley, incident: Incident, *, several: bool) -> None:
    words, facts = galley.words, incident.facts
    rows: list[list[Cell]] = []
    for source in facts.members("sources"):
        perceived = facts.token(source["perceived"]) if source.get("perceived") else words("unknown")
        taken = words.moment(source["taken_at"]) if source.get("taken_at") else words("evidence.not-stated")
        said = [Block(facts.token(source.get("kind")))]
        if source.get("note"):
            said.append(Block(str(source["note"]), CELL_QUIET))
        rows.append([str(source.get("key")), said, perceived, taken])
    if not rows:
        return
    title = words("method.sources-title")
    galley.subhead(f"{title}: {incident.label}" if several else title, TABLE_HEAD)
    columns = [
        Column(words("column.key"), 40),
        Column(facts.field("sources", "kind"), MEASURE - 280),
        Column(facts.field("sources", "perceived"), 110),
        Column(facts.field("sources", "taken_at"), 130),
    ]
    table(galley, columns, rows)


def _asked(galley: Galley, incident: Incident) -> None:
    words = galley.words
    asked = incident.record.get("asked") or []
    if not asked:
        galley.paragraph(words("method.asked-none", incident=incident.label))
        return
    galley.subhead(f"{words('method.asked-title')}: {incident.label}", TABLE_HEAD)
    rows: list[list[Cell]] = []
    for number, question in enumerate(asked, start=1):
        answer = [Block(_outcome(words, question.get("outcome")))]
        if question.get("by") == "attorney":
            answer.append(Block(words("method.asked-attorney"), CELL_QUIET))
        rows.append([str(number), words.of(question.get("wording")), answer])
    columns = [
        Column(words("column.order"), 44),
        Column(words("column.question"), MEASURE - 164),
        Column(words("column.answer"), 120),
    ]
    table(galley, columns, rows)


def _outcome(words: Words, outcome: object) -> str:
    key = f"outcome.{outcome}"
    return words(key) if words.has(key) else str(outcome or "")
