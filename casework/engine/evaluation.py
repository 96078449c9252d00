"""Evaluates one incident against the law: pure, without a clock. The same input, law and days give the same bytes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from casework.engine import backing
from casework.engine.context import Asked, Context, members_of
from casework.engine.law import Element, Law, Rule
from casework.engine.on_file import Missing, missing
from casework.engine.questions import most_settling, settling, worded
from casework.engine.register import Register
from casework.engine.results import Defeat, Parts, Result, labelled
from casework.engine.trace import Node, all_of, any_of
from incidents.counties import Found
from incidents.format import differing, get

FORMAT = "evaluation/1"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All results for one document, with the law and days that they were read with."""

    release: str
    as_of: date
    incident_day: date
    places: tuple[str, ...]
    results: tuple[Result, ...]
    questions: tuple[str, ...]
    drawn: Found | None = None
    not_on_file: tuple[Missing, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "release": self.release,
            "as_of": self.as_of.isoformat(),
            "incident_day": self.incident_day.isoformat(),
            "places": list(self.places),
            "results": [result.as_dict() for result in self.results],
            "questions": list(self.questions),
            "not_on_file": [{"part": part, "name": name} for part, name in self.not_on_file],
            **({"county_by_coordinates": _written(self.drawn)} if self.drawn else {}),
        }


def evaluate(
    document: dict[str, Any], law: Law, *, agreements: Register, as_of: date, codes: Iterable[str] | None = None
) -> Evaluation:
    """Every rule (or those of `codes`) for every subject. The document must be valid incident/1.

    `as_of` is the day whose constitution and case law is applied; all other law is that of the incident's local day.
    """
    asked = _asked(document, law, agreements, as_of)
    wanted = None if codes is None else frozenset(codes)
    needed = frozenset(law.rules) if wanted is None else law.with_needed(wanted)
    results: list[Result] = []
    for rule in law.in_order():
        if rule.code in needed:
            found = tuple(_result(rule, context, subject) for context, subject in _subjects(rule, asked))
            asked.results[rule.code] = found
            results += found if wanted is None or rule.code in wanted else ()
    results.sort(key=lambda one: (one.code, one.subject or ""))
    place = asked.place
    return Evaluation(
        law.digest,
        as_of,
        asked.day,
        place.path,
        tuple(results),
        tuple(most_settling(results)),
        place.drawn,
        missing(law, place, _named(document["place"], place.drawn)),
    )


def _named(recorded: Mapping[str, Any], drawn: Found | None) -> str | None:
    """What the place is called: its city, else its county as recorded or derived."""
    return recorded.get("city") or recorded.get("county") or (drawn.county if drawn else None)


def _written(drawn: Found) -> dict[str, Any]:
    """What was derived from the coordinates and is recorded nowhere."""
    return {"county": drawn.county, "near": list(drawn.near), "boundaries": drawn.edition}


def _asked(document: dict[str, Any], law: Law, agreements: Register, as_of: date) -> Asked:
    day = datetime.fromisoformat(document["occurred_at"]).date()
    accounts = differing(document) if document.get("accounts") else {}
    unsettled = {path: tuple(told) for path, told in accounts.items() if get(document, path) is None}
    place = law.places.locate(document["place"], day)
    return Asked(document, law, place, day, as_of, agreements, unsettled, members_of(document))


def _subjects(rule: Rule, asked: Asked) -> Iterator[tuple[Context, str | None]]:
    """The incident, or each agency or person of it."""
    if rule.unit == "incident":
        yield Context(asked, {}), None
        return
    group = {"agency": "agencies", "person": "persons"}[rule.unit]
    for pointer, member in asked.members[group]:
        yield Context(asked, {group: (pointer, member)}), member["key"]


def _found(elements: tuple[Element, ...], context: Context, kind: str) -> tuple[Node, ...]:
    return tuple([labelled(one, one.when.see(context), kind) for one in elements])


def _result(rule: Rule, context: Context, subject: str | None) -> Result:
    recorded = context.recorded_only()
    defeaters = tuple(
        Defeat(
            labelled(one, one.when.see(context), "defeater"),
            one.raised_by.see(context) if one.raised_by else None,
            one.must_be_excluded,
        )
        for one in rule.defeaters
    )
    parts = Parts(
        _found(rule.scope, context, "scope"),
        _found(rule.elements, context, "element"),
        _found(rule.triggers, recorded, "trigger"),
        defeaters,
    )
    status = parts.status()
    rests_on = tuple(sorted(parts.rests_on(status)))
    contested = tuple(node for node in _found(rule.contests, context, "defeater") if node.value is True)
    defeated = tuple(one.node for one in defeaters if one.node.value is True)
    roles = backing.roles(rule, parts.elements, defeated, contested, context)
    actors, certain = _actors(rule, context, subject)
    conflicts = parts.unrecorded() & frozenset(context.asked.conflicts)
    return Result(
        code=rule.code,
        unit=rule.unit,
        subject=subject,
        status=status,
        support=backing.support(roles, bool(contested) or any(map(backing.disputed, parts.elements)), status, context),
        clearly_established=backing.clearly_established(roles, context),
        actors=actors,
        actors_certain=certain,
        authorities=backing.listed(roles, context),
        rests_on=rests_on,
        open_questions=worded(settling(parts, status, rests_on), context.asked.law.questions),
        conflicts=tuple(sorted(conflicts)),
        rule_out=backing.to_rule_out(rule, roles, context),
        trace=_trace(rule, parts, contested, status),
    )


def _actors(rule: Rule, context: Context, subject: str | None) -> tuple[tuple[str, ...], bool]:
    if rule.unit == "agency":
        return (subject or "",), True
    agencies, certain = rule.actors.agencies(context)
    return tuple(one[1]["key"] for one in agencies), certain


def _trace(rule: Rule, parts: Parts, contested: tuple[Node, ...], status: str) -> Node:
    defeaters = tuple(_with_raiser(one) for one in parts.defeaters)
    children = (
        all_of(parts.scope, kind="scope", name="scope"),
        all_of(parts.elements, kind="elements", name="elements"),
        any_of(parts.triggers, kind="triggers", name="triggers"),
        any_of((*defeaters, *contested), kind="defeaters", name="defeaters"),
    )
    value = {"indicated": True, "not_indicated": False, "not_applicable": False}.get(status)
    return Node("result", value, name=rule.code, label=rule.title, authorities=rule.authorities, children=children)


def _with_raiser(one: Defeat) -> Node:
    """A defeater with what raises it beside it, for the trace alone."""
    if one.raised is None:
        return one.node
    raised = one.raised.named("raised_by", None)
    return Node(
        "defeater",
        one.node.value,
        name=one.node.name,
        label=one.node.label,
        authorities=one.node.authorities,
        children=(*one.node.children, raised),
    )
