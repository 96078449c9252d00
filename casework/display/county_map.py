"""A state's counties as paths to be drawn, each with what the register says of a day there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import cos, radians

from casework.display.register import Holder
from casework.engine.agency_names import county_of
from incidents.counties import outlines

WIDTH = 1000
Point = tuple[float, float]


@dataclass(frozen=True)
class Shape:
    """`path`: SVG path data. `state`: in_force, unclear, or empty where no agency of the county is in the register."""

    county: str
    path: str
    state: str
    count: int


@dataclass(frozen=True)
class CountyMap:
    """`height` for a width of 1000. `elsewhere`: agencies with an agreement whose county is not known or not drawn."""

    shapes: tuple[Shape, ...]
    height: int
    elsewhere: int


def county_map(state: str, day: date, holders: Iterable[Holder]) -> CountyMap | None:
    """None for a state without boundaries here."""
    drawn = outlines(state, day)
    if not drawn:
        return None
    by_county: dict[str, list[Holder]] = {}
    for one in holders:
        by_county.setdefault(one.county, []).append(one)
    project, height = _projection([point for _name, rings in drawn for ring in rings for point in ring])
    shapes = []
    for name, rings in drawn:
        here = by_county.get(county_of(name), [])
        state_here = next((kind for kind in ("in_force", "unclear") if any(one.found.state == kind for one in here)), "")
        count = sum(one.found.state == state_here for one in here)
        shapes.append(Shape(name, " ".join(_ring(ring, project) for ring in rings), state_here, count))
    counties = {county_of(name) for name, _rings in drawn}
    outside = [one for name, group in by_county.items() if name not in counties for one in group]
    return CountyMap(tuple(shapes), height, sum(one.found.state == "in_force" for one in outside))


@dataclass(frozen=True)
class _Projection:
    """Plate carrée, with degrees of longitude shortened as they are in the middle of the state."""

    west: float
    north: float
    east_scale: float
    north_scale: float

    def __call__(self, point: Point) -> tuple[int, int]:
        east = point[0] - 360 if point[0] > 0 > self.west else point[0]
        return round((east - self.west) * self.east_scale), round((self.north - point[1]) * self.north_scale)


def _projection(points: list[Point]) -> tuple[_Projection, int]:
    easts = [east - 360 if east > 0 and points[0][0] < 0 else east for east, _north in points]
    norths = [north for _east, north in points]
    west, north = min(easts), max(norths)
    shorter = cos(radians((north + min(norths)) / 2))
    scale = WIDTH / ((max(easts) - west) * shorter)
    return _Projection(west, north, scale * shorter, scale), round((north - min(norths)) * scale)


def _ring(ring: Iterable[Point], project: _Projection) -> str:
    points = list(dict.fromkeys(map(project, ring)))
    return "M" + "L".join(f"{x} {y}" for x, y in points) + "Z"
