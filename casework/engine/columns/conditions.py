"""The same conditions that `explain` walks, compiled to the graph: each method here answers to one `see` of the engine."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from casework.engine.columns import graph as logic
from casework.engine.columns.graph import EVERY, NONE, Bits, Graph, Truths
from casework.engine.columns.layout import (
    CUSTODY_BY,
    DOERS,
    INCIDENT,
    MODELS,
    NAMES_OF,
    Layout,
    Space,
    is_open,
    open_key,
    recorded,
    space_of,
    stranger,
    value_at,
)
from casework.engine.conditions import (
    UNKNOWN,
    AgreementOn,
    All,
    Any_,
    CircuitPoint,
    Clock,
    Condition,
    Count,
    Fact,
    Named,
    Not,
    Presumed,
    Quantified,
    ResultOf,
    Unknown,
    Unsaid,
)
from casework.engine.context import Acting
from casework.engine.fields import ACTOR_FIELDS, COMPLETE, Field, fields
from casework.engine.language import Naming
from casework.engine.law import Law

TRUE, FALSE, DARK = Truths(EVERY, NONE), Truths(NONE, EVERY), Truths(NONE, NONE)
STATE_BYTES = {"in_force": 1, "not_in_force": 2, "unclear": 3}
See = Callable[["Scope"], Truths]


class NotInColumns(ValueError):
    """A condition that columns cannot ask; the rules that need it are evaluated incident by incident."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What is bound (an agency, a person …) and whether presumptions count, as in a context of `explain`."""

    bound: frozenset[str] = frozenset()
    presume: bool = True

    def bind(self, group: str) -> "Scope":
        return Scope(self.bound | {group}, self.presume)

    def unbind(self, group: str) -> "Scope":
        return Scope(self.bound - {group}, self.presume)


@dataclass(slots=True)
class Compiler:
    """Compiles conditions of one law for sheets of one layout."""

    law: Law
    layout: Layout
    graph: Graph = field(default_factory=Graph)
    named: dict[Any, Truths] = field(default_factory=dict)
    statuses: dict[str, tuple[Bits, Bits, str]] = field(default_factory=dict)  # code -> indicated, possible, unit
    tables: dict[type, Callable[[Any, Scope], Truths]] = field(default_factory=dict)

    def see(self, condition: Condition, scope: Scope) -> Truths:
        made = self.tables.get(type(condition)) or getattr(self, f"_{type(condition).__name__.strip('_').lower()}", None)
        if made is None:
            raise NotInColumns(type(condition).__name__)
        found: Truths = made(condition, scope)
        return found

    def conjoined(self, parts: tuple[Condition, ...], scope: Scope) -> Truths:
        return logic.conjoined(self.graph, (self.see(part, scope) for part in parts))

    # Facts

    def _fact(self, one: Fact, scope: Scope) -> Truths:
        if one.group is None or one.group in scope.bound:
            return self.compared(one)
        return self.some_of(one.group, self.dealt_with(one.group, scope), scope, lambda _inner: self.compared(one))

    def compared(self, one: Fact) -> Truths:
        """One field of one record, compared."""
        field, space = fields()[one.path], ((one.group,) if one.group else INCIDENT)
        if is_open(one):
            found = self._byte_truth(space, open_key(one))
        elif field.kind == "values":
            found = self._words(one, field, space)
        else:
            found = self._enumerated(one, field, space)
        if one.whole_if:
            whole = self._byte_truth(space, f"{one.path.rsplit('.', 1)[0]}.{one.whole_if}").yes
            found = Truths(found.yes, self.graph.both(found.no, whole))
        return found

    def _byte_truth(self, space: Space, name: str) -> Truths:
        """A slot that holds yes, no or nothing."""
        return Truths(self.byte(space, name, (2,)), self.byte(space, name, (1,)))

    def flag(self, space: Space, name: str) -> Bits:
        return self.byte(space, name, (2,))

    def byte(self, space: Space, name: str, values: tuple[int, ...], offset: int = 0) -> Bits:
        """Where a slot's byte is one of some values."""
        slot = self.layout.slot(space, name)
        if slot is None:
            raise NotInColumns(f"a sheet of this layout has no {name}")
        return self.graph.leaf(space, ("byte", slot.offset + offset, frozenset(values))) if values else NONE

    def _enumerated(self, one: Fact, field: Field, space: Space) -> Truths:
        slot_values = range(1, 3) if field.kind == "tri" else range(1, len(field.values) + 1)
        sides: dict[bool, list[int]] = {True: [], False: []}
        for byte in slot_values:
            value = value_at(field, byte)
            if value != UNKNOWN:
                sides[bool(one.compare(value))].append(byte)
        return Truths(*(self.byte(space, field.path, tuple(sides[side])) for side in (True, False)))

    def _words(self, one: Fact, field: Field, space: Space) -> Truths:
        """A list of words: whether it holds one of some, or lacks one."""
        lacking = bool(one.compare([]))
        telling = {word for word in field.values if bool(one.compare([word])) is not lacking}
        listed = self.flag(space, field.path)
        holds = self.graph.both(listed, self.holding(field, space, telling))
        without = self.graph.both(listed, self.graph.without(holds))
        return Truths(without, holds) if lacking else Truths(holds, without)

    def holding(self, field: Field, space: Space, words: set[str]) -> Bits:
        """Where a list of words holds one of some."""
        masks: dict[int, int] = {}
        for number, word in enumerate(field.values):
            if word in words:
                masks[number // 8] = masks.get(number // 8, 0) | 1 << number % 8
        return self.graph.any(
            self.byte(space, field.path, tuple(value for value in range(256) if value & mask), 1 + at)
            for at, mask in sorted(masks.items())
        )

    def _naming(self, one: Naming, scope: Scope) -> Truths:
        path = f"{one.group}[].{one.keys}"
        if NAMES_OF.get(path) != one.other or one.other not in scope.bound:
            raise NotInColumns(one.text)
        if one.group in scope.bound:
            return self._named_by(path, one)
        return self.some_of(one.group, self.dealt_with(one.group, scope), scope, lambda _inner: self._named_by(path, one))

    def _named_by(self, path: str, one: Naming) -> Truths:
        relation = self.flag(space_of(one.group, one.other), path)
        listed = self.flag((one.group,), recorded(path))
        return Truths(self.graph.both(listed, relation), self.graph.both(listed, self.graph.without(relation)))

    def _clock(self, one: Clock, _scope: Scope) -> Truths:
        return self._byte_truth(INCIDENT, open_key(one))

    def _unknown(self, _one: Unknown, _scope: Scope) -> Truths:
        return DARK

    # Logic

    def _named(self, one: Named, scope: Scope) -> Truths:
        key = (one.name, scope)
        if key not in self.named:
            self.named[key] = self.see(one.target[one.name].condition, scope)
        return self.named[key]

    def _all(self, one: All, scope: Scope) -> Truths:
        return self.conjoined(one.parts, scope)

    def _any(self, one: Any_, scope: Scope) -> Truths:
        return logic.disjoined(self.graph, (self.see(part, scope) for part in one.parts))

    def _not(self, one: Not, scope: Scope) -> Truths:
        return logic.negated(self.see(one.part, scope))

    def _count(self, one: Count, scope: Scope) -> Truths:
        return logic.counted(self.graph, (self.see(part, scope) for part in one.parts), one.number)

    def _unsaid(self, one: Unsaid, scope: Scope) -> Truths:
        said = self.see(one.part, scope).yes
        return Truths(self.graph.without(said), said)

    def _presumed(self, one: Presumed, scope: Scope) -> Truths:
        inner = self.see(one.part, scope)
        if not scope.presume:
            return inner
        when = self.see(one.when, scope).yes if one.when else EVERY
        unless = self.see(one.unless, scope).yes if one.unless else NONE
        filled = self.graph.all((logic.unknown(self.graph, inner), when, self.graph.without(unless)))
        if one.value:
            return Truths(self.graph.either(inner.yes, filled), inner.no)
        return Truths(inner.yes, self.graph.either(inner.no, filled))

    # Lists

    def _quantified(self, one: Quantified, scope: Scope) -> Truths:
        if one.acting is not None:
            members = self.may_have(one.acting, scope.unbind("agencies"))
        else:
            members = (self.listed(one.group, scope), self.whole(one.group))
        return self.some_of(
            one.group, members, scope, lambda inner: self.see(one.where, inner), none=one.none, closed=one.closed
        )

    def some_of(
        self,
        group: str,
        members: tuple[Bits, Bits],
        scope: Scope,
        see: See,
        none: bool = False,
        closed: bool = False,
    ) -> Truths:
        """Whether some (or no) member meets a condition. An unlisted member may, unless the list is known to be whole."""
        listed, whole = members
        inner = see(scope.bind(group))
        yes = self.graph.some(group, inner.yes, listed) if inner.yes != NONE else NONE
        fails = self.graph.some(group, self.graph.without(inner.no), listed)
        no = self.graph.without(fails)
        found = Truths(yes, no if closed else self.graph.both(no, whole))
        return logic.negated(found) if none else found

    def present(self, group: str) -> Bits:
        return self.graph.present.setdefault(group, self.flag((group,), "present"))

    def listed(self, group: str, scope: Scope) -> Bits:
        """The members that have to do with what is bound, in the space of the list and of that."""
        if group == "persons" and "agencies" in scope.bound:
            return self.graph.both(self.present(group), self.flag(("agencies", "persons"), "concerns"))
        found = self.present(group)
        for other in ("agencies", "persons"):
            if group == "custody" and other in scope.bound:
                found = self.graph.both(found, self.flag((other, "custody"), "concerns"))
        return found

    def whole(self, group: str) -> Bits:
        if group == "custody":
            return self.graph.either(self.graph.some(group, EVERY, self.present(group)), self.flag(INCIDENT, "custody is none"))
        return self._byte_truth(INCIDENT, COMPLETE[group]).yes

    def dealt_with(self, group: str, scope: Scope) -> tuple[Bits, Bits]:
        if group == "agencies" and "persons" in scope.bound:
            return self._acting(Acting(by=tuple(f"persons[].{name}" for name in ACTOR_FIELDS)), scope)
        return self.listed(group, scope), self.whole(group)

    # Who acted

    def _acting(self, acting: Acting, scope: Scope) -> tuple[Bits, Bits]:
        """The agencies that did a thing, and where they are known to be the ones: `Acting.agencies`."""
        graph, listed = self.graph, self.present("agencies")
        named, strangers = self._named_actors(acting, scope)
        anybody = graph.either(graph.some("agencies", named, listed), strangers)
        doing = graph.both(listed, self.holding(fields()["agencies[].actions"], ("agencies",), set(acting.doing)))
        done = graph.some("agencies", doing, listed) if doing != NONE else NONE
        alone = graph.both(graph.exactly_one("agencies", listed), self.whole("agencies"))
        by_deed, by_list = graph.without(anybody), graph.without(graph.either(anybody, done))
        members = graph.any((graph.both(named, listed), graph.both(doing, by_deed), graph.both(listed, by_list)))
        certain = graph.any(
            (
                graph.both(anybody, graph.without(strangers)),
                graph.all((by_deed, done, graph.exactly_one("agencies", doing))),
                graph.both(by_list, alone),
            )
        )
        return members, certain

    def may_have(self, acting: Acting, scope: Scope) -> tuple[Bits, Bits]:
        """The same, where one that is listed without a word of its acts may have acted too: `Acting.may_have`."""
        graph, present = self.graph, self.present("agencies")
        members, certain = self._acting(acting, scope)
        named, strangers = self._named_actors(acting, scope)
        anybody = graph.either(graph.some("agencies", named, present), strangers)
        mute = graph.without(self.flag(("agencies",), "agencies[].actions"))
        silent = graph.some("agencies", graph.both(mute, graph.without(members)), present)
        return members, graph.both(certain, graph.either(graph.without(silent), anybody))

    def _named_actors(self, acting: Acting, scope: Scope) -> tuple[Bits, Bits]:
        """(which agencies the fields name, whether they name somebody who is not listed)."""
        named, strangers = NONE, NONE
        for path in acting.by:
            group = path.split("[]")[0]
            if path in DOERS:
                more, others = self.flag(("agencies",), path), self.flag(INCIDENT, stranger(path))
            elif NAMES_OF.get(path) == "agencies" or path == CUSTODY_BY:
                more, others = self.flag(space_of("agencies", group), path), self.flag((group,), stranger(path))
                if group not in scope.bound:
                    among = self.listed(group, scope)
                    more, others = self.graph.some(group, more, among), self.graph.some(group, others, among)
            else:
                raise NotInColumns(f"actors by {path}")
            named, strangers = self.graph.either(named, more), self.graph.either(strangers, others)
        return named, strangers

    # What lies outside the document

    def _agreementon(self, one: AgreementOn, scope: Scope) -> Truths:
        if "agencies" not in scope.bound:
            return self.some_of("agencies", self.dealt_with("agencies", scope), scope, lambda _inner: self._held(one))
        return self._held(one)

    def _held(self, one: AgreementOn) -> Truths:
        graph, space = self.graph, ("agencies",)
        states = {name: self.byte(space, "state", (byte,)) for name, byte in STATE_BYTES.items()}
        clear = graph.either(states["in_force"], states["not_in_force"])
        if one.state == "unclear":
            return Truths(states["unclear"], clear)
        same, other = states[one.state], graph.both(clear, graph.without(states[one.state]))
        if not one.models:
            return Truths(same, other)
        meets = graph.both(same, self._modelled("models", one.models))
        unsure = graph.both(same, self._modelled("unsure", (*one.models, "unknown")))
        return Truths(meets, graph.either(other, graph.all((same, graph.without(meets), graph.without(unsure)))))

    def _modelled(self, slot: str, models: tuple[str, ...]) -> Bits:
        mask = sum(1 << MODELS.index(model) for model in set(models) if model in MODELS)
        return self.byte(("agencies",), slot, tuple(value for value in range(256) if value & mask))

    def _circuitpoint(self, one: CircuitPoint, _scope: Scope) -> Truths:
        here = self.graph.leaf(INCIDENT, ("circuit", one.point, one.values))
        return Truths(here, self.graph.without(here))

    def _resultof(self, one: ResultOf, scope: Scope) -> Truths:
        if one.code not in self.statuses:
            raise NotInColumns(f"the result of {one.code}")
        indicated, possible, unit = self.statuses[one.code]
        group = {"agency": "agencies", "person": "persons"}.get(unit)
        if "agencies" in scope.bound:
            if unit != "agency":
                return FALSE
            return Truths(indicated, self.graph.without(self.graph.either(indicated, possible)))
        yes, maybe = indicated, possible
        if group:
            present = self.present(group)
            yes, maybe = self.graph.some(group, indicated, present), self.graph.some(group, possible, present)
        return Truths(yes, self.graph.without(self.graph.either(yes, maybe)))
