"""First look at what came in: size, depth, kinds of value, characters. Nothing here recurses, so depth cannot exhaust it."""

import json
import math
import unicodedata
from collections.abc import Iterator
from typing import Any

from incidents.format.faults import FieldError, InvalidDocument
from incidents.format.pointer import join

MAX_BYTES = 2_000_000
MAX_CHARACTERS = 1_000_000
MAX_VALUES = 20_000
MAX_MEMBERS = 1_000  # of one list: looking a member up by its key goes through the list
MAX_DEPTH = 32
LARGEST_NUMBER = 2**53 - 1  # RFC 8785 writes numbers as IEEE 754 doubles: beyond this they are not exact
Tokens = tuple[str, ...]


def parse(data: bytes) -> Any:
    """Reads JSON from bytes: UTF-8, no name twice in one object, within the limits. Raises InvalidDocument."""
    if len(data) > MAX_BYTES:
        raise InvalidDocument([FieldError("", "too_large", {"limit": MAX_BYTES})])
    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=_object, parse_constant=_not_a_number)
    except UnicodeDecodeError:
        raise InvalidDocument([FieldError("", "not_utf8")]) from None
    except json.JSONDecodeError as error:
        raise InvalidDocument([FieldError("", "unreadable", {"line": error.lineno, "column": error.colno})]) from None
    except RecursionError:
        raise InvalidDocument([FieldError("", "too_deep", {"limit": MAX_DEPTH})]) from None
    except InvalidDocument:
        raise
    except ValueError:  # Python refuses to read integers of thousands of digits
        raise InvalidDocument([FieldError("", "number_range")]) from None
    errors = screen(value)
    if errors:
        raise InvalidDocument(errors)
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for name, value in pairs:
        if name in result:
            raise InvalidDocument([FieldError("", "same_name_twice", {"name": visible(name)})])
        result[name] = value
    return result


def _not_a_number(_name: str) -> Any:
    raise InvalidDocument([FieldError("", "number_range")])


def visible(text: str, limit: int = 60) -> str:
    """Text that a message can carry: short, and with unprintable characters written out."""
    shown = "".join(character if character.isprintable() else f"\\u{ord(character):04x}" for character in text[:limit])
    return shown + ("…" if len(text) > limit else "")


def screen(document: Any) -> list[FieldError]:
    """Faults that must be known before anything else looks at the value; stops at the first limit that is passed."""
    errors: list[FieldError] = []
    values = characters = 0
    waiting: list[tuple[Tokens, Any]] = [((), document)]
    while waiting:
        tokens, value = waiting.pop()
        values += 1
        characters += len(value) if isinstance(value, str) else 0
        if values > MAX_VALUES:
            return [FieldError("", "too_many_values", {"limit": MAX_VALUES})]
        if isinstance(value, list) and len(value) > MAX_MEMBERS:
            return [FieldError(_path(tokens[:8]), "too_many_values", {"limit": MAX_MEMBERS})]
        if characters > MAX_CHARACTERS:
            return [FieldError("", "too_much_text", {"limit": MAX_CHARACTERS})]
        if len(tokens) > MAX_DEPTH:
            return [FieldError(_path(tokens[:8]), "too_deep", {"limit": MAX_DEPTH})]
        errors += _faults(tokens, value)
        waiting += reversed(list(_members(tokens, value)))
    return errors


def _path(tokens: Tokens) -> str:
    return visible(join(tokens), 400)


def _members(tokens: Tokens, value: Any) -> Iterator[tuple[Tokens, Any]]:
    if isinstance(value, dict):
        yield from (((*tokens, str(name)), member) for name, member in value.items())
    elif isinstance(value, list):
        for index, member in enumerate(value):
            key = member.get("key") if isinstance(member, dict) else None
            yield (*tokens, key if isinstance(key, str) else str(index)), member


def _faults(tokens: Tokens, value: Any) -> Iterator[FieldError]:
    if value is None or isinstance(value, bool | list):
        return
    if isinstance(value, str):
        yield from _characters(tokens, value)
    elif isinstance(value, int | float):
        if abs(value) > LARGEST_NUMBER or not math.isfinite(value):
            yield FieldError(_path(tokens), "number_range")
    elif isinstance(value, dict):
        yield from _names(tokens, value)
    else:
        yield FieldError(_path(tokens), "not_json")


def _names(tokens: Tokens, value: dict[Any, Any]) -> Iterator[FieldError]:
    seen: dict[str, bool] = {}
    for name in value:
        if not isinstance(name, str):
            yield FieldError(_path(tokens), "not_json")
            continue
        yield from _characters((*tokens, name), name)
        composed = unicodedata.normalize("NFC", name)
        if composed in seen:
            yield FieldError(_path(tokens), "same_name_twice", {"name": visible(name)})
        seen[composed] = True


def _characters(tokens: Tokens, text: str) -> Iterator[FieldError]:
    """NUL, other control characters but tab and line ends, and lone surrogates: databases, PDFs and UTF-8 cannot hold them."""
    for character in text:
        if character not in "\t\n\r" and unicodedata.category(character) in ("Cc", "Cs"):
            yield FieldError(_path(tokens), "character", {"character": f"U+{ord(character):04X}"})
            return
