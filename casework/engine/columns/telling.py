"""Where a recorded fact of conduct raises a statute that compels the act: `state_law._telling` over the graph.

A kind of agency and an exception tell nothing, nor does what stands under a negation.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from casework.engine.claims import REACH, Bite
from casework.engine.columns import graph as logic
from casework.engine.columns.graph import NONE, Bits
from casework.engine.conditions import All, Any_, Clock, Condition, Count, Fact, Named, Presumed, Quantified
from casework.engine.language import Naming

if TYPE_CHECKING:
    from casework.engine.columns.conditions import Compiler, Scope


@dataclass(frozen=True, slots=True)
class Teller:
    """Where some fact that tells is true, of the facts that a condition looks at."""

    compiler: "Compiler"

    def bitten(self, bite: Bite, scope: "Scope") -> Bits:
        """Of some agency, some person of it and some custody of theirs, as far as a way of breach looks into those lists."""
        groups: list[str] = [
            name for name in ("agencies", "persons", "custody") if name in bite.reads and name not in scope.bound
        ]
        return self._within(groups, bite, scope)

    def _within(self, groups: list[str], bite: Bite, scope: "Scope") -> Bits:
        if not groups:
            return self._bite(bite, scope)
        first, *rest = groups
        return self.compiler.graph.some(first, self._within(rest, bite, scope.bind(first)), self.compiler.listed(first, scope))

    def told(self, one: Condition, scope: "Scope", named: bool = False) -> Bits:
        graph = self.compiler.graph
        if isinstance(one, Fact | Naming | Clock):
            return self._fact(one, scope, named)
        if isinstance(one, Named):
            return self.told(one.target[one.name].condition, scope, True)
        if isinstance(one, All | Any_ | Count):
            return graph.any(self.told(part, scope) for part in one.parts)
        if isinstance(one, Presumed):
            return self._presumed(one, scope, named)
        if isinstance(one, Quantified):
            return self._quantified(one, scope)
        return NONE

    def _fact(self, one: Any, scope: "Scope", named: bool) -> Bits:
        """A fact of a member that is in question; of a list that is not, any fact about one of its members."""
        group = getattr(one, "group", None)
        bare = isinstance(one, Fact) and one.text.startswith(REACH)
        if group is None or group in scope.bound:
            return NONE if bare and not named else self.compiler.see(one, scope).yes
        if bare:
            return NONE
        listed, _whole = self.compiler.dealt_with(group, scope)
        return self.compiler.graph.some(group, self.compiler.see(one, scope.bind(group)).yes, listed)

    def _presumed(self, one: Presumed, scope: "Scope", named: bool) -> Bits:
        graph = self.compiler.graph
        inner = self.compiler.see(one.part, scope)
        dark = logic.unknown(graph, inner)
        plain = self.told(one.part, scope, named)
        if not scope.presume:
            return plain
        beneath = [self.told(part, scope) for part in (one.part, one.when, one.unless) if part is not None]
        return graph.either(graph.both(plain, graph.without(dark)), graph.both(dark, graph.any(beneath)))

    def _quantified(self, one: Quantified, scope: "Scope") -> Bits:
        if one.none:
            return NONE
        if one.acting is not None:
            listed, _certain = self.compiler.may_have(one.acting, scope.unbind("agencies"))
        else:
            listed = self.compiler.listed(one.group, scope)
        return self.compiler.graph.some(one.group, self.told(one.where, scope.bind(one.group)), listed)

    def _bite(self, one: Bite, scope: "Scope") -> Bits:
        graph = self.compiler.graph
        reached = self.compiler.conjoined(one.way.agency, scope).no
        agency = graph.any(self.told(part, scope) for part in one.way.agency)
        conduct = graph.any(self.told(part, scope) for part in one.way.conduct)
        return graph.either(agency, graph.both(graph.without(reached), conduct))
