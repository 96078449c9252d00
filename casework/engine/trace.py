"""The trace: what was found, down to the fields, kept as it is evaluated so that wording never disagrees with the decision.

A node knows which unrecorded fields it read (`absent`), on which presumptions its value rests (`rests`), and what its value
would be if one of those fields were answered (`answered`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from casework.engine.kleene import Truth, conjunction, disjunction, negation

Text = dict[str, str]
Paths = frozenset[str]
NONE: Paths = frozenset()
WHOLE = -1
Combine = Callable[[Sequence[Truth]], Truth]
Test = Callable[[str, Any], Truth]


class Node:
    """One step of the trace. `combine` makes its value from its children's; `test` makes a leaf's from an answer."""

    __slots__ = (
        "absent",
        "authorities",
        "children",
        "combine",
        "disputed",
        "facts",
        "kind",
        "label",
        "name",
        "presumed",
        "rests",
        "test",
        "value",
        "written",
    )

    def __init__(
        self,
        kind: str,
        value: Truth,
        *,
        name: str = "",
        label: Text | None = None,
        authorities: tuple[str, ...] = (),
        facts: tuple[dict[str, Any], ...] = (),
        presumed: dict[str, Any] | None = None,
        children: tuple["Node", ...] = (),
        rests: Paths = NONE,
        absent: Paths = NONE,
        combine: Combine | None = None,
        test: Test | None = None,
        disputed: bool = False,
    ) -> None:
        self.kind, self.value, self.name, self.label = kind, value, name, label
        self.authorities, self.facts, self.presumed, self.children = authorities, facts, presumed, children
        self.rests, self.absent, self.combine, self.test = rests, absent, combine, test
        self.disputed = disputed
        self.written: dict[str, Any] | None = None

    def named(self, name: str, label: Text | None, authorities: tuple[str, ...] = ()) -> "Node":
        """The same step under a name and a label of its own."""
        return Node(
            self.kind,
            self.value,
            name=name,
            label=label,
            authorities=authorities or self.authorities,
            facts=self.facts,
            presumed=self.presumed,
            children=self.children,
            rests=self.rests,
            absent=self.absent,
            combine=self.combine,
            test=self.test,
            disputed=self.disputed,
        )

    def answered(self, path: str, answer: Any) -> Truth:
        """The value this node would have if the unrecorded field at `path` held `answer`, and all else stayed as it is."""
        if path not in self.absent:
            return self.value
        if self.combine is None:
            return self.value if self.test is None else self.test(path, answer)
        return self.combine([child.answered(path, answer) if path in child.absent else child.value for child in self.children])

    def answered_all(self, given: Mapping[str, Any]) -> Truth:
        """The value with several unrecorded fields answered at once."""
        if self.absent.isdisjoint(given):
            return self.value
        if self.combine is None:
            path = next(iter(self.absent & given.keys()))
            return self.value if self.test is None else self.test(path, given[path])
        return self.combine([child.answered_all(given) for child in self.children])

    def as_dict(self, depth: int = WHOLE) -> dict[str, Any]:
        """As plain data, down to a depth. A step that several results share is written once and is the same object in each."""
        if depth == WHOLE and self.written is not None:
            return self.written
        written = {
            "kind": self.kind,
            "name": self.name,
            "label": self.label,
            "value": self.value,
            "authorities": list(self.authorities),
            "facts": list(self.facts),
            "presumed": self.presumed,
            "children": [child.as_dict(depth if depth == WHOLE else depth - 1) for child in self.children] if depth else [],
        }
        if depth == WHOLE:
            self.written = written
        return written


def leaves(nodes: Iterable[Node]) -> Iterator[Node]:
    """Every unrecorded fact below some steps, once."""
    seen: set[int] = set()
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        if node.absent and id(node) not in seen:
            seen.add(id(node))
            if node.combine is None and node.test is not None:
                yield node
            waiting += node.children


def merged(sets: Iterable[Paths]) -> Paths:
    """The union, without building a new set where only one has members."""
    result = NONE
    for one in sets:
        if one and one is not result:
            result = result | one if result else one
    return result


def _joint(children: tuple[Node, ...], kind: str, combine: Combine, decisive: bool, fields: dict[str, Any]) -> Node:
    """A conjunction (`decisive` False) or disjunction (`decisive` True).

    One child alone can carry the decisive value: the one that rests on least is enough. The other values need every child.
    """
    value: Truth = not decisive
    rests = absent = NONE
    for child in children:
        if child.absent and child.absent is not absent:
            absent = absent | child.absent if absent else child.absent
        if child.value is decisive:
            value = decisive
        elif child.value is None and value is not decisive:
            value = None
    if value is decisive:
        carriers = [child.rests for child in children if child.value is decisive]
        rests = NONE if NONE in carriers else min(carriers, key=lambda one: (len(one), sorted(one)))
    else:
        rests = merged([child.rests for child in children])
    return Node(kind, value, children=children, rests=rests, absent=absent, combine=combine, **fields)


def all_of(children: tuple[Node, ...], kind: str = "all", **fields: Any) -> Node:
    return _joint(children, kind, conjunction, False, fields)


def any_of(children: tuple[Node, ...], kind: str = "any", **fields: Any) -> Node:
    return _joint(children, kind, disjunction, True, fields)


def not_of(child: Node, kind: str = "not", **fields: Any) -> Node:
    return Node(
        kind,
        negation(child.value),
        children=(child,),
        rests=child.rests,
        absent=child.absent,
        combine=lambda values: negation(values[0]),
        **fields,
    )


def joined(children: tuple[Node, ...], combine: Combine, kind: str, **fields: Any) -> Node:
    """A step whose value is any function of its children's, and which rests on all that they rest on."""
    return Node(
        kind,
        combine([child.value for child in children]),
        children=children,
        rests=merged(child.rests for child in children),
        absent=merged(child.absent for child in children),
        combine=combine,
        **fields,
    )


def known(kind: str, value: Truth, **fields: Any) -> Node:
    """A step settled outside the document: a place, a day, the register, another result."""
    return Node(kind, value, **fields)
