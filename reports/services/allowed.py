"""Which fields of an incident document may leave in a report for counsel. What is not named here stays.

A field that the composer has words for is printed; so the list is the composer's own, with the parts that carry no
statement of their own. `extensions` and anything new in the format are in no report until somebody names them.
"""

from collections.abc import Mapping
from typing import Any

from incidents.format.field_names import FIELDS
from incidents.format.person_field_names import PERSON_FIELDS
from incidents.format.pointer import split

CARRIED = {
    "format",
    "id",
    "operation",
    "agencies[].key",
    "documents[].key",
    "persons[].key",
    "sources[].key",
    "sources[].note",
    "evidence[].key",
    "evidence[].sha256",
    "evidence[].note",
    "accounts[].key",
    "accounts[].source",
    "accounts[].given_at",
    *(f"words_spoken[].{part}" for part in ("by", "words", "language", "source")),
    *(
        f"agencies[].officers_described[].{part}"
        for part in ("key", "name", "badge", "rank", "description", "masked", "body_camera")
    ),
    *(f"agencies[].vehicles[].{part}" for part in ("description", "markings", "plate", "plate_state", "unit_number")),
}
COUNSEL = frozenset(FIELDS) | frozenset(PERSON_FIELDS) | CARRIED
# Members of these lists are addressed by key or position, which a path's pattern leaves out.
LISTS = frozenset({"agencies", "documents", "persons", "custody", "sources", "evidence", "accounts", "words_spoken"})
BY_PATH = frozenset({"provenance", "accounts[].facts"})


def projected(document: Mapping[str, Any], allowed: frozenset[str] = COUNSEL) -> dict[str, Any]:
    """The document with the allowed fields alone. What stands under a path (provenance, accounts) goes by that path."""
    kept = _kept(document, "", allowed)
    return kept if isinstance(kept, dict) else {}


def pattern(path: str) -> str:
    """`/agencies/A1/masked` as `agencies[].masked`."""
    tokens = split(path)
    if len(tokens) > 1 and tokens[0] in LISTS:
        return ".".join((f"{tokens[0]}[]", *tokens[2:]))
    return ".".join(tokens)


def _kept(value: object, place: str, allowed: frozenset[str]) -> object:
    """The allowed part of a value, `None` where nothing of it is."""
    if isinstance(value, Mapping):
        if place in BY_PATH:
            return {path: said for path, said in value.items() if pattern(path) in allowed}
        inner = {name: _kept(said, f"{place}.{name}" if place else name, allowed) for name, said in value.items()}
        return {name: said for name, said in inner.items() if said is not None} or None
    if isinstance(value, list) and any(isinstance(item, Mapping) for item in value):
        members = (_kept(item, f"{place}[]", allowed) for item in value)
        return [member for member in members if member is not None]
    return value if place in allowed else None
