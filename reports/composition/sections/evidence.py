"""The evidence list: every file with its digest."""

from collections.abc import Mapping
from typing import Any

from reports.composition.content import Incident, incidents
from reports.composition.galley import Galley
from reports.composition.styles import CELL, CELL_BOLD, CELL_DIGEST, CELL_QUIET, MEASURE
from reports.composition.tables import Block, Cell, Column, table


def write(galley: Galley, snapshot: Mapping[str, Any]) -> None:
    words = galley.words
    galley.section("evidence")
    known = incidents(snapshot, words)
    if not any(incident.facts.members("evidence") for incident in known):
        galley.paragraph(words("evidence.none"))
        return
    galley.paragraph(words("evidence.lead"))
    for incident in known:
        if len(known) > 1 and incident.facts.members("evidence"):
            galley.subhead(incident.title)
        _files(galley, incident)


def _files(galley: Galley, incident: Incident) -> None:
    words, facts = galley.words, incident.facts
    rows: list[list[Cell]] = []
    for file in facts.members("evidence"):
        captured = words.moment(file["captured_at"]) if file.get("captured_at") else words("evidence.not-stated")
        described = [Block(facts.token(file.get("kind")), CELL)]
        if file.get("note"):
            described.append(Block(str(file["note"]), CELL_QUIET))
        digest = [Block(str(file.get("sha256") or ""), CELL_DIGEST)]
        if file.get("filename"):
            digest.append(Block(str(file["filename"]), CELL_QUIET))
        rows.append([Block(str(file.get("key")), CELL_BOLD), described, captured, digest])
    if not rows:
        return
    columns = [
        Column(words("column.key"), 34),
        Column(words("column.kind"), 96),
        Column(words("column.captured"), 86),
        Column(words("column.digest"), MEASURE - 216),
    ]
    table(galley, columns, rows)
