"""Reads the trace of a result: its elements and defeaters, and the facts under each of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

Node = Mapping[str, Any]
# Nodes whose own words say what the law of the place or the register of agreements holds.
TOLD = frozenset({"circuit", "lookup"})


class Presumption(NamedTuple):
    """A fact taken as given while nobody has said otherwise."""

    path: str
    label: object
    value: bool | None
    citing: str


@dataclass
class Point:
    """One element or defeater: its wording, its value, and what stands under it."""

    label: object
    name: str
    value: bool | None
    facts: dict[str, object] = field(default_factory=dict)
    told: list[object] = field(default_factory=list)
    presumed: list[Presumption] = field(default_factory=list)

    @property
    def known(self) -> dict[str, object]:
        return {path: value for path, value in self.facts.items() if value is not None}

    @property
    def unknown(self) -> list[str]:
        return [path for path, value in self.facts.items() if value is None]


def points(result: Mapping[str, Any], kind: str) -> list[Point]:
    """The points of a part of the trace: `elements`, `defeaters`, `scope` or `triggers`."""
    trace = result.get("trace") or {}
    part: Node = next((child for child in trace.get("children") or [] if child.get("kind") == kind), {})
    return [_point(child) for child in part.get("children") or []]


def presumptions(result: Mapping[str, Any]) -> dict[str, Presumption]:
    """What was taken as given, by the path that nobody has spoken of."""
    found: dict[str, Presumption] = {}
    for node in _walk(result.get("trace") or {}):
        if node.get("presumed"):
            for fact in node.get("facts") or []:
                found.setdefault(str(fact.get("path")), _presumption(node))
    return found


def _point(node: Node) -> Point:
    point = Point(label=node.get("label"), name=str(node.get("name") or ""), value=node.get("value"))
    for inner in _walk(node):
        for fact in inner.get("facts") or []:
            point.facts.setdefault(str(fact.get("path")), fact.get("value"))
        if inner.get("presumed") and _presumption(inner) not in point.presumed:
            point.presumed.append(_presumption(inner))
        if inner.get("kind") in TOLD and inner.get("label") and inner["label"] not in point.told:
            point.told.append(inner["label"])
    return point


def _presumption(node: Node) -> Presumption:
    presumed = node["presumed"]
    path = next((str(fact.get("path")) for fact in node.get("facts") or []), "")
    return Presumption(path, node.get("label"), presumed.get("value"), str(presumed.get("citing") or ""))


def _walk(node: Node) -> Iterator[Node]:
    """The node and all below it, without recursion: a trace may be as deep as it likes."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(reversed(current.get("children") or []))
