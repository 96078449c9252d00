"""The authorities of a finding: what each says, on which days it held, what force it has there, and how far it was read."""

from collections.abc import Mapping
from typing import Any

from reports.composition.faces import Face
from reports.composition.galley import Galley
from reports.composition.styles import CELL, CELL_BOLD, CELL_QUIET, CELL_SERIF, MEASURE, SUBHEAD, TABLE_HEAD
from reports.composition.tables import Block, Cell, Column, table
from reports.composition.typesetting import Run
from reports.composition.words import Words, read_day

DECISIONS = frozenset({"case", "court_order"})
# Read as known when the content was frozen, whatever the day of the incident.
DECLARED = frozenset({"case", "constitution"})
FORCE = 166.0
CONTRARY = frozenset({"contrary", "defeats", "displaced"})
MEMORY = "memory"


def in_force(galley: Galley, snapshot: Mapping[str, Any], finding: Mapping[str, Any]) -> None:
    """The authorities behind the finding, as a table."""
    words = galley.words
    entries = [entry for entry in _entries(finding) if entry.get("role") not in CONTRARY]
    galley.subhead(words("finding.authority"), TABLE_HEAD if entries else SUBHEAD)
    if not entries:
        galley.plain(words("finding.no-authority"))
        return
    _table(galley, snapshot, finding, entries)


def contrary(galley: Galley, snapshot: Mapping[str, Any], finding: Mapping[str, Any], anchor: str) -> None:
    """What stands against the finding: authorities on the other side, and what the supporting ones' records name against them.

    Each stands here once, with its own standing; what stands against it in turn is one line of its row.
    """
    words = galley.words
    entries = [entry for entry in _entries(finding) if entry.get("role") in CONTRARY]
    against = finding.get("against") or []
    entries += [{"role": "contrary", **one} for one in against if one.get("id")]
    said = [one for one in against if one.get("said")]
    galley.subhead(words("finding.contrary"), TABLE_HEAD if entries else SUBHEAD)
    if entries:
        _table(galley, snapshot, finding, entries)
    for one in said:
        names = words.listed(citation(snapshot, id_, words) for id_ in one.get("contrary_to") or [])
        galley.paragraph(words("finding.contrary-said", authorities=names, said=one["said"]), anchor=anchor)
    if not entries and not said:
        galley.plain(words("finding.no-contrary"))


def citation(snapshot: Mapping[str, Any], id_: str, words: Words) -> str:
    """How an authority is cited: `Payton v. New York, 445 U.S. 573 (1980)`; that its record is missing, where it is."""
    record = (snapshot.get("authorities") or {}).get(id_) or {}
    return cited(record) or words("authority.missing-citation")


def cited(record: Mapping[str, Any]) -> str:
    """A decision by its name and where it stands, any other authority by its citation."""
    title, where = str(record.get("title") or ""), str(record.get("citation") or "")
    if record.get("kind") in DECISIONS and title and title not in where:
        return f"{title}, {where}".strip(", ")
    return where or title


def _short(snapshot: Mapping[str, Any], id_: str, words: Words) -> str:
    """A decision by its name alone, where its citation stands elsewhere in the finding."""
    record = (snapshot.get("authorities") or {}).get(id_) or {}
    return str(record["title"]) if record.get("kind") in DECISIONS and record.get("title") else citation(snapshot, id_, words)


def _entries(finding: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return list((finding.get("result") or {}).get("authorities") or [])


def _table(galley: Galley, snapshot: Mapping[str, Any], finding: Mapping[str, Any], entries: list[Mapping[str, Any]]) -> None:
    words = galley.words
    records = snapshot.get("authorities") or {}
    rows: list[list[Cell]] = []
    for entry in entries:
        record = records.get(str(entry.get("id"))) or {}
        says = _says(words, record)
        if entry.get("role") == "contrary" and record.get("contrary"):
            names = "; ".join(citation(snapshot, str(id_), words) for id_ in record["contrary"])
            says.append(Block(words("authority.against-it", authorities=names), CELL_QUIET.but(before=2)))
        rows.append([says, _holds(words, snapshot, finding, entry)])
    columns = [Column(words("column.authority"), MEASURE - FORCE), Column(words("column.force"), FORCE)]
    table(galley, columns, rows)


def _says(words: Words, record: Mapping[str, Any]) -> list[Block]:
    if not record:
        return [Block(words("authority.missing"), CELL_BOLD)]
    title, shown = str(record.get("title") or ""), cited(record)
    name = [Run(shown, Face.SANS_BOLD)]
    if title not in shown:
        name.append(Run(f"  {title}"))
    blocks = [Block(name, CELL.but(after=1))]
    if record.get("proposition"):
        blocks.append(Block(words.of(record["proposition"]), CELL_SERIF))
    return blocks


def _holds(words: Words, snapshot: Mapping[str, Any], finding: Mapping[str, Any], entry: Mapping[str, Any]) -> list[Block]:
    """Days, force and how far it was read, one a line."""
    record = (snapshot.get("authorities") or {}).get(str(entry.get("id"))) or {}
    said = []
    if record.get("decided"):
        after = _came_after(snapshot, finding, record)
        said.append(words("authority.decided-after" if after else "authority.decided", day=words.day(record["decided"])))
    said += _status(words, entry, record)
    role = words(f"role.{entry.get('role') or 'context'}")
    if entry.get("contrary_to"):
        names = words.listed(_short(snapshot, str(id_), words) for id_ in entry["contrary_to"])
        said.append(words("authority.contrary-to", authorities=names))
    else:
        said.append(f"{role}; {words('authority.binds' if entry.get('binds') else 'authority.persuades')}")
    return [Block(line) for line in said] + _read_by(words, record)


def _came_after(snapshot: Mapping[str, Any], finding: Mapping[str, Any], record: Mapping[str, Any]) -> bool:
    """Whether a case was decided after the incident: it is applied as known when the content was frozen."""
    records = snapshot.get("incidents") or []
    incident: Mapping[str, Any] = next((one for one in records if one.get("id") == finding.get("incident")), {})
    happened = read_day((incident.get("document") or {}).get("occurred_at"))
    decided = read_day(record.get("decided"))
    return happened is not None and decided is not None and decided > happened


def _status(words: Words, entry: Mapping[str, Any], record: Mapping[str, Any]) -> list[str]:
    """The status on the day and when the content was frozen; once where they are the same. Cases and the Constitution have
    the latter alone."""
    then, now = entry.get("status_on_day"), entry.get("status_today")
    if record.get("kind") in DECLARED:
        return [words("authority.today", status=status_name(words, now))] if now else []
    if then and then == now:
        return [words("authority.both-days", status=status_name(words, then))]
    told = (("authority.on-day", then), ("authority.today", now))
    return [words(label, status=status_name(words, status)) for label, status in told if status]


def _read_by(words: Words, record: Mapping[str, Any]) -> list[Block]:
    """Who has read it here; else how its record was made. What is cited from memory stands out: nobody has read the text."""
    readings = record.get("readings") or []
    blocks = [
        Block(words("authority.read-by", attorney=reading.get("attorney"), day=words.day(reading.get("on"))), CELL_QUIET)
        for reading in readings
    ]
    checked = how_known(record)
    if not readings and checked == MEMORY:
        return [Block(words("authority.memory"), CELL_BOLD)]
    if not readings:
        blocks = [Block(words(f"authority.{checked}"), CELL_QUIET), Block(words("authority.read-by-nobody"), CELL_QUIET)]
    return blocks


def how_known(record: Mapping[str, Any]) -> str:
    """How the text of an authority was consulted when its record was made: `text`, `account` or `memory`."""
    checked = str(record.get("checked"))
    return checked if checked in ("text", "account") else MEMORY


def status_name(words: Words, status: object) -> str:
    key = f"law.{status}"
    return words(key) if words.has(key) else str(status)
