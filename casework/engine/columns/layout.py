"""Where each closed leaf of an incident document stands in its fact sheet: one byte each, record after record.

A sheet has records for the incident, for each agency, person, document and custody entry, and for the pairs of them between
which a relation is recorded. Yes/no and enumerated fields are closed: whatever a law asks of them, the byte answers.
Numbers, texts and the clock are open: a sheet holds what the comparisons of one law gave, and another law may ask others.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from casework.engine.conditions import Clock, Fact
from casework.engine.fields import ACTOR_FIELDS, LISTS, Field, fields

Space = tuple[str, ...]
# The groups of a space from the one that moves fastest; a pair is (agency, person) and never (person, agency).
ORDER = ("agencies", "persons", "documents", "custody")
INCIDENT: Space = ()
SPACES: tuple[Space, ...] = (
    INCIDENT,
    *((group,) for group in ORDER),
    ("agencies", "persons"),
    ("persons", "documents"),
    ("agencies", "documents"),
    ("agencies", "custody"),
    ("persons", "custody"),
)
# Which list's keys a list of keys holds, by the field's own name.
NAMES_OF = {
    **{f"persons[].{name}": "agencies" for name in ACTOR_FIELDS},
    "persons[].named_in_document": "documents",
    "documents[].presented_by": "agencies",
    "documents[].executed_by": "agencies",
}
# Who acted, by fields of the incident itself and of a custody entry.
DOERS = ("entry.by", "search.by", "consent.asked_by")
CUSTODY_BY = "custody[].agency"
MODELS = ("jail_enforcement", "task_force", "tunnel_task_force", "warrant_service_officer", "unknown")
NO, YES = 1, 2
# Sizes to which a list is filled up, so that incidents of much the same shape stand in one table.
STEPS = (0, 1, 2, 3, 4, 6, 8, 12, 16)
VERSION = 1  # of how a sheet is written, where that changes and no slot does


@dataclass(frozen=True, slots=True)
class Slot:
    """One byte (or several, for a list of words) of a record."""

    space: Space
    name: str
    offset: int
    width: int = 1


@dataclass(frozen=True)
class Layout:
    """The slots of all records. `asked`: the open comparisons that this layout has room for, by their key."""

    slots: Mapping[tuple[Space, str], Slot]
    sizes: Mapping[Space, int]
    asked: Mapping[str, Fact | Clock]
    placed: dict[tuple[int, ...], tuple[dict[Space, int], int]] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def digest(self) -> str:
        """Names this layout: SHA-256 over its slots."""
        rows = sorted((list(one.space), one.name, one.offset, one.width) for one in self.slots.values())
        return hashlib.sha256(json.dumps([VERSION, rows, list(STEPS)]).encode()).hexdigest()

    def slot(self, space: Space, name: str) -> Slot | None:
        return self.slots.get((space, name))

    def starts(self, shape: Mapping[str, int]) -> tuple[dict[Space, int], int]:
        """Where the records of each space begin in a sheet with so many members, and how long they are."""
        known = tuple(shape.values())
        found = self.placed.get(known)
        if found is None:
            starts, at = {}, 0
            for space in SPACES:
                starts[space] = at
                at += self.sizes[space] * planes(space, shape)
            found = self.placed[known] = (starts, at)
        return found

    @cached_property
    def of_space(self) -> dict[Space, tuple[Slot, ...]]:
        return {space: tuple(one for one in self.slots.values() if one.space == space) for space in SPACES}


def planes(space: Space, shape: Mapping[str, int]) -> int:
    """How many records a space has."""
    number = 1
    for group in space:
        number *= shape[group]
    return number


def space_of(*groups: str) -> Space:
    return tuple(group for group in ORDER if group in groups)


def open_key(condition: Fact | Clock) -> str:
    """What names an open comparison: its field and how it is compared."""
    if isinstance(condition, Clock):
        return f"clock {condition.start} {condition.end}"
    return f"{condition.path} {condition.text.split(None, 1)[1]}"


def is_open(condition: Fact) -> bool:
    return fields()[condition.path].kind not in ("tri", "enum", "values")


@cache
def _closed() -> tuple[tuple[Space, str, int], ...]:
    """The slots of every sheet, whatever the law: (space, name, bytes)."""
    found: list[tuple[Space, str, int]] = [((group,), "present", 1) for group in ORDER]
    for one in fields().values():
        space = _space_of_field(one)
        if one.kind in ("tri", "enum"):
            found.append((space, one.path, 1))
        if "none_stated" in one.values:
            found.append((space, silent(one.path), 1))
        if one.kind == "values":
            found.append((space, one.path, 1 + (len(one.values) + 7) // 8))
    found += [(INCIDENT, "custody is none", 1), (("agencies",), "state", 1), (("agencies",), "models", 1)]
    found += [(("agencies",), "unsure", 1)]
    for path, other in NAMES_OF.items():
        own = path.split("[]")[0]
        found += [(space_of(own, other), path, 1), ((own,), recorded(path), 1), ((own,), stranger(path), 1)]
    for path in DOERS:
        found += [(("agencies",), path, 1), (INCIDENT, stranger(path), 1)]
    found += [(space_of("agencies", "custody"), CUSTODY_BY, 1), (("custody",), stranger(CUSTODY_BY), 1)]
    found += [(pair, "concerns", 1) for pair in (("agencies", "persons"), ("agencies", "custody"), ("persons", "custody"))]
    return tuple(found)


def recorded(path: str) -> str:
    return f"{path} is recorded"


def stranger(path: str) -> str:
    """Whether a list of keys names somebody who is not listed."""
    return f"{path} names a stranger"


def silent(path: str) -> str:
    """Whether neither the record nor any account states more than that nothing was stated."""
    return f"{path} is silent"


def _space_of_field(field: Field) -> Space:
    return space_of(field.path.split("[]")[0]) if "[]" in field.path else INCIDENT


def layout_of(asked: Iterable[Fact | Clock]) -> Layout:
    """A layout with room for every closed leaf and for these open comparisons, the same whatever their order."""
    by_key = {open_key(one): one for one in asked}
    slots: dict[tuple[Space, str], Slot] = {}
    sizes = dict.fromkeys(SPACES, 0)
    rows = [*_closed(), *((_space_of_open(by_key[key]), key, 1) for key in sorted(by_key))]
    for space, name, width in rows:
        slots[space, name] = Slot(space, name, sizes[space], width)
        sizes[space] += width
    return Layout(slots, sizes, by_key)


def _space_of_open(condition: Fact | Clock) -> Space:
    group = None if isinstance(condition, Clock) else condition.group
    return (group,) if group else INCIDENT


def value_at(field: Field, byte: int) -> Any:
    """The value that a byte of a yes/no or enumerated field stands for; None for what is not recorded."""
    if byte == 0:
        return None
    if field.kind == "tri":
        return byte == YES
    return field.values[byte - 1] if byte <= len(field.values) else None


assert set(ORDER) == set(LISTS)  # noqa: S101 - a list of the document without a space would be lost silently
