"""Accounts that differ: what each person said stays as given; the document's own value is what all agree on, or is settled."""

from collections.abc import Collection, Mapping, Sequence
from copy import deepcopy
from typing import Any

from incidents.format import pointer
from incidents.format.canonical import canonical
from incidents.format.faults import FieldError, InvalidDocument
from incidents.format.pointer import Document
from incidents.format.schema import schema_at

Told = list[tuple[str, Any]]
Settlement = Mapping[str, Any]


def told(document: Document) -> dict[str, Told]:
    """Fact path -> who gave which value, as (account key, value). A null in an account tells nothing."""
    result: dict[str, Told] = {}
    for account in document.get("accounts", []):
        for path, value in account["facts"].items():
            if value is not None:
                result.setdefault(path, []).append((account["key"], value))
    return result


def differing(document: Document) -> dict[str, Told]:
    """The paths on which accounts differ, with every account's value; also those that have been settled."""
    return {path: values for path, values in told(document).items() if not _agree(values)}


def _agree(values: Told) -> bool:
    return len({_comparable(value) for _account, value in values}) == 1


def _comparable(value: Any) -> bytes:
    """Lists of plain values are sets of what happened: their order says nothing."""
    return canonical(sorted(value, key=canonical) if isinstance(value, list) else value)


def reconcile(document: Document, *, before: Document | None = None, decided: Collection[str] = ()) -> Document:
    """The document with its own values following its accounts.

    Where the accounts of a path are new or changed since `before`: the value all agree on, or none where they differ.
    Where they are as they were: the value stays as it was, so that a settlement or a retraction holds; an update that would
    overwrite it is refused, unless the path is among those `decided` in this change (settled or retracted).
    """
    told_before = told(before) if before is not None else {}
    told_now = told(document)
    result, errors = deepcopy(document), []
    for path, values in told_now.items():
        if path in told_before and _unchanged(told_before[path], values):
            if not _covered(path, decided) and _overwrites(before or {}, document, path, values):
                errors.append(FieldError(path, "told_by_accounts"))
            continue
        _follow(result, path, values)
    for path in told_before.keys() - told_now.keys():
        _without_account(result, path, told_before[path])
    if errors:
        raise InvalidDocument(errors)
    return result


def _unchanged(before: Told, now: Told) -> bool:
    return sorted((key, canonical(value)) for key, value in before) == sorted((key, canonical(value)) for key, value in now)


def _overwrites(before: Document, document: Document, path: str, values: Told) -> bool:
    own = pointer.get(document, path)
    if canonical(own) == canonical(pointer.get(before, path)):
        return False
    return own is None or not _agree([*values, ("", own)])


def _covered(path: str, decided: Collection[str]) -> bool:
    return any(path == chosen or path.startswith(chosen + "/") for chosen in decided)


def _follow(document: Document, path: str, values: Told) -> None:
    if _agree(values):
        pointer.put(document, path, values[0][1])
        return
    tokens = pointer.split(path)
    if tokens[-1] in (schema_at(tokens[:-1]) or {}).get("required", []):
        return  # the format demands a value here (the time, the state): it stays as first recorded
    if pointer.holds(document, path):
        pointer.take_out(document, path)


def _without_account(document: Document, path: str, values: Told) -> None:
    """With the last account of a fact gone, a value that only repeated it is gone too; one that stands apart stays."""
    own = pointer.get(document, path)
    if own is not None and _agree([*values, ("", own)]):
        pointer.take_out(document, path)


def settle(document: Document, settlements: Sequence[Settlement]) -> Document:
    """An attorney's decision on facts that accounts tell: `{"path", "value", "reason"}` each. Raises InvalidDocument."""
    known = told(document)
    errors = []
    for entry in settlements:
        path = entry["path"]
        if not str(entry.get("reason", "")).strip():
            errors.append(FieldError(path, "reason_missing"))
        if entry.get("value") is None:
            errors.append(FieldError(path, "value_missing"))
        if path not in known:
            errors.append(FieldError(path, "nothing_to_settle"))
    if errors:
        raise InvalidDocument(errors)
    result = deepcopy(document)
    for entry in settlements:
        pointer.put(result, entry["path"], entry["value"])
    return result
