"""What is on file for a place and a day, with no incident: which law reaches it, whom it binds, and what is not on file."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from casework.engine.conditions import Condition, Fact
from casework.engine.kleene import Truth, conjunction, disjunction
from casework.engine.law import GOVERNS, Authority, Law
from casework.engine.on_file import Missing, is_local, missing, reach
from casework.engine.places import Place

FEDERAL = frozenset(
    ["ice_ero", "ice_hsi", "border_patrol", "cbp_field_operations", "fbi", "atf", "dea", "us_marshals", "other_federal"]
)
ONE_LEVEL = {"police": "municipal", "sheriff": "county", "state_police": "state"}
STANDS = (*GOVERNS, "enjoined", "stayed")


# (finding code, id of the state statute that stands against a local limit for it).
Against = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """Where, when, and of which agency; what is None nobody has said. `as_of` is the day that counts as today."""

    state: str
    day: date
    as_of: date
    county: str | None = None
    city: str | None = None
    level: str | None = None
    component: str | None = None

    def value(self, path: str) -> str | None:
        """The agency's level or component; a kind of agency that exists at one level alone tells the level."""
        if path == "agencies[].component":
            return self.component
        implied = "federal" if self.component in FEDERAL else ONE_LEVEL.get(self.component or "")
        return self.level or implied


@dataclass(frozen=True, slots=True)
class Applicable:
    """One record as it bears on the place. `reaches` and `binds_agency` are None where that is not known."""

    record: Authority
    section: str
    reaches: Truth
    binds_agency: Truth
    law_day: date
    status_on_day: str
    status_today: str
    displaced_by: Against = ()
    contested_by: Against = ()

    @property
    def governs(self) -> bool:
        return self.status_on_day in GOVERNS


@dataclass(frozen=True, slots=True)
class Answer:
    """All of it. `missing` holds jurisdictions with no law on file: (what is missing, name), which is never "no law"."""

    asked: Asked
    place: Place
    rows: tuple[Applicable, ...]
    blanks: tuple[Authority, ...]
    missing: tuple[Missing, ...]
    points: Mapping[str, Any]
    counts: Mapping[str, Mapping[str, int]]


def applicable(law: Law, asked: Asked) -> Answer:
    """Reads every record of the law for this place and day. A place that the map lacks is answered, and said to be missing."""
    place = law.places.locate({"state": asked.state, "county": asked.county, "city": asked.city})
    found = [(one, reach(one, place)) for one in law.authorities.values()]
    near = [(one, here) for one, here in found if here is not False]
    rows = tuple(_row(law, one, here, asked, place) for one, here in near if not one.extra.get("no_statewide_law"))
    blanks = tuple(one for one, here in near if one.extra.get("no_statewide_law"))
    points = law.places.circuits.get(place.circuit or "", {})
    own = [one for one, here in near if here is True and one.is_state_or_local_law]
    return Answer(asked, place, rows, blanks, missing(law, place, asked.city or asked.county), points, quality(own))


def section(one: Authority) -> str:
    """order, local, state, circuit or federal: the part of the sheet on which it stands."""
    if one.is_an_order:
        return "order"
    if one.is_state_or_local_law:
        return "local" if is_local(one) else "state"
    return "federal" if one.jurisdiction == "us" else "circuit"


def quality(records: Iterable[Authority]) -> dict[str, dict[str, int]]:
    """How many records by place, kind and checking."""
    held = list(records)
    named = {
        "place": Counter(one.jurisdiction for one in held),
        "kind": Counter(one.kind for one in held),
        "checked": Counter(one.checked for one in held),
    }
    return {key: dict(sorted(counter.items())) for key, counter in named.items()}


def _row(law: Law, one: Authority, here: Truth, asked: Asked, place: Place) -> Applicable:
    law_day = one.law_day(asked.day, asked.as_of)
    displaced, contested = _against(law, one, asked, place)
    return Applicable(
        one,
        section(one),
        here,
        binds_agency(one, asked),
        law_day,
        one.status_on(law_day),
        one.status_on(asked.as_of),
        displaced,
        contested,
    )


def binds_agency(one: Authority, asked: Asked) -> Truth:
    """Whether it speaks to the agency: by whom it applies to, whom it names, and the reach of its ways."""
    level = asked.value("agencies[].level")
    parts: list[Truth] = []
    if one.applies_to != "both":
        parts.append(None if level in (None, "unknown") else (level == "federal") == (one.applies_to == "federal"))
    if one.binds_agencies:
        parts.append(_named(one.binds_agencies, level, asked.component))
    ways = [way for way in one.ways if way.holds(one.law_day(asked.day, asked.as_of))]
    if any(way.agency for way in ways):
        parts.append(disjunction([conjunction([_meets(part, asked) for part in way.agency]) for way in ways]))
    return conjunction(parts)


def _named(named: tuple[str, ...], level: str | None, component: str | None) -> Truth:
    if level in named or component in named:
        return True
    return None if component is None or level is None else False


def _meets(part: Condition, asked: Asked) -> Truth:
    value = asked.value(part.path) if isinstance(part, Fact) else None
    return part.compare(value) if isinstance(part, Fact) and value not in (None, "unknown") else None


def _against(law: Law, one: Authority, asked: Asked, place: Place) -> tuple[Against, Against]:
    """Compelling state statutes against a local limit in force, by code: those that displace it for the acts that they
    command, and those that stand beside it: enjoined, stayed, contested, unread, or silent on the act."""
    displaced: list[tuple[str, str]] = []
    contested: list[tuple[str, str]] = []
    if section(one) != "local" or one.direction != "limits" or one.status_on(asked.day) not in GOVERNS:
        return (), ()
    for code in one.codes:
        for other in law.compels.get(code, ()):
            status = other.status_on(asked.day)
            if status in STANDS and reach(other, place) is True:
                commands = any(way.code == code and way.holds(asked.day) for way in other.ways)
                firm = status == "in_force" and other.read and commands
                (displaced if firm else contested).append((code, other.id))
    return tuple(sorted(displaced)), tuple(sorted(contested))
