"""From an incident document to its fact sheet: bytes that hold its closed leaves, its place and its day."""

import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from casework.engine.columns.layout import (
    CUSTODY_BY,
    DOERS,
    INCIDENT,
    MODELS,
    NAMES_OF,
    NO,
    ORDER,
    SPACES,
    STEPS,
    YES,
    Layout,
    Space,
    recorded,
    silent,
    space_of,
    stranger,
)
from casework.engine.conditions import UNKNOWN, Clock, Fact
from casework.engine.context import EMPTY, concerns
from casework.engine.fields import Field, fields
from casework.engine.kleene import Truth
from casework.engine.places import county_slug, derived_county, slug
from casework.engine.register import Register
from incidents.format import differing, get

Row = Mapping[str, Any]
Record = dict[str, int | bytes]
HEAD = struct.Struct(">4BIH")
STATES = {"in_force": 1, "not_in_force": 2, "unclear": 3}


class TooMany(ValueError):
    """A list of the document has more members than a sheet has room for; such an incident is evaluated by itself."""


class Head(NamedTuple):
    """What stands before the records: members by list (filled up), the incident's day as an ordinal, its place."""

    shape: tuple[int, ...]
    day: int
    place: tuple[str, ...]  # state, city, county, county by its coordinates


def sheet_of(document: Row, layout: Layout, register: Register) -> bytes:
    """The fact sheet of a document. Raises TooMany."""
    members = {group: list(document.get(group) or ()) for group in ORDER}
    shape = {group: _step(group, len(rows)) for group, rows in members.items()}
    day = datetime.fromisoformat(document["occurred_at"]).date()
    writer = _Writer(document, members, layout, register, day)
    body = b"".join(writer.records(space, shape) for space in SPACES)
    place = "\x1f".join(_place(document["place"], day)).encode()
    return HEAD.pack(*shape.values(), day.toordinal(), len(place)) + place + body


def head_of(sheet: bytes) -> tuple[Head, bytes]:
    """What stands before the records of a sheet, and the records."""
    agencies, persons, documents, custody, day, length = HEAD.unpack_from(sheet)
    end = HEAD.size + length
    return Head((agencies, persons, documents, custody), day, _place_of(sheet[HEAD.size : end])), sheet[end:]


@lru_cache(maxsize=16_384)
def _place_of(written: bytes) -> tuple[str, ...]:
    return tuple(written.decode().split("\x1f"))


def _step(group: str, number: int) -> int:
    for step in STEPS:
        if number <= step:
            return step
    raise TooMany(f"{number} {group}: a fact sheet has room for {STEPS[-1]}")


def _place(place: Row, day: Any) -> Iterator[str]:
    yield place["state"]
    yield slug(place["city"]) if place.get("city") else ""
    yield county_slug(place["county"]) if place.get("county") else ""
    yield derived_county(place, day)


@dataclass(slots=True)
class _Writer:
    document: Row
    members: dict[str, list[Row]]
    layout: Layout
    register: Register
    day: Any

    def records(self, space: Space, shape: Mapping[str, int]) -> bytes:
        """The records of a space, the group that moves fastest first; a member that is not there is all zeros."""
        return b"".join(
            self._record(space, rows) if None not in rows else bytes(self.layout.sizes[space])
            for rows in self._combinations(space, shape)
        )

    def _combinations(self, space: Space, shape: Mapping[str, int]) -> Iterator[tuple[Row | None, ...]]:
        found: list[tuple[Row | None, ...]] = [()]
        for group in space:
            rows: list[Row | None] = [*self.members[group], *[None] * (shape[group] - len(self.members[group]))]
            found = [(*before, row) for row in rows for before in found]
        return iter(found)

    def _record(self, space: Space, rows: tuple[Any, ...]) -> bytes:
        record = bytearray(self.layout.sizes[space])
        values = self._values(space, rows)
        for slot in self.layout.of_space[space]:
            value = values.get(slot.name)
            if isinstance(value, bytes):
                record[slot.offset : slot.offset + slot.width] = value
            elif value is not None:
                record[slot.offset] = value
            else:
                record[slot.offset] = self._open(slot.name, rows)
        return bytes(record)

    def _open(self, name: str, rows: tuple[Any, ...]) -> int:
        asked = self.layout.asked.get(name)
        return 0 if asked is None else _byte(truth_of(asked, rows[0] if rows else self.document, self.document))

    def _values(self, space: Space, rows: tuple[Any, ...]) -> Record:
        if space == INCIDENT:
            return {**self._fields(INCIDENT, self.document), **self._of_incident()}
        if len(space) == 1:
            return {"present": YES, **self._fields(space, rows[0]), **self._of_member(space[0], rows[0])}
        return self._of_pair(space, rows)

    def _fields(self, space: Space, source: Row) -> Record:
        found: Record = {}
        for field, keys in _fields_of(space):
            value: Any = source
            for key in keys:
                value = (value or EMPTY).get(key)
            found[field.path] = _coded(field, value)
            if "none_stated" in field.values:
                found[silent(field.path)] = self._silence(space, source, keys, value)
        return found

    def _silence(self, space: Space, source: Row, keys: tuple[str, ...], value: Any) -> int:
        said = [value]
        if value is None and self.document.get("accounts"):
            pointer = f"/{space[0]}/{source['key']}" if space else ""
            path = f"{pointer}/{'/'.join(keys)}"
            told = differing(dict(self.document)).get(path, ())
            said += [answer for _account, answer in told] if get(dict(self.document), path) is None else []
        return _byte(all(one in (None, "none_stated") for one in said))

    def _of_incident(self) -> Record:
        listed = {row.get("key") for row in self.members["agencies"]}
        found: Record = {"custody is none": _byte(self.document.get("custody") == [])}
        for path in DOERS:
            found[stranger(path)] = _byte(bool(set(_keys_at(self.document, path)) - listed))
        return found

    def _of_member(self, group: str, row: Row) -> Record:
        found: Record = {}
        for path, other in NAMES_OF.items():
            own, _, name = path.partition("[].")
            if own == group:
                listed = {one.get("key") for one in self.members[other]}
                found[recorded(path)] = _byte(row.get(name) is not None)
                found[stranger(path)] = _byte(bool(set(row.get(name) or ()) - listed))
        if group == "agencies":
            found.update({path: _byte(row.get("key") in _keys_at(self.document, path)) for path in DOERS})
            found.update(self._agreement(row))
        if group == "custody":
            listed = {one.get("key") for one in self.members["agencies"]}
            found[stranger(CUSTODY_BY)] = _byte(row.get("agency") is not None and row["agency"] not in listed)
        return found

    def _agreement(self, row: Row) -> Record:
        held = self.register.agreement_on(row.get("name"), self.document["place"]["state"], self.day)
        return {"state": STATES[held.state], "models": _models(held.models), "unsure": _models(held.unsure)}

    def _of_pair(self, space: Space, rows: tuple[Any, ...]) -> Record:
        keys = dict(zip(space, (row.get("key") for row in rows), strict=True))
        by_group = dict(zip(space, rows, strict=True))
        found: Record = {}
        for path, other in NAMES_OF.items():
            own, _, name = path.partition("[].")
            if space_of(own, other) == space:
                found[path] = _byte(keys[other] in (by_group[own].get(name) or ()))
        if space == ("agencies", "persons"):
            found["concerns"] = _byte(concerns(by_group["persons"], keys["agencies"]))
        if space == ("agencies", "custody"):
            by = by_group["custody"].get("agency")
            found |= {"concerns": _byte(by is None or by == keys["agencies"]), CUSTODY_BY: _byte(by == keys["agencies"])}
        if space == ("persons", "custody"):
            who = by_group["custody"].get("person")
            found["concerns"] = _byte(who is None or who == keys["persons"])
        return found


def truth_of(asked: Fact | Clock, source: Row, document: Row) -> Truth:
    """What an open comparison gives for one record: yes, no, or not known."""
    if isinstance(asked, Clock):
        return asked.value_of(document)
    value: Any = source
    for key in asked.keys:
        value = (value or EMPTY).get(key)
    return None if value is None or value == UNKNOWN else asked.compare(value)


def _byte(value: Truth) -> int:
    return 0 if value is None else YES if value else NO


def _coded(field: Field, value: Any) -> int | bytes:
    if field.kind == "values":
        flags = 0 if value is None else sum(1 << field.values.index(word) for word in set(value))
        return bytes([_byte(None if value is None else True)]) + flags.to_bytes((len(field.values) + 7) // 8, "little")
    if value is None:
        return 0
    return _byte(value) if field.kind == "tri" else field.values.index(value) + 1


def _models(models: Iterable[str]) -> int:
    return sum(1 << MODELS.index(model) for model in models if model in MODELS)


def _keys_at(document: Row, path: str) -> tuple[str, ...]:
    group, _, name = path.partition(".")
    value = (document.get(group) or EMPTY).get(name)
    return (value,) if isinstance(value, str) else tuple(value or ())


def _fields_of(space: Space) -> tuple[tuple[Field, tuple[str, ...]], ...]:
    found = _FIELDS.get(space)
    if found is None:
        found = _FIELDS[space] = tuple(_closed_fields(space))
    return found


def _closed_fields(space: Space) -> Iterator[tuple[Field, tuple[str, ...]]]:
    for field in fields().values():
        group, marked, rest = field.path.partition("[].")
        if field.kind in ("tri", "enum", "values") and space == ((group,) if marked else INCIDENT):
            yield field, tuple((rest if marked else field.path).split("."))


_FIELDS: dict[Space, tuple[tuple[Field, tuple[str, ...]], ...]] = {}
