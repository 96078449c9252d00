"""What a finding rests on, and how two readings of it differ. Pure: results of evaluations in, changes out.

A result is one member of `results` in an evaluation/1 object.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import rfc8785

Result = Mapping[str, Any]

# A subject that left the record has no result any more: it rests on nothing and is not raised.
NOTHING: dict[str, Any] = {"status": "not_raised", "support": None, "authorities": [], "trace": {}}


@dataclass(frozen=True)
class Change:
    """`kind`: status, support, established, actors, authority, fact, presumed, conflict, rule_out, rule or text.

    `name`: the path, id or code that moved.
    """

    kind: str
    name: str
    before: Any
    after: Any


def digest_of(value: Any) -> str:
    """SHA-256 of the canonical JSON (RFC 8785) of a plain value, in hex."""
    return hashlib.sha256(rfc8785.dumps(value)).hexdigest()


def walk(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The node and everything under it, depth first."""
    yield node
    for child in node.get("children", ()):
        yield from walk(child)


def facts_of(result: Result) -> dict[str, Any]:
    """Path -> value of every fact that the trace reached; what one account says of it stands under `path@account`."""
    facts = (fact for node in walk(result["trace"]) for fact in node.get("facts", ()))
    return {fact["path"] + (f"@{fact['account']}" if "account" in fact else ""): fact["value"] for fact in facts}


def basis_of(result: Result) -> dict[str, Any]:
    """All that a finding rests on, in plain JSON: equal where nothing that matters to a decision has changed."""
    return {
        "status": result["status"],
        "support": result["support"],
        "clearly_established": result.get("clearly_established"),
        "actors": [sorted(result.get("actors", [])), bool(result.get("actors_certain"))],
        "authorities": {one["id"]: [one["role"], one["binds"], one["status_on_day"]] for one in result["authorities"]},
        "facts": facts_of(result),
        "rests_on": sorted(result.get("rests_on", [])),
        "conflicts": sorted(result.get("conflicts", [])),
        "rule_out": sorted(item["key"] for item in result.get("rule_out", [])),
    }


def differences(before: Result, after: Result) -> list[Change]:
    """What moved from one reading of a finding to the next, the status first."""
    old, new = basis_of(before), basis_of(after)
    changes = [
        Change(kind, "", old[key], new[key])
        for kind, key in (
            ("status", "status"),
            ("support", "support"),
            ("established", "clearly_established"),
            ("actors", "actors"),
        )
        if old[key] != new[key]
    ]
    for kind, key in (("authority", "authorities"), ("fact", "facts")):
        names = sorted({*old[key], *new[key]})
        pairs = ((name, old[key].get(name), new[key].get(name)) for name in names)
        changes += [Change(kind, name, was, now) for name, was, now in pairs if was != now]
    for kind, key in (("presumed", "rests_on"), ("conflict", "conflicts"), ("rule_out", "rule_out")):
        changed = sorted({*old[key]} ^ {*new[key]})
        changes += [Change(kind, name, name in old[key], name in new[key]) for name in changed]
    return changes
