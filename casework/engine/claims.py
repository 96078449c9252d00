"""State and local limits, and court orders: many authorities behind one code, each with its own reach, ways and exceptions.

Every authority makes a claim of its own; the code takes what any of them makes true (Kleene's or), so that an unknown claim
stays unknown. A condition on the agency's level or kind, or on the place, is reach; the rest is conduct.
"""

from dataclasses import dataclass
from typing import Any

from casework.engine.conditions import Condition, Fact, Not, Presumed, Quantified, parts_of
from casework.engine.context import Context
from casework.engine.kleene import Truth
from casework.engine.law import GOVERNS, Authority, Exemption, Way
from casework.engine.trace import Combine, Node, Text, all_of, any_of, joined, known, not_of

PARTS = ("applies", "barred", "pointed", "sign")
# An entry, search, detention or arrest points to local participation only at a known immigration operation.
QUIET_ACTIONS = frozenset({"forced_entry", "entered_home", "searched", "detained", "arrested"})
# Bare facts of an encounter: alone they point to no order.
BARE_FACTS = frozenset({"persons[].arrested", "persons[].detained", "persons[].recording"})
# What points by itself to a rule that speaks of it: how officers looked, and on which business somebody was arrested.
SIGNS = frozenset(
    {"agencies[].masked", "agencies[].plain_clothes", "agencies[].identified_agency", "persons[].attending_court"}
)
NO_EXCEPTION = {"en": "No exception of its own applies", "es": "No se aplica ninguna de sus propias excepciones"}
NOTHING = {"en": "No such law is in force here on that day", "es": "Ninguna norma de este tipo rige aquí en esa fecha"}


@dataclass(frozen=True, slots=True)
class Standing:
    """An authority that governs on the day, with whether the incident lies in its reach."""

    authority: Authority
    here: Truth


def standing(context: Context, code: str) -> tuple[Standing, ...]:
    """The limiting authorities of a code that govern at the place and day; those known to lie elsewhere are left out."""
    asked = context.asked
    found = asked.standing.get(code)
    if found is None:
        limits = (one for one in asked.law.limits.get(code, ()) if one.governs(asked.day, asked.as_of))
        orders = (one for one in asked.law.orders.get(code, ()) if one.status_on(asked.day) in GOVERNS)
        pairs = ((one, reach(one, context)) for one in (*limits, *orders))
        found = tuple(Standing(one, here) for one, here in pairs if here is not False)
        asked.standing[code] = found
    return found


def reach(authority: Authority, context: Context) -> Truth:
    """Whether the incident's place lies where an authority binds, or in an order's own area."""
    place = context.asked.place
    if authority.area is not None:
        return place.within(authority.area)
    values = [place.covers(where) for where in authority.binding_in]
    return True if True in values else None if None in values else False


def _here(one: Standing, context: Context) -> Node:
    """Whether the place lies in an authority's reach; where nobody knows, the city or county that would tell is asked."""
    path = "/place/city" if _asks_city(one.authority, context) else "/place/county"
    absent = frozenset((path,)) if one.here is None else frozenset[str]()
    places = ", ".join(one.authority.binding_in)
    label = {"en": f"It reaches this place ({places})", "es": f"Alcanza este lugar ({places})"}
    return Node("scope", one.here, name=f"in {places}", label=label, absent=absent, test=lambda _path, answer: answer)


def _asks_city(authority: Authority, context: Context) -> bool:
    kinds = {one.id: one.kinds for one in context.asked.law.places.localities}
    return authority.area is None and any("city" in kinds.get(where, ()) for where in authority.binding_in)


def _always(value: bool) -> Combine:
    """Settled, whatever is answered."""
    return lambda _values: value


def _conjoined(parts: tuple[Condition, ...], context: Context) -> Node:
    return all_of(tuple([part.see(context) for part in parts]))


def not_exempt(exemptions: tuple[Exemption, ...], context: Context) -> Node:
    """Whether none of an authority's own exceptions takes the case out. Unknown counts only where something raised it."""
    return all_of(tuple([not_of(_exemption(one, context)) for one in exemptions]), name="no exception", label=NO_EXCEPTION)


def _exemption(one: Exemption, context: Context) -> Node:
    """Whether an exception applies. Unknown and raised by nothing, it is taken as not applying: the result rests on that."""
    found = _conjoined(one.when, context)
    raised = any(child.value is True and not _is_reach(part) for part, child in zip(one.when, found.children, strict=True))
    idle = found.value is None and not raised
    return Node(
        "defeater",
        False if idle else found.value,
        name="exception",
        label=_noted(one.note),
        children=(found,),
        rests=found.absent if idle else found.rests,
        absent=found.absent,
        combine=lambda values: False if values[0] is None and not raised else values[0],
    )


def _noted(note: Any) -> Text | None:
    """A record's note, which may be in one language."""
    return note if isinstance(note, dict) or note is None else {"en": str(note), "es": str(note)}


def _titled(authority: Authority) -> Text:
    """An authority is named alike in every language."""
    return {"en": authority.title, "es": authority.title}


def _is_reach(part: Condition) -> bool:
    return isinstance(part, Fact) and part.path in ("agencies[].level", "agencies[].component")


@dataclass(frozen=True, slots=True)
class _Bite:
    """One way of breach, with the authority's exceptions, about one agency, person and custody."""

    way: Way
    exemptions: tuple[Exemption, ...]
    reads: frozenset[str]

    def see(self, context: Context) -> Node:
        reached = _conjoined(self.way.agency, context)
        if reached.value is False:
            return reached
        return all_of((reached, _conjoined(self.way.conduct, context), not_exempt(self.exemptions, context)))


def jointly(condition: Condition, context: Context) -> Node:
    """Asks of some agency, some person of it and some custody of theirs, as far as the condition looks into those lists."""
    for group in ("custody", "persons", "agencies"):
        if group in condition.reads and group not in context.bound:
            condition = Quantified(group, condition, False, condition.reads - {group})
    return condition.see(context)


def _looks_into(parts: tuple[Condition, ...]) -> frozenset[str]:
    """The lists that facts name, and not those that they merely depend on."""
    return frozenset(group for part in parts for group in lists_named(part))


def lists_named(part: Condition) -> frozenset[str]:
    if isinstance(part, Fact):
        return frozenset((part.group,)) if part.group else frozenset()
    if isinstance(part, Quantified):
        return lists_named(part.where) - {part.group}
    return frozenset().union(*(lists_named(one) for one in parts_of(part)))


def _bite(way: Way, authority: Authority, code: str) -> _Bite:
    exemptions = tuple(one for one in authority.exemptions if one.when and one.concerns(code))
    return _Bite(way, exemptions, _looks_into((*way.agency, *way.conduct)))


def _ways(authority: Authority, code: str, context: Context) -> tuple[Way, ...]:
    """Its ways of breach for a code, as far as they are law on the day that counts."""
    day = authority.law_day(context.asked.day, context.asked.as_of)
    return tuple(way for way in authority.ways if way.code in (None, code) and way.holds(day))


@dataclass(frozen=True, slots=True)
class _Parts:
    parts: tuple[Condition, ...]
    reads: frozenset[str]

    def see(self, context: Context) -> Node:
        return _conjoined(self.parts, context)


def _breach(one: Standing, code: str, context: Context) -> Node:
    """Whether one authority's claim is made out: here, and in one of its ways, without an exception of its own."""
    ways = [
        all_of((_conjoined(way.place, context), jointly(_bite(way, one.authority, code), context)))
        for way in _ways(one.authority, code, context)
    ]
    return all_of((_here(one, context), any_of(tuple(ways))))


def _role(one: Standing) -> str:
    """An authority of which nobody knows whether it reaches the place supports nothing yet."""
    return "supports" if one.here is True else "context"


def _applies(code: str, context: Context) -> Node:
    """Whether any limiting authority binds here, and binds an agency of this level and kind."""
    claims = []
    for one in standing(context, code):
        reaches = [
            all_of((_conjoined(way.place, context), jointly(_Parts(way.agency, _looks_into(way.agency)), context)))
            for way in _ways(one.authority, code, context)
        ]
        binds = all_of(
            (_here(one, context), any_of(tuple(reaches))),
            kind="authority",
            name="reach",
            authorities=(one.authority.id,),
            label=_titled(one.authority),
        )
        claims.append(binds)
    return any_of(tuple(claims)) if claims else known("scope", False, name="no such law", label=NOTHING)


@dataclass(frozen=True, slots=True)
class StateLaw:
    """The parametric table of state and local limits, asked about one agency."""

    code: str
    part: str
    reads: frozenset[str] = frozenset({"agencies", "persons", "custody"})

    def see(self, context: Context) -> Node:
        if self.part == "applies":
            return _applies(self.code, context)
        if self.part in ("pointed", "sign"):
            return any_of(tuple([self._pointed(one, context) for one in standing(context, self.code)]))
        return any_of(tuple([self._claim(one, context) for one in standing(context, self.code)]))

    def _claim(self, one: Standing, context: Context) -> Node:
        claim = _breach(one, self.code, context)
        compelled = tuple(self._compelled(one.authority, context)) if claim.value is not False else ()
        ids = (one.authority.id,)
        if any(node.value for node in compelled):
            by = tuple(name for node in compelled if node.value for name in node.authorities)
            return joined(
                (claim, *compelled),
                lambda _values: False,
                "authority",
                name="displaced",
                authorities=(*ids, *by),
                label=_titled(one.authority),
            )
        against = tuple(node.named("contrary", node.label, node.authorities) for node in compelled)
        return joined(
            (claim, *against),
            lambda values: values[0],
            "authority",
            name=_role(one),
            authorities=ids,
            label=_titled(one.authority),
        )

    def _compelled(self, local: Authority, context: Context) -> list[Node]:
        """State statutes that command what a locality forbids: true where in force, read and on point for the act."""
        if local.jurisdiction.count(".") < 2:
            return []
        found = []
        for law in context.asked.law.compels.get(self.code, ()):
            status = law.status_on(context.asked.day)
            if reach(law, context) is not True or status not in ("in_force", "contested", "enjoined", "stayed"):
                continue
            on_point = any_of(
                tuple([jointly(_bite(way, law, self.code), context) for way in _ways(law, self.code, context) if way.code])
            )
            displaces = status == "in_force" and law.read and on_point.value is True
            found.append(
                joined((on_point,), _always(displaces), "authority", name="compels", authorities=(law.id,), label=_titled(law))
            )
        return found

    def _pointed(self, one: Standing, context: Context) -> Node:
        points = self._points if self.part == "pointed" else self._shows
        values = [points(way, context) for way in _ways(one.authority, self.code, context)]
        return known(
            "authority",
            True in values and one.here is not False,
            name="trigger",
            authorities=(one.authority.id,),
            label=_titled(one.authority),
        )

    def _points(self, way: Way, context: Context) -> bool:
        """A recorded action that is barred, by an agency known to be bound or at a known immigration operation."""
        bound = _conjoined(way.agency, context).value
        if bound is False:
            return False
        operation = context.asked.law.condition("immigration_operation").see(context).value is True
        quiet = self._quiet(way, context)
        seen = jointly(_Parts(way.conduct, _looks_into(way.conduct)), context)
        if quiet is None:
            return seen.value is True and (bound is True or operation)
        return seen.value is not False and (operation or (bound is True and not quiet))

    def _shows(self, way: Way, context: Context) -> bool:
        """A sign that the way itself names is recorded, or an arrest at its place, and nothing recorded excludes the way."""
        if _conjoined((*way.agency, *way.place), context).value is False:
            return False
        return jointly(_Sign(way, _looks_into((*way.agency, *way.conduct))), context).value is True

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
        told = [part for part in self.way.conduct if not _rests_on_presumption(part)]
        seen = _conjoined((*self.way.agency, *self.way.conduct), context)
        bare = [part for part in told if isinstance(part, Fact) and part.path in BARE_FACTS]
        signs = [part for part in told if isinstance(part, Fact) and part.path in SIGNS]
        if seen.value is False or any(part.see(context).value is not True for part in bare):
            return known("trigger", False)
        at_its_place = bool(self.way.place and bare) and _conjoined(self.way.place, context).value is True
        return known("trigger", at_its_place or any(part.see(context).value is True for part in signs))


@dataclass(frozen=True, slots=True)
class Orders:
    """Court orders and settlements in force there, asked about the incident."""

    code: str
    part: str
    reads: frozenset[str] = frozenset({"agencies", "persons", "custody"})

    def see(self, context: Context) -> Node:
        if self.part == "applies":
            return _applies(self.code, context)
        claims = [self._claim(one, context) for one in standing(context, self.code)]
        return any_of(tuple(claims))

    def _claim(self, one: Standing, context: Context) -> Node:
        if self.part == "barred":
            claim = _breach(one, self.code, context)
            return all_of(
                (claim,), kind="authority", name=_role(one), authorities=(one.authority.id,), label=_titled(one.authority)
            )
        ways = _ways(one.authority, self.code, context)
        found = tuple([jointly(_Pointed(way, _looks_into((*way.agency, *way.conduct))), context) for way in ways])
        return any_of(found, kind="authority", name="trigger", authorities=(one.authority.id,), label=_titled(one.authority))


@dataclass(frozen=True, slots=True)
class _Pointed:
    """Recorded conduct that an order forbids, beyond an arrest or a detention alone; what is presumed points to nothing."""

    way: Way
    reads: frozenset[str]

    def see(self, context: Context) -> Node:
        if any(part.see(context).value is False for part in (*self.way.agency, *self.way.place)):
            return known("trigger", False)
        conduct = [part for part in self.way.conduct if not _rests_on_presumption(part)]
        bare = [part for part in conduct if isinstance(part, Fact) and part.path in BARE_FACTS]
        telling = [part for part in conduct if part not in bare]
        if not telling or any(part.see(context).value is False for part in bare):
            return known("trigger", False)
        nodes = tuple([self._told(part, context) for part in telling])
        return all_of(nodes, kind="trigger")

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


def _rests_on_presumption(part: Condition) -> bool:
    inner = part.part if isinstance(part, Not) else part
    return isinstance(inner, Presumed)
