"""How fast a county is found from coordinates. Prints one JSON object as its last line; processor time.

Run from the project: `python bench/counties.py`.
"""

import json
import random
import statistics
import sys
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from incidents.counties import county_at  # noqa: E402

# Rough boxes inside six states: (state, south, north, west, east).
BOXES = (
    *(("TX", 29.0, 33.0, -100.0, -96.0), ("IL", 39.0, 42.0, -90.0, -88.0), ("GA", 31.5, 34.0, -84.5, -82.5)),
    *(("VA", 37.0, 38.5, -79.0, -77.0), ("CA", 36.0, 39.0, -121.0, -119.5), ("CT", 41.4, 41.9, -73.3, -72.0)),
)
POINTS = 2_000
DAY = date(2026, 5, 1)


def main() -> None:
    chance = random.Random(4)  # noqa: S311 - the same points in each run
    start = time.process_time()
    for state, *_box in BOXES:
        county_at(state, 0.0, 0.0, DAY)
    first = time.process_time() - start
    times, told = [], 0
    for number in range(POINTS):
        state, south, north, west, east = BOXES[number % len(BOXES)]
        point = chance.uniform(south, north), chance.uniform(west, east)
        start = time.process_time()
        told += county_at(state, *point, DAY).county is not None
        times.append((time.process_time() - start) * 1000)
    figures = {
        "first_of_six_states_ms": round(first * 1000, 1),
        "lookup_ms_median": round(statistics.median(times), 3),
        "lookup_ms_p99": round(statistics.quantiles(times, n=100)[98], 3),
        "points": POINTS,
        "told_percent": round(100 * told / POINTS, 1),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
