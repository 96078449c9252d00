"""Which jurisdictions an incident lies in: the nation, circuit, district, state, county and city, as far as is known."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from casework.engine.kleene import Truth, disjunction
from incidents.counties import Found, county_at


def slug(name: str) -> str:
    """San José -> san-jose; St. Paul -> st-paul."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "").casefold()).strip("-")


def county_slug(name: str) -> str:
    """Cook County and Cook are one; so are Orleans Parish and Orleans."""
    kinds = "county|parish|city-and-borough|borough|census-area|municipality|municipio|planning-region"
    return re.sub(rf"-({kinds})$", "", slug(name))


@dataclass(frozen=True, slots=True)
class StatePlace:
    """A state with the courts over it."""

    code: str
    id: str
    name: str
    circuit: str | None
    districts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class District:
    """A federal district by its counties; `rest` takes every county that no other listed district of the state names."""

    id: str
    state: str
    counties: frozenset[str]
    rest: bool


@dataclass(frozen=True, slots=True)
class Locality:
    """A city or county with law of its own."""

    id: str
    state: str
    kinds: frozenset[str]
    names: frozenset[str]
    counties: frozenset[str]


@dataclass(frozen=True, slots=True)
class Area:
    """The reach of an order: whole states, districts, or counties by state. Empty: everywhere that it binds."""

    states: frozenset[str] = frozenset()
    districts: frozenset[str] = frozenset()
    counties: tuple[tuple[str, frozenset[str]], ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where an incident lies. What is None nobody has said; `covers` answers for any jurisdiction.

    `drawn`: what the boundaries say of its coordinates, where no county and no city of one county was recorded.
    """

    state: str
    state_id: str
    circuit: str | None
    district: str | None
    districts: tuple[str, ...]
    county: str | None
    city: str | None
    localities: Mapping[str, Truth]
    not_in: frozenset[str] = frozenset()
    drawn: Found | None = None

    @property
    def path(self) -> tuple[str, ...]:
        """The jurisdictions that are certain, the widest first."""
        local = tuple(sorted(name for name, value in self.localities.items() if value is True))
        return tuple(part for part in ("us", self.circuit, self.district, self.state_id) if part) + local

    def covers(self, jurisdiction: str) -> Truth:
        """Whether the incident lies there: yes, no, or not known."""
        if jurisdiction in ("us", self.circuit, self.state_id):
            return True
        if jurisdiction in self.districts:
            if self.district is not None:
                return self.district == jurisdiction
            return False if jurisdiction in self.not_in else None
        return self.localities.get(jurisdiction, False)

    def within(self, area: Area) -> Truth:
        """Whether the incident lies in the reach of an order."""
        if not (area.states or area.districts or area.counties):
            return True
        values: list[Truth] = [self.state in area.states]
        values += [self.covers(district) for district in area.districts]
        values += [self._in_counties(counties) for state, counties in area.counties if state == self.state]
        return disjunction(values)

    def _in_counties(self, counties: frozenset[str]) -> Truth:
        return None if self.county is None else self.county in counties


@dataclass(frozen=True, slots=True)
class Places:
    """The map that leads from what an incident says of its place to its jurisdictions. `worded` keeps names once made."""

    states: Mapping[str, StatePlace]
    districts: Mapping[str, District]
    localities: tuple[Locality, ...]
    circuits: Mapping[str, Mapping[str, Any]]
    worded: dict[tuple[str, ...], dict[str, str]] = field(default_factory=dict, repr=False, compare=False)

    def locate(self, place: Mapping[str, Any], day: date | None = None) -> Place:
        """The place of an incident. A state that the map lacks has no circuit and no law of its own.

        The county is the recorded one, else that of a city that lies in one alone, else that of the coordinates in the
        boundaries of the `day`; without a day, coordinates tell nothing.
        """
        city = slug(place["city"]) if place.get("city") else None
        county = county_slug(place["county"]) if place.get("county") else self._county_of(place["state"], city)
        drawn = _drawn(place, day) if county is None else None
        return self.located(place["state"], city, county_slug(drawn.county) if drawn and drawn.county else county, drawn)

    def known_by(self, state: str, city: str, county: str, by_coordinates: str) -> Place:
        """The place of which these slugs are known; those that are empty are not."""
        return self.located(state, city or None, county or self._county_of(state, city or None) or by_coordinates or None)

    def located(self, code: str, city: str | None, county: str | None, drawn: Found | None = None) -> Place:
        """The place of a city and county by their slugs."""
        state = self.states.get(code) or StatePlace(code, f"us.{code.lower()}", code, None, ())
        local = {one.id: _lies_in(one, city, county) for one in self.localities if one.state == code}
        district, not_in = self._district(state, county), self._not_in(state, county)
        return Place(code, state.id, state.circuit, district, state.districts, county, city, local, not_in, drawn)

    def _county_of(self, state: str, city: str | None) -> str | None:
        """A city that lies in one county leads to it."""
        found = [one for one in self.localities if one.state == state and "city" in one.kinds and city in one.names]
        counties = found[0].counties if found else frozenset()
        return next(iter(counties)) if len(counties) == 1 else None

    def _district(self, state: StatePlace, county: str | None) -> str | None:
        if len(state.districts) == 1:
            return state.districts[0]
        if county is None:
            return None
        listed = [self.districts[name] for name in state.districts if name in self.districts]
        named = next((one.id for one in listed if county in one.counties), None)
        rest = next((one.id for one in listed if one.rest), None)
        return named or rest

    def _not_in(self, state: StatePlace, county: str | None) -> frozenset[str]:
        """Districts whose county list is known and lacks this county."""
        listed = [self.districts[name] for name in state.districts if name in self.districts and county is not None]
        return frozenset(one.id for one in listed if one.counties and county not in one.counties)


def derived_county(place: Mapping[str, Any], day: date) -> str:
    """The slug of the county that the coordinates of a place lie in, where no county is recorded; empty where none."""
    drawn = None if place.get("county") else _drawn(place, day)
    return county_slug(drawn.county) if drawn and drawn.county else ""


def _drawn(place: Mapping[str, Any], day: date | None) -> Found | None:
    """What the boundaries of a day say of a place's coordinates; None where it has none."""
    latitude, longitude = place.get("latitude"), place.get("longitude")
    if day is None or latitude is None or longitude is None:
        return None
    return county_at(place["state"], latitude, longitude, day)


def _lies_in(one: Locality, city: str | None, county: str | None) -> Truth:
    values: list[Truth] = []
    if "city" in one.kinds:
        values.append(_in_city(one, city, county))
    if "county" in one.kinds:
        values.append(None if county is None else county in one.counties)
    return disjunction(values)


def _in_city(one: Locality, city: str | None, county: str | None) -> Truth:
    if city is not None:
        return city in one.names
    return False if county is not None and one.counties and county not in one.counties else None


def area_of(record: Mapping[str, Any]) -> Area:
    """An order's area as its record writes it."""
    counties: Iterable[tuple[str, Any]] = (record.get("counties") or {}).items()
    return Area(
        frozenset(record.get("states") or ()),
        frozenset(record.get("districts") or ()),
        tuple((state, frozenset(map(county_slug, names))) for state, names in counties),
    )
