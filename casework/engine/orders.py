"""Court orders and settlements: what they forbid, asked about the incident."""

from dataclasses import dataclass

from casework.engine.claims import (
    BARE_FACTS,
    Bite,
    Standing,
    applies,
    bite_of,
    breach,
    conjoined,
    jointly,
    rests_on_presumption,
    role,
    standing,
    titled,
    ways_of,
)
from casework.engine.conditions import Condition, Fact, Quantified
from casework.engine.context import Context
from casework.engine.trace import Node, all_of, any_of, known


@dataclass(frozen=True, slots=True)
class Orders:
    """Court orders and settlements in force there, asked about the incident."""

    code: str
    part: str
    reads: frozenset[str] = frozenset({"agencies", "persons", "custody"})

    def see(self, context: Context) -> Node:
        if self.part == "applies":
            return applies(self.code, context)
        claims = [self._claim(one, context) for one in standing(context, self.code)]
        return any_of(tuple(claims))

    def _claim(self, one: Standing, context: Context) -> Node:
        if self.part == "barred":
            claim = breach(one, self.code, context)
            return all_of(
                (claim,), kind="authority", name=role(one), authorities=(one.authority.id,), label=titled(one.authority)
            )
        ways = ways_of(one.authority, self.code, context)
        bites = [bite_of(way, one.authority, self.code) for way in ways]
        found = tuple([jointly(_Pointed(bite, bite.reads), context) for bite in bites])
        return any_of(found, kind="authority", name="trigger", authorities=(one.authority.id,), label=titled(one.authority))


@dataclass(frozen=True, slots=True)
class _Pointed:
    """Conduct that an order forbids, recorded of one listed agency and person of whom nothing recorded excludes it.

    An arrest or a detention alone points to nothing but at the place that the order protects; nor does what is presumed, or a
    paper that is absent.
    """

    bite: Bite
    reads: frozenset[str]

    def see(self, context: Context) -> Node:
        way = self.bite.way
        if conjoined(way.place, context).value is False or self.bite.see(Context(context.asked, context.bound)).value is False:
            return known("trigger", False)
        conduct = [part for part in way.conduct if not rests_on_presumption(part) and not is_absence(part)]
        bare = [part for part in conduct if isinstance(part, Fact) and part.path in BARE_FACTS]
        telling = [part for part in conduct if part not in bare]
        if not telling:
            return conjoined((*way.place, *bare), context) if way.place and bare else known("trigger", False)
        return all_of(tuple([self._told(part, context) for part in telling]), kind="trigger")

    def _told(self, part: Condition, context: Context) -> Node:
        """A basis that nobody stated points to a warrantless arrest only where no paper was shown either."""
        node = part.see(context)
        if (
            isinstance(part, Fact)
            and "none_stated" in part.operand
            and all(fact["value"] in (None, "none_stated") for fact in node.facts)
        ):
            return context.asked.law.condition("no_paper_shown").see(context)
        return node


def is_absence(part: Condition) -> bool:
    return isinstance(part, Quantified) and part.none
