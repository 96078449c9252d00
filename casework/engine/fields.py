"""The fields of the incident document as conditions name them: `entry.entered`, `agencies[].actions`."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from incidents.format import load_schema

LISTS = ("agencies", "persons", "documents", "custody")
# What says that a list is whole. A custody list that is recorded is whole: the format has no field that says so.
COMPLETE = {"agencies": "agencies_complete", "persons": "persons_complete", "documents": "documents_complete"}
MEMBER_FIELDS_OF_LISTS = {"agencies": "agency", "persons": "person", "documents": "document", "custody": "custody"}
ACTOR_FIELDS = ("arrested_by", "detained_by", "questioned_by", "force_by", "recording_interfered_by")

# Numbers on each side of every limit that the rules know (hours, officers, seconds).
NUMBERS = (0, 1, 9, 16, 47, 49, 200)


@dataclass(frozen=True, slots=True)
class Field:
    """What one field can hold: kind is tri, enum, number, text, values (a list of enumerated words) or texts."""

    path: str
    kind: str
    values: tuple[str, ...] = ()


def _field(path: str, spec: dict[str, Any]) -> Field | None:
    reference = spec.get("$ref", "")
    if reference.endswith("/tri"):
        return Field(path, "tri")
    if reference.endswith("/text"):
        return Field(path, "text")
    if "enum" in spec:
        return Field(path, "enum", tuple(value for value in spec["enum"] if value is not None))
    kinds = spec.get("type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    if "array" in kinds:
        items = spec.get("items", {})
        if "enum" in items:
            return Field(path, "values", tuple(items["enum"]))
        return Field(path, "texts") if items.get("type") == "string" else None
    if "number" in kinds or "integer" in kinds:
        return Field(path, "number")
    return Field(path, "text") if "string" in kinds else None


@cache
def fields() -> dict[str, Field]:
    """Every field a condition can name, by its path."""
    schema = load_schema()
    found: dict[str, Field] = {}
    for name, spec in schema["properties"].items():
        target = schema["$defs"].get(spec.get("$ref", "").rsplit("/", 1)[-1], {})
        if name in MEMBER_FIELDS_OF_LISTS:
            members = schema["$defs"][MEMBER_FIELDS_OF_LISTS[name]]["properties"]
            found.update(_of_group(f"{name}[]", members))
        elif target.get("type") == "object":
            found.update(_of_group(name, target["properties"]))
        else:
            field = _field(name, spec)
            found.update({name: field} if field else {})
    return found


def _of_group(prefix: str, properties: dict[str, Any]) -> dict[str, Field]:
    pairs = ((f"{prefix}.{name}", _field(f"{prefix}.{name}", spec)) for name, spec in properties.items())
    return {path: field for path, field in pairs if field is not None}


def pattern_of(pointer: str) -> str:
    """The path of a condition for a pointer into a document: /agencies/A1/masked -> agencies[].masked."""
    parts = pointer.strip("/").split("/")
    if len(parts) >= 3 and parts[0] in LISTS:
        return f"{parts[0]}[].{'.'.join(parts[2:])}"
    return ".".join(parts)


def answers(path: str) -> tuple[Any, ...]:
    """Answers to try for a field: both ways, each word of its list, or numbers around the limits."""
    return _answers(pattern_of(path))


@cache
def _answers(pattern: str) -> tuple[Any, ...]:
    field = fields().get(pattern)
    if field is None:
        return ([],) if pattern in LISTS else ()
    if field.kind == "enum":
        return field.values
    if field.kind == "number":
        return NUMBERS
    if field.kind == "values":
        return ([], *([value] for value in field.values))
    return ([],) if field.kind == "texts" else (True, False)
