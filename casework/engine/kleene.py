"""Strong three-valued logic (Kleene 1952): True, False, and None for what nobody knows."""

from collections.abc import Iterable

Truth = bool | None


def negation(value: Truth) -> Truth:
    return None if value is None else not value


def conjunction(values: Iterable[Truth]) -> Truth:
    """False where any is false; else unknown where any is unknown."""
    result: Truth = True
    for value in values:
        if value is False:
            return False
        if value is None:
            result = None
    return result


def disjunction(values: Iterable[Truth]) -> Truth:
    """True where any is true; else unknown where any is unknown."""
    result: Truth = False
    for value in values:
        if value is True:
            return True
        if value is None:
            result = None
    return result


def at_least(values: Iterable[Truth], number: int) -> Truth:
    """Whether so many of the values are true, as far as the unknown ones leave it settled."""
    known = unknown = 0
    for value in values:
        known += value is True
        unknown += value is None
    if known >= number:
        return True
    return False if known + unknown < number else None
