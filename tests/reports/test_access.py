"""Who sees a report: the attorneys on its case. Predicates and queries say the same."""

import pytest

from casework.services import cases
from reports import access, selectors
from reports.services import reports
from tests.reports.conftest import DAY


@pytest.fixture
def report(case, attorney):
    return reports.request_report(actor=attorney, case=case, on=DAY)


def test_predicates_and_queries_agree_for_everybody(
    report, attorney, other_attorney, coordinator, volunteer, other_volunteer, administrator
):
    for person in (attorney, other_attorney, coordinator, volunteer, other_volunteer, administrator):
        listed = selectors.reports_visible_to(person).filter(pk=report.pk).exists()
        assert listed is access.can_read(person, report) is access.can_request(person, report.case), person
        assert listed is (person == attorney), person


def test_attorney_taken_off_the_case_no_longer_sees_its_reports(report, attorney, other_attorney):
    cases.add_member(actor=attorney, case=report.case, user=other_attorney)
    assert access.can_read(other_attorney, report)
    cases.remove_member(actor=attorney, case=report.case, user=other_attorney)
    assert not access.can_read(other_attorney, report)


def test_attorney_who_may_no_longer_sign_in_sees_none(report, attorney):
    attorney.is_active = False
    assert not access.can_read(attorney, report)
    assert not selectors.reports_visible_to(attorney).exists()
