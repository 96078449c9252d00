"""Fact paths: /entry/entered, /agencies/A1/masked, /custody/0/person.

Members of a list are addressed by their key; only lists whose members have no key go by position. `~` and `/` inside a name
or key are written `~0` and `~1` (RFC 6901), so that a fact path can itself be a name: /accounts/C1/facts/~1entry~1entered.
"""

import re
from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from incidents.format.faults import FieldError, InvalidDocument
from incidents.format.schema import is_keyed

Document = dict[str, Any]
_ABSENT = object()
_LOOSE_TILDE = re.compile(r"~(?![01])")
_POSITION = re.compile(r"0|[1-9][0-9]{0,5}")  # one way to write each, and never a number too long to be read


def is_path(text: str) -> bool:
    """True for a path that can be split. Each fact has one way to be written: a `~` stands only in `~0` and `~1`."""
    return text == "" or (text.startswith("/") and not _LOOSE_TILDE.search(text))


def split(path: str) -> tuple[str, ...]:
    """The names of a path in order. The empty path is the document itself; any other begins with a slash."""
    if path == "":
        return ()
    if not is_path(path):
        raise InvalidDocument([FieldError(path, "not_a_fact")])
    return tuple(token.replace("~1", "/").replace("~0", "~") for token in path[1:].split("/"))


def join(tokens: Iterable[str | int]) -> str:
    return "".join("/" + str(token).replace("~", "~0").replace("/", "~1") for token in tokens)


def is_position(token: str) -> bool:
    return _POSITION.fullmatch(token) is not None


def position(items: list[Any], token: str) -> int | None:
    """Where the member named by `token` stands: the member with that key, else, among members without keys, by position."""
    for index, item in enumerate(items):
        if isinstance(item, dict) and item.get("key") == token:
            return index
    if is_position(token) and int(token) < len(items):
        member = items[int(token)]
        return None if isinstance(member, dict) and "key" in member else int(token)
    return None


def _step(node: Any, token: str) -> Any:
    if isinstance(node, dict):
        return node.get(token, _ABSENT)
    if isinstance(node, list):
        index = position(node, token)
        return _ABSENT if index is None else node[index]
    return _ABSENT


def _find(document: Any, tokens: Iterable[str]) -> Any:
    node = document
    for token in tokens:
        node = _step(node, token)
        if node is _ABSENT:
            return _ABSENT
    return node


def get(document: Document, path: str) -> Any:
    """The value at a path; None where nothing is recorded (absent and null are the same: unknown)."""
    value = _find(document, split(path))
    return None if value is _ABSENT else value


def holds(document: Document, path: str) -> bool:
    """True where something other than null is recorded at the path."""
    return get(document, path) is not None


def set(document: Document, path: str, value: Any) -> Document:
    """A copy of the document with `value` at the path; objects on the way are made, a member that is missing is a fault."""
    result = deepcopy(document)
    put(result, path, value)
    return result


def put(document: Document, path: str, value: Any) -> None:
    """As `set`, in the document itself: many facts are put in without a copy for each."""
    tokens = split(path)
    node: Any = document
    for depth, token in enumerate(tokens[:-1], start=1):
        following = _step(node, token)
        if following is _ABSENT or following is None:
            if not isinstance(node, dict) or is_keyed(tokens[:depth]):
                raise InvalidDocument([FieldError(path, "nothing_there")])
            following = node[token] = {}
        node = following
    _put(node, tokens[-1] if tokens else "", value, path)


def _put(node: Any, token: str, value: Any, path: str) -> None:
    if isinstance(node, dict):
        node[token] = deepcopy(value)
        return
    index = position(node, token) if isinstance(node, list) else None
    if index is None:
        raise InvalidDocument([FieldError(path, "nothing_there")])
    node[index] = deepcopy(value)


def remove(document: Document, path: str) -> Document:
    """A copy without the fact or member at the path; a list that loses its last member is dropped with it."""
    result = deepcopy(document)
    take_out(result, path)
    return result


def take_out(document: Document, path: str) -> None:
    """As `remove`, in the document itself."""
    tokens = split(path)
    parent = _find(document, tokens[:-1])
    if not tokens or _step(parent, tokens[-1]) is _ABSENT:
        raise InvalidDocument([FieldError(path, "nothing_there")])
    if isinstance(parent, dict):
        del parent[tokens[-1]]
        return
    index = position(parent, tokens[-1])
    if index is not None:
        del parent[index]
    if not parent:
        _step_into_dict(document, tokens[:-2]).pop(tokens[-2], None)


def _step_into_dict(document: Document, tokens: tuple[str, ...]) -> Document:
    node = _find(document, tokens)
    return node if isinstance(node, dict) else {}
