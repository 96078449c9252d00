import pytest
from django.db.models import ProtectedError

from incidents import access
from incidents.errors import NotAllowed
from incidents.models import IncidentReader, LedgerEntry
from incidents.services import readers
from tests.builders import record_incident

pytestmark = pytest.mark.django_db


def test_a_reader_is_granted_once_and_it_is_in_the_ledger(volunteer, attorney):
    incident = record_incident(volunteer)
    readers.grant(actor=volunteer, incident=incident, user=attorney, through="case:7")
    readers.grant(actor=volunteer, incident=incident, user=attorney, through="case:7")
    assert access.can_read(attorney, incident)
    entry = LedgerEntry.objects.get(act="incident.reader_granted")
    reader = IncidentReader.objects.get()
    assert entry.detail == {"reader": reader.pk, "user": attorney.pk, "through": "case:7"}
    assert (entry.actor, entry.at) == (reader.granted_by, reader.granted_at)


def test_a_person_who_was_let_in_cannot_be_removed_and_take_the_row_with_them(volunteer, attorney):
    incident = record_incident(volunteer)
    readers.grant(actor=volunteer, incident=incident, user=attorney)
    with pytest.raises(ProtectedError):
        attorney.delete()


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
