"""How to verify: the content's digest, the file's, the revisions with their leaf roots, the ledger's head."""

from collections.abc import Mapping
from typing import Any

from reports.composition.content import incidents
from reports.composition.galley import Galley
from reports.composition.styles import CELL, CELL_BOLD, CELL_DIGEST, CELL_QUIET, MEASURE
from reports.composition.tables import Block, Cell, Column, table

EVIDENCE_SECTION = 8


def write(galley: Galley, snapshot: Mapping[str, Any], digest: str) -> None:
    words = galley.words
    ledger = snapshot.get("ledger") or {}
    galley.section("verify")
    galley.paragraph(words("verify.content", digest=digest))
    galley.paragraph(words("verify.twice"))
    galley.paragraph(words("verify.dates"))
    galley.paragraph(words("verify.revisions"))
    _revisions(galley, snapshot)
    galley.paragraph(words("verify.evidence", section=EVIDENCE_SECTION))
    if ledger.get("head"):
        galley.paragraph(words("verify.ledger", number=ledger.get("number"), head=ledger["head"]))
    else:
        galley.paragraph(words("verify.no-ledger"))


def _revisions(galley: Galley, snapshot: Mapping[str, Any]) -> None:
    words = galley.words
    rows: list[list[Cell]] = []
    for incident in incidents(snapshot, words):
        record = incident.record
        named = [Block(incident.label, CELL_BOLD)]
        recorded = [Block(str(record.get("revision") or ""), CELL), Block(words.moment(record.get("recorded_at")), CELL_QUIET)]
        digests = []
        for label, key in (("id", "id"), ("document", "digest"), ("leaves", "leaf_root"), ("evaluation", "evaluation_digest")):
            if record.get(key):
                digests += [Block(words(f"verify.{label}"), CELL_QUIET), Block(str(record[key]), CELL_DIGEST.but(after=2))]
        rows.append([named, recorded, digests])
    columns = [
        Column(words("column.incident"), 84),
        Column(words("column.revision"), 100),
        Column(words("column.digests"), MEASURE - 184),
    ]
    if rows:
        table(galley, columns, rows)
