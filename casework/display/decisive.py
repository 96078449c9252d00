"""What decided a result: of its trace only the steps that gave it its value. The whole trace stands on a page of its own."""

from collections.abc import Mapping
from typing import Any

Node = Mapping[str, Any]

# Where one true member is enough, and where one false member is.
ONE_IS_ENOUGH = ("any", "some", "triggers", "defeaters")
ALL_ARE_NEEDED = ("all", "elements", "scope")

# Of each part of a rule, by status: the members that are followed down, and those of which name and value are enough.
FOLLOWED: dict[str, dict[str, tuple[bool | None, ...]]] = {
    "indicated": {"elements": (True,)},
    "possible": {"scope": (None,), "elements": (None,), "triggers": (True,), "defeaters": (None,)},
    "not_indicated": {"elements": (False,), "defeaters": (True,)},
    "not_applicable": {"scope": (False,)},
}
NAMED: dict[str, dict[str, tuple[bool | None, ...]]] = {
    "indicated": {"defeaters": (False, None)},
    "possible": {"elements": (True,), "defeaters": (False,)},
}


def decisive(trace: Node, status: str) -> Node:
    """The trace of a result without what did not decide it. A part of the rule with nothing left is left out."""
    followed, named = FOLLOWED.get(status, {}), NAMED.get(status, {})
    parts = []
    for part in trace["children"]:
        kept = [
            _followed(one) if one["value"] in followed.get(part["kind"], ()) else {**one, "children": [], "facts": []}
            for one in part["children"]
            if one["value"] in (*followed.get(part["kind"], ()), *named.get(part["kind"], ()))
        ]
        if kept:
            parts.append({**part, "children": kept})
    return {**trace, "children": parts}


def _followed(node: Node) -> Node:
    return {**node, "children": [_followed(one) for one in deciding(node)]}


def deciding(node: Node) -> list[Node]:
    """The children that gave a step its value: of a sum of conditions those that settle it, of an unknown one the unknown."""
    children, value, kind = list(node.get("children", ())), node["value"], node["kind"]
    if kind in ("not", "presumed", "authority", "result") or len(children) < 2:
        return children
    if kind == "none":
        value = None if value is None else not value
    if value is None:
        wanted: tuple[bool | None, ...] = (None,)
    elif value and kind in (*ONE_IS_ENOUGH, "none", "count"):
        wanted = (True,)
    elif not value and kind in ALL_ARE_NEEDED:
        wanted = (False,)
    else:
        return children
    return [one for one in children if one["value"] in wanted] or children
