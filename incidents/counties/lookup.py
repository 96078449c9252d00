"""Looks a point up among the counties of a state, in the boundaries that held on a day.

The lines are generalised (see `boundaries.json`, made by `convert.py`): where the two editions draw the same county, 99 of 100
vertices of one lie within 1.3 km of the other's line. A point nearer than `MARGIN_KM` to another county's line is left open.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import cos, hypot, radians
from pathlib import Path
from typing import Any

BOUNDARIES = Path(__file__).parent / "boundaries.json"
MARGIN_KM = 1.5
# Kilometres of a degree of latitude, and of longitude at the equator.
KM_NORTH, KM_EAST = 110.6, 111.3
EARLIER, LATER = 2017, 2023

Point = tuple[float, float]
Ring = tuple[Point, ...]
WHAT = {"AK": "", "AS": "", "CT": "", "DC": "", "GU": "", "LA": " Parish", "MP": "", "PR": " Municipio", "VI": ""}
REGION = " Planning Region"


@dataclass(frozen=True, slots=True)
class Found:
    """The county that a point lies in, by its full name; `near` are those that it may lie in where the lines are too near.

    Both empty: the point lies in no county of the state. `edition` is the year of the boundaries.
    """

    county: str | None
    near: tuple[str, ...]
    edition: int


@dataclass(frozen=True, slots=True)
class _County:
    """A county's rings as (longitude, latitude), holes among them, and the box around them: west, south, east, north."""

    name: str
    rings: tuple[Ring, ...]
    box: tuple[float, float, float, float]


def county_at(state: str, latitude: float, longitude: float, day: date) -> Found:
    """The county of a state (USPS code) at a point in degrees, as its counties were on a day."""
    edition = _edition(state, day)
    near = [
        (distance, one.name)
        for one in _counties(state, edition)
        if (distance := _distance(one, longitude, latitude)) is not None
    ]
    names = tuple(_full(state, name, edition) for _distance_km, name in sorted(near))
    return Found(names[0], (), edition) if len(names) == 1 else Found(None, names, edition)


def outlines(state: str, day: date) -> tuple[tuple[str, tuple[Ring, ...]], ...]:
    """(full name, rings as (longitude, latitude)) of each county of a state, as its counties were on a day, to be drawn."""
    edition = _edition(state, day)
    return tuple((_full(state, one.name, edition), one.rings) for one in _counties(state, edition))


@cache
def borders(day: date) -> tuple[tuple[str, tuple[tuple[Point, ...], ...]], ...]:
    """(state, lines as (longitude, latitude)) of each state, to be drawn: the arcs that one of its counties alone has."""
    found = []
    for state in sorted(_read()["editions"][str(LATER)]):
        rings = (ring for county in _read()["editions"][str(_edition(state, day))][state].values() for ring in county)
        uses = Counter(~arc if arc < 0 else arc for ring in rings for arc in ring)
        found.append((state, tuple(tuple(_arc(arc)) for arc, number in uses.items() if number == 1)))
    return tuple(found)


def known_counties(state: str) -> frozenset[str]:
    """Every county of a state by its full name, of both editions."""
    return frozenset(
        _full(state, name, edition) for edition in (EARLIER, LATER) for name in _read()["editions"][str(edition)].get(state, ())
    )


def digest() -> str:
    """SHA-256 of the boundary file, in hex."""
    return hashlib.sha256(BOUNDARIES.read_bytes()).hexdigest()


def _edition(state: str, day: date) -> int:
    changed = _read()["changed"].get(state)
    return EARLIER if changed and day < date.fromisoformat(changed) else LATER


def _full(state: str, name: str, edition: int) -> str:
    """Cook -> Cook County; an independent city and the like keep their name."""
    if state == "CT":
        return name + (REGION if edition == LATER else " County")
    return name if name.casefold().endswith("city") else name + WHAT.get(state, " County")


@cache
def _read() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(BOUNDARIES.read_text(encoding="utf-8"))
    return content


@cache
def _counties(state: str, edition: int) -> tuple[_County, ...]:
    return tuple(_county(name, rings) for name, rings in _read()["editions"][str(edition)].get(state, {}).items())


def _county(name: str, rings: list[list[int]]) -> _County:
    drawn = tuple(tuple(point for arc in ring for point in _arc(arc)) for ring in rings)
    east = [point[0] for ring in drawn for point in ring]
    north = [point[1] for ring in drawn for point in ring]
    return _County(name, drawn, (min(east), min(north), max(east), max(north)))


def _arc(number: int) -> Iterator[Point]:
    """The points of an arc in degrees; a negative number is an arc drawn backward."""
    content = _read()
    steps = content["arcs"][~number if number < 0 else number]
    (scale_x, scale_y), (from_x, from_y) = content["scale"], content["translate"]
    x = y = 0
    points = []
    for index in range(0, len(steps), 2):
        x, y = x + steps[index], y + steps[index + 1]
        points.append((x * scale_x + from_x, y * scale_y + from_y))
    return reversed(points) if number < 0 else iter(points)


def _distance(county: _County, east: float, north: float) -> float | None:
    """Kilometres to the county, zero within it; None where it is farther than the margin."""
    per_degree = KM_EAST * cos(radians(north))
    west, south, far_east, far_north = county.box
    across, up = MARGIN_KM / max(per_degree, 1.0), MARGIN_KM / KM_NORTH
    if not (west - across <= east <= far_east + across and south - up <= north <= far_north + up):
        return None
    if _inside(county, east, north):
        return 0.0
    nearest = min(_to_ring(ring, east, north, per_degree) for ring in county.rings)
    return nearest if nearest <= MARGIN_KM else None


def _inside(county: _County, east: float, north: float) -> bool:
    """Whether a line to the east crosses the rings an odd number of times."""
    inside = False
    for ring in county.rings:
        x, y = ring[-1]
        for next_x, next_y in ring:
            if (y > north) != (next_y > north) and east < (next_x - x) * (north - y) / (next_y - y) + x:
                inside = not inside
            x, y = next_x, next_y
    return inside


def _to_ring(ring: Ring, east: float, north: float, per_degree: float) -> float:
    best = float("inf")
    x, y = (ring[-1][0] - east) * per_degree, (ring[-1][1] - north) * KM_NORTH
    for point in ring:
        next_x, next_y = (point[0] - east) * per_degree, (point[1] - north) * KM_NORTH
        dx, dy = next_x - x, next_y - y
        length = dx * dx + dy * dy
        along = 0.0 if length == 0 else max(0.0, min(1.0, -(x * dx + y * dy) / length))
        best = min(best, hypot(x + along * dx, y + along * dy))
        x, y = next_x, next_y
    return best
