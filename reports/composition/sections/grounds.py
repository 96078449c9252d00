"""The points of a finding as tables: wording, value, and the facts, rules and presumptions that carry it."""

from collections.abc import Mapping
from typing import Any

from reports.composition.content import Incident
from reports.composition.faces import Face
from reports.composition.galley import Galley
from reports.composition.marks import MARK_INDENT, hanging_mark, value_mark
from reports.composition.sections import authorities
from reports.composition.styles import CELL, CELL_QUIET, CELL_SERIF, MEASURE
from reports.composition.tables import Block, Cell, Column, table
from reports.composition.trace import Point, Presumption, Told, points
from reports.composition.typesetting import QUIET, Run
from reports.composition.words import Words

MOST_UNSAID = 5
AGREEMENT = "agreement_287g"


def write(galley: Galley, incident: Incident, snapshot: Mapping[str, Any], result: Mapping[str, Any], kind: str) -> None:
    """The points of one part of the trace: `elements`, `scope` or `defeaters`."""
    words = galley.words
    word = "defeater" if kind == "defeaters" else "element"
    rows: list[list[Cell]] = []
    for point in points(result, kind):
        shown = Block(
            words(f"{word}.{_standing(point, result, word)}"),
            CELL.but(indent=MARK_INDENT),
            hanging_mark(value_mark(point.value)),
        )
        label = Block(words.of(point.label) or point.name.replace("_", " "), CELL_SERIF)
        rows.append([label, shown, _carried(galley, incident, snapshot, point, result)])
    if not rows:
        galley.plain(words("finding.no-elements"))
        return
    title = words("column.element" if kind == "elements" else "column.condition")
    columns = [Column(title, 168), Column(words("column.value"), 86), Column(words("column.facts"), MEASURE - 254)]
    table(galley, columns, rows)


def _standing(point: Point, result: Mapping[str, Any], word: str) -> str:
    """How a point stands, as the words of the catalogue end. What applies and yet takes nothing away makes it contested."""
    if point.idle:
        return "idle"
    if word == "defeater" and point.value is True and result.get("status") in ("indicated", "possible"):
        return "contests"
    return {True: "true", False: "false", None: "none"}[point.value]


def taken(galley: Galley, incident: Incident, snapshot: Mapping[str, Any], presumed: Presumption) -> str:
    """What is taken as given, with the authority for it."""
    words = galley.words
    return words(
        "fact.presumed",
        fact=words.of(presumed.label) or incident.facts.name(presumed.path),
        value=words("yes" if presumed.value else "no"),
        citation=authorities.citation(snapshot, presumed.citing, words),
    )


def _carried(
    galley: Galley, incident: Incident, snapshot: Mapping[str, Any], point: Point, result: Mapping[str, Any]
) -> list[Block]:
    """The known facts with their sources, then what stands outside the record, then what is taken as given or not known."""
    words, facts = galley.words, incident.facts
    blocks = []
    for path, value in point.known.items():
        source = Run(f"  {facts.sourced(path) or words('fact.no-source')}", None, QUIET)
        shown = words("told.empty") if value == [] else facts.value(value, path)
        told = [Run(f"{facts.name(path)}: "), Run(shown, Face.SANS_BOLD), source]
        blocks.append(Block(told, CELL.but(after=2)))
    blocks += [Block(said, CELL.but(after=2)) for said in (_said(words, told) for told in point.told) if said]
    blocks += [Block(taken(galley, incident, snapshot, one), CELL_QUIET.but(after=2)) for one in point.presumed]
    for path in [path for path in point.unknown if facts.differing(path)]:
        said = words("differs", values="; ".join(facts.differing(path)))
        blocks.append(Block([Run(f"{facts.name(path)}: "), Run(said, Face.SANS_BOLD)], CELL.but(after=2)))
    if point.value is None:
        blocks += _unsaid(galley, incident, point, result)
    return blocks or [Block(words("fact.none-recorded"), CELL_QUIET)]


def _said(words: Words, told: Told) -> str:
    """What carries a value beside the fields of the record, in a sentence; empty where it only holds other steps together."""
    label = words.of(told.label)
    if told.kind == "lookup":
        return _looked_up(words, told.name)
    if told.kind == "scope" and told.name.startswith(("in ", "at ")):
        named = label if told.value and told.name.startswith("at ") else ""
        return named or words("told.reaches" if told.value else "told.reaches-not")
    if told.kind == "exception":
        return words("told.exception", exception=label) if label else words("told.exception-unnamed")
    if told.kind in ("some", "none"):
        return f"{label}: {words('yes' if told.value else 'no')}" if label else words("told.none-listed")
    return label


def _looked_up(words: Words, name: str) -> str:
    """The register of agreements (`agreement_287g not_in_force (…)`), or another result (`SL-DETAINER: A1 indicated`)."""
    if name.startswith(AGREEMENT):
        state, _, models = name.removeprefix(AGREEMENT).strip().partition(" ")
        return f"{words(f'register.{state}')} {models}".strip()
    code, _, found = name.partition(": ")
    subjects = [one.rsplit(" ", 1) for one in found.split(", ") if " " in one]
    shown = ", ".join(f"{subject}: {words(f'status.{status}')}" for subject, status in subjects)
    return words("told.result", code=code, found=shown.replace("incident: ", "") or words("status.not_raised"))


def _unsaid(galley: Galley, incident: Incident, point: Point, result: Mapping[str, Any]) -> list[Block]:
    """What nobody has said of a point that is not known. What is asked stands further below; of the rest some are named, and
    none of what nothing raises."""
    words, facts = galley.words, incident.facts
    asked = {str(question.get("path")) for question in result.get("open_questions") or []}
    rests = set(result.get("rests_on") or [])
    paths = [path for path in point.unknown if not facts.differing(path)]
    named = list(dict.fromkeys(facts.name(path) for path in paths if path not in asked | rests))
    shown = named[:MOST_UNSAID]
    blocks = [Block(words("fact.idle"), CELL_QUIET)] if point.idle else []
    if shown and not point.idle:
        if len(named) > len(shown):
            shown.append(words("fact.more", n=len(named) - len(shown)))
        blocks.append(Block(f"{words('papers.not-said')}: {'; '.join(shown)}.", CELL_QUIET))
    if rests & set(paths):
        blocks.append(Block(words("fact.see-rests"), CELL_QUIET))
    elif asked & set(paths):
        blocks.append(Block(words("fact.see-unknown"), CELL_QUIET))
    return blocks
