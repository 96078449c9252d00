"""Taking back: a fact or a whole member, with everything that hangs on it, so that what remains still fits together."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from incidents.format import pointer
from incidents.format.pointer import join, split
from incidents.format.references import REFERENCES
from incidents.intake.observing import Document, own_accounts, put


@dataclass
class TakingBack:
    """`retract` and `update` for one revision. `mine` is true where only the person's own account is taken back."""

    update: Document = field(default_factory=dict)
    retract: list[dict[str, str]] = field(default_factory=list)
    mine: bool = False


def fact(document: Document, path: str, *, observer: int, reason: str) -> TakingBack:
    """The person's own answer where they gave one, otherwise the fact as the document holds it."""
    result = TakingBack()
    mine = own_accounts(document, observer)
    told_in = [account for account in document.get("accounts", []) if account["facts"].get(path) is not None]
    own = [account for account in told_in if account["key"] in mine]
    if own:
        result.mine = True
        result.retract += [_entry(join(["accounts", account["key"], "facts", path]), reason) for account in own]
        _lose_support(result, document, path, {account["source"] for account in own}, reason)
    elif pointer.holds(document, path):
        result.retract.append(_entry(path, reason))
    return result


def member(document: Document, path: str, *, reason: str) -> TakingBack:
    """The member at `/agencies/A2` and all that is told about it or names it."""
    result = TakingBack(retract=[_entry(path, reason)])
    for account in document.get("accounts", []):
        for told in account["facts"]:
            if told.startswith(f"{path}/"):
                result.retract.append(_entry(join(["accounts", account["key"], "facts", told]), reason))
    for told in document.get("provenance", {}):
        if told.startswith(f"{path}/"):
            result.retract.append(_entry(join(["provenance", told]), reason))
    list_name, key = split(path)[0], split(path)[-1]
    if len(split(path)) == 2:
        _unname(result, document, list_name, key, path, reason)
    return result


def entry(document: Document, path: str, *, reason: str) -> TakingBack:
    """The entry at `/custody/0` or `/agencies/A1/vehicles/1`. Those after it move up, and what is told of them moves along."""
    *outer, position = split(path)
    result = TakingBack(retract=[_entry(path, reason)])
    _move_up(result, ("provenance",), document.get("provenance", {}), outer, int(position), reason)
    for account in document.get("accounts", []):
        _move_up(result, ("accounts", account["key"], "facts"), account["facts"], outer, int(position), reason)
    return result


def _move_up(
    result: TakingBack, where: tuple[str, ...], told: dict[str, Any], outer: list[str], position: int, reason: str
) -> None:
    """`told` is by fact path; what is about the entry after a place comes to that place, the rest there is taken back."""
    moved: dict[str, Any] = {}
    for path, value in told.items():
        tokens = list(split(path))
        place = tokens[len(outer)] if tokens[: len(outer)] == outer and len(tokens) > len(outer) else ""
        if not place.isdigit() or int(place) < position:
            continue
        moved.setdefault(path, None)
        if int(place) > position:
            moved[join([*outer, str(int(place) - 1), *tokens[len(outer) + 1 :]])] = value
    for path, value in moved.items():
        if value is None:
            result.retract.append(_entry(join([*where, path]), reason))
        else:
            put(result.update, join([*where, path]), value)


def _entry(path: str, reason: str) -> dict[str, str]:
    return {"path": path, "reason": reason}


def _lose_support(result: TakingBack, document: Document, path: str, sources: set[str], reason: str) -> None:
    before = document.get("provenance", {}).get(path, [])
    left = [key for key in before if key not in sources]
    if left:
        result.update.setdefault("provenance", {})[path] = left
    elif before:
        result.retract.append(_entry(join(["provenance", path]), reason))


def _unname(result: TakingBack, document: Document, list_name: str, key: str, path: str, reason: str) -> None:
    """Takes the key out of every field and every account that names it."""
    for where, value in _naming(document, list_name, key):
        if where.startswith(f"{path}/"):
            continue
        left = [named for named in value if named != key] if isinstance(value, list) else []
        told_by = [account for account in document.get("accounts", []) if account["facts"].get(where) is not None]
        if pointer.holds(document, where):
            _replace(result, where, left, reason)
        for account in told_by:
            told = join(["accounts", account["key"], "facts", where])
            if left:
                _replace_told(result, account, where, [name for name in account["facts"][where] if name != key])
            else:
                result.retract.append(_entry(told, reason))


def _replace(result: TakingBack, path: str, left: list[Any], reason: str) -> None:
    if left:
        put(result.update, path, left)
    else:
        result.retract.append(_entry(path, reason))


def _replace_told(result: TakingBack, account: Document, path: str, left: list[Any]) -> None:
    accounts = result.update.setdefault("accounts", [])
    known = next((entry for entry in accounts if entry["key"] == account["key"]), None)
    if known is None:
        known = {"key": account["key"], "source": account["source"], "facts": {}}
        accounts.append(known)
    known["facts"][path] = left


def _naming(document: Document, list_name: str, key: str) -> Iterator[tuple[str, Any]]:
    for pattern, lists in REFERENCES.items():
        if list_name in lists and pattern[0] not in ("accounts", "provenance"):
            for path, value in _matching((), document, pattern):
                if value == key or (isinstance(value, list) and key in value):
                    yield path, value
    for account in document.get("accounts", []):
        for path, value in account["facts"].items():
            if isinstance(value, list) and key in value and not pointer.holds(document, path):
                yield path, value


def _matching(tokens: tuple[str, ...], node: Any, pattern: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    if not pattern:
        yield join(tokens), node
    elif isinstance(node, dict):
        for name in list(node) if pattern[0] == "*" else [pattern[0]]:
            if name in node:
                yield from _matching((*tokens, name), node[name], pattern[1:])
    elif isinstance(node, list):
        for index, entry in enumerate(node):
            yield from _matching((*tokens, str(entry.get("key", index))), entry, pattern[1:])
