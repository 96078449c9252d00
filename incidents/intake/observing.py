"""Who says it and how they know: each answer goes into the account of the person who gives it, with its source.

A person of this instance may give answers of several kinds (saw, heard, was told); each kind is a source and an account of its
own. Which sources are whose stands under /extensions/observers, by the number of the user and without a name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from incidents.format import pointer
from incidents.format.accounts import told
from incidents.format.canonical import canonical
from incidents.format.pointer import join, split
from incidents.format.schema import is_keyed, list_kind, schema_at
from incidents.questions import pattern_of

Document = dict[str, Any]
HOWS = {"saw": "saw", "heard": "heard", "told": "was_told"}
# how the account as a whole came about -> kind of source where they were there, kind where told by somebody, usual answer
TOLD_BY: dict[str, tuple[str, str, str]] = {
    "here": ("volunteer_observed", "witness_account", "saw"),
    "lives": ("resident_account", "witness_account", "saw"),
    "resident": ("volunteer_observed", "resident_account", "told"),
    "witness": ("volunteer_observed", "witness_account", "told"),
}
# Required fields cannot become unknown where accounts differ: they stand in the document alone, with their source.
REQUIRED = frozenset({"/occurred_at", "/place/state", "/agencies/*/level", "/documents/*/kind", "/words_spoken/*/words"})


@dataclass(frozen=True)
class Fact:
    path: str
    value: Any
    how: str = ""  # saw, heard, told; blank: as the account as a whole


def usual_how(told_by: str) -> str:
    return TOLD_BY[told_by][2] if told_by in TOLD_BY else ""


def told_by_of(document: Document, observer: int) -> str:
    """How this person said they know of it, blank where they have not said anything yet."""
    entry = document.get("extensions", {}).get("observers", {}).get(str(observer), {})
    return str(entry.get("told_by", ""))


def own_accounts(document: Document, observer: int) -> dict[str, str]:
    """Account key -> source key of the accounts this person gave."""
    entry = document.get("extensions", {}).get("observers", {}).get(str(observer), {})
    mine = set(entry.get("sources", {}).values())
    return {account["key"]: account["source"] for account in document.get("accounts", []) if account["source"] in mine}


def own_values(document: Document, observer: int) -> dict[str, tuple[Any, str]]:
    """Fact path -> (value, how) as this person gave it."""
    hows = {value: name for name, value in HOWS.items()}
    perceived = {source["key"]: hows.get(source.get("perceived") or "", "") for source in document.get("sources", [])}
    mine = own_accounts(document, observer)
    return {
        path: (value, perceived.get(account["source"], ""))
        for account in document.get("accounts", [])
        if account["key"] in mine
        for path, value in account["facts"].items()
    }


def stands_alone(path: str) -> bool:
    """True for a fact that no account can hold: a required one, one in a list that goes by position, one that is no fact."""
    tokens = split(path)
    if tokens[0] == "extensions" or pattern_of(path) in REQUIRED:
        return True
    return any(
        (schema_at(tokens[:depth]) or {}).get("type") == "array" and list_kind(tokens[:depth]) == "positional"
        for depth in range(1, len(tokens))
    )


def next_key(taken: set[str], letter: str) -> str:
    """A1, A2 ... the first that is free."""
    number = 1
    while f"{letter}{number}" in taken:
        number += 1
    return f"{letter}{number}"


@dataclass
class Observation:
    """Collects what one person says into a partial document: `update`, and `retract` for what they now say otherwise."""

    document: Document
    observer: int
    told_by: str
    at: str
    again: str  # the reason kept with an answer that is given anew
    update: Document = field(default_factory=dict)
    retract: list[dict[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        entry = self.document.get("extensions", {}).get("observers", {}).get(str(self.observer), {})
        self._sources: dict[str, str] = dict(entry.get("sources", {}))
        self._told = told(self.document)
        self._mine = own_accounts(self.document, self.observer)
        self._extend(["observers", str(self.observer)], {"told_by": self.told_by, "sources": self._sources})

    def add(self, fact: Fact) -> None:
        source = self.source(fact.how)
        if stands_alone(fact.path):
            put(self.update, fact.path, fact.value)
        else:
            self._make_members(fact.path)
            self._keep_earlier(fact.path)
            self._withdraw_own(fact.path, source)
            self._tell(self._account(source), fact.path, fact.value)
        self._support(fact.path, source)

    def add_member(self, name: str, member: Mapping[str, Any], how: str = "") -> None:
        """A new member of a keyed list; what must stand in it stands at once, the rest as facts of the account."""
        key = member["key"]
        put(self.update, join([name, key]), {})
        for fieldname, value in member.items():
            path = join([name, key, fieldname])
            if isinstance(value, list) and value and isinstance(value[0], dict):
                put(self.update, path, value)
            elif fieldname != "key":
                self.add(Fact(path, value, how))

    def source(self, how: str = "") -> str:
        """The key of this person's source for that way of knowing, made where it is missing."""
        how = how or usual_how(self.told_by)
        there, elsewhere, _usual = TOLD_BY.get(self.told_by, TOLD_BY["witness"])
        kind, perceived = (elsewhere if how == "told" else there), HOWS.get(how)
        name = f"{kind}/{perceived}"
        if name not in self._sources:
            key = next_key(self._keys("sources"), "S")
            self._sources[name] = key
            self._list("sources").append({"key": key, "kind": kind, "perceived": perceived, "taken_at": self.at})
        return self._sources[name]

    def _keys(self, name: str) -> set[str]:
        return {member["key"] for member in (*self.document.get(name, []), *self.update.get(name, []))}

    def _list(self, name: str) -> list[dict[str, Any]]:
        members: list[dict[str, Any]] = self.update.setdefault(name, [])
        return members

    def _account(self, source: str) -> str:
        for account in (*self.document.get("accounts", []), *self._list("accounts")):
            if account["source"] == source:
                return str(account["key"])
        key = next_key(self._keys("accounts"), "C")
        self._list("accounts").append({"key": key, "source": source, "given_at": self.at, "facts": {}})
        return key

    def _tell(self, account: str, path: str, value: Any) -> None:
        for entry in self._list("accounts"):
            if entry["key"] == account:
                entry["facts"][path] = value
                return
        source = next(entry["source"] for entry in self.document["accounts"] if entry["key"] == account)
        self._list("accounts").append({"key": account, "source": source, "facts": {path: value}})

    def _make_members(self, path: str) -> None:
        """What is told of a member needs the member: it is listed with its key where it is not there yet."""
        tokens = split(path)
        for depth in range(1, len(tokens)):
            outer = join(tokens[: depth + 1])
            if is_keyed(tokens[:depth]) and not pointer.holds(self.document, outer):
                put(self.update, outer, {})

    def _keep_earlier(self, path: str) -> None:
        """A value that no account tells becomes an account of its own, so that a second voice does not write over it."""
        earlier = pointer.get(self.document, path)
        if path in self._told or earlier is None or any(path in entry["facts"] for entry in self._list("accounts")):
            return
        sources = {source["key"] for source in self.document.get("sources", [])}
        support = [key for key in self.document.get("provenance", {}).get(path, []) if key in sources]
        if not support:
            support = [next_key(self._keys("sources"), "S")]
            self._list("sources").append({"key": support[0], "kind": "witness_account", "perceived": None})
        self._tell(self._account(support[0]), path, earlier)

    def _withdraw_own(self, path: str, source: str) -> None:
        """An answer given before from another way of knowing is taken back: one person does not differ with themselves."""
        for account in self.document.get("accounts", []):
            if account["key"] in self._mine and account["source"] != source and path in account["facts"]:
                self.retract.append({"path": join(["accounts", account["key"], "facts", path]), "reason": self.again})

    def _support(self, path: str, source: str) -> None:
        if pattern_of(path).startswith("/extensions"):
            return
        withdrawn = {entry["path"] for entry in self.retract}
        gone = {source for key, source in self._mine.items() if join(["accounts", key, "facts", path]) in withdrawn}
        support: dict[str, list[str]] = self.update.setdefault("provenance", {})
        known = support.get(path) or self.document.get("provenance", {}).get(path, [])
        support[path] = [*(key for key in known if key not in gone and key != source), source]

    def _extend(self, names: list[str], value: Any) -> None:
        node = self.update.setdefault("extensions", {})
        for name in names[:-1]:
            node = node.setdefault(name, {})
        node[names[-1]] = value

    def asked(self, entry: Mapping[str, Any]) -> None:
        """Notes what was asked, in which wording and with which outcome, after what was asked before."""
        before = self.document.get("extensions", {}).get("asked", [])
        self._extend(["asked"], [*self.update.get("extensions", {}).get("asked", before), dict(entry)])


def put(document: Document, path: str, value: Any) -> None:
    """Sets a value in a partial document, making the members on the way: by key, or empty ones up to the position."""
    tokens = split(path)
    node: Any = document
    for depth, token in enumerate(tokens):
        last = depth == len(tokens) - 1
        below: Any = value if last else _empty(tokens[: depth + 1])
        node = _descend(node, tokens[:depth], token, below, replace=last and not isinstance(value, dict))


def _empty(tokens: tuple[str, ...]) -> Any:
    schema = schema_at(tokens) or {}
    return [] if schema.get("type") == "array" else {}


def _descend(node: Any, at: tuple[str, ...], token: str, below: Any, *, replace: bool) -> Any:
    if isinstance(node, list) and list_kind(at) == "keyed":
        for member in node:
            if member.get("key") == token:
                return member
        node.append({"key": token})
        return node[-1]
    if isinstance(node, list):
        while len(node) <= int(token):
            node.append({})
        if replace:
            node[int(token)] = below
        return node[int(token)]
    if replace or token not in node:
        node[token] = below
    return node[token]


def differs(one: Any, other: Any) -> bool:
    """Lists of plain values are sets: their order says nothing."""
    if isinstance(one, list) and isinstance(other, list):
        return sorted(one) != sorted(other)
    return canonical(one) != canonical(other)
