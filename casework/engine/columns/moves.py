"""From one space to another: a set is spread to the members of a list, or gathered from them.

A plane is one bit for each incident; the planes of a space lie one after the other, the group that moves fastest first.
"""

from collections.abc import Callable, Mapping

from casework.engine.columns.layout import Space, planes

Move = Callable[[int], int]


def mover(kind: str, space: Space, group: str, shape: Mapping[str, int], rows: int) -> Move:
    """`spread` into, or `some` and `one` out of, a space along one of its groups, for tables of so many rows."""
    place = space.index(group)
    width = planes(space[:place], shape) * rows
    members, blocks = shape[group], planes(space[place + 1 :], shape)
    if members == 0 or width == 0 or blocks == 0:
        return _nothing
    if members == 1:
        return _same
    make = {"spread": _spreading, "some": _gathering, "one": _counting}[kind]
    within = make(width, members)
    if blocks == 1:
        return within
    narrow, wide = width, width * members
    step, reach = (wide, narrow) if kind != "spread" else (narrow, wide)
    return _by_block(within, blocks, step, reach)


def _nothing(_one: int) -> int:
    return 0


def _same(one: int) -> int:
    return one


def _spreading(width: int, members: int) -> Move:
    shifts = [width * number for number in range(1, members)]

    def spread(one: int) -> int:
        found = one
        for shift in shifts:
            found |= one << shift
        return found

    return spread


def _gathering(width: int, members: int) -> Move:
    shifts = [width * number for number in range(1, members)]
    mask = (1 << width) - 1

    def gather(one: int) -> int:
        found = one
        for shift in shifts:
            found |= one >> shift
        return found & mask

    return gather


def _counting(width: int, members: int) -> Move:
    shifts = [width * number for number in range(members)]
    mask = (1 << width) - 1

    def count(one: int) -> int:
        once = twice = 0
        for shift in shifts:
            plane = one >> shift & mask
            twice |= once & plane
            once |= plane
        return once ^ twice

    return count


def _by_block(within: Move, blocks: int, step: int, reach: int) -> Move:
    """The same, block by block, where a slower group stands outside."""
    mask = (1 << step) - 1
    places = [(number * step, number * reach) for number in range(blocks)]

    def move(one: int) -> int:
        found = 0
        for read, write in places:
            found |= within(one >> read & mask) << write
        return found

    return move
