import io

import pytest
from django.db import connection

from incidents.models import EvidenceFile, Incident, IncidentReader, LedgerEntry, LedgerHead, Revision
from incidents.services import evidence, ledger, readers, record
from incidents.services.verification import KINDS, verify
from tests.builders import full_document, minimal_document, record_incident
from tests.incidents.tampering import tamper, triggers_lifted

pytestmark = [pytest.mark.django_db, pytest.mark.assurance("2.3")]


@pytest.fixture
def incident(volunteer, attorney):
    """Two incidents, four revisions, a file and a reader: eight entries."""
    incident = record_incident(volunteer, full_document())
    record_incident(volunteer, minimal_document("another"))
    record.revise(actor=volunteer, incident=incident, base=1, update={"narrative": "Changed."})
    evidence.receive(
        actor=volunteer,
        incident=incident,
        stream=io.BytesIO(b"picture"),
        filename="a.jpg",
        content_type="image/jpeg",
        kind="photo",
    )
    readers.grant(actor=volunteer, incident=incident, user=attorney)
    return incident


def kinds(**options):
    return [(broken.sequence, broken.kind) for broken in verify(**options).breaks]


def first(**options):
    broken = verify(**options).first
    return (broken.sequence, broken.kind) if broken else None


def rewrite_from(sequence):
    """What somebody does who knows the construction: every digest from here on made anew."""
    with triggers_lifted():
        previous = LedgerEntry.objects.get(sequence=sequence - 1).digest if sequence > 1 else ledger.GENESIS
        for entry in LedgerEntry.objects.filter(sequence__gte=sequence).order_by("sequence"):
            said = (entry.sequence, entry.at, entry.actor_id, entry.act, entry.subject, entry.detail, previous, entry.salt)
            LedgerEntry.objects.filter(pk=entry.pk).update(previous=previous, digest=ledger.entry_digest(*said))
            previous = ledger.entry_digest(*said)
    LedgerHead.objects.update(digest=previous)


@pytest.mark.assurance("I11")
def test_a_record_that_nobody_touched_is_whole(incident):
    result = verify(files=True)
    assert result.breaks == []
    assert (result.count, result.revisions, result.files) == (LedgerEntry.objects.count(), 4, 1)
    assert (result.count, result.head) == (LedgerHead.objects.get().sequence, LedgerHead.objects.get().digest)


def test_an_empty_ledger_is_whole(db):
    assert verify().breaks == []
    assert (verify().count, verify().head) == (0, ledger.GENESIS)


EDITS = {
    "act": "'evidence.opened'",
    "subject": "'incident:other'",
    "actor_id": "NULL",
    "at": "'2020-01-01 00:00:00'",
    "detail": "'{\"revision\": 9}'",
    "digest": "'" + "0" * 64 + "'",
}


@pytest.mark.assurance("I3")
@pytest.mark.parametrize("column", EDITS)
@pytest.mark.parametrize("sequence", [1, 3, 6])
def test_an_edited_entry_is_named(incident, column, sequence):
    tamper(f"UPDATE incidents_ledgerentry SET {column} = {EDITS[column]} WHERE sequence = %s", sequence)  # noqa: S608
    assert first() == (sequence, "edited")


@pytest.mark.parametrize("sequence", [1, 3, 6])
def test_an_entry_made_to_follow_another_is_named(incident, sequence):
    tamper("UPDATE incidents_ledgerentry SET previous = %s WHERE sequence = %s", "1" * 64, sequence)
    assert first() == (sequence, "edited")


@pytest.mark.assurance("I3")
@pytest.mark.parametrize("sequence", [1, 3])
def test_an_edited_entry_with_its_digest_made_anew_is_found_at_the_next(incident, sequence):
    with triggers_lifted():
        entry = LedgerEntry.objects.get(sequence=sequence)
        entry.act = "something.else"
        said = (entry.sequence, entry.at, entry.actor_id, entry.act, entry.subject, entry.detail, entry.previous, entry.salt)
        entry.digest = ledger.entry_digest(*said)
        entry.save()
    assert first() == (sequence + 1, "unlinked")


@pytest.mark.assurance("I3")
@pytest.mark.parametrize("sequence", [1, 4])
def test_a_deleted_entry_is_named(incident, sequence):
    tamper("DELETE FROM incidents_ledgerentry WHERE sequence = %s", sequence)
    assert first() == (sequence, "missing")


@pytest.mark.assurance("I3")
def test_a_deleted_entry_whose_place_is_closed_is_found(incident):
    with triggers_lifted():
        LedgerEntry.objects.filter(sequence=3).delete()
        for sequence in range(4, LedgerHead.objects.get().sequence + 1):
            LedgerEntry.objects.filter(sequence=sequence).update(sequence=sequence - 1)
    assert first() == (3, "edited")


@pytest.mark.assurance("I3")
def test_two_exchanged_entries_are_found(incident):
    with triggers_lifted():
        for old, new in ((3, 900), (4, 3), (900, 4)):
            LedgerEntry.objects.filter(sequence=old).update(sequence=new)
    assert first() == (3, "edited")


@pytest.mark.assurance("I3")
@pytest.mark.parametrize("place", ["front", "end"])
def test_an_inserted_entry_is_found(incident, place, volunteer):
    last = LedgerEntry.objects.last()
    sequence = 0 if place == "front" else last.sequence + 1
    said = (
        sequence,
        last.at,
        volunteer.pk,
        "evidence.opened",
        "incident:x",
        {},
        last.digest if place == "end" else ledger.GENESIS,
        None,
    )
    LedgerEntry.objects.create(
        sequence=said[0], at=said[1], actor=volunteer, act=said[3], subject=said[4], detail={}, previous=said[6],
        digest=ledger.entry_digest(*said),
    )  # fmt: skip
    assert (sequence, "head" if place == "end" else "unlinked") in kinds() or first() == (1, "unlinked")
    assert first() is not None


@pytest.mark.assurance("I3")
@pytest.mark.parametrize("number", [1, 3])
def test_a_cut_off_tail_is_found_by_the_noted_head(incident, number):
    last = LedgerHead.objects.get().sequence
    tamper("DELETE FROM incidents_ledgerentry WHERE sequence > %s", last - number)
    assert (last - number + 1, "tail") in kinds()


@pytest.mark.assurance("I3")
def test_a_cut_off_tail_with_the_head_set_back_is_found_by_a_head_kept_elsewhere(incident):
    kept = LedgerHead.objects.get()
    tamper("DELETE FROM incidents_ledgerentry WHERE sequence > %s", kept.sequence - 1)
    IncidentReader.objects.all().delete()
    last = LedgerEntry.objects.last()
    LedgerHead.objects.update(sequence=last.sequence, digest=last.digest)
    assert first() is None
    assert first(expect=(kept.sequence, kept.digest)) == (kept.sequence, "tail")


@pytest.mark.assurance("I4")
def test_a_ledger_written_anew_is_found_by_a_head_kept_elsewhere(incident):
    kept = LedgerHead.objects.get()
    tamper("UPDATE incidents_ledgerentry SET act = 'incident.other' WHERE act = 'incident.reader_granted'")
    IncidentReader.objects.all().delete()
    rewrite_from(1)
    assert first() is None
    assert first(expect=(kept.sequence, kept.digest)) == (kept.sequence, "rewritten")


@pytest.mark.assurance("I3")
def test_a_ledger_that_grew_since_agrees_with_an_earlier_head(incident, volunteer):
    kept = LedgerHead.objects.get()
    record.revise(actor=volunteer, incident=incident, base=3, update={"language": "en"})
    assert first(expect=(kept.sequence, kept.digest)) is None


@pytest.mark.assurance("I3")
def test_a_ledger_emptied_whole_is_found_by_its_head_and_by_the_revisions_left_behind(incident):
    tamper("DELETE FROM incidents_ledgerentry")
    assert {kind for _sequence, kind in kinds()} == {"tail", "revision_unknown", "file_unknown", "reader_unknown"}
    LedgerHead.objects.all().delete()
    assert {kind for _sequence, kind in kinds()} == {"revision_unknown", "file_unknown", "reader_unknown"}


def test_an_entry_that_cannot_be_read_is_named(incident):
    if connection.vendor == "sqlite":  # PostgreSQL refuses such values itself
        run_raw = "UPDATE incidents_ledgerentry SET at = 'no time' WHERE sequence = 3"
        tamper(run_raw)
        assert first() == (3, "unreadable")
        tamper("PRAGMA ignore_check_constraints = 1")
        tamper("UPDATE incidents_ledgerentry SET detail = '{broken' WHERE sequence = 2")
        tamper("PRAGMA ignore_check_constraints = 0")
        assert first() == (2, "edited")
    else:
        tamper("UPDATE incidents_ledgerentry SET detail = '1e400' WHERE sequence = 2")
        assert first() in {(2, "unreadable"), (2, "edited")}


REVISION_EDITS = {
    "number": "7",
    "base": "7",
    "digest": "'" + "0" * 64 + "'",
    "leaf_root": "'" + "0" * 64 + "'",
    "created_at": "'2020-01-01 00:00:00'",
}


@pytest.mark.assurance("I2")
@pytest.mark.parametrize("column", REVISION_EDITS)
def test_a_changed_column_of_a_revision_is_found(incident, column):
    tamper(
        f"UPDATE incidents_revision SET {column} = {REVISION_EDITS[column]} "  # noqa: S608
        "WHERE incident_id = %s AND number = 2",
        _id(incident),
    )
    assert set(kinds()) & {(3, "revision_changed"), (3, "revision_sealed"), (3, "revision_missing")}


@pytest.mark.assurance("I2")
def test_another_author_of_a_revision_is_found(incident, attorney):
    tamper("UPDATE incidents_revision SET author_id = %s WHERE incident_id = %s AND number = 2", attorney.pk, _id(incident))
    assert kinds() == [(3, "revision_changed")]


@pytest.mark.assurance("I2")
@pytest.mark.parametrize("column", ["sealed", "reason"])
def test_a_changed_byte_of_a_sealed_column_is_found(incident, column):
    revision = incident.revisions.get(number=2)
    content = bytearray(getattr(revision, column))
    content[-20] ^= 1
    with triggers_lifted():
        Revision.objects.filter(pk=revision.pk).update(**{column: bytes(content)})
    assert kinds() == [(3, "revision_changed")]


def test_a_revision_replaced_together_with_its_ledger_entry_does_not_open(incident):
    revision = incident.revisions.get(number=2)
    with triggers_lifted():
        Revision.objects.filter(pk=revision.pk).update(digest="0" * 64)
    assert kinds() == [(3, "revision_sealed")]


def test_a_removed_revision_and_a_smuggled_one_are_found(incident):
    with triggers_lifted():
        Revision.objects.filter(incident=incident, number=2).delete()
    assert (3, "revision_missing") in kinds()
    first_one = incident.revisions.get(number=1)
    first_one.pk, first_one.number = None, 9
    first_one.save()
    assert (None, "revision_unknown") in kinds()


@pytest.mark.assurance("I2")
@pytest.mark.parametrize("change", [{"state": "NY"}, {"city": "Salem"}, {"county": ""}, {"head": 1}, {"operation": None}])
def test_a_changed_column_of_an_incident_is_found(incident, change):
    Incident.objects.filter(pk=incident.pk).update(**change)
    assert kinds() == [(None, "incident_changed")]


@pytest.mark.assurance("I2")
@pytest.mark.parametrize("change", [{"sha256": "0" * 64}, {"size": 1}, {"key": "E9"}, {"content_type": "text/html"}])
def test_a_changed_column_of_an_evidence_file_is_found(incident, change):
    EvidenceFile.objects.update(**change)
    assert [kind for _sequence, kind in kinds()] == ["file_changed"]


def test_a_removed_row_of_an_evidence_file_is_found(incident):
    EvidenceFile.objects.all().delete()
    assert [kind for _sequence, kind in kinds()] == ["file_missing"]


def test_a_damaged_file_is_found_where_files_are_read(incident):
    stored = evidence.stored_file(EvidenceFile.objects.get())
    stored.write_bytes(stored.read_bytes()[:-1])
    assert kinds() == []
    assert [kind for _sequence, kind in kinds(files=True)] == ["file_damaged"]


def test_another_incidents_key_opens_nothing(incident):
    other = Incident.objects.exclude(pk=incident.pk).get()
    Incident.objects.filter(pk=incident.pk).update(key_wrapped=other.key_wrapped)
    assert {kind for _sequence, kind in kinds()} == {"revision_sealed"}


def test_every_kind_of_break_has_words(incident):
    tamper("DELETE FROM incidents_ledgerentry")
    assert all(broken.explanation == str(KINDS[broken.kind]) for broken in verify().breaks)


def _id(incident):
    return incident.pk.hex if connection.vendor == "sqlite" else str(incident.pk)
