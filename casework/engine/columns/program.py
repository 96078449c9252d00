"""One law compiled for many incidents: for each state a straight run of set operations that gives every result's status."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from casework.engine.columns import graph as logic
from casework.engine.columns.conditions import Compiler, NotInColumns, Scope
from casework.engine.columns.graph import EVERY, NONE, Bits, Graph
from casework.engine.columns.layout import SPACES, Layout, Space, space_of
from casework.engine.columns.tables import Tables
from casework.engine.law import Element, Law, Rule
from casework.engine.places import StatePlace
from casework.engine.results import INDICATED, NOT_APPLICABLE, NOT_INDICATED, POSSIBLE

GROUP_OF = {"incident": None, "agency": "agencies", "person": "persons"}
STATUSES = (NOT_APPLICABLE, NOT_INDICATED, INDICATED, POSSIBLE)
Run = Callable[..., tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The sets of one code: where each status holds; a subject in none of them is not raised."""

    code: str
    unit: str
    sets: tuple[Bits, ...]  # as STATUSES

    @property
    def space(self) -> Space:
        group = GROUP_OF[self.unit]
        return (group,) if group else ()


@dataclass(frozen=True)
class Plan:
    """What to run for one state: the leaves to read, and for each outcome the places of its sets in what comes back."""

    leaves: tuple[tuple[Space, Any], ...]
    moves: tuple[tuple[str, Space, str], ...]
    run: Run
    outcomes: tuple[Outcome, ...]
    aside: tuple[str, ...]
    steps: int


@dataclass(slots=True)
class Program:
    """A law for sheets of one layout. `codes` limits it to some codes (and those whose results they read)."""

    law: Law
    layout: Layout
    codes: frozenset[str] | None = None
    compiler: Compiler = field(init=False)
    plans: dict[str, Plan] = field(default_factory=dict)
    shared: dict[str, Outcome | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.compiler = Compiler(self.law, self.layout)

    def plan(self, state: str) -> Plan:
        """The plan for a state by its postal code; a state that the map lacks has federal law alone."""
        if state not in self.plans:
            self.plans[state] = self._planned(self.state(state))
        return self.plans[state]

    def state(self, code: str) -> StatePlace:
        return self.law.places.states.get(code) or StatePlace(code, f"us.{code.lower()}", code, None, ())

    def _planned(self, state: StatePlace) -> Plan:
        tables = Tables(self.compiler, state)
        tables.register()
        self.compiler.named.clear()
        self.compiler.statuses.clear()
        outcomes, aside, stateless = [], [], dict[str, bool]()
        for rule in self.law.in_order():
            if self.codes is not None and rule.code not in self.codes:
                continue
            outcome = self._outcome(rule, tables, stateless)
            if outcome is None:
                aside.append(rule.code)
                continue
            outcomes.append(outcome)
            self.compiler.statuses[rule.code] = (outcome.sets[2], outcome.sets[3], rule.unit)
        return _written(self.compiler.graph, outcomes, aside)

    def _outcome(self, rule: Rule, tables: Tables, stateless: dict[str, bool]) -> Outcome | None:
        """A rule's sets; those of a rule that asks no table are the same in every state."""
        if rule.code in self.shared:
            stateless[rule.code] = True
            return self.shared[rule.code]
        tables.used = False
        try:
            found = self._compiled(rule)
        except NotInColumns:
            found = None
        stateless[rule.code] = not tables.used and all(stateless.get(code, False) for code in rule.needs)
        if stateless[rule.code]:
            self.shared[rule.code] = found
        return found

    def _compiled(self, rule: Rule) -> Outcome:
        graph = self.compiler.graph
        group = GROUP_OF[rule.unit]
        scope = Scope(frozenset({group} if group else ()))
        scoped = self._conjoined(rule.scope, scope)
        elements = self._conjoined(rule.elements, scope)
        triggers = [self.compiler.see(one.when, Scope(scope.bound, False)).yes for one in rule.triggers]
        defeaters = [(one, self.compiler.see(one.when, scope)) for one in rule.defeaters]
        defeated = graph.any((elements.no, *(value.yes for _one, value in defeaters)))
        doubt = graph.any(graph.both(logic.unknown(graph, value), self._blocks(one, scope)) for one, value in defeaters)
        here = self.compiler.present(group) if group else EVERY
        outside = graph.both(here, scoped.no)
        left = graph.both(here, graph.without(outside))
        against = graph.both(left, defeated)
        left = graph.both(left, graph.without(against))
        indicated = graph.all((left, scoped.yes, elements.yes, graph.without(doubt)))
        possible = graph.all((left, graph.without(indicated), graph.any(triggers)))
        return Outcome(rule.code, rule.unit, (outside, against, indicated, possible))

    def _conjoined(self, elements: Iterable[Element], scope: Scope) -> logic.Truths:
        return logic.conjoined(self.compiler.graph, (self.compiler.see(one.when, scope) for one in elements))

    def _blocks(self, one: Element, scope: Scope) -> Bits:
        """Where a defeater's being unknown keeps a finding open."""
        if one.must_be_excluded:
            return EVERY
        return self.compiler.see(one.raised_by, scope).yes if one.raised_by else NONE


def _written(graph: Graph, outcomes: list[Outcome], aside: list[str]) -> Plan:
    """The steps below some outcomes as one Python function, made once and run for every table."""
    spread = [tuple(graph.spread(one, outcome.space) for one in outcome.sets) for outcome in outcomes]
    outcomes = [Outcome(one.code, one.unit, sets) for one, sets in zip(outcomes, spread, strict=True)]
    roots = [one.number for outcome in outcomes for one in outcome.sets]
    numbers = graph.needed(roots)
    leaves, moves, lines = [], dict[tuple[str, Space, str], int](), []
    for number in numbers:
        step = graph.steps[number]
        if step.kind == "leaf":
            leaves.append(number)
        elif number > 1:
            lines.append(f" v{number} = {_operation(graph, step, moves)}")
    head = [" v0 = 0", f" ({''.join(f'v{number}, ' for number in leaves)}) = leaves" if leaves else " pass"]
    head += [f" ({''.join(f'm{place}, ' for place in range(len(moves)))}) = moves" if moves else " pass"]
    head += [f" ({''.join(f'e{place}, ' for place in range(len(SPACES_OF_ONES)))}) = every"]
    tail = f" return ({''.join(f'{_root(outcome, one)}, ' for outcome in outcomes for one in outcome.sets)})"
    source = "\n".join(["def run(leaves, moves, every):", *head, *lines, tail])
    room: dict[str, Run] = {}
    exec(compile(source, "<columns>", "exec"), room)  # noqa: S102 - made of numbers and four operators above, nothing else
    return Plan(
        leaves=tuple((graph.steps[number].space, graph.steps[number].of[0]) for number in leaves),
        moves=tuple(moves),
        run=room["run"],
        outcomes=tuple(outcomes),
        aside=tuple(aside),
        steps=len(lines),
    )


def _root(outcome: Outcome, one: Bits) -> str:
    return f"e{SPACES_OF_ONES[outcome.space]}" if one == EVERY else f"v{one.number}"


def _operation(graph: Graph, step: logic.Step, moves: dict[tuple[str, Space, str], int]) -> str:
    if step.kind in ("and", "or"):
        return f" {'&' if step.kind == 'and' else '|'} ".join(f"v{number}" for number in step.of)
    if step.kind == "not":
        return f"v{step.of[0]} ^ e{SPACES_OF_ONES[step.space]}"
    space = graph.steps[step.of[0]].space if step.kind != "spread" else step.space
    move = moves.setdefault((step.kind, space, step.of[1]), len(moves))
    return f"m{move}(v{step.of[0]})"


def _all_spaces() -> dict[Space, int]:
    """Every space that a set can have, by its place in the list of full sets."""
    found: list[Space] = [()]
    for group in ("agencies", "persons", "documents", "custody"):
        found += [space_of(*one, group) for one in found]
    return {space: place for place, space in enumerate(found)}


SPACES_OF_ONES: Mapping[Space, int] = _all_spaces()
assert set(SPACES) <= set(SPACES_OF_ONES)  # noqa: S101 - a table without full sets could not be negated
