"""County from coordinates: known points, borders, islands, and two states whose counties changed."""

from datetime import date

import pytest

from incidents.counties import county_at, digest, known_counties
from incidents.counties.convert import Arcs, counties

pytestmark = pytest.mark.assurance("4.2")

DAY = date(2026, 5, 1)


@pytest.mark.parametrize(
    ("state", "latitude", "longitude", "county"),
    [
        ("IL", 41.8781, -87.6298, "Cook County"),
        ("MA", 42.2626, -71.8023, "Worcester County"),
        ("RI", 41.8240, -71.4128, "Providence County"),
        ("TX", 29.7604, -95.3698, "Harris County"),
        ("MI", 42.4850, -83.0277, "Macomb County"),
        ("NY", 40.7580, -73.9855, "New York County"),
        ("NY", 40.6782, -73.9442, "Kings County"),
        ("WA", 47.6062, -122.3321, "King County"),
        ("VA", 37.5407, -77.4360, "Richmond city"),
        ("MD", 39.2904, -76.6122, "Baltimore city"),
        ("MD", 39.4015, -76.6019, "Baltimore County"),
        ("MO", 38.6270, -90.1994, "St. Louis city"),
        ("NV", 39.1638, -119.7674, "Carson City"),
        ("LA", 30.4515, -91.1300, "East Baton Rouge Parish"),
        ("DC", 38.9072, -77.0369, "District of Columbia"),
        ("PR", 18.4000, -66.0650, "San Juan Municipio"),
    ],
)
def test_a_known_point_lies_in_its_county(state, latitude, longitude, county):
    assert county_at(state, latitude, longitude, DAY).county == county


@pytest.mark.parametrize(
    ("state", "latitude", "longitude", "county"),
    [
        ("MA", 41.2835, -70.0995, "Nantucket County"),
        ("MA", 41.3890, -70.6134, "Dukes County"),
        ("HI", 21.3069, -157.8583, "Honolulu County"),
        ("CA", 33.3894, -118.4163, "Los Angeles County"),
        ("FL", 24.5551, -81.7800, "Monroe County"),
        ("AK", 51.8800, -176.6581, "Aleutians West"),
        ("AK", 52.9000, 172.9000, "Aleutians West"),
    ],
)
def test_an_island_belongs_to_its_county_on_both_sides_of_the_date_line(state, latitude, longitude, county):
    assert county_at(state, latitude, longitude, DAY).county == county


def test_connecticut_has_counties_until_the_census_took_its_planning_regions():
    before = county_at("CT", 41.1792, -73.1894, date(2022, 6, 5))
    after = county_at("CT", 41.1792, -73.1894, date(2022, 6, 6))
    assert (before.county, before.edition) == ("Fairfield County", 2017)
    assert (after.county, after.edition) == ("Greater Bridgeport Planning Region", 2023)


def test_alaska_split_valdez_cordova_on_its_day():
    assert county_at("AK", 61.1308, -146.3483, date(2019, 1, 1)).county == "Valdez-Cordova"
    assert county_at("AK", 61.1308, -146.3483, date(2019, 1, 2)).county == "Chugach"


@pytest.mark.parametrize(
    ("state", "latitude", "longitude", "near"),
    [
        ("LA", 29.9500, -90.0700, {"Orleans Parish", "Jefferson Parish"}),
        ("NY", 40.7060, -73.9960, {"Kings County", "New York County"}),
        ("IL", 42.1530, -88.2000, {"Cook County", "Lake County"}),
    ],
)
def test_a_point_at_a_line_is_left_open_with_the_counties_it_may_lie_in(state, latitude, longitude, near):
    found = county_at(state, latitude, longitude, DAY)
    assert found.county is None
    assert set(found.near) >= near


def test_a_point_in_another_state_or_at_sea_lies_in_no_county():
    assert county_at("IL", 42.4850, -83.0277, DAY) == county_at("IL", 0.0, 0.0, DAY)
    assert county_at("IL", 0.0, 0.0, DAY).near == ()
    assert county_at("ZZ", 41.8781, -87.6298, DAY).county is None


def test_every_county_of_both_editions_has_a_name(figure):
    from incidents.intake.places import STATES

    named = {state: known_counties(state) for state in STATES}
    assert all(named.values())
    assert {"Fairfield County", "Greater Bridgeport Planning Region"} <= named["CT"]
    assert len(named["TX"]) == 254
    figure(f"{sum(map(len, named.values()))} counties and their like in {len(named)} states and territories")
    assert len(digest()) == 64


def test_the_conversion_keeps_an_arc_once_and_turns_it_around():
    atlas = {
        "arcs": [[[0, 0], [2, 0]], [[0, 0], [0, 2]]],
        "objects": {
            "counties": {
                "geometries": [
                    {"type": "Polygon", "id": "17031", "properties": {"name": "Cook"}, "arcs": [[0, 1]]},
                    {"type": "MultiPolygon", "id": "24510", "properties": {"name": "Baltimore"}, "arcs": [[[-1]], [[1]]]},
                ]
            }
        },
    }
    arcs, found = Arcs(), counties(atlas)
    assert found == {"IL": {"Cook": [[0, 1]]}, "MD": {"Baltimore city": [[-1], [1]]}}
    assert arcs.taken(atlas, found["IL"]) == {"Cook": [[0, 1]]}
    assert arcs.taken(atlas, found["MD"]) == {"Baltimore city": [[-1], [1]]}
    assert arcs.kept == [[0, 0, 2, 0], [0, 0, 0, 2]]
