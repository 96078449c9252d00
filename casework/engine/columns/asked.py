"""Which open comparisons a law makes: of numbers, texts and the clock. A fact sheet holds only those it was asked for."""

from collections.abc import Iterator

from casework.engine.columns.layout import Layout, is_open, layout_of
from casework.engine.conditions import Clock, Condition, Fact, parts_of
from casework.engine.law import Law


def layout_for(*laws: Law) -> Layout:
    """A layout with room for all that some laws ask."""
    return layout_of(one for law in laws for one in open_conditions(law))


def open_conditions(law: Law) -> Iterator[Fact | Clock]:
    """The open comparisons that anything in a law makes."""
    waiting = list(_conditions(law))
    while waiting:
        one = waiting.pop()
        if isinstance(one, Clock) or (isinstance(one, Fact) and is_open(one)):
            yield one
        waiting += parts_of(one)


def _conditions(law: Law) -> Iterator[Condition]:
    for definition in (*law.atoms.values(), *law.terms.values()):
        yield definition.condition
    for rule in law.rules.values():
        for element in (*rule.scope, *rule.elements, *rule.triggers, *rule.defeaters, *rule.contests):
            yield element.when
            if element.raised_by is not None:
                yield element.raised_by
    for authority in law.authorities.values():
        for way in authority.ways:
            yield from (*way.agency, *way.place, *way.conduct)
        for exemption in authority.exemptions:
            yield from exemption.when
