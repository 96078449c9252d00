"""Reads the trace of a result: its elements and defeaters, and the facts under each of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Node = Mapping[str, Any]


@dataclass
class Point:
    """One element or defeater: its wording, its value, and what stands under it."""

    label: object
    name: str
    value: bool | None
    facts: dict[str, object] = field(default_factory=dict)
    presumed: list[tuple[str, bool | None, str]] = field(default_factory=list)
    authorities: list[str] = field(default_factory=list)


def points(result: Mapping[str, Any], kind: str) -> list[Point]:
    """The points of a part of the trace: `elements`, `defeaters`, `scope` or `triggers`."""
    part = _part(result.get("trace") or {}, kind)
    return [_point(child) for child in part.get("children") or []]


def presumptions(result: Mapping[str, Any]) -> dict[str, tuple[bool | None, str]]:
    """What was taken as given, by fact path: the value and the id of the authority for taking it so."""
    found: dict[str, tuple[bool | None, str]] = {}
    for node in _walk(result.get("trace") or {}):
        presumed = node.get("presumed")
        if presumed:
            for path in _paths(node):
                found[path] = (presumed.get("value"), str(presumed.get("citing") or ""))
    return found


def _part(trace: Node, kind: str) -> Node:
    return next((child for child in trace.get("children") or [] if child.get("kind") == kind), {})


def _point(node: Node) -> Point:
    point = Point(label=node.get("label"), name=str(node.get("name") or ""), value=node.get("value"))
    for inner in _walk(node):
        for fact in inner.get("facts") or []:
            point.facts.setdefault(str(fact.get("path")), fact.get("value"))
        presumed = inner.get("presumed")
        if presumed:
            point.presumed.append((str(inner.get("name") or ""), presumed.get("value"), str(presumed.get("citing") or "")))
        for authority in inner.get("authorities") or []:
            if authority not in point.authorities:
                point.authorities.append(str(authority))
    return point


def _paths(node: Node) -> Iterator[str]:
    for inner in _walk(node):
        for fact in inner.get("facts") or []:
            yield str(fact.get("path"))


def _walk(node: Node) -> Iterator[Node]:
    """The node and all below it, without recursion: a trace may be as deep as it likes."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(reversed(current.get("children") or []))
