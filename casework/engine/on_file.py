"""Which law of a place is not on file: a statement about the file and never about the law."""

from collections.abc import Iterable

from casework.engine.kleene import Truth, disjunction
from casework.engine.law import Authority, Law
from casework.engine.places import Place

# (what is missing, name): local, unplaced, state or circuit.
Missing = tuple[str, str]


def reach(one: Authority, place: Place) -> Truth:
    """Whether the place lies where it binds; what binds nobody counts where it was made."""
    if one.area is not None:
        return place.within(one.area)
    return disjunction([place.covers(name) for name in one.binding_in or (one.jurisdiction,)])


def is_local(one: Authority) -> bool:
    """Law of a county or city, below its state."""
    return one.is_state_or_local_law and not one.is_an_order and one.jurisdiction.count(".") > 1


def missing(law: Law, place: Place, named: str | None) -> tuple[Missing, ...]:
    """Jurisdictions of a place with no law on file. `named`: its city, else its county, as recorded.

    Where local law is on file in the state and nobody has said which city or county it is, that is `unplaced`.
    """
    held = law.of_state.get(place.state_id, ())
    return tuple([*_local(held, place, named), *_wider(held, place)])


def _local(held: Iterable[Authority], place: Place, named: str | None) -> Iterable[Missing]:
    reaches = [reach(one, place) for one in held if is_local(one)]
    if True in reaches:
        return
    if named is None and None in reaches:
        yield "unplaced", place.state
    else:
        yield "local", f"{named}, {place.state}" if named else place.state


def _wider(held: Iterable[Authority], place: Place) -> Iterable[Missing]:
    if not any(not is_local(one) and not one.is_an_order for one in held):
        yield "state", place.state
    if place.circuit is None:
        yield "circuit", place.state
