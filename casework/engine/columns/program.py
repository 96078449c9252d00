"""One law compiled for many incidents: for each state a straight run of set operations that gives every result's status."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from casework.engine.columns import graph as logic
from casework.engine.columns.conditions import Compiler, NotInColumns, Scope
from casework.engine.columns.graph import EVERY, NONE, Bits, Graph
from casework.engine.columns.layout import Layout, Space
from casework.engine.columns.source import Run, Writer
from casework.engine.columns.tables import Tables
from casework.engine.law import Element, Law, Rule
from casework.engine.places import StatePlace
from casework.engine.results import INDICATED, NOT_APPLICABLE, NOT_INDICATED, POSSIBLE

GROUP_OF = {"incident": None, "agency": "agencies", "person": "persons"}
STATUSES = (NOT_APPLICABLE, NOT_INDICATED, INDICATED, POSSIBLE)


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


class Plan:
    """What to run for one state: the leaves to read, and the sets of each outcome in what comes back."""

    def __init__(self, graph: Graph, outcomes: Sequence[Outcome], aside: Sequence[str]) -> None:
        wanted = [(one, outcome.space) for outcome in outcomes for one in outcome.sets]
        self._wanted = [(graph.spread(one, space), space) for one, space in wanted]
        self._graph = graph
        writer = Writer(graph, self._wanted)
        self.run = writer.compiled()
        self.moves = tuple(writer.moves)
        self.leaves = tuple((graph.steps[number].space, graph.steps[number].of[0]) for number in writer.leaves)
        self.outcomes, self.aside = tuple(outcomes), tuple(aside)
        self.steps = len(writer.numbers) - len(writer.leaves)

    @cached_property
    def run_single(self) -> Run:
        """The same for tables in which no list has more than one member."""
        return Writer(self._graph, self._wanted, single=True).compiled()


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

    @property
    def is_alike_everywhere(self) -> bool:
        """Whether it asks nothing of places or days, so that incidents of all states can stand in one table."""
        plan = self.plan("")
        shared = all(outcome.code in self.shared for outcome in plan.outcomes)
        return shared and all(name[0] == "byte" for _space, name in plan.leaves)

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
        return Plan(self.compiler.graph, outcomes, aside)

    def _outcome(self, rule: Rule, tables: Tables, stateless: dict[str, bool]) -> Outcome | None:
        """A rule's sets; those of a rule that asks no table are the same in every state."""
        if rule.code in self.shared:
            stateless[rule.code] = True
            return self.shared[rule.code]
        tables.used = False
        try:
            found = self._compiled(rule)
        except (NotInColumns, KeyError):  # a law without the terms that its tables ask for has no such table to read
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
