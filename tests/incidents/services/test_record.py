import pytest
from django.db import DatabaseError

from incidents.errors import IdentifierTaken, InvalidDocument, NotAllowed, SealBroken, StaleBase
from incidents.format import digest, get, leaves
from incidents.models import Incident, LedgerEntry, Revision
from incidents.services import history, ledger, readers, record, sealing
from tests.builders import full_document, minimal_document, record_incident

pytestmark = [pytest.mark.django_db, pytest.mark.assurance("2.3")]


def acts(incident):
    return list(LedgerEntry.objects.filter(subject=f"incident:{incident.pk}").values_list("act", flat=True))


def test_an_incident_is_recorded_as_its_first_revision_with_a_ledger_entry(volunteer):
    recorded = record.create(actor=volunteer, document=minimal_document(narrative="They knocked."), reason="hotline")
    assert recorded.created
    assert (recorded.revision.number, recorded.revision.base, recorded.incident.head) == (1, 0, 1)
    assert record.read(recorded.incident) == minimal_document(narrative="They knocked.")
    assert recorded.revision.digest == digest(minimal_document(narrative="They knocked."))
    assert record.grounds_of(recorded.revision).reason == "hotline"
    entry = LedgerEntry.objects.get()
    assert (entry.act, entry.actor) == ("incident.received", volunteer)
    assert entry.detail["leaf_root"] == recorded.revision.leaf_root


def test_the_columns_are_what_lists_and_permissions_need(volunteer):
    incident = record_incident(volunteer, full_document())
    incident.refresh_from_db()
    assert (incident.state, incident.county, incident.city) == ("MA", "Suffolk County", "Boston")
    assert str(incident.operation) == full_document()["operation"]
    assert incident.occurred_on.isoformat() == "2026-01-14"


def test_the_day_is_the_local_day_of_the_place(volunteer):
    incident = record_incident(volunteer, minimal_document(occurred_at="2026-01-14T23:30:00-08:00"))
    assert incident.occurred_on.isoformat() == "2026-01-14"


def test_nothing_of_the_document_lies_open_in_the_database(volunteer):
    record_incident(
        volunteer, minimal_document(narrative="CANARY-7714", place={"state": "MA", "address": "CANARY-7714"}), reason="x"
    )
    for model in (Incident, Revision, LedgerEntry):
        for row in model.objects.values():
            assert (
                b"CANARY" not in repr({name: bytes(v) if isinstance(v, memoryview) else v for name, v in row.items()}).encode()
            )


def test_the_leaf_root_is_made_from_the_document_and_a_seed_of_its_own(volunteer):
    recorded = record.create(actor=volunteer, document=full_document())
    document, seed = record.opened(recorded.revision)
    assert leaves(document, seed).root == recorded.revision.leaf_root
    second = record.revise(actor=volunteer, incident=recorded.incident, base=1, update={"narrative": "Changed."})
    assert record.opened(second.revision)[1] != seed


@pytest.mark.assurance("F4")
def test_the_same_document_sent_again_is_the_same_incident(volunteer):
    first = record.create(actor=volunteer, document=full_document())
    shuffled = dict(reversed(list(full_document().items())))
    again = record.create(actor=volunteer, document=shuffled)
    assert (again.created, again.incident.pk, again.revision.pk) == (False, first.incident.pk, first.revision.pk)
    assert (Incident.objects.count(), Revision.objects.count(), LedgerEntry.objects.count()) == (1, 1, 1)


def test_the_same_document_sent_again_after_a_revision_is_still_answered(volunteer):
    incident = record_incident(volunteer)
    record.revise(actor=volunteer, incident=incident, base=1, update={"narrative": "More."})
    again = record.create(actor=volunteer, document=minimal_document())
    assert (again.created, again.revision.number, again.incident.head) == (False, 1, 2)


@pytest.mark.assurance("F4")
def test_another_document_under_the_same_identifier_is_refused(volunteer, caplog):
    key = record_incident(volunteer).key_wrapped
    with pytest.raises(IdentifierTaken):
        record.create(actor=volunteer, document=minimal_document(narrative="Something else."))
    assert sealing.mark(key, digest(minimal_document())) in caplog.text
    assert sealing.mark(key, digest(minimal_document(narrative="Something else."))) in caplog.text


def test_the_same_document_from_somebody_who_may_not_read_it_tells_them_nothing(volunteer, other_volunteer):
    record_incident(volunteer)
    with pytest.raises(IdentifierTaken):
        record.create(actor=other_volunteer, document=minimal_document())


def test_an_invalid_document_leaves_nothing_behind(volunteer):
    with pytest.raises(InvalidDocument) as caught:
        record.create(actor=volunteer, document=minimal_document(place={"state": "Mass."}))
    assert [error.path for error in caught.value.errors] == ["/place/state"]
    assert not Incident.objects.exists()
    assert not LedgerEntry.objects.exists()


def test_an_administrator_records_nothing(administrator):
    with pytest.raises(NotAllowed):
        record.create(actor=administrator, document=minimal_document())


def test_a_revision_is_appended_and_the_earlier_one_stays(volunteer):
    incident = record_incident(volunteer, narrative="They knocked.")
    recorded = record.revise(
        actor=volunteer, incident=incident, base=1, update={"entry": {"entered": True}}, reason="second call"
    )
    assert (recorded.created, recorded.revision.number, recorded.revision.base) == (True, 2, 1)
    assert record.read(recorded.incident)["entry"] == {"entered": True}
    assert record.read(recorded.incident)["narrative"] == "They knocked."
    assert "entry" not in record.read(recorded.incident, 1)
    assert acts(incident) == ["incident.received", "incident.revised"]


def test_a_caller_with_an_old_row_in_hand_reads_the_latest_revision(volunteer):
    incident = record_incident(volunteer)
    record.revise(actor=volunteer, incident=incident, base=1, update={"narrative": "More."})
    assert record.read(incident)["narrative"] == "More."


def test_the_columns_follow_a_revision(volunteer):
    incident = record_incident(volunteer)
    record.revise(actor=volunteer, incident=incident, base=1, update={"place": {"state": "RI", "city": "Providence"}})
    incident.refresh_from_db()
    assert (incident.state, incident.city, incident.head) == ("RI", "Providence", 2)


@pytest.mark.assurance("L4")
def test_a_revision_from_an_older_one_is_a_conflict_that_carries_the_latest(volunteer):
    incident = record_incident(volunteer)
    record.revise(actor=volunteer, incident=incident, base=1, update={"narrative": "From one."})
    with pytest.raises(StaleBase) as caught:
        record.revise(actor=volunteer, incident=incident, base=1, update={"narrative": "From the other."})
    assert (caught.value.head, caught.value.document["narrative"]) == (2, "From one.")
    assert record.read(incident)["narrative"] == "From one."


@pytest.mark.parametrize("base", [0, 2, 99, -1])
def test_a_base_that_never_was_is_a_conflict_too(volunteer, base):
    incident = record_incident(volunteer)
    with pytest.raises(StaleBase):
        record.revise(actor=volunteer, incident=incident, base=base, update={"narrative": "x"})


def test_the_same_revision_sent_again_is_one_revision(volunteer):
    incident = record_incident(volunteer, narrative="They knocked.")
    change = {"update": {"entry": {"entered": True}}, "retract": [{"path": "/narrative", "reason": "wrong call"}]}
    first = record.revise(actor=volunteer, incident=incident, base=1, **change)
    again = record.revise(actor=volunteer, incident=incident, base=1, **change)
    assert (again.created, again.revision.pk) == (False, first.revision.pk)
    assert Revision.objects.count() == 2


def test_a_revision_that_changes_nothing_makes_none(volunteer):
    incident = record_incident(volunteer, narrative="They knocked.")
    again = record.revise(actor=volunteer, incident=incident, base=1, update={"narrative": "They knocked.", "language": ""})
    assert (again.created, again.revision.number) == (False, 1)
    assert acts(incident) == ["incident.received"]


def test_a_retraction_keeps_its_reason_sealed_and_the_earlier_value_in_its_revision(volunteer):
    incident = record_incident(volunteer, narrative="They knocked.")
    retract = [{"path": "/narrative", "reason": "told about another home"}]
    recorded = record.revise(actor=volunteer, incident=incident, base=1, update={}, retract=retract)
    assert "narrative" not in record.read(incident)
    assert record.read(incident, 1)["narrative"] == "They knocked."
    assert record.grounds_of(recorded.revision).retract == tuple(retract)
    assert b"another home" not in bytes(recorded.revision.reason)


def test_a_member_that_others_name_cannot_be_retracted_alone(volunteer):
    incident = record_incident(volunteer, full_document())
    with pytest.raises(InvalidDocument) as caught:
        record.revise(actor=volunteer, incident=incident, base=1, update={}, retract=[{"path": "/documents/D1", "reason": "x"}])
    assert [(error.path, error.code) for error in caught.value.errors] == [("/persons/P1/named_in_document", "unknown_key")]
    assert record.read(incident) == record.read(incident, 1)


def test_accounts_that_differ_leave_a_fact_unknown_until_an_attorney_settles_it(volunteer, attorney):
    incident = record_incident(volunteer, full_document(consent={"asked": True, "response": "refused"}))
    assert get(record.read(incident), "/entry/entered") is True
    assert get(record.read(incident), "/consent/response") is None
    readers.grant(actor=volunteer, incident=incident, user=attorney)
    settlement = [{"path": "/consent/response", "value": "refused", "reason": "the recording has the word no"}]
    with pytest.raises(NotAllowed):
        record.revise(actor=volunteer, incident=incident, base=1, update={}, settle=settlement)
    recorded = record.revise(actor=attorney, incident=incident, base=1, update={}, settle=settlement)
    assert get(record.read(incident), "/consent/response") == "refused"
    assert record.grounds_of(recorded.revision).settle == tuple(settlement)
    record.revise(actor=volunteer, incident=incident, base=2, update={"narrative": "More."})
    assert get(record.read(incident), "/consent/response") == "refused"
    changed = {"accounts": [{"key": "C2", "facts": {"/consent/response": "gesture_or_stepped_aside"}}]}
    record.revise(actor=volunteer, incident=incident, base=3, update=changed)
    assert get(record.read(incident), "/consent/response") is None


def test_a_settlement_follows_the_schema_like_any_value(volunteer, attorney):
    incident = record_incident(volunteer, full_document())
    readers.grant(actor=volunteer, incident=incident, user=attorney)
    settlement = [{"path": "/consent/response", "value": "perhaps", "reason": "x"}]
    with pytest.raises(InvalidDocument) as caught:
        record.revise(actor=attorney, incident=incident, base=1, update={}, settle=settlement)
    assert [(error.path, error.code) for error in caught.value.errors] == [("/consent/response", "not_in_list")]


def test_who_may_not_read_an_incident_may_not_revise_it(volunteer, other_volunteer, attorney, administrator):
    incident = record_incident(volunteer)
    for stranger in (other_volunteer, attorney, administrator):
        with pytest.raises(NotAllowed):
            record.revise(actor=stranger, incident=incident, base=1, update={"narrative": "x"})


def test_a_failure_at_the_ledger_leaves_no_revision(volunteer, monkeypatch):
    incident = record_incident(volunteer)

    def broken(**_arguments):
        raise DatabaseError("disk full")

    monkeypatch.setattr(ledger, "append", broken)
    with pytest.raises(DatabaseError):
        record.revise(actor=volunteer, incident=incident, base=1, update={"narrative": "x"})
    with pytest.raises(DatabaseError):
        record.create(actor=volunteer, document=minimal_document("another"))
    incident.refresh_from_db()
    assert (incident.head, Revision.objects.count(), Incident.objects.count()) == (1, 1, 1)


def test_a_sealed_revision_in_the_place_of_another_is_not_opened(volunteer):
    incident = record_incident(volunteer)
    second = record.revise(actor=volunteer, incident=incident, base=1, update={"narrative": "More."}).revision
    first = incident.revisions.get(number=1)
    first.sealed, first.digest = second.sealed, second.digest
    with pytest.raises(SealBroken):
        record.opened(first)


def test_a_revision_that_is_not_there_is_said_to_be_missing(volunteer):
    with pytest.raises(Revision.DoesNotExist):
        record.read(record_incident(volunteer), 7)


def test_the_history_tells_who_when_why_and_what(volunteer, coordinator):
    incident = record_incident(volunteer, narrative="They knocked.")
    record.revise(actor=coordinator, incident=incident, base=1, update={"entry": {"entered": True}}, reason="second call")
    first, second = history.history(incident)
    assert (first.number, first.author, first.changes) == (1, volunteer, ())
    assert (second.author, second.grounds.reason) == (coordinator, "second call")
    assert [(change.path, change.before, change.after) for change in second.changes] == [("/entry/entered", None, True)]
    assert history.changes_between(incident, 1, 2) == list(second.changes)
