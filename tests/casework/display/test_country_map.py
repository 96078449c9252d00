"""The map of the whole country: the projection, what is drawn, and what is counted because it is not."""

import re
from datetime import date

import pytest

from casework.display.country_map import HEIGHT, WIDTH, Albers, country_map
from casework.display.register import Holder
from casework.engine import AgreementState
from incidents.counties import borders

DAY = date(2025, 7, 18)


def holder(state, county, found="in_force", pending=False):
    return Holder(f"{county} sheriff", state, county, AgreementState(found, ("task_force",)), None, pending)


def test_the_projection_gives_snyders_numerical_example():
    """Map Projections: A Working Manual, appendix A: sphere of radius 1, parallels 29.5 and 45.5, origin 23 N 96 W."""
    x, y = Albers(29.5, 45.5, 23, -96, 1, 0, 0)((-75, 35))
    assert (round(x, 7), round(-y, 7)) == (0.2952720, 0.2416774)


@pytest.mark.assurance("5.6")
def test_counties_that_hold_one_are_drawn_and_the_others_counted():
    found = country_map(
        DAY,
        [
            holder("FL", "collier"),
            holder("FL", "collier", "unclear"),
            holder("TX", "harris", "unclear"),
            holder("AK", "anchorage"),
            holder("LA", "orleans"),
            holder("FL", ""),
            holder("GU", "guam"),
            holder("OH", "butler", "not_in_force"),
            holder("OH", "butler", pending=True),
        ],
    )
    assert [(one.usps, one.county, one.state, one.count) for one in found.shapes] == [
        ("AK", "Anchorage", "in_force", 1),
        ("FL", "Collier County", "in_force", 1),
        ("LA", "Orleans Parish", "in_force", 1),
        ("TX", "Harris County", "unclear", 1),
    ]
    assert found.elsewhere == 2
    assert all(one.path.startswith("M") and one.path.endswith("z") for one in found.shapes)


def test_every_state_is_drawn_within_the_frame():
    lines = country_map(DAY, []).lines
    starts = [tuple(map(float, one)) for one in re.findall(r"M(-?[\d.]+) (-?[\d.]+)", lines)]
    assert all(-5 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in starts)
    assert {state for state, drawn in borders(DAY) if drawn} >= {"CA", "FL", "AK", "HI", "PR", "DC"}
    assert len(lines) < 250_000, "a page that is sent whole"
