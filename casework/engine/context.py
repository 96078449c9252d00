"""What a condition is asked about: the document, the place and days, and the agency, person or paper that is in question."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from casework.engine.fields import ACTOR_FIELDS, LISTS
from casework.engine.places import Place
from casework.engine.register import Register

if TYPE_CHECKING:
    from casework.engine.law import Law
    from casework.engine.results import Result
    from casework.engine.trace import Node

Member = tuple[str, Mapping[str, Any]]
EMPTY: Mapping[str, Any] = {}


@dataclass(slots=True)
class Asked:
    """Everything that stays the same while one document is evaluated."""

    document: dict[str, Any]
    law: "Law"
    place: Place
    day: date
    as_of: date
    register: Register
    conflicts: Mapping[str, tuple[tuple[str, Any], ...]]
    members: dict[str, tuple[Member, ...]]
    terms: dict[Any, "Node"] = field(default_factory=dict)
    facts: dict[Any, "Node"] = field(default_factory=dict)
    looks: dict[int, frozenset[str]] = field(default_factory=dict)
    results: dict[str, tuple["Result", ...]] = field(default_factory=dict)
    standing: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Context:
    """One subject within a document. `presume` is off where only recorded facts count (triggers)."""

    asked: Asked
    bound: dict[str, Member]
    presume: bool = True

    def bind(self, name: str, member: Member) -> "Context":
        return Context(self.asked, {**self.bound, name: member}, self.presume)

    def recorded_only(self) -> "Context":
        return Context(self.asked, self.bound, False)

    def listed(self, name: str) -> tuple[Member, ...]:
        """The members of a list that have to do with what is bound: an agency's persons, a person's custody."""
        members = self.asked.members[name]
        agency, person = self.bound.get("agencies"), self.bound.get("persons")
        if name == "persons" and agency is not None:
            key = agency[1].get("key")
            return tuple(one for one in members if concerns(one[1], key))
        if name == "custody" and (agency or person):
            return tuple(one for one in members if _held(one[1], agency, person))
        return members

    def whole(self, name: str) -> bool:
        """Whether nothing is missing from a list."""
        if name == "custody":
            return bool(self.asked.members[name]) or self.asked.document.get("custody") == []
        return self.asked.document.get(f"{name}_complete") is True


def concerns(person: Mapping[str, Any], agency: Any) -> bool:
    """Whether an agency may have dealt with a person: it is named as an actor, or no actor is named."""
    named = [key for name in ACTOR_FIELDS for key in person.get(name) or ()]
    return not named or agency in named


def _held(entry: Mapping[str, Any], agency: Member | None, person: Member | None) -> bool:
    by, who = entry.get("agency"), entry.get("person")
    right_agency = agency is None or by is None or by == agency[1].get("key")
    right_person = person is None or who is None or who == person[1].get("key")
    return right_agency and right_person


def members_of(document: Mapping[str, Any]) -> dict[str, tuple[Member, ...]]:
    """The members of each list with the pointer that addresses them: by key, custody entries by position."""
    found: dict[str, tuple[Member, ...]] = {}
    for name in LISTS:
        rows = document.get(name) or ()
        found[name] = tuple((f"/{name}/{row.get('key', index)}", row) for index, row in enumerate(rows))
    return found


@dataclass(frozen=True, slots=True)
class Acting:
    """Who did a thing: the agencies that the `by` fields name, else those with one of the actions, else every one listed."""

    by: tuple[str, ...] = ()
    doing: tuple[str, ...] = ()

    def agencies(self, context: Context) -> tuple[tuple[Member, ...], bool]:
        """The agencies, and whether they are known to be the ones."""
        listed = context.asked.members["agencies"]
        named = set(self._named(context))
        if named:
            found = tuple(one for one in listed if one[1].get("key") in named)
            return found, len(found) == len(named)
        doers = tuple(one for one in listed if set(self.doing) & set(one[1].get("actions") or ()))
        if doers:
            return doers, len(doers) == 1
        return listed, len(listed) == 1 and context.whole("agencies")

    def may_have(self, context: Context) -> tuple[tuple[Member, ...], bool]:
        """The agencies, and whether nobody else can have done it: one listed without a word of its acts may have."""
        found, certain = self.agencies(context)
        silent = any(one[1].get("actions") is None for one in context.asked.members["agencies"] if one not in found)
        return found, certain and (not silent or bool(set(self._named(context))))

    def _named(self, context: Context) -> Iterable[str]:
        for path in self.by:
            group, _, name = path.partition(".")
            if group.endswith("[]"):
                member = context.bound.get(group[:-2])
                rows = [member[1]] if member else [one[1] for one in context.listed(group[:-2])]
            else:
                rows = [context.asked.document.get(group) or EMPTY]
            for row in rows:
                value = row.get(name)
                yield from [value] if isinstance(value, str) else value or ()


# Per person the agencies are those that its actor fields name (arrested_by, detained_by, force_by …), else each one.
DEALT_WITH = Acting(by=tuple(f"persons[].{name}" for name in ACTOR_FIELDS))
