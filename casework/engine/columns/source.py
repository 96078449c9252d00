"""The steps below some sets, written out as one Python function of set operations and compiled once."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from casework.engine.columns.graph import EVERY, Bits, Graph, Step
from casework.engine.columns.layout import ORDER, SPACES, Space, space_of

# run(leaves, moves, every) -> the sets asked for, in order
Run = Callable[[tuple[Any, ...], tuple[Any, ...], tuple[Any, ...]], tuple[Any, ...]]
Moves = dict[tuple[str, Space, str], int]
MOVING = ("spread", "some", "one")
# How deep a step may stand inside others, so that Python can read what is written.
DEEPEST = 30


def _all_spaces() -> dict[Space, int]:
    """Every space that a set can have, by its place in the list of full sets."""
    found: list[Space] = [()]
    for group in ORDER:
        found += [space_of(*one, group) for one in found]
    return {space: place for place, space in enumerate(found)}


SPACES_OF_ONES: Mapping[Space, int] = _all_spaces()
assert set(SPACES) <= set(SPACES_OF_ONES)  # noqa: S101 - a table without full sets could not be negated


@dataclass(slots=True)
class Writer:
    """Writes the function that computes some sets. `single`: no list has more than one member, and nothing has to be moved."""

    graph: Graph
    wanted: Sequence[tuple[Bits, Space]]
    single: bool = False
    moves: Moves = field(default_factory=dict)

    @property
    def numbers(self) -> list[int]:
        return self.graph.needed(one.number for one, _space in self.wanted)

    @property
    def leaves(self) -> list[int]:
        return [number for number in self.numbers if self.graph.steps[number].kind == "leaf"]

    def compiled(self) -> Run:
        lines = list(self._lines())
        leaves = "".join(f"v{number}, " for number in self.leaves)
        moves = "".join(f"m{place}, " for place in range(len(self.moves)))
        every = "".join(f"e{place}, " for place in range(len(SPACES_OF_ONES)))
        head = [f" ({names}) = {given}" for names, given in ((leaves, "leaves"), (moves, "moves"), (every, "every")) if names]
        tail = f" return ({''.join(f'{self._root(one, space)}, ' for one, space in self.wanted)})"
        source = "\n".join(["def run(leaves, moves, every):", " v0 = 0", *head, *lines, tail])
        room: dict[str, Run] = {}
        exec(compile(source, "<columns>", "exec"), room)  # noqa: S102 - made of numbers and operators below, nothing else
        return room["run"]

    def _root(self, one: Bits, space: Space) -> str:
        return f"e{SPACES_OF_ONES[space]}" if one == EVERY else f"v{self._source(one.number)}"

    def _source(self, number: int) -> int:
        """The step that a step's value really comes from: where nothing has to be moved, moves are passed over."""
        while self.single and self.graph.steps[number].kind in MOVING:
            number = self.graph.steps[number].of[0]
        return number

    def _lines(self) -> Iterator[str]:
        """The steps in order. One that a single other step reads stands inside that one, which spares its name."""
        numbers = [number for number in self.numbers if self._source(number) == number and number > 1]
        sources = {number: [self._source(one) for one in self.graph.inputs(number)] for number in numbers}
        readers = Counter(one for number in numbers for one in sources[number])
        readers.update(self._source(one.number) for one, _space in self.wanted for _twice in range(2))
        inside: dict[int, tuple[str, int]] = {}
        for number in numbers:
            step = self.graph.steps[number]
            if step.kind == "leaf":
                continue
            depth = 1 + max((inside[one][1] for one in sources[number] if one in inside), default=0)
            named = [inside.pop(one)[0] if one in inside else f"v{one}" for one in sources[number]]
            written = self._operation(step, named)
            if readers[number] == 1 and depth < DEEPEST:
                inside[number] = (f"({written})", depth)
            else:
                yield f" v{number} = {written}"

    def _operation(self, step: Step, sources: list[str]) -> str:
        if step.kind in ("and", "or"):
            return f" {'&' if step.kind == 'and' else '|'} ".join(sources)
        if step.kind == "not":
            return f"{sources[0]} ^ e{SPACES_OF_ONES[step.space]}"
        space = self.graph.steps[step.of[0]].space if step.kind != "spread" else step.space
        move = self.moves.setdefault((step.kind, space, step.of[1]), len(self.moves))
        return f"m{move}({sources[0]})"
