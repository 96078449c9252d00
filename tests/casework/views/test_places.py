"""The sheet of a place, its data, and the card for volunteers."""

import pytest
from django.urls import reverse

from casework.display import corpus
from casework.services.law import current_law

pytestmark = [pytest.mark.django_db, pytest.mark.assurance("4.4")]


def asked(client, user, **query):
    client.force_login(user)
    return client.get(reverse("api-applicable-law"), query).json()


def record(answer, name):
    return next(one for one in answer["authorities"] if one["id"] == name)


def test_worcester_has_no_local_law_on_file_and_the_order_of_2026_only_after_its_day(client, volunteer):
    before = asked(client, volunteer, state="MA", city="Worcester", day="2017-01-01")
    after = asked(client, volunteer, state="MA", city="Worcester", day="2026-06-01")
    assert before["missing"] == after["missing"] == [{"part": "local", "name": "Worcester, MA"}]
    assert not record(before, "ma/eo/650-2026")["governs"]
    assert record(after, "ma/eo/650-2026")["governs"]
    assert record(before, "ma/sjc/lunn-v-commonwealth-2017")["governs"], "a decided case counts as known today"


def test_providence_has_its_act_from_its_first_day_and_rhode_island_is_an_honest_blank(client, volunteer):
    before = asked(client, volunteer, state="RI", city="Providence", day="2017-12-31")
    after = asked(client, volunteer, state="RI", city="Providence", day="2018-01-01", level="municipal")
    assert not record(before, "ri/providence/ordinance/cpra")["governs"]
    assert record(after, "ri/providence/ordinance/cpra")["governs"]
    assert record(after, "ri/providence/ordinance/cpra")["binds_agency"] == "yes"
    assert after["blanks"] == ["ri/no-statewide-law"]
    assert after["missing"] == []


def test_houston_is_displaced_only_for_what_texas_commands_and_only_from_that_day(client, volunteer):
    before = record(asked(client, volunteer, state="TX", city="Houston", day="2016-01-01"), "tx/houston/policy/500-5")
    after = record(asked(client, volunteer, state="TX", city="Houston", day="2026-06-01"), "tx/houston/policy/500-5")
    statute = "tx/statute/gov-752-053"
    assert before["displaced_by"] == before["contested_by"] == []
    assert {"code": "SL-DETAINER", "id": statute} in after["displaced_by"]
    assert {"code": "SL-INQUIRY", "id": statute} in after["contested_by"]


def test_chicago_reads_its_ordinance_and_asks_for_the_county_where_only_the_county_tells(client, volunteer):
    before = asked(client, volunteer, state="IL", city="Chicago", day="2012-01-01")
    after = asked(client, volunteer, state="IL", city="Chicago", day="2026-06-01")
    assert not record(before, "il/chicago/ordinance/2-173")["governs"]
    assert record(after, "il/chicago/ordinance/2-173")["governs"]
    assert record(after, "il/cook-county/ordinance/46-37")["reaches"] == "unknown"
    in_cook = asked(client, volunteer, state="IL", city="Chicago", county="Cook", day="2026-06-01")
    assert record(in_cook, "il/cook-county/ordinance/46-37")["reaches"] == "yes"


def test_center_line_had_an_agreement_between_its_two_days_alone(client, volunteer):
    days = ("2025-10-19", "2025-10-20", "2025-11-04", "2025-11-06")
    found = [
        record(asked(client, volunteer, state="MI", city="Center Line", day=day), "mi/center-line/agreement/287g-2025")
        for day in days
    ]
    assert [one["status_on_day"] for one in found] == ["none", "in_force", "contested", "repealed"]


def test_an_unknown_city_has_its_state_and_no_local_law_on_file(client, volunteer):
    answer = asked(client, volunteer, state="IL", city="Nowhere", day="2026-06-01")
    assert {"part": "local", "name": "Nowhere, IL"} in answer["missing"]
    assert record(answer, "il/statute/5-ilcs-805-15")["governs"]


def test_an_order_on_ice_alone_does_not_bind_city_police(client, volunteer):
    query = {"state": "IL", "city": "Chicago", "day": "2024-01-01"}
    order = "us/ilnd/castanon-nava-consent-decree-2022"
    assert record(asked(client, volunteer, **query, component="police"), order)["binds_agency"] == "no"
    assert record(asked(client, volunteer, **query, component="ice_ero"), order)["binds_agency"] == "yes"


def test_the_endpoint_and_the_pages_are_for_people_who_are_signed_in(client):
    assert client.get(reverse("api-applicable-law"), {"state": "IL"}).status_code in (401, 403)
    for address in (reverse("law-places"), reverse("law-card", args=["IL"])):
        assert client.get(address, {"state": "IL"}).status_code in (302, 404)


def test_a_wrong_day_is_named_and_nothing_is_answered(client, volunteer):
    client.force_login(volunteer)
    answer = client.get(reverse("api-applicable-law"), {"state": "IL", "day": "yesterday"})
    assert answer.status_code in (400, 422)
    assert client.get(reverse("law-places"), {"state": "IL", "day": "yesterday"}).status_code == 422


@pytest.mark.parametrize(
    ("state", "city"),
    [("MA", "Worcester"), ("RI", "Providence"), ("TX", "Houston"), ("IL", "Chicago"), ("MI", "Center Line")],
)
def test_the_sheet_of_each_place_shows_its_records_and_counts(client, volunteer, state, city):
    client.force_login(volunteer)
    page = client.get(reverse("law-places"), {"state": state, "city": city, "day": "2026-06-01"}).content.decode()
    assert city in page
    assert "State and local records on file here" in page
    assert ("No local law on file for Worcester" in page) == (city == "Worcester")


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_card_says_where_nothing_is_on_file(client, volunteer, language):
    client.force_login(volunteer)
    page = client.get(reverse("law-card", args=["RI"]), headers={"accept-language": language})
    assert page.status_code == 200
    assert "ri/no-statewide-law" not in page.content.decode()
    assert "No state-wide rule that limits or compels" in page.content.decode()


def test_there_is_no_card_for_a_state_that_does_not_exist(client, volunteer):
    client.force_login(volunteer)
    assert client.get(reverse("law-card", args=["XX"])).status_code == 404


def test_the_card_reads_the_records_own_marks_and_shows_federal_law_on_obstruction_and_recording(client, volunteer):
    client.force_login(volunteer)
    page = client.get(reverse("law-card", args=["LA"])).content.decode()
    before, interference, recording = (
        page.partition(f"<h2>{part}</h2>")[2] for part in ("How far away", "Interference and obstruction", "Recording")
    )
    assert "No record on file speaks of how far away to stand" in before
    assert "la/statute/act399-2025" in interference.partition("<h2>")[0]
    assert "us/usc/18-111" in interference.partition("<h2>")[0]
    assert "us/const/amend-1" in recording.partition("<h2>")[0]
    assert "us/ca5/turner-v-driver-2017" in recording.partition("<h2>")[0]


@pytest.mark.assurance("4.6")
def test_before_a_place_is_asked_for_the_page_counts_what_is_on_file_everywhere(client, attorney, figure):
    client.force_login(attorney)
    page = client.get("/law/places/").text
    law = current_law()
    found = corpus.lines(law)
    assert sum(line.records for line in found) == len(law.authorities)
    assert all(line.records == line.text + line.account + line.memory for line in found)
    assert [line.name for line in found][1:] == sorted(one.name for one in law.places.states.values())
    assert all(f'href="?state={line.state}"' in page for line in found if line.state)
    figure(f"{len(law.authorities)} records of {len(found) - 1} states and the United States counted on the page")
