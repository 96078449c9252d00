"""Which law reaches a place and a day."""

from typing import Any

import pytest

from casework.engine import Law
from tests.casework.engine.conftest import Bench

ICE = {"key": "A2", "level": "federal", "component": "ice_ero", "actions": ["arrested"]}


def local(**more: Any) -> list[dict[str, Any]]:
    return [{"key": "A1", "level": "municipal", "component": "police", "criminal_matter": False, **more}, ICE]


def test_a_county_leads_to_its_district_and_its_absence_leaves_it_open(real_law: Law) -> None:
    locate = real_law.places.locate
    assert locate({"state": "CA", "county": "Los Angeles County"}).covers("us.cacd") is True
    assert locate({"state": "CA", "county": "Alameda"}).covers("us.cacd") is False
    assert locate({"state": "CA"}).covers("us.cacd") is None
    assert locate({"state": "IL", "county": "Sangamon"}).covers("us.ilnd") is False
    assert locate({"state": "CO"}).covers("us.dco") is True


def test_a_city_leads_to_its_county_where_there_is_one(real_law: Law) -> None:
    assert real_law.places.locate({"state": "CA", "city": "los  angeles"}).covers("us.cacd") is True


def test_names_of_places_are_read_without_accents_case_or_the_word_county(real_law: Law) -> None:
    locate = real_law.places.locate
    assert locate({"state": "CA", "city": "San José"}).covers("us.ca.san-jose") is True
    assert locate({"state": "IL", "county": "COOK"}).covers("us.il.cook-county") is True
    assert locate({"state": "NY", "city": "Brooklyn"}).covers("us.ny.new-york-city") is True


def test_a_state_that_the_map_lacks_has_no_circuit(real_law: Law) -> None:
    place = real_law.places.locate({"state": "ZZ"})
    assert (place.circuit, place.path) == (None, ("us", "us.zz"))


def test_an_unknown_city_is_unknown_scope_for_a_city_police(real: Bench) -> None:
    place = {"state": "RI", "premises": "house"}
    assert real.one("SL-PARTICIPATION", "A1", place=place, agencies=local(actions=["traffic_control"])).status == "possible"
    place = {"state": "RI", "city": "Warwick", "premises": "house"}
    assert (
        real.one("SL-PARTICIPATION", "A1", place=place, agencies=local(actions=["traffic_control"])).status == "not_applicable"
    )
    place = {"state": "RI", "city": "Providence", "premises": "house"}
    assert real.one("SL-PARTICIPATION", "A1", place=place, agencies=local(actions=["traffic_control"])).status == "indicated"


@pytest.mark.parametrize(("day", "expected"), [("2025-11-24", "not_applicable"), ("2025-11-25", "indicated")])
def test_an_order_reaches_from_its_day(day: str, expected: str, real: Bench) -> None:
    persons = [
        {
            "key": "P1",
            "arrested": True,
            "arrested_by": ["A2"],
            "arrest_basis": "warrantless_immigration",
            "likely_to_escape": False,
        }
    ]
    place = {"state": "CO", "premises": "public_place"}
    found = real.one("CO-ORDER", occurred_at=f"{day}T09:00:00-07:00", place=place, agencies=[ICE], persons=persons)
    assert found.status == expected


@pytest.mark.parametrize(("day", "expected"), [("2025-09-07", "indicated"), ("2025-09-08", "not_applicable")])
def test_a_stay_takes_an_order_out_from_its_day(day: str, expected: str, real: Bench) -> None:
    persons = [{"key": "P1", "detained": True, "seized_for_appearance": True, "detained_by": ["A2"]}]
    place = {"state": "CA", "city": "Los Angeles", "county": "Los Angeles County", "premises": "public_place"}
    agencies = [{**ICE, "identified_agency": True}]
    found = real.one(
        "CO-ORDER", occurred_at=f"{day}T09:00:00-07:00", place=place, agencies=agencies, agencies_complete=True, persons=persons
    )
    assert (found.status == "indicated") is (expected == "indicated")


def test_a_state_case_is_read_on_the_day_of_evaluation_and_a_statute_on_the_day_of_the_incident(real: Bench) -> None:
    held: dict[str, Any] = {
        "occurred_at": "2017-02-06T12:00:00-05:00",
        "place": {"state": "MA", "city": "Worcester", "premises": "jail"},
        "agencies": [
            {"key": "A1", "level": "county", "actions": ["held_on_detainer"], "basis": "detainer", "criminal_matter": False}
        ],
    }
    assert real.one("SL-DETAINER", "A1", as_of="2017-07-24", **held).status == "indicated"
    assert real.one("SL-DETAINER", "A1", as_of="2017-07-23", **held).status == "not_applicable"


def test_a_case_decided_after_the_incident_establishes_nothing_for_it(real: Bench) -> None:
    entered: dict[str, Any] = {
        "entry": {"entered": True},
        "encounter": {"judicial_warrant_existed": False},
        "consent": {"response": "refused"},
    }
    before = real.one(
        "FA-ENTRY", occurred_at="1970-01-15T09:00:00-05:00", place={"state": "TX", "premises": "house"}, **entered
    )
    after = real.one("FA-ENTRY", occurred_at="1980-04-16T09:00:00-05:00", place={"state": "TX", "premises": "house"}, **entered)
    assert (before.status, before.clearly_established) == ("indicated", "no")
    assert (after.status, after.clearly_established) == ("indicated", "yes")
