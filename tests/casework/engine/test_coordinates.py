"""Where no county is recorded, coordinates lead to one; it is told as derived and never replaces what somebody recorded."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from casework.engine import Evaluation, Law, Register, evaluate
from casework.engine.trace import Node
from tests.builders import minimal_document

pytestmark = pytest.mark.assurance("4.2")

CHICAGO = {"latitude": 41.8781, "longitude": -87.6298}
AS_OF = date(2026, 6, 1)


def read(law: Law, **place: Any) -> Evaluation:
    agency = {"key": "A1", "level": "municipal", "actions": ["questioned_about_status"], "criminal_matter": False}
    document = minimal_document(
        occurred_at="2026-05-01T10:00:00-05:00", place={"state": "IL", **place}, agencies=[agency], agencies_complete=True
    )
    return evaluate(document, law, agreements=Register.unknown(), as_of=AS_OF)


def reaches(evaluation: Evaluation) -> set[str]:
    def walk(node: Node) -> Iterator[Node]:
        yield node
        for child in node.children:
            yield from walk(child)

    steps = [step for result in evaluation.results for step in walk(result.trace) if step.name.startswith("at ")]
    return {step.label["en"] for step in steps if step.label}


def test_coordinates_lead_to_the_county_and_its_district_and_the_trace_says_so(real_law: Law) -> None:
    evaluation = read(real_law, **CHICAGO)
    assert {"us.ilnd", "us.il.cook-county"} <= set(evaluation.places)
    assert evaluation.as_dict()["county_by_coordinates"] == {"county": "Cook County", "near": [], "boundaries": 2023}
    said = "It reaches this place: Cook County, Illinois (county by its coordinates, in the boundaries of 2023: Cook County)"
    assert said in reaches(evaluation)
    assert "It reaches this place: Illinois" in reaches(evaluation), "the state needs no county"


def test_a_recorded_county_stands_whatever_the_coordinates_say(real_law: Law) -> None:
    evaluation = read(real_law, county="Sangamon County", **CHICAGO)
    assert "us.il.cook-county" not in evaluation.places
    assert "county_by_coordinates" not in evaluation.as_dict()


def test_a_city_of_one_county_leads_to_it_before_coordinates_do(real_law: Law) -> None:
    evaluation = read(real_law, city="Evanston", latitude=39.8, longitude=-89.65)
    assert "us.il.cook-county" in evaluation.places
    assert evaluation.drawn is None


def test_coordinates_near_a_line_leave_the_county_unknown_and_it_is_asked(real_law: Law) -> None:
    evaluation = read(real_law, latitude=42.153, longitude=-88.2)
    assert "us.il.cook-county" not in evaluation.places
    near = evaluation.as_dict()["county_by_coordinates"]["near"]
    assert {"Cook County", "Lake County"} <= set(near)
    assert any("too near a county line to tell" in one for one in reaches(evaluation))


def test_coordinates_outside_the_state_tell_nothing(real_law: Law) -> None:
    evaluation = read(real_law, latitude=30.0, longitude=-87.0)
    assert evaluation.as_dict()["county_by_coordinates"] == {"county": None, "near": [], "boundaries": 2023}
    assert any("in no county of this state" in one for one in reaches(evaluation))


@pytest.mark.parametrize(("day", "county"), [("2022-06-05", "fairfield"), ("2022-06-06", "greater-bridgeport")])
def test_connecticut_is_read_in_the_boundaries_of_the_incidents_day(real_law: Law, day: str, county: str) -> None:
    point = {"state": "CT", "latitude": 41.1792, "longitude": -73.1894}
    place = real_law.places.locate(point, date.fromisoformat(day))
    assert place.county == county
    assert place.covers("us.ct.bridgeport") is None, "a county is no city: Bridgeport is neither known nor excluded"
    assert place.covers("us.ct.hartford") is False


def test_no_coordinate_stands_in_an_evaluation(real_law: Law) -> None:
    written = json.dumps(read(real_law, **CHICAGO).as_dict())
    assert "41.8781" not in written
    assert "87.6298" not in written
