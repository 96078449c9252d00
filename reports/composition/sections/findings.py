"""Each confirmed finding, and the results that nobody confirmed by title alone."""

from collections.abc import Mapping
from typing import Any

from reports.composition.content import Incident, heading_of, incident_of, incidents, short_digest
from reports.composition.faces import Face
from reports.composition.galley import Galley
from reports.composition.marks import MARK_INDENT, hanging_mark, status_mark, value_mark
from reports.composition.sections import authorities
from reports.composition.styles import CELL, CELL_QUIET, CELL_SERIF, FINDING, GUTTER, KICKER, MEASURE, TABLE_HEAD
from reports.composition.tables import Block, Cell, Column, table
from reports.composition.trace import Point, Presumption, points, presumptions
from reports.composition.typesetting import QUIET, Run

SECTION = 6
MOST_UNSAID = 5


def write(galley: Galley, snapshot: Mapping[str, Any]) -> None:
    words = galley.words
    known = incidents(snapshot, words)
    galley.section("findings")
    confirmed = snapshot.get("findings") or []
    if not confirmed:
        galley.paragraph(words("findings.none"))
    for number, finding in enumerate(confirmed, start=1):
        _finding(galley, snapshot, finding, incident_of(finding, known), number)
    _others(galley, snapshot, known)


def _finding(galley: Galley, snapshot: Mapping[str, Any], finding: Mapping[str, Any], incident: Incident, number: int) -> None:
    words = galley.words
    result = finding.get("result") or {}
    anchor = f"finding-{number}"
    if number > 1:
        galley.gap(10)
    _title(galley, finding, result, number, anchor)
    galley.paragraph(_neutral(galley, finding, result, incident), anchor=anchor)
    if finding.get("changed_since"):
        galley.paragraph(words("finding.changed"), anchor=anchor)
    for kind, title in (("elements", "finding.elements"), ("scope", "finding.scope"), ("defeaters", "finding.defeaters")):
        if kind == "elements" or points(result, kind):
            galley.subhead(words(title), TABLE_HEAD)
            _points(galley, incident, snapshot, result, kind)
    authorities.in_force(galley, snapshot, result)
    _rests_on(galley, snapshot, result, incident, anchor)
    _unknown(galley, result, incident, anchor)
    authorities.contrary(galley, snapshot, result, anchor)
    _ruled_out(galley, finding, anchor)
    _decision(galley, finding, anchor)


def _title(galley: Galley, finding: Mapping[str, Any], result: Mapping[str, Any], number: int, anchor: str) -> None:
    words = galley.words
    parts = [f"{SECTION}.{number}", str(finding.get("code"))]
    if finding.get("subject"):
        parts.append(str(finding["subject"]))
    parts += [words(f"status.{result.get('status') or 'not_raised'}"), words(f"support.{result.get('support') or 'none'}")]
    mark = hanging_mark(status_mark(result.get("status")))
    kicker = galley.text([Run(" · ".join(parts))], KICKER.but(indent=GUTTER + MARK_INDENT, before=8), hanging=mark)
    galley.head(kicker)
    galley.subhead(f"{heading_of(finding, words)}", FINDING, anchor=anchor)


def _neutral(galley: Galley, finding: Mapping[str, Any], result: Mapping[str, Any], incident: Incident) -> str:
    """The finding in one neutral paragraph: what the facts meet, who acted, how far authority reaches."""
    words, facts = galley.words, incident.facts
    status = str(result.get("status"))
    key = f"finding.neutral.{status if status in ('indicated', 'possible') else 'other'}"
    said = [
        words(
            key,
            incident=_lower_first(incident.label),
            title=heading_of(finding, words),
            code=finding.get("code"),
            status=words(f"status.{status}") if result.get("status") else words("unknown"),
        )
    ]
    subject = finding.get("subject")
    if subject:
        shown = facts.agency(subject) if facts.member("agencies", subject) else str(subject)
        said.append(words("finding.subject", subject=shown))
    actors = [actor for actor in result.get("actors") or [] if actor != subject]
    if actors:
        certain = result.get("actors_certain") is not False
        said.append(words("finding.actors" if certain else "finding.actors-open", actors=facts.agencies(actors)))
    if result.get("support"):
        said.append(words(f"support-sentence.{result['support']}"))
    said.append(words(f"established.{result.get('clearly_established') or 'unknown'}"))
    return " ".join(said)


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _points(galley: Galley, incident: Incident, snapshot: Mapping[str, Any], result: Mapping[str, Any], kind: str) -> None:
    """The points of one part of the trace as a table: wording, value, facts."""
    words = galley.words
    word = "defeater" if kind == "defeaters" else "element"
    asked = {str(question.get("path")) for question in result.get("open_questions") or []}
    rows: list[list[Cell]] = []
    for point in points(result, kind):
        value = {True: "true", False: "false", None: "none"}[point.value]
        shown = Block(words(f"{word}.{value}"), CELL.but(indent=MARK_INDENT), hanging_mark(value_mark(point.value)))
        label = Block(words.of(point.label) or point.name.replace("_", " "), CELL_SERIF)
        rows.append([label, shown, _facts(galley, incident, snapshot, point, asked)])
    if not rows:
        galley.plain(words("finding.no-elements"))
        return
    title = words("column.element" if kind == "elements" else "column.condition")
    columns = [Column(title, 168), Column(words("column.value"), 86), Column(words("column.facts"), MEASURE - 254)]
    table(galley, columns, rows)


def _facts(galley: Galley, incident: Incident, snapshot: Mapping[str, Any], point: Point, asked: set[str]) -> list[Block]:
    """The known facts with their sources, then what the place or the register says, then what is taken or not known."""
    words, facts = galley.words, incident.facts
    blocks = []
    for path, value in point.known.items():
        source = Run(f"  {facts.sourced(path) or words('fact.no-source')}", None, QUIET)
        told = [Run(f"{facts.name(path)}: "), Run(facts.value(value, path), Face.SANS_BOLD), source]
        blocks.append(Block(told, CELL.but(after=2)))
    blocks += [Block(words.of(told), CELL.but(after=2)) for told in point.told]
    for presumed in point.presumed:
        blocks.append(Block(_taken(galley, incident, snapshot, presumed), CELL_QUIET.but(after=2)))
    for path in [path for path in point.unknown if facts.differing(path)]:
        said = words("differs", values="; ".join(facts.differing(path)))
        blocks.append(Block([Run(f"{facts.name(path)}: "), Run(said, Face.SANS_BOLD)], CELL.but(after=2)))
    if point.value is None:
        blocks += _unsaid(galley, incident, point, asked)
    return blocks or [Block(words("fact.none-recorded"), CELL_QUIET)]


def _unsaid(galley: Galley, incident: Incident, point: Point, asked: set[str]) -> list[Block]:
    """What nobody has said of a point that is not known: what the result asks first, then some of the rest by number."""
    facts = incident.facts
    paths = sorted((path for path in point.unknown if not facts.differing(path)), key=lambda path: path not in asked)
    named = list(dict.fromkeys(facts.name(path) for path in paths))
    shown = named[: max(MOST_UNSAID, sum(path in asked for path in paths))]
    if not shown:
        return []
    if len(named) > len(shown):
        shown.append(galley.words("fact.more", n=len(named) - len(shown)))
    return [Block(f"{galley.words('papers.not-said')}: {'; '.join(shown)}.", CELL_QUIET)]


def _taken(galley: Galley, incident: Incident, snapshot: Mapping[str, Any], presumed: Presumption) -> str:
    words = galley.words
    value = words("yes" if presumed.value else "no")
    return words(
        "fact.presumed",
        fact=words.of(presumed.label) or incident.facts.name(presumed.path),
        value=value,
        citation=authorities.citation(snapshot, presumed.citing),
    )


def _rests_on(galley: Galley, snapshot: Mapping[str, Any], result: Mapping[str, Any], incident: Incident, anchor: str) -> None:
    words, facts = galley.words, incident.facts
    galley.subhead(words("finding.rests"))
    paths = result.get("rests_on") or []
    taken = presumptions(result)
    plain = [path for path in paths if path not in taken]
    for path in [path for path in paths if path in taken]:
        said = words("finding.rests-on", fact=facts.name(path))
        galley.paragraph(
            f"{said} {words('finding.rests-value', fact=_taken(galley, incident, snapshot, taken[path]))}", anchor=anchor
        )
    if plain:
        galley.paragraph(words("finding.rests-on", fact="; ".join(facts.name(path) for path in plain)), anchor=anchor)
    if not paths:
        galley.plain(words("finding.no-rests"))


def _unknown(galley: Galley, result: Mapping[str, Any], incident: Incident, anchor: str) -> None:
    words, facts = galley.words, incident.facts
    galley.subhead(words("finding.unknown"))
    questions = result.get("open_questions") or []
    conflicts = result.get("conflicts") or []
    for question in questions:
        path = str(question.get("path"))
        galley.paragraph(words.of(question.get("question")) or facts.name(path), anchor=anchor)
    for path in conflicts:
        galley.paragraph(words("finding.conflict", fact=facts.name(path)), anchor=anchor)
    if not questions and not conflicts:
        galley.plain(words("finding.no-unknown"))


def _ruled_out(galley: Galley, finding: Mapping[str, Any], anchor: str) -> None:
    words = galley.words
    entries = (finding.get("review") or {}).get("ruled_out") or []
    if not entries:
        return
    galley.subhead(words("finding.ruled-out"))
    for entry in entries:
        said = words("finding.ruled-out-row", note=words.of(entry.get("note")) or str(entry.get("key")))
        if entry.get("reason"):
            said = f"{said}. {words('finding.reason', reason=entry['reason'])}"
        galley.paragraph(said, anchor=anchor)


def _decision(galley: Galley, finding: Mapping[str, Any], anchor: str) -> None:
    words = galley.words
    review, adoption = finding.get("review") or {}, finding.get("adoption") or {}
    galley.subhead(words("finding.decision"))
    said = [
        words(
            "finding.confirmed",
            attorney=review.get("attorney") or words("unknown"),
            day=words.day(review.get("decided_on")),
            digest=short_digest(review.get("rule_digest")),
        )
    ]
    if review.get("reason"):
        said.append(words("finding.reason", reason=review["reason"]))
    galley.paragraph(" ".join(said), anchor=anchor)
    if adoption:
        galley.paragraph(
            words(
                "finding.adopted",
                code=finding.get("code"),
                attorney=adoption.get("attorney"),
                day=words.day(adoption.get("adopted_on")),
                digest=short_digest(adoption.get("rule_digest")),
            ),
            anchor=anchor,
        )
    else:
        galley.paragraph(words("finding.not-adopted", code=finding.get("code")), anchor=anchor)


def _others(galley: Galley, snapshot: Mapping[str, Any], known: list[Incident]) -> None:
    words = galley.words
    others = snapshot.get("others") or []
    galley.section("others")
    if not others:
        galley.paragraph(words("others.none"))
        return
    galley.paragraph(words.count("others.lead", len(others)))
    rows: list[list[Cell]] = []
    for other in others:
        status = words(f"status.{other.get('status') or 'not_raised'}")
        shown = Block(status, CELL.but(indent=MARK_INDENT), hanging_mark(status_mark(other.get("status"))))
        named = [Block(heading_of(other, words)), Block(_under(other), CELL_QUIET)]
        rows.append([named, incident_of(other, known).label, shown])
    columns = [
        Column(words("column.finding"), MEASURE - 220),
        Column(words("column.incident"), 90),
        Column(words("column.status"), 130),
    ]
    table(galley, columns, rows)


def _under(other: Mapping[str, Any]) -> str:
    return f"{other.get('code')} · {other['subject']}" if other.get("subject") else str(other.get("code"))
