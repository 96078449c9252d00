"""What one person told is not written over by another who can read it."""

import pytest

from incidents.errors import InvalidDocument
from incidents.services import readers, record
from tests.builders import full_document, record_incident

pytestmark = [pytest.mark.django_db, pytest.mark.assurance("3.2")]
OTHERWISE = {"accounts": [{"key": "C1", "source": "S1", "facts": {"/consent/response": "silence"}}]}


@pytest.fixture
def incident(volunteer, other_volunteer, attorney):
    made = record_incident(volunteer, full_document())
    for user in (other_volunteer, attorney):
        readers.grant(actor=volunteer, incident=made, user=user)
    return made


def told(incident):
    return next(one for one in record.read(incident)["accounts"] if one["key"] == "C1")["facts"]["/consent/response"]


@pytest.mark.parametrize("reason", ["", "I know better"])
def test_another_reader_cannot_write_over_an_account(incident, other_volunteer, reason):
    with pytest.raises(InvalidDocument) as refused:
        record.revise(actor=other_volunteer, incident=incident, base=1, update=OTHERWISE, reason=reason)
    assert [error.code for error in refused.value.errors] == ["account_of_another"]
    assert told(incident) == "refused"


def test_its_author_can(incident, volunteer):
    record.revise(actor=volunteer, incident=incident, base=1, update=OTHERWISE)
    assert told(incident) == "silence"


def test_an_attorney_can_with_a_reason_alone(incident, attorney):
    with pytest.raises(InvalidDocument):
        record.revise(actor=attorney, incident=incident, base=1, update=OTHERWISE)
    record.revise(actor=attorney, incident=incident, base=1, update=OTHERWISE, reason="Read back to the witness")
    assert told(incident) == "silence"
