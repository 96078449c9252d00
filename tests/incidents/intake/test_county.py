"""A county is suggested from coordinates on record, and never filled in for anybody."""

import pytest
from django.urls import reverse

from incidents.services import record as records
from tests.builders import record_incident

pytestmark = [pytest.mark.django_db, pytest.mark.assurance("4.2")]

CHICAGO = {"state": "IL", "latitude": 41.8781, "longitude": -87.6298}


def shown(client, volunteer, **place):
    incident = record_incident(volunteer, occurred_at="2026-05-01T10:00:00-05:00", place=place)
    client.force_login(volunteer)
    page = client.get(reverse("incident-topic", args=[incident.pk, "place"])).content.decode()
    return page, records.read(incident)["place"]


def test_the_county_is_suggested_and_the_record_keeps_none(client, volunteer):
    page, place = shown(client, volunteer, **CHICAGO)
    assert "By the coordinates on record the county is Cook County. Write it below if that is right." in page
    assert not place.get("county")


def test_near_a_line_the_counties_are_named_and_none_is_chosen(client, volunteer):
    page, _place = shown(client, volunteer, state="IL", latitude=42.153, longitude=-88.2)
    assert "the county is one of these: " in page
    assert "Lake County" in page


@pytest.mark.parametrize("place", [{**CHICAGO, "county": "Sangamon County"}, {"state": "IL"}, {**CHICAGO, "state": "MA"}])
def test_a_recorded_county_no_coordinates_or_another_state_suggest_nothing(client, volunteer, place):
    page, kept = shown(client, volunteer, **place)
    assert "By the coordinates on record" not in page
    assert kept.get("county") == place.get("county")
