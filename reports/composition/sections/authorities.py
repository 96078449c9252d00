"""The authorities of a finding: what each says, on which days it held, what force it has there, and who has read it."""

from collections.abc import Mapping
from typing import Any

from reports.composition.faces import Face
from reports.composition.galley import Galley
from reports.composition.styles import CELL, CELL_BOLD, CELL_QUIET, CELL_SERIF, MEASURE, SUBHEAD, TABLE_HEAD
from reports.composition.tables import Block, Cell, Column, table
from reports.composition.typesetting import Run
from reports.composition.words import Words

DECISIONS = frozenset({"case", "court_order"})
FORCE = 166.0
CONTRARY = frozenset({"contrary", "defeats", "displaced"})


def in_force(galley: Galley, snapshot: Mapping[str, Any], result: Mapping[str, Any]) -> None:
    """The authorities behind the finding, as a table."""
    words = galley.words
    entries = [entry for entry in result.get("authorities") or [] if entry.get("role") not in CONTRARY]
    galley.subhead(words("finding.authority"), TABLE_HEAD if entries else SUBHEAD)
    if not entries:
        galley.plain(words("finding.no-authority"))
        return
    _table(galley, snapshot, entries)


def contrary(galley: Galley, snapshot: Mapping[str, Any], result: Mapping[str, Any], anchor: str) -> None:
    """Authorities on the other side, and what the records of the supporting ones name as contrary."""
    words = galley.words
    entries = [entry for entry in result.get("authorities") or [] if entry.get("role") in CONTRARY]
    listed = {str(entry.get("id")) for entry in entries}
    galley.subhead(words("finding.contrary"), TABLE_HEAD if entries else SUBHEAD)
    if entries:
        _table(galley, snapshot, entries)
    said = _named_contrary(snapshot, result, listed)
    for sentence in said:
        galley.paragraph(sentence, anchor=anchor)
    if not entries and not said:
        galley.plain(words("finding.no-contrary"))


def citation(snapshot: Mapping[str, Any], id_: str) -> str:
    """How an authority is cited: `Payton v. New York, 445 U.S. 573 (1980)`; its id where there is no record of it."""
    record = (snapshot.get("authorities") or {}).get(id_) or {}
    return cited(record) or id_


def cited(record: Mapping[str, Any]) -> str:
    """A decision by its name and where it stands, any other authority by its citation."""
    title, where = str(record.get("title") or ""), str(record.get("citation") or "")
    if record.get("kind") in DECISIONS and title and title not in where:
        return f"{title}, {where}".strip(", ")
    return where or title


def _named_contrary(snapshot: Mapping[str, Any], result: Mapping[str, Any], listed: set[str]) -> list[str]:
    records = snapshot.get("authorities") or {}
    said: dict[str, None] = {}
    for entry in result.get("authorities") or []:
        for other in (records.get(str(entry.get("id"))) or {}).get("contrary") or []:
            if str(other) in listed:
                continue
            record = records.get(str(other)) or {}
            said[
                f"{cited(record)}: {record.get('proposition', '')}" if cited(record) else _with_citations(str(other), records)
            ] = None
    return list(said)


def _with_citations(text: str, records: Mapping[str, Any]) -> str:
    """A sentence of a record that names others by their id, with their citations instead."""
    for id_ in sorted((id_ for id_ in records if id_ in text), key=len, reverse=True):
        text = text.replace(id_, cited(records[id_]) or id_)
    return text


def _table(galley: Galley, snapshot: Mapping[str, Any], entries: list[Mapping[str, Any]]) -> None:
    words = galley.words
    rows: list[list[Cell]] = []
    for entry in entries:
        record = (snapshot.get("authorities") or {}).get(str(entry.get("id")))
        rows.append([_says(words, entry, record), _holds(words, entry, record or {})])
    columns = [Column(words("column.authority"), MEASURE - FORCE), Column(words("column.force"), FORCE)]
    table(galley, columns, rows)


def _says(words: Words, entry: Mapping[str, Any], record: Mapping[str, Any] | None) -> list[Block]:
    if not record:
        return [Block(str(entry.get("id")), CELL_BOLD), Block(words("authority.missing"), CELL_QUIET)]
    title, shown = str(record.get("title") or ""), cited(record)
    name = [Run(shown, Face.SANS_BOLD)]
    if title not in shown:
        name.append(Run(f"  {title}"))
    blocks = [Block(name, CELL.but(after=1))]
    if record.get("proposition"):
        blocks.append(Block(words.of(record["proposition"]), CELL_SERIF))
    return blocks


def _holds(words: Words, entry: Mapping[str, Any], record: Mapping[str, Any]) -> list[Block]:
    """Days, force and who has read it, one a line."""
    said = []
    if record.get("decided"):
        said.append(words("authority.decided", day=words.day(record["decided"])))
    said += _status(words, entry)
    role = str(entry.get("role") or "context")
    said.append(f"{words(f'role.{role}')}; {words('authority.binds' if entry.get('binds') else 'authority.persuades')}")
    blocks = [Block(line) for line in said]
    return blocks + _read_by(words, record)


def _status(words: Words, entry: Mapping[str, Any]) -> list[str]:
    """The status on the day and when the content was frozen; once where they are the same."""
    then, now = entry.get("status_on_day"), entry.get("status_today")
    if then and then == now:
        return [words("authority.both-days", status=status_name(words, then))]
    told = (("authority.on-day", then), ("authority.today", now))
    return [words(label, status=status_name(words, status)) for label, status in told if status]


def _read_by(words: Words, record: Mapping[str, Any]) -> list[Block]:
    readings = record.get("readings") or []
    if readings:
        return [
            Block(words("authority.read-by", attorney=reading.get("attorney"), day=words.day(reading.get("on"))), CELL_QUIET)
            for reading in readings
        ]
    checked = str(record.get("checked") or "memory")
    consulted = words(f"authority.{checked if checked in ('text', 'account') else 'memory'}")
    return [Block(words("authority.read-by-nobody"), CELL_BOLD), Block(consulted, CELL_QUIET)]


def status_name(words: Words, status: object) -> str:
    key = f"law.{status}"
    return words(key) if words.has(key) else str(status)
