"""What a rule says with everything that it is built from, as one digest: an adoption holds for exactly that and no more.

The rule's own file is not enough: whoever edits a term or an atom changes what every rule with it says.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from casework.engine import Law, Rule
from casework.engine.conditions import Named
from casework.services.changes import digest_of

# Follows from the rest, or is no part of what is said.
ASIDE = {"reads", "target", "compare", "digest", "file", "needs"}

_kept: dict[tuple[str, str, str], str] = {}


def digest_of_rule(law: Law, rule: Rule) -> str:
    """SHA-256 over the rule and every atom and term that it reaches. Kept for as long as the process lives."""
    key = (law.digest, rule.code, rule.digest)
    if key not in _kept:
        _kept[key] = digest_of({"file": rule.digest, "says": _Reader(law).whole(rule)})
    return _kept[key]


class _Reader:
    """Writes a rule out in plain JSON; each atom and term once, by its name."""

    def __init__(self, law: Law) -> None:
        self.law = law
        self.names: dict[str, Any] = {}

    def whole(self, rule: Rule) -> dict[str, Any]:
        parts = {name: self.plain(getattr(rule, name)) for name in ("scope", "elements", "triggers", "defeaters", "contests")}
        return {**parts, "names": self.names}

    def plain(self, value: Any) -> Any:
        if isinstance(value, Named):
            self._define(value.name)
            return {"name": value.name}
        if is_dataclass(value) and not isinstance(value, type):
            said = {one.name: getattr(value, one.name) for one in fields(value) if one.name not in ASIDE}
            kept = {name: self.plain(inner) for name, inner in said.items() if not callable(inner) or is_dataclass(inner)}
            return {"is": type(value).__name__, **kept}
        if isinstance(value, Mapping):
            return {str(name): self.plain(inner) for name, inner in value.items()}
        if isinstance(value, frozenset | set):
            return sorted((self.plain(inner) for inner in value), key=repr)
        if isinstance(value, tuple | list):
            return [self.plain(inner) for inner in value]
        return value if isinstance(value, str | int | float | bool) or value is None else str(value)

    def _define(self, name: str) -> None:
        definition = self.law.terms.get(name) or self.law.atoms.get(name)
        if name not in self.names and definition is not None:
            self.names[name] = None
            self.names[name] = self.plain(definition)
