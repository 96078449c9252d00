"""Is this an incident document? The schema, and what a schema cannot say; every fault with its path and what to do."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from itertools import islice
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.validators import extend

from incidents.format.canonical import normalized
from incidents.format.faults import FieldError, InvalidDocument
from incidents.format.pointer import join
from incidents.format.references import cross_checks
from incidents.format.schema import load_schema
from incidents.format.screening import screen, visible

MAX_ERRORS = 100
_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def validate(document: Any) -> list[FieldError]:
    """Every fault of a document, at most a hundred; an empty list means that it can be taken."""
    errors = screen(document)
    if errors:
        return errors[:MAX_ERRORS]
    composed = normalized(document)
    found = (error for fault in _validator().iter_errors(composed) for error in _field_errors(fault, composed))
    errors = list(islice(found, MAX_ERRORS))
    return errors or list(islice(cross_checks(composed, fact_faults), MAX_ERRORS))


def checked(document: Any) -> dict[str, Any]:
    """The document in NFC where it is valid. Raises InvalidDocument."""
    errors = validate(document)
    if errors:
        raise InvalidDocument(errors)
    composed: dict[str, Any] = normalized(document)
    return composed


def _pattern(_validator: Any, pattern: str, instance: Any, _schema: Any) -> Iterator[ValidationError]:
    """As the standard's `pattern`, but `$` means the end: in Python it would also match before a line end."""
    if isinstance(instance, str) and not re.search(re.sub(r"\$$", r"\\Z", pattern), instance):
        yield ValidationError("pattern", validator="pattern", validator_value=pattern, instance=instance)


def _formats() -> FormatChecker:
    checker = FormatChecker(formats=["uuid"])
    checker.checks("date-time", raises=ValueError)(_is_date_time)
    return checker


def _is_date_time(value: object) -> bool:
    """RFC 3339 with its offset from UTC, in the form that Python and JavaScript both read."""
    if not isinstance(value, str):
        return True
    return bool(_DATE_TIME.fullmatch(value)) and datetime.fromisoformat(value).utcoffset() is not None


@cache
def _validator() -> Any:
    schema = load_schema()
    kind = extend(Draft202012Validator, {"pattern": _pattern})  # type: ignore[no-untyped-call]
    return kind(schema, format_checker=_formats())


def fact_faults(schema: dict[str, Any], value: Any, path: str) -> Iterator[FieldError]:
    """Faults of one fact's value against the part of the schema that governs it; `path` is where it was written."""
    for fault in _validator().evolve(schema=schema).iter_errors(value):
        for error in _field_errors(fault, value):
            yield FieldError(path, error.code, error.params)


def _where(document: Any, positions: Iterable[str | int]) -> list[str]:
    """A position path of the validator, by member keys."""
    tokens: list[str] = []
    node = document
    for place in positions:
        node = node[place]
        key = node.get("key") if isinstance(place, int) and isinstance(node, dict) else None
        tokens.append(key if isinstance(key, str) else str(place))
    return tokens


def _field_errors(fault: Any, document: Any) -> Iterator[FieldError]:
    tokens = _where(document, fault.absolute_path)
    if fault.validator == "required":
        yield from (
            FieldError(join([*tokens, name]), "missing") for name in fault.validator_value if name not in fault.instance
        )
    elif fault.validator == "additionalProperties":
        known = fault.schema.get("properties", {})
        for name in fault.instance:
            if name not in known:
                yield FieldError(visible(join([*tokens, name]), 400), "unknown_field")
    else:
        yield _value_error(fault, join(tokens))


def _value_error(fault: Any, path: str) -> FieldError:
    limit = {"limit": fault.validator_value}
    match fault.validator:
        case "type":
            kinds = fault.validator_value if isinstance(fault.validator_value, list) else [fault.validator_value]
            return FieldError(path, "wrong_type", {"expected": ", ".join(kinds)})
        case "enum":
            allowed = ", ".join(str(value) for value in fault.validator_value if value is not None)
            return FieldError(path, "not_in_list", {"allowed": allowed})
        case "const":
            return FieldError(path, "not_in_list", {"allowed": str(fault.validator_value)})
        case "format":
            return FieldError(path, "uuid" if fault.validator_value == "uuid" else "date_time")
        case "pattern":
            return FieldError(path, "pattern", {"pattern": fault.validator_value})
        case "maxLength":
            return FieldError(path, "too_long", limit)
        case "minimum":
            return FieldError(path, "too_small", limit)
        case "maximum":
            return FieldError(path, "too_big", limit)
    return FieldError(path, "schema")
