"""A table of recorded facts: what, which value, from whom. What nobody has said is named below it."""

from collections.abc import Iterable, Mapping
from typing import Any

from reports.composition.content import Incident
from reports.composition.galley import Galley
from reports.composition.marks import MARK_INDENT, hanging_mark, value_mark
from reports.composition.styles import CELL, CELL_QUIET, CELL_SERIF, MEASURE
from reports.composition.tables import Block, Cell, Column, table
from reports.composition.typesetting import Run

FACT_WIDTH, VALUE_WIDTH = 222.0, 150.0


def facts_table(
    galley: Galley,
    incident: Incident,
    groups: Iterable[tuple[str, Mapping[str, Any]]],
    asked: Iterable[str],
    *,
    headed: bool = False,
) -> None:
    """The recorded facts of some groups. `groups` pairs a path prefix (`/entry`) with its object; `asked` are the paths
    that are named as not known where nobody has spoken of them."""
    rows: list[list[Cell]] = []
    recorded: set[str] = set()
    for prefix, group in groups:
        for part in _parts(incident, prefix, group):
            path = f"{prefix}/{part}"
            rows.append(row(incident, path, group.get(part), headed))
            recorded.add(path)
    if rows:
        table(galley, columns(galley), rows, after=6)
    _not_said(galley, incident, [path for path in asked if path not in recorded], headed)


def columns(galley: Galley) -> list[Column]:
    words = galley.words
    return [
        Column(words("column.fact"), FACT_WIDTH),
        Column(words("column.recorded"), VALUE_WIDTH),
        Column(words("column.source"), MEASURE - FACT_WIDTH - VALUE_WIDTH),
    ]


def row(incident: Incident, path: str, value: object, headed: bool = False) -> list[Cell]:
    """One fact. Under a heading that names the member, the member is not named again."""
    facts = incident.facts
    name = facts.name(path, whose=not headed)
    differing = facts.differing(path)
    said = facts.words("differs", values="; ".join(differing)) if differing and value is None else facts.value(value, path)
    shape = hanging_mark(value_mark(value)) if value is None or isinstance(value, bool) else None
    shown = Block(said, CELL.but(indent=MARK_INDENT), shape)
    return [Block(name, CELL_SERIF), shown, Block(facts.sourced(path) or "–", CELL_QUIET)]


def _parts(incident: Incident, prefix: str, group: Mapping[str, Any]) -> list[str]:
    """The fields of a group that carry a value, or on which accounts differ, in the order in which they stand."""
    named = [part for part, value in group.items() if value is not None and value != [] and part not in ("key", "evidence")]
    start = f"{prefix}/"
    for account in incident.facts.members("accounts"):
        for path in account.get("facts") or {}:
            part = path.removeprefix(start)
            if path.startswith(start) and "/" not in part and part not in named and incident.facts.differing(path):
                named.append(part)
    return named


def _not_said(galley: Galley, incident: Incident, paths: list[str], headed: bool) -> None:
    if paths:
        names = "; ".join(incident.facts.name(path, whose=not headed) for path in paths)
        galley.plain([Run(f"{galley.words('papers.not-said')}: {names}.")], CELL_QUIET.but(after=8))
