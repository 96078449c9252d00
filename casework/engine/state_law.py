"""State and local limits: the table of authorities behind an SL code, asked about one agency."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casework.engine.claims import (
    BARE_FACTS,
    REACH,
    Standing,
    Together,
    applies,
    bite_of,
    breach,
    conjoined,
    jointly,
    looks_into,
    reach,
    rests_on_presumption,
    role,
    standing,
    titled,
    ways_of,
)
from casework.engine.conditions import Fact
from casework.engine.context import Context
from casework.engine.kleene import Truth, conjunction, disjunction, negation
from casework.engine.law import Authority, Way
from casework.engine.trace import Node, any_of, joined, known

# An entry, search, detention or arrest points to local participation only at a known immigration operation.
QUIET_ACTIONS = frozenset({"forced_entry", "entered_home", "searched", "detained", "arrested"})
# Statuses in which a statute that compels is shown at all; it displaces only where it is in force.
COMPELLING = ("in_force", "contested", "enjoined", "stayed")
# What points by itself to a rule that speaks of it: how officers looked, and on which business somebody was arrested.
SIGNS = frozenset(
    {"agencies[].masked", "agencies[].plain_clothes", "agencies[].identified_agency", "persons[].attending_court"}
)


def _never(_values: Sequence[Truth]) -> Truth:
    """What is enjoined, contested or unread displaces nothing, whatever is answered."""
    return False


def _unless_idle(values: Sequence[Truth]) -> Truth:
    """(a value, what raises it): unknown and raised by nothing, it is taken as not so."""
    return False if values[0] is None and values[1] is not True else values[0]


def _compels(law: Authority, on_point: Node, displaces: bool) -> Node:
    """A statute that compels: whether it is on point for the act, which counts as unknown only where its own facts raise it."""
    raised = any_of(tuple(_telling(on_point)), name="raised_by")
    found = joined(
        (on_point, raised),
        _unless_idle if displaces else _never,
        "authority",
        name="compels",
        authorities=(law.id,),
        label=titled(law),
    )
    if displaces and on_point.value is None and found.value is False:
        found.rests = on_point.absent
    return found


def _telling(node: Node) -> Iterator[Node]:
    """The facts of conduct that a step asks for; a kind of agency and an exception tell nothing."""
    if node.kind == "fact" and node.facts and not node.name.startswith((*REACH, "others:")):
        yield node
    if node.kind not in ("not", "none", "defeater"):
        for child in node.children:
            yield from _telling(child)


@dataclass(frozen=True, slots=True)
class StateLaw:
    """The parametric table of state and local limits, asked about one agency."""

    code: str
    part: str
    reads: frozenset[str] = frozenset({"agencies", "persons", "custody"})

    def see(self, context: Context) -> Node:
        if self.part == "applies":
            return applies(self.code, context)
        if self.part in ("pointed", "sign"):
            return any_of(tuple([self._pointed(one, context) for one in standing(context, self.code)]))
        return any_of(tuple([self._claim(one, context) for one in standing(context, self.code)]))

    def _claim(self, one: Standing, context: Context) -> Node:
        """One authority's claim, unless a statute of its state compels the act; one that only may, is shown as contrary."""
        claim = breach(one, self.code, context)
        compelled = tuple(self._compelled(one.authority, context))
        firm = tuple([node for node, displaces in compelled if displaces])
        against = tuple([node for node, displaces in compelled if not displaces])
        number = len(firm)

        def standing_claim(values: Sequence[Truth]) -> Truth:
            return conjunction((values[0], negation(disjunction(values[1 : 1 + number]))))

        displaced = claim.value is not False and any(node.value is True for node in firm)
        by = tuple(name for node in firm if node.value is True for name in node.authorities) if displaced else ()
        others = (*against, *(node for node in firm if node.value is not True))
        shown = () if displaced else tuple([node.named("contrary", node.label, node.authorities) for node in others])
        return joined(
            (claim, *firm, *shown),
            standing_claim,
            "authority",
            name="displaced" if displaced else role(one),
            authorities=(one.authority.id, *by),
            label=titled(one.authority),
        )

    def _compelled(self, local: Authority, context: Context) -> Iterator[tuple[Node, bool]]:
        """State statutes that command what a locality forbids, with whether one displaces it where it is on point:
        in force on the day and read by somebody."""
        if local.jurisdiction.count(".") < 2:
            return
        for law in context.asked.law.compels.get(self.code, ()):
            status = law.status_on(context.asked.day)
            if status not in COMPELLING or reach(law, context) is not True:
                continue
            on_point = any_of(
                tuple([jointly(bite_of(way, law, self.code), context) for way in ways_of(law, self.code, context) if way.code])
            )
            displaces = status == "in_force" and law.read
            yield _compels(law, on_point, displaces), displaces

    def _pointed(self, one: Standing, context: Context) -> Node:
        points = self._points if self.part == "pointed" else self._shows
        values = [points(way, context) for way in ways_of(one.authority, self.code, context)]
        return known(
            "authority",
            True in values and one.here is not False,
            name="trigger",
            authorities=(one.authority.id,),
            label=titled(one.authority),
        )

    def _points(self, way: Way, context: Context) -> bool:
        """A recorded action that is barred, by an agency known to be bound or at a known immigration operation."""
        bound = conjoined(way.agency, context).value
        if bound is False:
            return False
        operation = context.asked.law.condition("immigration_operation").see(context).value is True
        quiet = self._quiet(way, context)
        seen = jointly(Together(way.conduct, looks_into(way.conduct)), context)
        if quiet is None:
            return seen.value is True and (bound is True or operation)
        return seen.value is not False and (operation or (bound is True and not quiet))

    def _shows(self, way: Way, context: Context) -> bool:
        """A sign that the way itself names is recorded, or an arrest at its place, and nothing recorded excludes the way."""
        if conjoined((*way.agency, *way.place), context).value is False:
            return False
        return jointly(_Sign(way, looks_into((*way.agency, *way.conduct))), context).value is True

    def _quiet(self, way: Way, context: Context) -> bool | None:
        """Whether the barred actions that are recorded are all quiet; None where there is no such action."""
        actions = [part for part in way.conduct if isinstance(part, Fact) and part.path == "agencies[].actions"]
        done = set(context.bound["agencies"][1].get("actions") or ())
        matched = done.intersection(*(part.operand for part in actions)) if actions else set()
        return matched <= QUIET_ACTIONS if matched else None


@dataclass(frozen=True, slots=True)
class _Sign:
    """Whether a way's own signs are recorded of one agency and person; what is presumed is no sign."""

    way: Way
    reads: frozenset[str]

    def see(self, context: Context) -> Node:
        told = [part for part in self.way.conduct if not rests_on_presumption(part)]
        seen = conjoined((*self.way.agency, *self.way.conduct), context)
        bare = [part for part in told if isinstance(part, Fact) and part.path in BARE_FACTS]
        signs = [part for part in told if isinstance(part, Fact) and part.path in SIGNS]
        if seen.value is False or any(part.see(context).value is not True for part in bare):
            return known("trigger", False)
        at_its_place = bool(self.way.place and bare) and conjoined(self.way.place, context).value is True
        return known("trigger", at_its_place or any(part.see(context).value is True for part in signs))
