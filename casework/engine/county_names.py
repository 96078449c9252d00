"""Holds the counties that the law files name against the counties that there are, in both editions of the boundaries."""

from collections.abc import Iterator

from casework.engine.errors import Problem
from casework.engine.law import Law
from casework.engine.places import county_slug
from incidents.counties import known_counties


def county_problems(law: Law) -> Iterator[Problem]:
    """Each county of a locality, a district or an order's area that its state does not have."""
    for file, key, state, counties in _named(law):
        there = {county_slug(name) for name in known_counties(state)}
        for county in sorted(counties - there):
            near = sorted(name for name in known_counties(state) if county_slug(name)[:4] == county[:4])
            hint = f" (there is {', '.join(near)})" if near else ""
            yield Problem(file, key, f"`{county}` is no county of {state} in the boundaries of 2017 or 2023: correct it{hint}")


def _named(law: Law) -> Iterator[tuple[str, str, str, frozenset[str]]]:
    """(file, key, state, counties) of everything that names counties."""
    for one in law.places.localities:
        yield "places/localities.yaml", f"localities.{one.id}.counties", one.state, one.counties
    for district in law.places.districts.values():
        yield "places/districts.yaml", f"districts.{district.id}.counties", district.state, district.counties
    for record in law.authorities.values():
        for state, counties in record.area.counties if record.area else ():
            yield f"authorities/{record.id}.yaml", f"area.counties.{state}", state, counties
