"""Who sees which case, as a table; the predicate and the query give the same answer."""

import pytest

from casework import access, selectors
from casework.services import cases
from tests.builders import minimal_document, record_incident

PEOPLE = ["volunteer", "other_volunteer", "coordinator", "attorney", "other_attorney", "administrator"]
SEES = {"coordinator", "attorney"}


@pytest.fixture
def everybody(request):
    return {name: request.getfixturevalue(name) for name in PEOPLE}


@pytest.fixture
def far(coordinator, attorney, other_attorney, volunteer, small):
    """A case of another region, which the coordinator cannot see."""
    elsewhere = record_incident(other_attorney, minimal_document("texas", place={"state": "TX"}))
    return cases.open_case(actor=other_attorney, title="Texas", incident=elsewhere)


@pytest.mark.parametrize("person", PEOPLE)
def test_a_case_is_seen_by_its_attorneys_and_by_coordinators_of_its_incidents(person, everybody, case):
    assert access.can_see_case(everybody[person], case) is (person in SEES)
    assert access.can_decide(everybody[person], case) is (person == "attorney")


def test_the_predicate_and_the_query_agree(everybody, case, far):
    for person in everybody.values():
        listed = set(selectors.cases_visible_to(person))
        for one in (case, far):
            assert access.can_see_case(person, one) is (one in listed), (person, one)


def test_a_coordinator_sees_of_a_case_only_the_incidents_of_their_states(coordinator, attorney, case, volunteer):
    elsewhere = record_incident(attorney, minimal_document("texas", place={"state": "TX"}))
    cases.add_incident(actor=attorney, case=case, incident=elsewhere)
    assert elsewhere not in selectors.incidents_in(case, coordinator)
    assert elsewhere in selectors.incidents_in(case, attorney)


def test_somebody_who_is_no_longer_active_sees_nothing(attorney, case):
    attorney.is_active = False
    assert not access.can_see_case(attorney, case)
    assert not selectors.cases_visible_to(attorney).exists()
