"""The program of the columns as a graph of bit sets, each made once: what two rules share is computed once.

A set has a space: one bit for each incident (`()`), for each agency of each, or for each pair of an agency and a person.
Sets of different spaces are spread to their common one where they meet; `some` gathers a space back to what is left of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from casework.engine.columns.layout import Space, space_of


class Bits(NamedTuple):
    """A set by its number in the graph, with its space."""

    number: int
    space: Space


class Truths(NamedTuple):
    """Strong three-valued logic as two sets: where it is known to be true, and where it is known to be false."""

    yes: Bits
    no: Bits


class Step(NamedTuple):
    """How one set is made: from a leaf, or from other sets by their numbers."""

    kind: str  # leaf, and, or, not, spread, some, one
    of: tuple[Any, ...]
    space: Space


NONE, EVERY = Bits(0, ()), Bits(1, ())


@dataclass(slots=True)
class Graph:
    """Steps in the order in which they can be computed. Number 0 is the empty set and 1 the full one, in every space."""

    steps: list[Step] = field(default_factory=lambda: [Step("none", (), ()), Step("every", (), ())])
    known: dict[Step, Bits] = field(default_factory=dict)
    present: dict[str, Bits] = field(default_factory=dict)  # by list, where it has a member at all
    within: list[frozenset[str]] = field(default_factory=lambda: [frozenset(), frozenset()])

    def leaf(self, space: Space, name: Any) -> Bits:
        return self._made(Step("leaf", (name,), space))

    def both(self, one: Bits, other: Bits) -> Bits:
        if NONE in (one, other):
            return NONE
        if EVERY in (one, other) or one == other:
            return one if other in (EVERY, one) else other
        for a, b in ((one, other), (other, one)):
            if any(b == present and group in self.within[a.number] for group, present in self.present.items()):
                return a
        return self._made(self._joined("and", one, other))

    def either(self, one: Bits, other: Bits) -> Bits:
        if EVERY in (one, other):
            return EVERY
        if NONE in (one, other) or one == other:
            return one if other in (NONE, one) else other
        return self._made(self._joined("or", one, other))

    def without(self, one: Bits) -> Bits:
        if one in (NONE, EVERY):
            return EVERY if one == NONE else NONE
        step = self.steps[one.number]
        if step.kind == "not":
            return Bits(step.of[0], step.space)
        return self._made(Step("not", (one.number,), one.space))

    def all(self, sets: Iterable[Bits]) -> Bits:
        result = EVERY
        for one in sets:
            result = self.both(result, one)
        return result

    def any(self, sets: Iterable[Bits]) -> Bits:
        result = NONE
        for one in sets:
            result = self.either(result, one)
        return result

    def some(self, group: str, inside: Bits, listed: Bits) -> Bits:
        """Where some member of a list is in a set. `listed`: where there is a member at all, a set of the list's own space."""
        found = self.both(inside, listed)
        if found == NONE:
            return NONE
        rest = tuple(one for one in found.space if one != group)
        return self._made(Step("some", (found.number, group), rest))

    def exactly_one(self, group: str, members: Bits) -> Bits:
        """Where a list has one member in a set and no second."""
        if members == NONE:
            return NONE
        rest = tuple(one for one in members.space if one != group)
        return self._made(Step("one", (members.number, group), rest))

    def spread(self, one: Bits, space: Space) -> Bits:
        """The same set in a wider space."""
        if one.number in (0, 1) or one.space == space:
            return one
        for group in space:
            if group not in one.space:
                one = self._made(Step("spread", (one.number, group), space_of(group, *one.space)))
        return one

    def _joined(self, kind: str, one: Bits, other: Bits) -> Step:
        space = space_of(*one.space, *other.space)
        numbers = sorted((self.spread(one, space).number, self.spread(other, space).number))
        return Step(kind, tuple(numbers), space)

    def _made(self, step: Step) -> Bits:
        found = self.known.get(step)
        if found is None:
            found = self.known[step] = Bits(len(self.steps), step.space)
            self.steps.append(step)
            self.within.append(self._held_by(step))
        return found

    def _held_by(self, step: Step) -> frozenset[str]:
        """The lists without whose members a set is surely empty: a member that is not there is all zeros in a sheet."""
        if step.kind == "leaf":
            name = step.of[0]
            return frozenset(step.space) if name[0] == "byte" and 0 not in name[2] else frozenset()
        held = [self.within[number] for number in self.inputs(len(self.steps) - 1)]
        if step.kind == "not":
            return frozenset()
        joined = frozenset.union(*held) if step.kind == "and" else frozenset.intersection(*held)
        return joined & set(step.space)

    def needed(self, roots: Iterable[int]) -> list[int]:
        """The numbers of all steps that some sets are made of, in order."""
        wanted: set[int] = set()
        waiting = list(roots)
        while waiting:
            number = waiting.pop()
            if number not in wanted:
                wanted.add(number)
                waiting += self.inputs(number)
        return sorted(wanted)

    def inputs(self, number: int) -> tuple[int, ...]:
        step = self.steps[number]
        if step.kind in ("and", "or"):
            return step.of
        return (step.of[0],) if step.kind in ("not", "spread", "some", "one") else ()


def negated(one: Truths) -> Truths:
    return Truths(one.no, one.yes)


def conjoined(graph: Graph, parts: Iterable[Truths]) -> Truths:
    rows = list(parts)
    return Truths(graph.all(one.yes for one in rows), graph.any(one.no for one in rows))


def disjoined(graph: Graph, parts: Iterable[Truths]) -> Truths:
    rows = list(parts)
    return Truths(graph.any(one.yes for one in rows), graph.all(one.no for one in rows))


def unknown(graph: Graph, one: Truths) -> Bits:
    return graph.without(graph.either(one.yes, one.no))


def counted(graph: Graph, parts: Iterable[Truths], number: int) -> Truths:
    """Whether at least so many are true."""
    rows = list(parts)
    not_false = [graph.without(one.no) for one in rows]
    return Truths(_threshold(graph, [one.yes for one in rows], number), graph.without(_threshold(graph, not_false, number)))


def _threshold(graph: Graph, sets: list[Bits], number: int) -> Bits:
    reached = [EVERY, *[NONE] * number]
    for one in sets:
        for count in range(number, 0, -1):
            reached[count] = graph.either(reached[count], graph.both(reached[count - 1], one))
    return reached[number]
