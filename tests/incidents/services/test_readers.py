import pytest

from incidents import access
from incidents.errors import NotAllowed
from incidents.models import LedgerEntry
from incidents.services import readers
from tests.builders import record_incident

pytestmark = pytest.mark.django_db


def test_a_reader_is_granted_once_and_it_is_in_the_ledger(volunteer, attorney):
    incident = record_incident(volunteer)
    readers.grant(actor=volunteer, incident=incident, user=attorney, through="case:7")
    readers.grant(actor=volunteer, incident=incident, user=attorney, through="case:7")
    assert access.can_read(attorney, incident)
    entry = LedgerEntry.objects.get(act="incident.reader_granted")
    assert entry.detail == {"user": attorney.pk, "through": "case:7"}


def test_a_right_through_two_cases_ends_with_the_second(volunteer, attorney):
    incident = record_incident(volunteer)
    for case in ("case:7", "case:8"):
        readers.grant(actor=volunteer, incident=incident, user=attorney, through=case)
    assert readers.withdraw(actor=volunteer, incident=incident, user=attorney, through="case:7")
    assert access.can_read(attorney, incident)
    assert readers.withdraw(actor=volunteer, incident=incident, user=attorney, through="case:8")
    assert not access.can_read(attorney, incident)
    assert not readers.withdraw(actor=volunteer, incident=incident, user=attorney, through="case:8")


def test_who_joined_lets_nobody_else_in(volunteer, other_volunteer, attorney, administrator):
    incident = record_incident(volunteer)
    readers.grant(actor=volunteer, incident=incident, user=other_volunteer)
    for stranger in (other_volunteer, attorney, administrator):
        with pytest.raises(NotAllowed):
            readers.grant(actor=stranger, incident=incident, user=attorney)
        with pytest.raises(NotAllowed):
            readers.withdraw(actor=stranger, incident=incident, user=other_volunteer)
