"""What the schema cannot say: keys are unique, what a document names is in it, and accounts tell facts of the format."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from incidents.format.faults import FieldError
from incidents.format.pointer import holds, is_path, join, split
from incidents.format.schema import is_fact, is_keyed, schema_at
from incidents.format.screening import visible

MAX_KEY = 100
Tokens = tuple[str, ...]
FactFaults = Callable[[dict[str, Any], Any, str], Iterator[FieldError]]

# path of a field (members as *) -> lists whose keys it may name
REFERENCES: dict[Tokens, tuple[str, ...]] = {
    ("words_spoken", "*", "source"): ("sources",),
    ("documents", "*", "presented_by"): ("agencies",),
    ("documents", "*", "executed_by"): ("agencies",),
    ("documents", "*", "evidence"): ("evidence",),
    ("entry", "by"): ("agencies",),
    ("consent", "asked_by"): ("agencies",),
    ("search", "by"): ("agencies",),
    ("persons", "*", "named_in_document"): ("documents",),
    ("persons", "*", "arrested_by"): ("agencies",),
    ("persons", "*", "detained_by"): ("agencies",),
    ("persons", "*", "questioned_by"): ("agencies",),
    ("persons", "*", "force_by"): ("agencies",),
    ("persons", "*", "recording_interfered_by"): ("agencies",),
    ("custody", "*", "person"): ("persons",),
    ("custody", "*", "agency"): ("agencies",),
    ("accounts", "*", "source"): ("sources",),
    ("provenance", "*"): ("sources", "evidence"),
}


def cross_checks(document: dict[str, Any], fact_faults: FactFaults) -> Iterator[FieldError]:
    """Faults of a document that follows the schema."""
    yield from _key_faults((), document)
    known = {name: {member["key"] for member in document.get(name, [])} for name in _LISTS}
    for pattern, lists in REFERENCES.items():
        for tokens, value in _matching((), document, pattern):
            yield from _reference_faults(tokens, value, lists, known)
    yield from _account_faults(document, fact_faults)
    for path in document.get("provenance", {}):
        yield from _path_faults(path, ("provenance", path))
    yield from _time_faults(document)


_LISTS = ("agencies", "documents", "persons", "sources", "evidence")


def _key_faults(tokens: Tokens, node: Any) -> Iterator[FieldError]:
    """Every member of a keyed list has a usable key of its own; `extensions` and `provenance` are not looked into."""
    if isinstance(node, dict):
        for name, value in node.items():
            if not tokens and name in ("extensions", "provenance", "accounts"):
                continue
            yield from _key_faults((*tokens, name), value)
        if not tokens:
            yield from _list_faults(("accounts",), node.get("accounts", []))
    elif isinstance(node, list) and is_keyed(tokens):
        yield from _list_faults(tokens, node)
        for member in node:
            yield from _key_faults((*tokens, member["key"]), member)


def _list_faults(tokens: Tokens, members: list[dict[str, Any]]) -> Iterator[FieldError]:
    seen: set[str] = set()
    for member in members:
        key = member["key"]
        if key in seen:
            yield FieldError(join([*tokens, key, "key"]), "key_twice", {"key": visible(key)})
        if not key or len(key) > MAX_KEY or key != key.strip() or not key.isprintable():
            yield FieldError(join([*tokens, key, "key"]), "key_form", {"limit": MAX_KEY})
        seen.add(key)


def _matching(tokens: Tokens, node: Any, pattern: Tokens) -> Iterator[tuple[Tokens, Any]]:
    """Every value whose path fits the pattern."""
    if not pattern:
        yield tokens, node
    elif isinstance(node, dict):
        names = node if pattern[0] == "*" else [pattern[0]]
        for name in names:
            if name in node:
                yield from _matching((*tokens, name), node[name], pattern[1:])
    elif isinstance(node, list):
        for index, member in enumerate(node):
            yield from _matching((*tokens, member.get("key", str(index))), member, pattern[1:])


def _reference_faults(tokens: Tokens, value: Any, lists: tuple[str, ...], known: dict[str, set[str]]) -> Iterator[FieldError]:
    named = value if isinstance(value, list) else [value]
    allowed = set().union(*(known[name] for name in lists))
    for key in named:
        if key is not None and key not in allowed:
            yield FieldError(join(tokens), "unknown_key", {"key": visible(key), "lists": ", ".join(lists)})


def _account_faults(document: dict[str, Any], fact_faults: FactFaults) -> Iterator[FieldError]:
    for account in document.get("accounts", []):
        for path, value in account["facts"].items():
            written_at = ("accounts", account["key"], "facts", path)
            faults = list(_path_faults(path, written_at)) or list(_member_faults(document, path, written_at))
            yield from faults
            schema = None if faults else schema_at(split(path))
            if schema is not None and value is not None:
                yield from fact_faults(schema, value, join(written_at))


def _path_faults(path: str, written_at: Tokens) -> Iterator[FieldError]:
    if not path or not is_path(path) or not is_fact(split(path)):
        yield FieldError(visible(join(written_at), 400), "not_a_fact")


def _member_faults(document: dict[str, Any], path: str, written_at: Tokens) -> Iterator[FieldError]:
    """A fact about a member can be told only when that member is listed."""
    tokens = split(path)
    for depth in range(1, len(tokens)):
        parent = schema_at(tokens[:depth]) or {}
        if "items" in parent and not holds(document, join(tokens[: depth + 1])):
            params = {"key": visible(tokens[depth]), "lists": tokens[depth - 1]}
            yield FieldError(join(written_at), "unknown_key", params)
            return


def _time_faults(document: dict[str, Any]) -> Iterator[FieldError]:
    ended = document.get("ended_at")
    if ended is not None and datetime.fromisoformat(ended) < datetime.fromisoformat(document["occurred_at"]):
        yield FieldError("/ended_at", "end_before_start")
