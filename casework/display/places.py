"""Jurisdictions in the reader's language: `us.ilnd` is the Northern District of Illinois."""

from collections.abc import Iterable

from casework.display.words import say
from casework.engine import Law, place_names


def place_words(law: Law, name: str) -> str:
    """A jurisdiction in words, as far as the map of places names it."""
    return say(place_names.place_name(law.places, name))


def reach_words(law: Law, names: Iterable[str]) -> str:
    """Where an authority reaches; evaluations kept from before the step said so itself hold only the ids of its places."""
    return say(place_names.reach_words(law.places, tuple(name for name in names if name)))
