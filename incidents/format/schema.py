"""The schema of the incident document (JSON Schema 2020-12, written as YAML), and what its shape says about paths."""

from copy import deepcopy
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml

SCHEMA_FILE = Path(__file__).with_name("incident-v1.schema.yaml")
FORMAT = "incident/1"
Schema = dict[str, Any]
ListKind = Literal["keyed", "positional", "plain"]


@cache
def _schema() -> Schema:
    loaded: Schema = yaml.safe_load(SCHEMA_FILE.read_text(encoding="utf-8"))
    return loaded


def load_schema() -> Schema:
    """A copy of the schema, the caller's own."""
    return deepcopy(_schema())


def _resolved(node: Schema) -> Schema:
    reference = node.get("$ref")
    if not reference:
        return node
    definition: Schema = _schema()["$defs"][reference.rsplit("/", 1)[-1]]
    return {**definition, **{name: value for name, value in node.items() if name != "$ref"}}


@lru_cache(maxsize=4_096)  # bounded: the paths come from outside
def schema_at(tokens: tuple[str, ...]) -> Schema | None:
    """The part of the schema that governs a path, or None where the format has no such path. Any member key will do."""
    node: Schema | None = _schema()
    for token in tokens:
        node = _below(_resolved(node), token) if node is not None else None
    return _resolved(node) if node is not None else None


def _below(node: Schema, token: str) -> Schema | None:
    if "items" in node:
        items: Schema = node["items"]
        return items
    if token in node.get("properties", {}):
        found: Schema = node["properties"][token]
        return found
    further = node.get("additionalProperties")
    return further if isinstance(further, dict) else None


def list_kind(tokens: tuple[str, ...]) -> ListKind:
    """How a list at a path is read: by the keys of its members, by their position, or whole (a list of plain values)."""
    node = schema_at(tokens)
    items = _resolved(node.get("items", {})) if node else {}
    if items.get("type") != "object":
        return "plain"
    return "keyed" if "key" in items.get("required", []) else "positional"


def is_keyed(tokens: tuple[str, ...]) -> bool:
    node = schema_at(tokens)
    return node is not None and "items" in node and list_kind(tokens) == "keyed"


def is_fact(tokens: tuple[str, ...]) -> bool:
    """True for a path to one recordable value: no object, no list of objects, and not a member's own key."""
    node = schema_at(tokens)
    if node is None or not tokens or tokens[-1] == "key" or tokens[0] in _NO_FACTS:
        return False
    return node.get("type") != "object" and (node.get("type") != "array" or list_kind(tokens) == "plain")


_NO_FACTS = frozenset({"format", "id", "accounts", "sources", "evidence", "provenance", "extensions"})
