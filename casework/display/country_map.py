"""The counties of the whole country that hold an agreement on a day, with the lines of the states, as paths to be drawn.

Albers' equal-area conic projection (Snyder, Map Projections: A Working Manual, 1987, section 14) with the usual parallels of
the conterminous states. Alaska, Hawaii and Puerto Rico stand below in frames of their own, Alaska at a third of the scale.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import cos, radians, sin, sqrt

from casework.display.register import Holder
from casework.engine.agency_names import county_of
from incidents.counties import borders, outlines

WIDTH, HEIGHT = 1000, 660
NEAREST = 1.2  # points of a line that lie closer than this to the last one are left out, in units of the drawing
Point = tuple[float, float]
Ring = Iterable[Point]


@dataclass(frozen=True, slots=True)
class Albers:
    """Two parallels, a middle in degrees, and where that middle stands in the drawing at which scale."""

    south: float
    north: float
    latitude: float
    longitude: float
    scale: float
    x: float
    y: float

    def __call__(self, point: Point) -> Point:
        east = point[0] - 360 if point[0] > 0 else point[0]  # the Aleutians lie on both sides of the 180th meridian
        cone = (sin(radians(self.south)) + sin(radians(self.north))) / 2
        fixed = cos(radians(self.south)) ** 2 + 2 * cone * sin(radians(self.south))
        angle = cone * radians(east - self.longitude)
        far, middle = (sqrt(fixed - 2 * cone * sin(radians(one))) / cone for one in (point[1], self.latitude))
        return self.x + self.scale * far * sin(angle), self.y - self.scale * (middle - far * cos(angle))


LOWER = Albers(29.5, 45.5, 37.5, -96, 1290, 497, 320)
FRAMES = {
    "AK": Albers(55, 65, 62, -152, 430, 158, 560),
    "HI": Albers(19, 22, 20.5, -157.5, 1290, 350, 600),
    "PR": Albers(17.9, 18.5, 18.2, -66.4, 1290, 930, 615),
}
UNDRAWN = frozenset({"AS", "GU", "MP", "VI"})


@dataclass(frozen=True)
class Shape:
    """`path`: SVG path data. `state`: in_force or unclear."""

    usps: str
    county: str
    path: str
    state: str
    count: int


@dataclass(frozen=True)
class CountryMap:
    """`lines`: of the states. `elsewhere`: agencies with an agreement whose county is not known or not drawn."""

    lines: str
    shapes: tuple[Shape, ...]
    elsewhere: int
    width: int = WIDTH
    height: int = HEIGHT


def country_map(day: date, holders: Iterable[Holder]) -> CountryMap:
    """Every county in which an agency holds an agreement, or may hold one, on a day."""
    by_county: dict[tuple[str, str], list[Holder]] = {}
    for one in holders:
        if not one.pending and one.found.state in ("in_force", "unclear"):
            by_county.setdefault((one.state, one.county), []).append(one)
    drawn: dict[str, dict[str, tuple[str, tuple[Ring, ...]]]] = {}
    shapes, outside = [], 0
    for (usps, county), here in sorted(by_county.items()):
        if usps not in drawn:
            found = () if usps in UNDRAWN else outlines(usps, day)
            drawn[usps] = {county_of(name): (name, rings) for name, rings in found}
        state = "in_force" if any(one.found.state == "in_force" for one in here) else "unclear"
        count = sum(one.found.state == state for one in here)
        if county not in drawn[usps]:
            outside += count if state == "in_force" else 0
            continue
        name, rings = drawn[usps][county]
        path = "".join(_path(ring, FRAMES.get(usps, LOWER), closed=True) for ring in rings)
        shapes.append(Shape(usps, name, path, state, count))
    return CountryMap(_state_lines(day), tuple(shapes), outside)


@cache
def _state_lines(day: date) -> str:
    return "".join(
        _path(line, FRAMES.get(usps, LOWER)) for usps, lines in borders(day) if usps not in UNDRAWN for line in lines
    )


def _path(points: Ring, project: Albers, *, closed: bool = False) -> str:
    """Path data in steps of tenths; a ring that shrinks to nothing is left out."""
    kept = list(_thinned(map(project, points)))
    if len(kept) < (3 if closed else 2):
        return ""
    x, y = (round(one, 1) for one in kept[0])
    said = [f"M{x:g} {y:g}l"]
    for point in kept[1:]:
        step_x, step_y = round(point[0] - x, 1), round(point[1] - y, 1)
        said.append(f"{step_x:g} {step_y:g} ")
        x, y = x + step_x, y + step_y
    return "".join(said).rstrip() + ("z" if closed else "")


def _thinned(points: Iterator[Point]) -> Iterator[Point]:
    """The first point, those far enough from the last one kept, and the last."""
    last: Point | None = None
    waiting: Point | None = None
    for point in points:
        if last is None or abs(point[0] - last[0]) + abs(point[1] - last[1]) >= NEAREST:
            last, waiting = point, None
            yield point
        else:
            waiting = point
    if waiting is not None:
        yield waiting
