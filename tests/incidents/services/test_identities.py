import pytest

from incidents.errors import InvalidDocument, NotAllowed
from incidents.models import Identity, LedgerEntry
from incidents.services import identities, readers
from tests.builders import full_document, record_incident

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident(volunteer, attorney):
    incident = record_incident(volunteer, full_document())
    readers.grant(actor=volunteer, incident=incident, user=attorney)
    return incident


def enter(actor, incident, person="P1", **details):
    return identities.enter(actor=actor, incident=incident, person=person, details=details)


def look_up(actor, incident, reason="for the petition"):
    return identities.look_up(actor=actor, incident=incident, person="P1", reason=reason)


def test_a_volunteer_hands_in_a_name_that_only_an_attorney_sees(volunteer, coordinator, attorney, incident):
    enter(volunteer, incident, name="Maria Canary", phone="617 555 0100")
    for stranger in (volunteer, coordinator):
        with pytest.raises(NotAllowed):
            look_up(stranger, incident)
    assert look_up(attorney, incident) == {"name": "Maria Canary", "phone": "617 555 0100"}


def test_nothing_of_it_lies_open_in_the_database(volunteer, incident):
    enter(volunteer, incident, name="Maria Canary")
    assert "Canary" not in str(list(LedgerEntry.objects.values()))
    assert b"Canary" not in bytes(Identity.objects.get().sealed)


def test_what_is_entered_later_is_added_and_a_blank_erases_nothing(volunteer, attorney, incident):
    enter(volunteer, incident, name="Maria", phone="1")
    enter(attorney, incident, name=" ", phone="2", date_of_birth="1990-02-03")
    assert look_up(attorney, incident) == {"name": "Maria", "phone": "2", "date_of_birth": "1990-02-03"}
    assert Identity.objects.count() == 1


def test_what_a_filing_needs_is_entered_by_an_attorney_alone(volunteer, coordinator, incident):
    for stranger in (volunteer, coordinator):
        with pytest.raises(NotAllowed):
            enter(stranger, incident, a_number="A012345678")


@pytest.mark.assurance("M1")
@pytest.mark.parametrize("field", ["immigration_status", "status", "citizenship", "country_of_birth", "ssn", "passport"])
def test_there_is_no_field_for_a_status_or_for_other_numbers(attorney, incident, field):
    with pytest.raises(InvalidDocument) as caught:
        enter(attorney, incident, **{field: "x"})
    assert [(error.path, error.code) for error in caught.value.errors] == [(f"/{field}", "unknown_field")]


@pytest.mark.parametrize(
    ("details", "code"), [({"name": "a\x00"}, "character"), ({"name": "x" * 501}, "too_long"), ({"name": 3}, "wrong_type")]
)
def test_faulty_details_are_refused_with_their_path(volunteer, incident, details, code):
    with pytest.raises(InvalidDocument) as caught:
        enter(volunteer, incident, **details)
    assert [(error.path, error.code) for error in caught.value.errors] == [("/name", code)]


def test_a_person_that_is_not_in_the_document_has_no_identity(volunteer, incident):
    with pytest.raises(InvalidDocument) as caught:
        enter(volunteer, incident, person="P9", name="x")
    assert caught.value.errors[0].code == "unknown_key"


def test_every_entry_and_every_look_is_in_the_ledger(volunteer, attorney, incident):
    enter(volunteer, incident, name="Maria")
    look_up(attorney, incident)
    acts = LedgerEntry.objects.filter(act__startswith="identity").values_list("act", "actor")
    assert list(acts) == [("identity.entered", volunteer.pk), ("identity.opened", attorney.pk)]


def test_a_look_needs_a_reason(attorney, incident):
    with pytest.raises(InvalidDocument):
        look_up(attorney, incident, reason=" ")


def test_of_a_person_nobody_named_nothing_is_known(attorney, incident):
    assert look_up(attorney, incident) == {}


def test_without_an_agreement_nothing_may_be_told_and_the_latest_one_holds(volunteer, attorney, incident):
    identity = enter(volunteer, incident, name="Maria")
    assert identities.agreement_for(identity, "Office A") == "nothing"
    for answer in ("identity", "details"):
        identities.record_agreement(actor=attorney, incident=incident, person="P1", recipient="Office A", answer=answer)
    assert identities.agreement_for(identity, "Office A") == "details"
    assert identities.agreement_for(identity, "Office B") == "nothing"
    with pytest.raises(InvalidDocument):
        identities.record_agreement(actor=attorney, incident=incident, person="P1", recipient="Office A", answer="all")
