"""Each confirmed finding, and the results that nobody confirmed by title alone."""

from collections.abc import Mapping
from typing import Any

from reports.composition.content import Incident, heading_of, incident_of, incidents, short_digest
from reports.composition.galley import Galley
from reports.composition.marks import MARK_INDENT, hanging_mark, status_mark
from reports.composition.sections import authorities, grounds
from reports.composition.styles import CELL, CELL_QUIET, FINDING, GUTTER, KICKER, MEASURE, TABLE_HEAD
from reports.composition.tables import Block, Cell, Column, table
from reports.composition.trace import points, presumptions
from reports.composition.typesetting import Run
from reports.composition.words import Words

SECTION = 6


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
            grounds.write(galley, incident, snapshot, result, kind)
    authorities.in_force(galley, snapshot, finding)
    _rests_on(galley, snapshot, result, incident, anchor)
    _unknown(galley, result, incident, anchor)
    authorities.contrary(galley, snapshot, finding, anchor)
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


def _rests_on(galley: Galley, snapshot: Mapping[str, Any], result: Mapping[str, Any], incident: Incident, anchor: str) -> None:
    """What nobody has said and the result counts as given, or as not raised: asked once, here and nowhere else."""
    words, facts = galley.words, incident.facts
    galley.subhead(words("finding.rests"))
    paths = [str(path) for path in result.get("rests_on") or []]
    if not paths:
        galley.plain(words("finding.no-rests"))
        return
    given, asked = presumptions(result), _questions(result, words)
    galley.plain(words("finding.rests-lead"))
    told: dict[str, list[str]] = {}
    for path in paths:
        counted = words("finding.rests-idle")
        if path in given:
            counted = words("finding.rests-value", fact=grounds.taken(galley, incident, snapshot, given[path]))
        told.setdefault(counted, []).append(asked.get(path) or f"{facts.name(path)}.")
    for counted, questions in told.items():
        galley.paragraph(f"{' '.join(questions)} {counted}", anchor=anchor)


def _questions(result: Mapping[str, Any], words: Words) -> dict[str, str]:
    """The open questions in the language of the report, by the path that would answer them."""
    return {str(one.get("path")): words.of(one.get("question")) for one in result.get("open_questions") or []}


def _unknown(galley: Galley, result: Mapping[str, Any], incident: Incident, anchor: str) -> None:
    """What is open beyond what the result rests on, and the facts on which accounts differ."""
    words, facts = galley.words, incident.facts
    galley.subhead(words("finding.unknown"))
    rests = set(result.get("rests_on") or [])
    asked = {path: question for path, question in _questions(result, words).items() if path not in rests}
    conflicts = result.get("conflicts") or []
    for path, question in asked.items():
        galley.paragraph(question or f"{facts.name(path)}.", anchor=anchor)
    for path in conflicts:
        galley.paragraph(words("finding.conflict", fact=facts.name(path)), anchor=anchor)
    if not asked and not conflicts:
        galley.plain(words("finding.no-unknown-else" if rests else "finding.no-unknown"))


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
