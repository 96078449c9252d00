"""Fact sheets side by side: columns of one state and one shape, as bit sets of whole numbers."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from casework.engine.claims import nearby_in, reach_at
from casework.engine.columns.encode import Head, head_of
from casework.engine.columns.layout import ORDER, Layout, Space, planes
from casework.engine.columns.moves import mover
from casework.engine.columns.program import STATUSES, Outcome, Plan, Program
from casework.engine.columns.source import SPACES_OF_ONES
from casework.engine.kleene import Truth
from casework.engine.law import Authority
from casework.engine.results import NOT_RAISED

ROWS = 8192  # sets of this many incidents stay in the processor's cache
BYTE = 256


@dataclass(slots=True)
class Table:
    """Sheets of one state and one shape. Row r is bit n-1-r of each plane; a plane holds one member of every incident."""

    layout: Layout
    state: str
    shape: tuple[int, ...]
    keys: list[Any]
    heads: list[Head]
    body: bytes
    columns: dict[tuple[Space, int], bytes] = field(default_factory=dict)
    sets: dict[Any, int] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        return len(self.keys)

    def members(self, group: str) -> int:
        return self.shape[ORDER.index(group)]

    def column(self, space: Space, offset: int) -> bytes:
        """One byte of the records of a space, plane after plane, the last plane first."""
        found = self.columns.get((space, offset))
        if found is None:
            shape = dict(zip(ORDER, self.shape, strict=True))
            starts, length = self.layout.starts(shape)
            size, start = self.layout.sizes[space], starts[space] + offset
            number = planes(space, shape)
            found = b"".join([self.body[start + plane * size :: length] for plane in range(number - 1, -1, -1)])
            self.columns[space, offset] = found
        return found

    def byte(self, space: Space, offset: int, values: frozenset[int]) -> int:
        """Where a byte is one of some values."""
        known = (space, offset, values)
        found = self.sets.get(known)
        if found is None:
            found = self.sets[known] = bits_of(self.column(space, offset), values)
        return found


def bits_of(column: bytes, values: frozenset[int]) -> int:
    """The set of the places where a column holds one of some values; the first place is the highest bit."""
    return int(column.translate(_digits(values)), 2) if column else 0


@cache
def _digits(values: frozenset[int]) -> bytes:
    return bytes(49 if value in values else 48 for value in range(BYTE))


def tables_of(
    sheets: Iterable[tuple[Any, bytes]], layout: Layout, rows: int = ROWS, *, by_state: bool = True
) -> Iterator[Table]:
    """Tables of sheets by their keys, as they fill up. `by_state` off: for programs that are alike everywhere."""
    open_: dict[tuple[str, tuple[int, ...]], tuple[list[Any], list[Head], list[bytes]]] = {}
    for key, sheet in sheets:
        head, body = head_of(sheet)
        group = (head.place[0] if by_state else "", head.shape)
        keys, heads, bodies = open_.setdefault(group, ([], [], []))
        keys.append(key)
        heads.append(head)
        bodies.append(body)
        if len(keys) == rows:
            yield _table(layout, group, *open_.pop(group))
    for group, found in open_.items():
        yield _table(layout, group, *found)


def _table(
    layout: Layout, group: tuple[str, tuple[int, ...]], keys: list[Any], heads: list[Head], bodies: list[bytes]
) -> Table:
    return Table(layout, *group, keys, heads, b"".join(bodies))


@dataclass(slots=True)
class Reading:
    """One program over tables, with `as_of`: whose constitution and case law is applied."""

    program: Program
    as_of: date
    reaches: dict[tuple[str, ...], dict[str, Truth]] = field(default_factory=dict)
    near: dict[str, tuple[Authority, ...]] = field(default_factory=dict)
    days: list[date] = field(init=False)
    moved: dict[Any, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.days = sorted(self.program.law.days)

    def of(self, table: Table) -> "Read":
        """The status of every result of a table."""
        plan = self.program.plan(table.state)
        run = plan.run if max(table.shape) > 1 else plan.run_single
        return Read(table, plan, run(self.leaves(table), *self.moves(plan, table)))

    def leaves(self, table: Table) -> tuple[int, ...]:
        """What the plan of the table's state reads: bytes of the sheets, and what authorities say of its places and days."""
        rows = _Rows(table, self)
        return tuple([rows.leaf(space, name) for space, name in self.program.plan(table.state).leaves])

    def reach_of(self, place: tuple[str, ...]) -> dict[str, Truth]:
        """Which authorities reach a place, of those that reach a part of its state alone."""
        found = self.reaches.get(place)
        if found is None:
            located = self.program.law.places.known_by(*place)
            found = self.reaches[place] = {one.id: reach_at(one, located) for one in self._near(place[0])}
        return found

    def _near(self, code: str) -> tuple[Authority, ...]:
        if code not in self.near:
            law, state = self.program.law, self.program.state(code)
            tables = (law.limits, law.orders, law.compels)
            found = {one.id: one for table in tables for each in table for one in nearby_in(table, each, state)}
            self.near[code] = tuple(found.values())
        return self.near[code]

    def moves(self, plan: Plan, table: Table) -> tuple[tuple[Callable[[int], int], ...], tuple[int, ...]]:
        known = (id(plan), table.rows, table.shape)
        found = self.moved.get(known)
        if found is None:
            shape = dict(zip(ORDER, table.shape, strict=True))
            every = tuple([(1 << table.rows * planes(space, shape)) - 1 for space in SPACES_OF_ONES])
            moves = tuple([mover(kind, space, group, shape, table.rows) for kind, space, group in plan.moves])
            found = self.moved[known] = (moves, every)
        return found


@dataclass(frozen=True, slots=True)
class Read:
    """What a program gave for one table."""

    table: Table
    plan: Plan
    values: tuple[int, ...]

    def sets(self, number: int) -> tuple[int, ...]:
        """The four sets of the outcome of that number, as STATUSES."""
        return self.values[number * len(STATUSES) : (number + 1) * len(STATUSES)]

    def by_code(self) -> dict[str, tuple[Outcome, tuple[int, ...]]]:
        """Each code's outcome with its four sets."""
        return {outcome.code: (outcome, self.sets(number)) for number, outcome in enumerate(self.plan.outcomes)}

    def statuses(self) -> Iterator[tuple[Any, str, int | None, str]]:
        """(key, code, place of the subject in its list, status) of every subject that is there."""
        for number, outcome in enumerate(self.plan.outcomes):
            sets = self.sets(number)
            for row, key in enumerate(self.table.keys):
                for subject in self._subjects(outcome):
                    bit = 1 << self.bit(row, subject or 0)
                    found = (status for status, one in zip(STATUSES, sets, strict=True) if one & bit)
                    yield key, outcome.code, subject, next(found, NOT_RAISED)

    def _subjects(self, outcome: Outcome) -> Iterable[int | None]:
        return range(self.table.members(outcome.space[0])) if outcome.space else (None,)

    def bit(self, row: int, member: int) -> int:
        return member * self.table.rows + self.table.rows - 1 - row

    def places(self, one: int) -> Iterator[tuple[int, int]]:
        """(row, place of the member in its list) of each member of a set."""
        rows = self.table.rows
        while one:
            lowest = one & -one
            member, place = divmod(lowest.bit_length() - 1, rows)
            yield rows - 1 - place, member
            one ^= lowest


@dataclass(slots=True)
class _Rows:
    """The leaves of one table: bytes of the sheets, and what authorities say of its places and days."""

    table: Table
    reading: Reading
    spots: list[int] = field(default_factory=list)
    periods: list[int] = field(default_factory=list)
    reached: list[dict[str, Truth]] = field(default_factory=list)
    first_days: list[date] = field(default_factory=list)

    def leaf(self, space: Space, name: tuple[Any, ...]) -> int:
        if name[0] == "byte":
            return self.table.byte(space, name[1], name[2])
        every = (1 << self.table.rows) - 1
        if name[0] == "circuit":
            return every if self._circuit(*name[1:]) else 0
        authority = self.reading.program.law.authorities[name[1]]
        if name[0] == "here":
            return self._by_place(authority, name[2])
        return self._by_day(_TESTS[name[0]](authority, self.reading.as_of, *name[2:]))

    def _circuit(self, point: str, values: tuple[str, ...]) -> bool:
        places = self.reading.program.law.places
        state = places.states.get(self.table.state)
        found = (places.circuits.get((state and state.circuit) or "") or {}).get(point) or {}
        return found.get("value", "open") in values

    def _by_place(self, authority: Authority, side: bool) -> int:
        if not self.spots:
            self._look_at_places()
        return _where(self.spots, {spot for spot, reached in enumerate(self.reached) if reached.get(authority.id) is side})

    def _look_at_places(self) -> None:
        """Places that no authority of the state tells apart are one spot."""
        known: dict[tuple[str, ...], int] = {}
        alike: dict[tuple[Truth, ...], int] = {}
        for head in self.table.heads:
            spot = known.get(head.place)
            if spot is None:
                reached = self.reading.reach_of(head.place)
                spot = known[head.place] = alike.setdefault(tuple(reached.values()), len(alike))
                if spot == len(self.reached):
                    self.reached.append(reached)
            self.spots.append(spot)

    def _by_day(self, test: Callable[[date], bool]) -> int:
        """Days between which the law names none read alike: one period."""
        if not self.periods:
            self._look_at_days()
        return _where(self.periods, {place for place, day in enumerate(self.first_days) if test(day)})

    def _look_at_days(self) -> None:
        known: dict[int, int] = {}
        alike: dict[int, int] = {}
        for head in self.table.heads:
            period = known.get(head.day)
            if period is None:
                day = date.fromordinal(head.day)
                period = known[head.day] = alike.setdefault(bisect_right(self.reading.days, day), len(alike))
                if period == len(self.first_days):
                    self.first_days.append(day)
            self.periods.append(period)


def _where(index: list[int], wanted: set[int]) -> int:
    """The set of the rows whose place in an index is one of some."""
    if not wanted:
        return 0
    if max(index) < BYTE:
        return bits_of(bytes(index), frozenset(wanted))
    return int("".join(["1" if place in wanted else "0" for place in index]), 2)


# What a leaf of an authority asks of an incident's day.
_TESTS: dict[str, Callable[..., Callable[[date], bool]]] = {
    "governs": lambda one, as_of: lambda day: one.governs(day, as_of),
    "status": lambda one, _as_of, statuses: lambda day: one.status_on(day) in statuses,
    "way": lambda one, as_of, number: lambda day: one.ways[number].holds(one.law_day(day, as_of)),
}
