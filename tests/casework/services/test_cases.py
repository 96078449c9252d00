"""Cases: being on one opens its incidents, leaving it closes them."""

import pytest

from casework.errors import LeadStays, NotAllowed, NotAnAttorney
from casework.services import cases
from incidents import access
from incidents.models import LedgerEntry
from incidents.services import ledger
from tests.builders import minimal_document, record_incident


@pytest.fixture
def second(coordinator, small):
    return record_incident(coordinator, minimal_document("second"))


def test_a_coordinator_opens_a_case_and_its_lead_can_read_the_incident(attorney, case, incident):
    assert access.can_read(attorney, incident)
    assert list(case.members.all()) == [attorney]


def test_a_coordinator_cannot_open_a_case_of_another_region(coordinator, attorney, volunteer, small):
    elsewhere = record_incident(volunteer, minimal_document("texas", place={"state": "TX"}))
    with pytest.raises(NotAllowed):
        cases.open_case(actor=coordinator, title="Texas", incident=elsewhere, lead=attorney)


@pytest.mark.parametrize("person", ["volunteer", "other_attorney", "administrator"])
def test_who_cannot_read_an_incident_opens_no_case_of_it(person, request, incident):
    with pytest.raises(NotAllowed):
        cases.open_case(actor=request.getfixturevalue(person), title="Mine", incident=incident)


def test_only_an_attorney_leads(coordinator, volunteer, incident):
    with pytest.raises(NotAnAttorney):
        cases.open_case(actor=coordinator, title="Led by a volunteer", incident=incident, lead=volunteer)


def test_an_attorney_who_joins_reads_every_incident_and_one_who_comes_later_too(
    coordinator, attorney, other_attorney, case, incident, second
):
    cases.add_member(actor=attorney, case=case, user=other_attorney)
    assert access.can_read(other_attorney, incident)
    cases.add_incident(actor=coordinator, case=case, incident=second)
    assert access.can_read(other_attorney, second)


def test_who_leaves_a_case_reads_its_incidents_no_more(attorney, other_attorney, case, incident):
    cases.add_member(actor=attorney, case=case, user=other_attorney)
    cases.remove_member(actor=attorney, case=case, user=other_attorney)
    assert not access.can_read(other_attorney, incident)


def test_who_leaves_one_case_keeps_what_another_holds(coordinator, attorney, other_attorney, case, incident):
    cases.add_member(actor=attorney, case=case, user=other_attorney)
    cases.open_case(actor=coordinator, title="Another file", incident=incident, lead=other_attorney)
    cases.remove_member(actor=attorney, case=case, user=other_attorney)
    assert access.can_read(other_attorney, incident)


def test_the_lead_stays(attorney, case):
    with pytest.raises(LeadStays):
        cases.remove_member(actor=attorney, case=case, user=attorney)


def test_nobody_but_its_attorneys_says_who_is_on_a_case(coordinator, other_attorney, case):
    for actor in (coordinator, other_attorney):
        with pytest.raises(NotAllowed):
            cases.add_member(actor=actor, case=case, user=other_attorney)


def test_adding_twice_is_once(coordinator, attorney, case, incident):
    cases.add_incident(actor=coordinator, case=case, incident=incident)
    cases.add_member(actor=attorney, case=case, user=attorney)
    acts = [entry.act for entry in LedgerEntry.objects.filter(subject=f"case:{case.pk}")]
    assert sorted(acts) == ["case.incident_added", "case.member_added", "case.opened"]


def test_who_may_read_an_incident_through_a_case_stands_in_the_incidents_own_ledger(
    coordinator, attorney, other_attorney, case, incident
):
    cases.add_member(actor=attorney, case=case, user=other_attorney)
    cases.remove_member(actor=attorney, case=case, user=other_attorney)
    entries = LedgerEntry.objects.filter(subject=ledger.subject_of(incident), act__startswith="incident.reader_").order_by("pk")
    assert [(entry.act, entry.detail["user"], entry.detail["through"]) for entry in entries] == [
        ("incident.reader_granted", attorney.pk, f"case:{case.pk}"),
        ("incident.reader_granted", other_attorney.pk, f"case:{case.pk}"),
        ("incident.reader_withdrawn", other_attorney.pk, f"case:{case.pk}"),
    ]


def test_an_attorney_can_leave_a_case_of_several_incidents(coordinator, attorney, other_attorney, case, second):
    cases.add_incident(actor=coordinator, case=case, incident=second)
    cases.add_member(actor=attorney, case=case, user=other_attorney)
    cases.remove_member(actor=other_attorney, case=case, user=other_attorney)
    assert not any(access.can_read(other_attorney, one) for one in case.incidents.all())
