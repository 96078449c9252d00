"""Reads the trace of a result: its elements and defeaters, and under each of them what carries its value.

A step that is met by one fact is not proved by the ten that nobody has spoken of. So each step is walked by its logic: a
conjunction that holds rests on all of its parts, one that fails on those that fail, an alternative on those that hold, and
what is not known on what is not known. What is taken as given is told only where the value rests on it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

Node = Mapping[str, Any]
# Nodes whose value is the opposite of their parts'.
TURNED = frozenset({"not", "none"})
OPPOSITE = {True: False, False: True, None: None}
# Values that one part alone can carry, by the kind of the node.
DECIDED_BY_ONE = frozenset({("any", True), ("some", True), ("all", False), ("none", False)})
# Leaves that say something without naming a field of the record.
TELLING = frozenset({"circuit", "lookup", "scope", "some", "none", "fact"})
# The step beside a defeater that says whether anything recorded raises it.
RAISER = "raised_by"
PRINTED = ("scope", "elements", "defeaters")


class Presumption(NamedTuple):
    """A fact taken as given while nobody has said otherwise."""

    path: str
    label: object
    value: bool | None
    citing: str


class Told(NamedTuple):
    """What carries a value beside the fields of the record: the place, the register, another result, a list without such a
    member, a point that the law leaves open, an exception that nothing raises (`kind` exception)."""

    kind: str
    name: str
    label: object
    value: bool | None


@dataclass
class Point:
    """One element or defeater: its wording, its value, and what carries it; `idle` where unknown and raised by nothing."""

    label: object
    name: str
    value: bool | None
    idle: bool = False
    facts: dict[str, object] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    presumed: list[Presumption] = field(default_factory=list)

    @property
    def known(self) -> dict[str, object]:
        return {path: value for path, value in self.facts.items() if value is not None}

    @property
    def unknown(self) -> list[str]:
        return [path for path, value in self.facts.items() if value is None]


def points(result: Mapping[str, Any], kind: str) -> list[Point]:
    """The points of a part of the trace: `elements`, `defeaters` or `scope`."""
    return [_point(child) for child in _part(result, kind).get("children") or []]


def presumptions(result: Mapping[str, Any]) -> dict[str, Presumption]:
    """What the printed parts rest on as given, by each path that nobody has spoken of."""
    found: dict[str, Presumption] = {}
    for node in _presumed(result):
        for path in _unspoken(node):
            found.setdefault(path, _presumption(node))
    return found


def citings(result: Mapping[str, Any]) -> list[str]:
    """The ids of the authorities for what is taken as given, each once."""
    return list(dict.fromkeys(_presumption(node).citing for node in _presumed(result)))


def carriers(node: Node) -> list[Node]:
    """The leaves and presumptions that carry the value of a node, in the order of the trace."""
    children = node.get("children") or []
    if node.get("kind") == "presumed":
        return _of_presumption(node, children)
    if not children or _idle(node):
        return [] if _holds_nothing(node) else [node]
    if node.get("kind") == "defeater":
        children = [child for child in children if child.get("name") != RAISER]
    value = node.get("value")
    sought = OPPOSITE[value] if node.get("kind") in TURNED else value
    under = [carriers(child) for child in children if child.get("value") is sought]
    if not under:
        under = [carriers(child) for child in children]
    if (node.get("kind"), value) in DECIDED_BY_ONE:
        under = _least_presumed(under)
    return [leaf for leaves in under for leaf in leaves]


def _of_presumption(node: Node, children: list[Node]) -> list[Node]:
    """One that applies carries the value, with the facts that let it apply; else the unknown below it does."""
    if node.get("presumed"):
        return [node, *(leaf for child in children[1:2] for leaf in carriers(child))]
    return carriers(children[0]) if children else [node]


def _least_presumed(under: list[list[Node]]) -> list[list[Node]]:
    """Those that rest on recorded facts alone; where there is none, the one that takes least as given."""
    counted = [(sum(1 for leaf in leaves if leaf.get("presumed")), leaves) for leaves in under]
    plain = [leaves for taken, leaves in counted if not taken]
    return plain or [min(counted, key=lambda one: one[0])[1]]


def _holds_nothing(node: Node) -> bool:
    """A conjunction or an alternative of no parts: nothing was asked there."""
    return node.get("kind") in ("all", "any") and not node.get("facts") and not node.get("label")


def _idle(node: Node) -> bool:
    """An exception of an authority that is unknown, that nothing raises, and that is therefore not counted."""
    unknown = any(child.get("value") is None for child in node.get("children") or [])
    return node.get("name") == "exception" and node.get("value") is False and unknown


def _part(result: Mapping[str, Any], kind: str) -> Node:
    trace = result.get("trace") or {}
    return next((child for child in trace.get("children") or [] if child.get("kind") == kind), {})


def _presumed(result: Mapping[str, Any]) -> Iterator[Node]:
    for kind in PRINTED:
        for child in _part(result, kind).get("children") or []:
            yield from (leaf for leaf in carriers(child) if leaf.get("presumed"))


def _point(node: Node) -> Point:
    raisers = [child for child in node.get("children") or [] if child.get("name") == RAISER]
    idle = node.get("value") is None and any(raiser.get("value") is not True for raiser in raisers)
    point = Point(label=node.get("label"), name=str(node.get("name") or ""), value=node.get("value"), idle=idle)
    for leaf in carriers(node):
        if leaf.get("presumed"):
            _once(point.presumed, _presumption(leaf))
            continue
        for fact in leaf.get("facts") or []:
            # What single accounts say of a fact on which they differ stands with the accounts.
            if "account" not in fact:
                point.facts.setdefault(str(fact.get("path")), fact.get("value"))
        told = _told(leaf)
        if told and leaf is not node:
            _once(point.told, told)
    return point


def _told(leaf: Node) -> Told | None:
    kind = "exception" if _idle(leaf) else str(leaf.get("kind"))
    if kind not in TELLING | {"exception"} or (leaf.get("facts") and kind != "lookup"):
        return None
    return Told(kind, str(leaf.get("name") or ""), leaf.get("label"), leaf.get("value"))


def _once(items: list[Any], item: object) -> None:
    if item not in items:
        items.append(item)


def _presumption(node: Node) -> Presumption:
    presumed = node["presumed"]
    return Presumption(next(iter(_unspoken(node)), ""), node.get("label"), presumed.get("value"), str(presumed.get("citing")))


def _unspoken(node: Node) -> list[str]:
    """The unrecorded fields that a presumption fills: its own, or those of the step that it fills."""
    waiting = [node, *(node.get("children") or [])[:1]]
    paths: dict[str, None] = {}
    while waiting:
        current = waiting.pop(0)
        paths.update((str(fact.get("path")), None) for fact in current.get("facts") or [] if fact.get("value") is None)
        if current is not node:
            waiting.extend(current.get("children") or [])
    return list(paths)
