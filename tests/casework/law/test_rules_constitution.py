"""What worked examples cannot say of the constitutional rules: what a result rests on, its support, and who did it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from casework.engine import Law, Register, evaluate, load_law
from casework.engine.results import Result

LAW = Path(__file__).resolve().parents[3] / "casework" / "law"
HOUSE = {"state": "TX", "premises": "house"}
SEARCH_WARRANT = {"key": "D1", "kind": "judicial_search_warrant", "signed_by": "judge", "in_date": True}
ARREST_WARRANT = {"key": "D1", "kind": "judicial_arrest_warrant", "signed_by": "judge", "in_date": True}
STOPPED = {"key": "P1", "detained": True, "seized_for_appearance": True}


@pytest.fixture(scope="module")
def law() -> Law:
    return load_law(LAW)


def asked(law: Law, code: str, **incident: Any) -> Result:
    document = {
        "format": "incident/1",
        "id": "00000000-0000-4000-8000-000000000000",
        "occurred_at": "2026-03-10T09:00:00-05:00",
        "place": HOUSE,
        **incident,
    }
    (result,) = evaluate(document, law, agreements=Register(()), as_of=date(2026, 6, 1), codes=[code]).results
    return result


def test_a_hotel_clerks_authority_is_presumed_away_and_asked_first(law: Law) -> None:
    result = asked(
        law,
        "FA-CONSENT-AUTHORITY",
        place={"state": "TX", "premises": "hotel_room"},
        entry={"entered": True},
        consent={"asked": True, "response": "explicit_yes", "by": "hotel_staff"},
    )
    assert result.status == "indicated"
    assert "/consent/believed_to_have_authority" in result.rests_on


def test_a_sweep_that_excuses_rests_on_nobody_having_said_that_drawers_were_opened(law: Law) -> None:
    result = asked(
        law,
        "FA-SEARCH-SCOPE",
        documents=[ARREST_WARRANT],
        documents_complete=True,
        search={"occurred": True, "rooms_without_person_sought": True, "danger_suspected": True},
    )
    assert result.status == "not_indicated"
    assert "/search/containers_or_papers" in result.rests_on


@pytest.mark.parametrize(
    ("where", "status"),
    [({}, "not_indicated"), ({"detained_where": "inside"}, "not_indicated"), ({"detained_where": "elsewhere"}, "possible")],
)
def test_a_search_warrant_reaches_people_at_the_place_alone(law: Law, where: dict[str, str], status: str) -> None:
    result = asked(
        law,
        "FA-OCCUPANTS",
        documents=[SEARCH_WARRANT],
        documents_complete=True,
        search={"occurred": True, "warrant_object": "contraband"},
        persons=[{"key": "P1", "detained": True, "free_to_leave": False, **where}],
    )
    assert result.status == status
    assert ("/persons/P1/detained_where" in result.rests_on) is (where == {})


def test_a_whole_list_of_papers_that_name_the_person_needs_no_list_of_all_papers(law: Law) -> None:
    person = {"key": "P1", "detained": True, "free_to_leave": False, "suspicion_before_seizure": False}
    assert asked(law, "FA-OCCUPANTS", persons=[person]).status == "possible"
    assert asked(law, "FA-OCCUPANTS", persons=[{**person, "named_in_document": []}]).status == "indicated"


@pytest.mark.parametrize(
    ("premises", "support"), [("apartment", "binding"), ("workplace", "contested"), ("vehicle", "contested")]
)
def test_a_stop_for_appearance_is_contested_outside_homes(law: Law, premises: str, support: str) -> None:
    result = asked(law, "FA-APPEARANCE", place={"state": "CA", "premises": premises}, persons=[STOPPED])
    assert (result.status, result.support) == ("indicated", support)
    assert "/persons/P1/suspicion_before_seizure" in result.rests_on


def test_a_defeater_of_a_search_warrant_with_a_flaw_needs_a_mistake_for_each_flawed_paper(law: Law) -> None:
    excused = {**SEARCH_WARRANT, "presented": "shown", "address_matches": False, "mistake_reasonable": True}
    other = {**SEARCH_WARRANT, "key": "D2", "presented": "shown", "describes_place_and_things": False}
    assert asked(law, "FA-WARRANT-DEFECT", documents=[excused]).status == "not_indicated"
    assert asked(law, "FA-WARRANT-DEFECT", documents=[excused, other]).status == "possible"
    unexcused = {**other, "mistake_reasonable": False}
    assert asked(law, "FA-WARRANT-DEFECT", documents=[excused, unexcused]).status == "indicated"


@pytest.mark.parametrize(("state", "known"), [("MA", "yes"), ("NY", "no")])
def test_whether_recording_was_protected_beyond_doubt_depends_on_the_circuit(law: Law, state: str, known: str) -> None:
    result = asked(
        law,
        "FIRST-RECORDING",
        place={"state": state, "premises": "public_place"},
        persons=[{"key": "P1", "recording": True, "recording_punished": True}],
    )
    assert (result.status, result.clearly_established) == ("indicated", known)


def test_what_officers_call_a_crime_is_no_probable_cause_by_its_name(law: Law) -> None:
    person = {"key": "P1", "arrested": True, "suspicion_before_seizure": False, "arrest_basis": "criminal_probable_cause"}
    result = asked(law, "FA-ARREST", documents=[], documents_complete=True, persons=[person])
    assert result.status == "indicated"
