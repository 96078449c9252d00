"""The tables of state and local limits and of court orders, compiled for the places of one state.

Whether an authority governs, and reaches a place, differs from incident to incident: these are leaves that the rows give.
Each function answers to one of `state_law`, `orders` and `claims`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from casework.engine.claims import (
    BARE_FACTS,
    Bite,
    Together,
    bite_of,
    bound_by,
    exempts_by_kind,
    looks_into,
    nearby_in,
    rests_on_presumption,
)
from casework.engine.columns import graph as logic
from casework.engine.columns.conditions import FALSE, TRUE, Compiler, NotInColumns, Scope, See
from casework.engine.columns.graph import EVERY, NONE, Bits, Truths
from casework.engine.columns.layout import INCIDENT, silent
from casework.engine.columns.telling import Teller
from casework.engine.conditions import Condition, Fact
from casework.engine.fields import fields
from casework.engine.law import GOVERNS, Authority, Exemption, Way
from casework.engine.orders import Orders, is_absence
from casework.engine.places import StatePlace
from casework.engine.state_law import QUIET_ACTIONS, SIGNS, StateLaw


@dataclass(frozen=True, slots=True)
class Standing:
    """An authority of a code that may govern here: where it does, and where it is known to reach the place."""

    authority: Authority
    stands: Bits
    here: Truths


@dataclass(slots=True)
class Tables:
    """The tables as they read in one state. `used`: whether a rule asked them at all."""

    compiler: Compiler
    state: StatePlace
    used: bool = False

    def register(self) -> None:
        self.compiler.tables = {StateLaw: self.state_law, Orders: self.orders}

    # Which authorities, where and on which days

    def standing(self, code: str) -> list[Standing]:
        self.used = True
        graph, law = self.compiler.graph, self.compiler.law
        found = []
        for table in (law.limits, law.orders):
            for one in nearby_in(table, code, self.state):
                here = self.reach(one)
                governs = self._leaf("governs", one.id) if table is law.limits else self.status(one, GOVERNS)
                stands = graph.both(governs, graph.without(here.no))
                if one.is_an_order:
                    here = Truths(graph.both(here.yes, graph.without(self.status(one, ("contested",)))), here.no)
                found.append(Standing(one, stands, here))
        return found

    def reach(self, one: Authority) -> Truths:
        """Where the place lies in an authority's reach: everywhere in its own state, or as the rows tell."""
        wide = ("us", self.state.circuit, self.state.id)
        if one.area is None and any(where in wide for where in one.binding_in):
            return TRUE
        return Truths(self._leaf("here", one.id, True), self._leaf("here", one.id, False))

    def status(self, one: Authority, statuses: Iterable[str]) -> Bits:
        """Where an authority had one of some statuses on the incident's day."""
        wanted = frozenset(statuses)
        if not wanted & {period.status for period in one.history} and "none" not in wanted:
            return NONE
        return self._leaf("status", one.id, wanted)

    def _leaf(self, *name: Any) -> Bits:
        return self.compiler.graph.leaf(INCIDENT, name)

    def _ways(self, one: Authority, code: str) -> Iterator[tuple[Way, Bits]]:
        """Its ways of breach for a code, each with where it is law."""
        for number, way in enumerate(one.ways):
            if way.code in (None, code):
                dated = way.start is not None or way.end is not None
                yield way, self._leaf("way", one.id, number) if dated else EVERY

    def _where(self, mask: Bits, value: Truths) -> Truths:
        """A claim that counts in some rows alone, and is none in the others."""
        graph = self.compiler.graph
        return Truths(graph.both(mask, value.yes), graph.either(graph.without(mask), value.no))

    def _any(self, parts: Iterable[Truths]) -> Truths:
        return logic.disjoined(self.compiler.graph, parts)

    def _both(self, *parts: Truths) -> Truths:
        return logic.conjoined(self.compiler.graph, parts)

    # Ways of breach

    def jointly(self, see: See, reads: frozenset[str], scope: Scope) -> Truths:
        """Asked of some agency, some person of it and some custody of theirs, as far as it looks into those lists."""
        for group in ("custody", "persons", "agencies"):
            if group in reads and group not in scope.bound:
                see = self._within(group, see)
        return see(scope)

    def _within(self, group: str, see: See) -> See:
        compiler = self.compiler
        return lambda scope: compiler.some_of(group, (compiler.listed(group, scope), compiler.whole(group)), scope, see)

    def bitten(self, bite: Bite, scope: Scope) -> Truths:
        return self.jointly(lambda inner: self.bite(bite, inner), bite.reads, scope)

    def bite(self, one: Bite, scope: Scope) -> Truths:
        see = self.compiler.conjoined
        return self._both(see(one.way.agency, scope), see(one.way.conduct, scope), self.not_exempt(one.exemptions, scope))

    def bound(self, one: Together, scope: Scope) -> Truths:
        def see(inner: Scope) -> Truths:
            return self._both(self.compiler.conjoined(one.parts, inner), self.not_exempt(one.exemptions, inner))

        return self.jointly(see, one.reads, scope)

    def not_exempt(self, exemptions: tuple[Exemption, ...], scope: Scope) -> Truths:
        return self._both(*(logic.negated(self._exemption(one, scope)) for one in exemptions))

    def _exemption(self, one: Exemption, scope: Scope) -> Truths:
        """Unknown and raised by nothing, an exception is taken as not applying; one for a kind of agency stays unknown."""
        graph = self.compiler.graph
        parts = [self.compiler.see(part, scope) for part in one.when]
        found = logic.conjoined(graph, parts)
        telling = [part for part, when in zip(parts, one.when, strict=True) if not exempts_by_kind(when)]
        if not telling:
            return found
        idle = graph.both(logic.unknown(graph, found), graph.without(graph.any(part.yes for part in telling)))
        return Truths(found.yes, graph.either(found.no, idle))

    def breach(self, one: Standing, code: str, scope: Scope) -> Truths:
        ways = (
            self._where(
                holds,
                self._both(self.compiler.conjoined(way.place, scope), self.bitten(bite_of(way, one.authority, code), scope)),
            )
            for way, holds in self._ways(one.authority, code)
        )
        return self._both(one.here, self._any(ways))

    def applies(self, code: str, scope: Scope) -> Truths:
        claims = []
        for one in self.standing(code):
            reaches = (
                self._where(
                    holds,
                    self._both(
                        self.compiler.conjoined(way.place, scope), self.bound(bound_by(way, one.authority, code), scope)
                    ),
                )
                for way, holds in self._ways(one.authority, code)
            )
            claims.append(self._where(one.stands, self._both(one.here, self._any(reaches))))
        return self._any(claims)

    # State and local law

    def state_law(self, one: StateLaw, scope: Scope) -> Truths:
        if one.part == "applies":
            return self.applies(one.code, scope)
        if one.part == "barred":
            claims = (self._where(each.stands, self._claim(each, one.code, scope)) for each in self.standing(one.code))
            return self._any(claims)
        points = self._points if one.part == "pointed" else self._shows
        graph = self.compiler.graph
        pointed = graph.any(
            graph.all((each.stands, holds, points(way, scope)))
            for each in self.standing(one.code)
            for way, holds in self._ways(each.authority, one.code)
        )
        return Truths(pointed, graph.without(pointed))

    def _claim(self, one: Standing, code: str, scope: Scope) -> Truths:
        claim = self.breach(one, code, scope)
        if one.authority.jurisdiction.count(".") < 2:
            return claim
        firm = self._any(self._compelled(code, scope))
        return self._both(claim, logic.negated(firm))

    def _compelled(self, code: str, scope: Scope) -> Iterator[Truths]:
        """State statutes in force that somebody has read, where they command the act; the others displace nothing."""
        graph, law = self.compiler.graph, self.compiler.law
        for one in law.compels.get(code, ()):
            displaces = graph.both(self.status(one, ("in_force",)), self.reach_of_state(one).yes)
            if not one.read or displaces == NONE:
                continue
            ways = [(bite_of(way, one, code), holds) for way, holds in self._ways(one, code) if way.code]
            on_point = self._any(self._where(holds, self.bitten(bite, scope)) for bite, holds in ways)
            teller = Teller(self.compiler)
            raised = graph.any(graph.both(holds, teller.bitten(bite, scope)) for bite, holds in ways)
            idle = graph.both(logic.unknown(graph, on_point), graph.without(raised))
            yield self._where(displaces, Truths(on_point.yes, graph.either(on_point.no, idle)))

    def reach_of_state(self, one: Authority) -> Truths:
        """A statute of another state reaches nothing here."""
        known = nearby_in({"": (one,)}, "", self.state)
        return self.reach(one) if known else FALSE

    def _points(self, way: Way, scope: Scope) -> Bits:
        if "agencies" not in scope.bound:
            raise NotInColumns("a table of limits is asked about one agency")
        graph = self.compiler.graph
        bound = self.compiler.conjoined(way.agency, scope)
        operation = self.compiler.see(self.compiler.law.condition("immigration_operation"), scope).yes
        seen = self.bound(Together(way.conduct, looks_into(way.conduct)), scope)
        acted, loud = self._deeds(way)
        told = graph.both(seen.yes, graph.either(bound.yes, operation))
        by_deed = graph.both(graph.without(seen.no), graph.either(operation, graph.both(bound.yes, loud)))
        pointed = graph.either(graph.both(graph.without(acted), told), graph.both(acted, by_deed))
        return graph.both(graph.without(bound.no), pointed)

    def _deeds(self, way: Way) -> tuple[Bits, Bits]:
        """(where a barred action is recorded, where one of them is more than quiet)."""
        actions = [part for part in way.conduct if isinstance(part, Fact) and part.path == "agencies[].actions"]
        if not actions:
            return NONE, NONE
        words = frozenset.intersection(*(part.operand for part in actions))
        field = fields()["agencies[].actions"]
        holding = self.compiler.holding
        return (
            holding(field, ("agencies",), set(words)),
            holding(field, ("agencies",), set(words - QUIET_ACTIONS)),
        )

    def _shows(self, way: Way, scope: Scope) -> Bits:
        graph = self.compiler.graph
        excluded = self.compiler.conjoined((*way.agency, *way.place), scope).no
        reads = looks_into((*way.agency, *way.conduct))
        shown = self.jointly(lambda inner: self._sign(way, inner), reads, scope).yes
        return graph.both(graph.without(excluded), shown)

    def _sign(self, way: Way, scope: Scope) -> Truths:
        graph, see = self.compiler.graph, self.compiler.see
        told = [part for part in way.conduct if not rests_on_presumption(part) and isinstance(part, Fact)]
        seen = self.compiler.conjoined((*way.agency, *way.conduct), scope)
        bare = [see(part, scope).yes for part in told if part.path in BARE_FACTS]
        shown = [see(part, scope).yes for part in told if part.path in SIGNS]
        if way.place and bare:
            shown.append(self.compiler.conjoined(way.place, scope).yes)
        found = graph.all((graph.without(seen.no), *bare, graph.any(shown)))
        return Truths(found, graph.without(found))

    # Court orders

    def orders(self, one: Orders, scope: Scope) -> Truths:
        if one.part == "applies":
            return self.applies(one.code, scope)
        if one.part == "barred":
            return self._any(self._where(each.stands, self.breach(each, one.code, scope)) for each in self.standing(one.code))
        return self._any(
            self._where(each.stands, self._any(self._pointed(each, one.code, scope))) for each in self.standing(one.code)
        )

    def _pointed(self, one: Standing, code: str, scope: Scope) -> Iterator[Truths]:
        for way, holds in self._ways(one.authority, code):
            bite = bite_of(way, one.authority, code)
            yield self._where(holds, self.jointly(partial(self._of_order, bite), bite.reads, scope))

    def _of_order(self, bite: Bite, scope: Scope) -> Truths:
        graph, way = self.compiler.graph, bite.way
        place = self.compiler.conjoined(way.place, scope)
        excluded = graph.either(place.no, self.bite(bite, Scope(scope.bound, True)).no)
        conduct = [part for part in way.conduct if not rests_on_presumption(part) and not is_absence(part)]
        bare = [part for part in conduct if isinstance(part, Fact) and part.path in BARE_FACTS]
        telling = [part for part in conduct if part not in bare]
        if telling:
            found = self._both(*(self._told(part, scope) for part in telling))
        elif way.place and bare:
            found = self.compiler.conjoined((*way.place, *bare), scope)
        else:
            return FALSE
        return Truths(graph.both(found.yes, graph.without(excluded)), graph.either(found.no, excluded))

    def _told(self, part: Condition, scope: Scope) -> Truths:
        found = self.compiler.see(part, scope)
        if not isinstance(part, Fact) or "none_stated" not in part.operand:
            return found
        no_paper = self.compiler.see(self.compiler.law.condition("no_paper_shown"), scope)
        if part.group not in (None, *scope.bound):
            return no_paper
        graph = self.compiler.graph
        mute = self.compiler.flag((part.group,) if part.group else INCIDENT, silent(part.path))
        stated = graph.without(mute)
        return Truths(
            graph.either(graph.both(mute, no_paper.yes), graph.both(stated, found.yes)),
            graph.either(graph.both(mute, no_paper.no), graph.both(stated, found.no)),
        )
