"""Many authorities behind one code, each with its own reach, ways of breach and exceptions.

Every authority makes a claim of its own; the code takes what any of them makes true (Kleene's or), so that an unknown claim
stays unknown. A condition on the agency's level or kind, or on the place, is reach; the rest is conduct.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casework.engine.conditions import Condition, Fact, Not, Presumed, Quantified, parts_of
from casework.engine.context import Context
from casework.engine.kleene import Truth, conjunction
from casework.engine.law import GOVERNS, Authority, Exemption, Way
from casework.engine.place_names import reach_words
from casework.engine.places import Place, StatePlace
from casework.engine.trace import Node, Text, all_of, any_of, known, not_of

PARTS = ("applies", "barred", "pointed", "sign")
# What a kind of agency is told by.
REACH = ("agencies[].level", "agencies[].component")
# Bare facts of an encounter: alone they point to no order.
BARE_FACTS = frozenset({"persons[].arrested", "persons[].detained", "persons[].recording"})
NO_EXCEPTION = {"en": "No exception of its own applies", "es": "No se aplica ninguna de sus propias excepciones"}
IN_DOUBT = {
    "en": "Whether this order was in force on that day is not known",
    "es": "No se sabe si esta orden estaba vigente ese día",
}
BY_COORDINATES = {
    "en": " (county by its coordinates, in the boundaries of {edition}: {county})",
    "es": " (condado según sus coordenadas, con los límites de {edition}: {county})",
}
NEAR_A_LINE = {
    "en": " (its coordinates lie too near a county line to tell: {county})",
    "es": " (sus coordenadas están demasiado cerca de un límite de condado: {county})",
}
OUTSIDE = {
    "en": " (its coordinates lie in no county of this state)",
    "es": " (sus coordenadas no están en ningún condado de este estado)",
}
NOTHING = {"en": "No such law is in force here on that day", "es": "Ninguna norma de este tipo rige aquí en esa fecha"}


@dataclass(frozen=True, slots=True)
class Standing:
    """An authority that governs on the day, with whether the incident lies in its reach."""

    authority: Authority
    here: Truth
    node: Node


def standing(context: Context, code: str) -> tuple[Standing, ...]:
    """The limiting authorities of a code that govern at the place and day; those known to lie elsewhere are left out."""
    asked = context.asked
    found = asked.standing.get(code)
    if found is None:
        limits = (one for one in nearby(asked.law.limits, code, context) if one.governs(asked.day, asked.as_of))
        orders = (one for one in nearby(asked.law.orders, code, context) if one.status_on(asked.day) in GOVERNS)
        pairs = ((one, reach(one, context)) for one in (*limits, *orders))
        found = tuple(Standing(one, here, _here(one, here, context)) for one, here in pairs if here is not False)
        asked.standing[code] = found
    return found


def nearby(table: Mapping[str, tuple[Authority, ...]], code: str, context: Context) -> tuple[Authority, ...]:
    """The authorities of a code that a place in this state can lie under at all."""
    place = context.asked.place
    return _near(table.get(code, ()), place.circuit, place.state_id, place.districts)


def nearby_in(table: Mapping[str, tuple[Authority, ...]], code: str, state: StatePlace) -> tuple[Authority, ...]:
    """The same for a state, whatever the place in it."""
    return _near(table.get(code, ()), state.circuit, state.id, state.districts)


def _near(
    authorities: tuple[Authority, ...], circuit: str | None, state: str, districts: tuple[str, ...]
) -> tuple[Authority, ...]:
    here, within = ("us", circuit, state, *districts), f"{state}."
    return tuple(
        [
            one
            for one in authorities
            if one.area is not None or any(where in here or where.startswith(within) for where in one.binding_in)
        ]
    )


def reach(authority: Authority, context: Context) -> Truth:
    """Whether the incident's place lies where an authority binds, or in an order's own area."""
    return reach_at(authority, context.asked.place)


def reach_at(authority: Authority, place: Place) -> Truth:
    if authority.area is not None:
        return place.within(authority.area)
    values = [place.covers(where) for where in authority.binding_in]
    return True if True in values else None if None in values else False


def _here(authority: Authority, here: Truth, context: Context) -> Node:
    """Whether the place lies in an authority's reach; where nobody knows, the city or county that would tell is asked."""
    path = "/place/city" if _asks_city(authority, context) else "/place/county"
    absent = frozenset((path,)) if here is None else frozenset[str]()
    name = f"at {', '.join(authority.binding_in)}"
    node = Node("scope", here, name=name, label=_where(authority, context), absent=absent, test=lambda _path, answer: answer)
    if authority.is_an_order and authority.status_on(context.asked.day) == "contested":
        return all_of((node, known("scope", None, name="order in force", label=IN_DOUBT)), kind="scope")
    return node


def _where(authority: Authority, context: Context) -> Text:
    """The places that it binds, by name; where the county was derived from coordinates and may tell, that this is so."""
    place, label = context.asked.place, reach_words(context.asked.law.places, authority.binding_in)
    wide = {"us", place.circuit, place.state_id}
    if place.drawn is None or (authority.area is None and wide.issuperset(authority.binding_in)):
        return label
    county, edition = place.drawn.county or ", ".join(place.drawn.near), place.drawn.edition
    said = BY_COORDINATES if place.drawn.county else NEAR_A_LINE if county else OUTSIDE
    return {language: label[language] + said[language].format(county=county, edition=edition) for language in label}


def _asks_city(authority: Authority, context: Context) -> bool:
    kinds = {one.id: one.kinds for one in context.asked.law.places.localities}
    return authority.area is None and any("city" in kinds.get(where, ()) for where in authority.binding_in)


def conjoined(parts: tuple[Condition, ...], context: Context) -> Node:
    return all_of(tuple([part.see(context) for part in parts]))


def _once(parts: tuple[Condition, ...], context: Context, make: Callable[[], Node]) -> Node:
    """What conditions of the law give, made once for each combination of members that they depend on."""
    asked, bound = context.asked, context.bound
    groups = asked.looks.get(id(parts))
    if groups is None:
        groups = asked.looks[id(parts)] = frozenset().union(*map(depends_on, parts))
    free = not groups <= bound.keys()
    key = (id(parts), context.presume, *[one[0] for group, one in bound.items() if free or group in groups])
    found = asked.terms.get(key)
    if found is None:
        found = asked.terms[key] = make()
    return found


def not_exempt(exemptions: tuple[Exemption, ...], context: Context) -> Node:
    """Whether none of an authority's own exceptions takes the case out. Unknown counts only where something raised it."""
    found = [_once(one.when, context, lambda one=one: not_of(_exemption(one, context))) for one in exemptions]  # type: ignore[misc]
    return all_of(tuple(found), name="no exception", label=NO_EXCEPTION)


def _exemption(one: Exemption, context: Context) -> Node:
    """Whether an exception applies. Unknown and raised by nothing, it is taken as not applying: the result rests on that.

    An exception for a kind of agency is reach, and stays unknown where the kind is.
    """
    parts = tuple([part.see(context) for part in one.when])
    telling = tuple([not exempts_by_kind(part) for part in one.when])

    def settled(values: Sequence[Truth]) -> Truth:
        value = conjunction(values)
        raised = any(one is True and tells for one, tells in zip(values, telling, strict=True))
        return value if value is not None or raised or not any(telling) else False

    found = all_of(parts)
    value = settled([part.value for part in parts])
    return Node(
        "defeater",
        value,
        name="exception",
        label=_noted(one.note),
        children=parts,
        rests=found.absent if found.value is not value else found.rests,
        absent=found.absent,
        combine=settled,
    )


def _reach_exemptions(authority: Authority, code: str) -> tuple[Exemption, ...]:
    """Exceptions for a kind of agency alone: they bound whom an authority binds."""
    return tuple(one for one in authority.exemptions if one.when and one.concerns(code) and all(map(exempts_by_kind, one.when)))


def _noted(note: Any) -> Text | None:
    """A record's note, which may be in one language."""
    return note if isinstance(note, dict) or note is None else {"en": str(note), "es": str(note)}


def titled(authority: Authority) -> Text:
    """An authority is named alike in every language."""
    return {"en": authority.title, "es": authority.title}


def exempts_by_kind(part: Condition) -> bool:
    """Whether a condition speaks of the kind of agency, which is reach and no conduct."""
    return isinstance(part, Fact) and part.path in REACH


@dataclass(frozen=True, slots=True)
class Bite:
    """One way of breach, with the authority's exceptions, about one agency, person and custody."""

    way: Way
    exemptions: tuple[Exemption, ...]
    reads: frozenset[str]

    def see(self, context: Context) -> Node:
        reached = conjoined(self.way.agency, context)
        if reached.value is False:
            return reached
        return all_of(
            (
                reached,
                _once(self.way.conduct, context, lambda: conjoined(self.way.conduct, context)),
                not_exempt(self.exemptions, context),
            )
        )


def jointly(condition: Condition, context: Context) -> Node:
    """Asks of some agency, some person of it and some custody of theirs, as far as the condition looks into those lists."""
    for group in ("custody", "persons", "agencies"):
        if group in condition.reads and group not in context.bound:
            condition = Quantified(group, condition, False, condition.reads - {group})
    return condition.see(context)


def looks_into(parts: tuple[Condition, ...]) -> frozenset[str]:
    """The lists that facts name, and not those that they merely depend on."""
    return frozenset(group for part in parts for group in lists_named(part))


def lists_named(part: Condition) -> frozenset[str]:
    if isinstance(part, Fact):
        return frozenset((part.group,)) if part.group else frozenset()
    if isinstance(part, Quantified):
        return lists_named(part.where) - {part.group}
    return frozenset().union(*(lists_named(one) for one in parts_of(part)))


# Which members of a list are looked at depends on the agency and the person in question.
LISTED_FOR = {"persons": frozenset({"agencies"}), "custody": frozenset({"agencies", "persons"})}


def depends_on(part: Condition) -> frozenset[str]:
    """The lists whose members in question a condition's value depends on."""
    if isinstance(part, Fact):
        return frozenset((part.group,)) if part.group else frozenset()
    if isinstance(part, Quantified):
        return (depends_on(part.where) - {part.group}) | LISTED_FOR.get(part.group, frozenset())
    inside = parts_of(part)
    return frozenset().union(*map(depends_on, inside)) if inside else part.reads


def bite_of(way: Way, authority: Authority, code: str) -> Bite:
    exemptions = tuple(one for one in authority.exemptions if one.when and one.concerns(code))
    return Bite(way, exemptions, looks_into((*way.agency, *way.conduct)))


def ways_of(authority: Authority, code: str, context: Context) -> tuple[Way, ...]:
    """Its ways of breach for a code, as far as they are law on the day that counts."""
    day = authority.law_day(context.asked.day, context.asked.as_of)
    return tuple(way for way in authority.ways if way.code in (None, code) and way.holds(day))


@dataclass(frozen=True, slots=True)
class Together:
    parts: tuple[Condition, ...]
    reads: frozenset[str]
    exemptions: tuple[Exemption, ...] = ()

    def see(self, context: Context) -> Node:
        found = conjoined(self.parts, context)
        return all_of((found, not_exempt(self.exemptions, context))) if self.exemptions else found


def bound_by(way: Way, authority: Authority, code: str) -> Together:
    """Whom a way of breach binds: its levels and kinds of agency, less those that the authority excepts."""
    exempt = _reach_exemptions(authority, code)
    return Together(way.agency, looks_into((*way.agency, *(part for one in exempt for part in one.when))), exempt)


def breach(one: Standing, code: str, context: Context) -> Node:
    """Whether one authority's claim is made out: here, and in one of its ways, without an exception of its own."""
    ways = [
        all_of((conjoined(way.place, context), jointly(bite_of(way, one.authority, code), context)))
        for way in ways_of(one.authority, code, context)
    ]
    return all_of((one.node, any_of(tuple(ways))))


def role(one: Standing) -> str:
    """An authority of which nobody knows whether it reaches the place supports nothing yet."""
    return "supports" if one.here is True else "context"


def applies(code: str, context: Context) -> Node:
    """Whether any limiting authority binds here, and binds an agency of this level and kind."""
    claims = []
    for one in standing(context, code):
        reaches = [
            all_of((conjoined(way.place, context), jointly(bound_by(way, one.authority, code), context)))
            for way in ways_of(one.authority, code, context)
        ]
        binds = all_of(
            (one.node, any_of(tuple(reaches))),
            kind="authority",
            name="reach",
            authorities=(one.authority.id,),
            label=titled(one.authority),
        )
        claims.append(binds)
    return any_of(tuple(claims)) if claims else known("scope", False, name="no such law", label=NOTHING)


def rests_on_presumption(part: Condition) -> bool:
    inner = part.part if isinstance(part, Not) else part
    return isinstance(inner, Presumed)
