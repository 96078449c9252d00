"""What changed between two documents, fact by fact."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from incidents.format.canonical import canonical
from incidents.format.pointer import Document, join
from incidents.format.schema import list_kind

Tokens = tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """One fact that differs. None stands for unknown (absent or null)."""

    path: str
    before: Any
    after: Any


def facts(document: Document) -> dict[str, Any]:
    """Every fact of a document by path: plain values, lists of plain values whole, and objects or lists that are empty.

    Members of lists go by key, or by position where they have none, so the order of keyed members is no fact.
    """
    return dict(_facts((), document))


def _facts(tokens: Tokens, node: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(node, dict) and node:
        for name, value in node.items():
            yield from _facts((*tokens, name), value)
    elif isinstance(node, list) and node and list_kind(tokens) != "plain":
        for index, member in enumerate(node):
            yield from _facts((*tokens, str(member.get("key", index))), member)
    else:
        yield join(tokens), node


def difference(before: Document, after: Document) -> list[Change]:
    """The facts that differ, in the order of their paths. Absent and null are the same."""
    old, new = facts(before), facts(after)
    changed = []
    for path in sorted({**old, **new}):
        if canonical(old.get(path)) != canonical(new.get(path)):
            changed.append(Change(path, old.get(path), new.get(path)))
    return changed
