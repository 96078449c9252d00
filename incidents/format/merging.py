"""Partial updates: what is said is added, what is not said stays, and only a retraction with a reason takes away."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from incidents.format import pointer
from incidents.format.canonical import normalized
from incidents.format.faults import FieldError, InvalidDocument
from incidents.format.pointer import Document, join
from incidents.format.schema import list_kind
from incidents.format.screening import screen

Tokens = tuple[str, ...]
Retraction = Mapping[str, str]
FIXED = ("format", "id")


def merge(document: Document, update: Document, retract: Sequence[Retraction] = ()) -> Document:
    """A new document: first the retractions (`{"path", "reason"}`), then the update.

    Objects merge by name, lists of members by key (by position where members have no key). Null, blank text and a missing
    name never erase. A list of plain values is replaced whole; an empty one counts only where nothing is recorded.
    The result is not validated. Raises InvalidDocument where the change itself is faulty.
    """
    errors = screen(update) or _retraction_faults(document, retract) + _fixed_faults(document, update)
    errors = errors or _left_behind(document, update, {entry["path"] for entry in retract})
    if errors:
        raise InvalidDocument(errors)
    result = deepcopy(document)
    for path in sorted({entry["path"] for entry in retract}, key=_last_first, reverse=True):
        if pointer.get(result, path) is not None:
            pointer.take_out(result, path)
    merged: Document = _merged((), result, normalized(update))
    return merged


def _last_first(path: str) -> list[tuple[int, str]]:
    """Members by position are taken out from the end, so that the positions before them still hold; inner facts first."""
    return [(int(token), "") if pointer.is_position(token) else (-1, token) for token in pointer.split(path)]


def _retraction_faults(document: Document, retract: Sequence[Retraction]) -> list[FieldError]:
    errors = []
    for entry in retract:
        path = entry["path"]
        if not entry.get("reason", "").strip():
            errors.append(FieldError(path, "reason_missing"))
        if pointer.split(path)[:1] in ((), *((name,) for name in FIXED)):
            errors.append(FieldError(path, "fixed"))
        elif not pointer.holds(document, path):
            errors.append(FieldError(path, "nothing_there"))
    return errors


def _left_behind(document: Document, update: Document, retracted: Collection[str]) -> list[FieldError]:
    """Entries behind a retracted one move up, so what is told of them by position must move or go in the same change."""
    outer = [tokens for tokens in map(pointer.split, retracted) if len(tokens) > 1 and list_kind(tokens[:-1]) == "positional"]
    errors = []
    for where, told in _told_by_path(document):
        tokens = pointer.split(told)
        after = [path for path in outer if tokens[: len(path) - 1] == path[:-1] and int(tokens[len(path) - 1]) >= int(path[-1])]
        written_at = join([*where, told])
        if after and written_at not in retracted and not pointer.holds(update, written_at):
            errors.append(FieldError(written_at, "told_by_accounts"))
    return errors


def _told_by_path(document: Document) -> Iterator[tuple[Tokens, str]]:
    """Where a fact path is itself a name, and the path."""
    yield from ((("provenance",), path) for path in document.get("provenance", {}))
    for account in document.get("accounts", []):
        yield from ((("accounts", account["key"], "facts"), path) for path in account["facts"])


def _fixed_faults(document: Document, update: Any) -> list[FieldError]:
    if not isinstance(update, dict):
        return [FieldError("", "wrong_type", {"expected": "object"})]
    changed = [name for name in FIXED if update.get(name) is not None and update[name] != document.get(name)]
    return [FieldError(join([name]), "fixed") for name in changed]


def _is_blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _merged(tokens: Tokens, old: Any, new: Any) -> Any:
    if isinstance(new, dict):
        return _merged_object(tokens, old if isinstance(old, dict) else {}, new)
    if isinstance(new, list):
        return _merged_list(tokens, old if isinstance(old, list) else [], new)
    return old if _is_blank(new) else new


def _merged_object(tokens: Tokens, old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    for name, value in new.items():
        merged = _merged((*tokens, name), old.get(name), value)
        says_nothing = merged is None or (merged == {} and value != {} and name not in old)
        if not says_nothing:
            old[name] = merged
    return old


def _merged_list(tokens: Tokens, old: list[Any], new: list[Any]) -> list[Any]:
    match list_kind(tokens):
        case "keyed":
            return _merged_members(tokens, old, new)
        case "positional":
            pairs = enumerate(new)
            added = [_merged((*tokens, str(index)), old[index] if index < len(old) else None, value) for index, value in pairs]
            return added + old[len(new) :]
    return new or old


def _merged_members(tokens: Tokens, old: list[Any], new: list[Any]) -> list[Any]:
    result = list(old)
    places = {member["key"]: index for index, member in enumerate(result)}
    for index, member in enumerate(new):
        key = member.get("key") if isinstance(member, dict) else None
        if not isinstance(key, str) or not key.strip():
            raise InvalidDocument([FieldError(join([*tokens, str(index)]), "key_missing")])
        if key in places:
            result[places[key]] = _merged((*tokens, key), result[places[key]], member)
        else:
            places[key] = len(result)
            result.append(_merged((*tokens, key), {}, member))
    return result
