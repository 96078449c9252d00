"""Every row that the ledger implies, held against the tables: each column of each protected table changed, one at a time."""

import io
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from incidents.models import EvidenceCopy, Identity, IdentityAgreement, Incident, IncidentReader, LedgerEntry
from incidents.services import (
    checkpoints,
    copies,
    evidence,
    identities,
    inspection,
    ledger,
    readers,
    record,
    verification,
    walls,
)
from incidents.services.verification import verify
from tests.builders import full_document, record_incident
from tests.incidents.photos import a_photo
from tests.incidents.tampering import TABLES, TRIGGERS, run

pytestmark = [pytest.mark.django_db, pytest.mark.assurance("2.3")]

# Columns that may change without a word here, each with its reason. A new column of any table below must be found or listed.
NOT_PROTECTED = {
    "incidents_revision.id": "a bare row number that nothing refers to: a revision is known by its incident and number",
    "incidents_evidencecopy.id": "a bare row number that nothing refers to: a copy is known by its file and name",
    "incidents_checkpointplace.*": "when a place outside was last tried; what counts is what lies there",
    "incidents_checkpointdelivery.*": "which place took a checkpoint; what counts is what lies there, and it is looked for",
    "incidents_ledgercheck.*": "what a verification found; it is found again by the next one",
    "incidents_agency.*": "the names of agencies are public, and the ledger holds the digest of each list that was imported",
    "incidents_agencynote.*": "what was added to a public list by hand; no part of the record",
    "incidents_upload.*": "a file that is still coming in; what becomes of it is known by its digest, and is in the ledger",
    "incidents_draft.*": "an unfinished form is its owner's to change and discard; it is no part of the record",
}
REFUSED = {"incidents_ledgerhead.id": "the database holds the head to one row, number 1"}


@pytest.fixture
def incident(volunteer, attorney, other_attorney, other_volunteer):
    """Something in every protected table, and more than one row where a value could be exchanged for another row's."""
    for name in ("first", "second"):
        incident = record_incident(volunteer, full_document(name))
        record.revise(actor=volunteer, incident=incident, base=1, update={"narrative": f"Changed, {name}."}, reason="more")
        _receive(volunteer, incident, a_photo(name))
        readers.grant(actor=volunteer, incident=incident, user=attorney, through="case:7")
        readers.grant(actor=volunteer, incident=incident, user=other_attorney)
        for person in ("P1", "P2"):
            identities.enter(actor=volunteer, incident=incident, person=person, details={"name": f"Canary {person}"})
            identities.enter(actor=attorney, incident=incident, person=person, details={"phone": "617 555 0100"})
            for answer in ("identity", "details"):
                identities.record_agreement(
                    actor=attorney, incident=incident, person=person, recipient="Office A", answer=answer
                )
    checkpoints.make()
    readers.withdraw(actor=volunteer, incident=incident, user=other_attorney)
    for one in Incident.objects.all():
        walls.raise_wall(actor=attorney, incident=one, user=other_attorney, through="case:7")
        walls.raise_wall(actor=attorney, incident=one, user=other_volunteer, through="case:7")
    walls.lift_wall(actor=attorney, incident=incident, user=other_volunteer, through="case:7")
    inspection.inspect_pending()
    checkpoints.make()
    return incident


def _receive(actor, incident, content):
    evidence.receive(
        actor=actor,
        incident=incident,
        stream=io.BytesIO(content),
        filename="a.jpg",
        content_type="image/jpeg",
        kind="photo",
    )


def columns():
    """Every column of every table of the room, from the schema itself."""
    for model in apps.get_app_config("incidents").get_models(include_auto_created=True):
        table = model._meta.db_table
        if f"{table}.*" not in NOT_PROTECTED:
            yield from ((model, field, f"{table}.{field.column}") for field in model._meta.concrete_fields)


def others(field, value):
    """Values of the same type that are not this one, as close to it as can be: one character, one bit, one microsecond."""
    if isinstance(field, models.ForeignKey):
        yield from field.related_model.objects.exclude(pk=value).order_by("pk").values_list("pk", flat=True)
        yield uuid4() if isinstance(field.target_field, models.UUIDField) else 1_000_000  # torn loose from everything
    elif isinstance(field, models.JSONField):
        yield [*value, "00" * 32] if isinstance(value, list) else {**value, "another": 1}
    elif isinstance(value, memoryview | bytes):
        place = max(0, len(bytes(value)) - 20)
        yield bytes(value)[:place] + bytes([bytes(value)[place] ^ 1]) + bytes(value)[place + 1 :]
    elif isinstance(value, datetime):
        yield value + timedelta(microseconds=1)
    elif isinstance(value, date):
        yield value + timedelta(days=1)
    elif isinstance(value, UUID):
        yield UUID(int=value.int ^ 1)
    elif isinstance(value, str):
        yield value[:-1] + chr(ord(value[-1]) ^ 1) if value else "x"
    else:
        yield uuid4() if isinstance(field, models.UUIDField) else value + 100


class _Undone(Exception):
    """Takes a change back with everything around it."""


def found_after(change):
    """The kinds that are named after a change that is then taken back; `refused` where the database itself says no."""
    found = set()
    try:
        with transaction.atomic():
            for table in TABLES:
                run(*TRIGGERS.allow_sql(connection.vendor, table))
            change()
            found = {broken.kind for broken in verify(files=True).breaks}
            raise _Undone
    except IntegrityError:
        return {"refused"}
    except _Undone:
        return found


def settle_constraints():
    """PostgreSQL moves no trigger of a table with checks outstanding."""
    if connection.vendor == "postgresql":
        run("SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL DEFERRED")


def set_column(model, field, row, value):
    def change():
        stored = field.get_db_prep_save(value, connection)
        where = model._meta.pk.get_db_prep_value(row.pk, connection)
        table, key = model._meta.db_table, model._meta.pk.column
        run(f"UPDATE {table} SET {field.column} = %s WHERE {key} = %s", params=[stored, where])  # noqa: S608

    return change


@pytest.mark.assurance("I2")
def test_every_protected_column_of_every_row_changed_by_itself_is_found(incident, figure):
    assert verify(files=True).breaks == []
    settle_constraints()
    missed, changed, names = [], 0, set()
    for model, field, name in columns():
        for row in model._base_manager.order_by("pk"):
            for value in others(field, getattr(row, field.attname)):
                found = found_after(set_column(model, field, row, value))
                if found != {"refused"}:  # a value that another row has taken: the next one
                    break
            changed += 1
            if name in NOT_PROTECTED:
                continue
            names.add(name)
            if not found or (found == {"refused"} and name not in REFUSED):
                missed.append((name, row.pk, found))
    assert missed == []
    assert names == {name for _model, _field, name in columns()} - set(NOT_PROTECTED), "a table that nothing was changed in"
    listed = len([name for name in NOT_PROTECTED if not name.endswith("*")])
    figure(f"{len(names)} of {len(names)} protected columns found, {changed} changes; {listed} listed as not protected")
    assert verify(files=True).breaks == []


def test_the_columns_are_those_of_the_database_itself():
    """A column that was added behind the models' back would otherwise be looked at by nobody."""
    declared = {name for _model, _field, name in columns()}
    tables = {name.partition(".")[0] for name in declared}
    with connection.cursor() as cursor:
        present = {
            f"{table}.{column.name}"
            for table in tables
            for column in connection.introspection.get_table_description(cursor, table)
        }
    assert present == declared
    assert {name for name in NOT_PROTECTED if not name.endswith(".*")} <= declared


@pytest.mark.assurance("I2")
@pytest.mark.parametrize(
    "kind",
    [
        "revision",
        "evidencefile",
        "evidenceinspection",
        "evidencecopy",
        "incidentreader",
        "incidentwall",
        "identityagreement",
        "identity",
        "ledgerentry",
        "ledgerhead",
    ],
)
def test_every_row_removed_by_itself_is_found(incident, kind):
    settle_constraints()
    model = apps.get_model("incidents", kind)
    for row in model._base_manager.order_by("pk"):
        where = model._meta.pk.get_db_prep_value(row.pk, connection)
        key, table = model._meta.pk.column, model._meta.db_table
        found = found_after(lambda: run(f"DELETE FROM {table} WHERE {key} = %s", params=[where]))  # noqa: B023, S608
        assert found, (kind, row.pk)


@pytest.mark.assurance("I2")
def test_a_forged_row_that_lets_somebody_in_is_found(incident, other_volunteer, volunteer):
    IncidentReader.objects.create(
        incident=incident, user=other_volunteer, through="joined", granted_by=volunteer, granted_at=timezone.now()
    )
    [broken] = verify().breaks
    assert (broken.kind, broken.sequence, broken.subject) == ("reader_unknown", None, f"incident:{incident.pk}")


@pytest.mark.assurance("I2")
def test_a_withdrawn_right_that_was_put_back_is_found(incident, other_attorney, volunteer):
    granted = LedgerEntry.objects.filter(act="incident.reader_granted", subject=f"incident:{incident.pk}").last()
    IncidentReader.objects.create(
        pk=granted.detail["reader"],
        incident=incident,
        user=other_attorney,
        through="joined",
        granted_by=volunteer,
        granted_at=granted.at,
    )
    assert [broken.kind for broken in verify().breaks] == ["reader_unknown"]


@pytest.mark.assurance("I2")
def test_a_forged_identity_and_a_forged_agreement_are_found(incident, attorney):
    identity = Identity.objects.filter(incident=incident).first()
    now = timezone.now()
    IdentityAgreement.objects.create(
        identity=identity, recipient="Office B", answer="identity", recorded_by=attorney, recorded_at=now
    )
    Identity.objects.create(incident=incident, person="P9", sealed=identity.sealed, changed_by=attorney, changed_at=now)
    assert [broken.kind for broken in verify().breaks] == ["identity_unknown", "agreement_unknown"]


@pytest.mark.assurance("I2")
def test_an_identity_set_back_to_an_earlier_state_is_found(volunteer):
    incident = record_incident(volunteer, full_document())
    identities.enter(actor=volunteer, incident=incident, person="P1", details={"name": "Canary"})
    earlier = Identity.objects.values().get()
    identities.enter(actor=volunteer, incident=incident, person="P1", details={"phone": "1"})
    Identity.objects.update(sealed=earlier["sealed"], changed_at=earlier["changed_at"])
    [broken] = verify().breaks
    assert (broken.kind, broken.sequence) == ("identity_changed", LedgerEntry.objects.last().sequence)


def test_the_break_names_the_entry_and_the_incident(incident):
    agreement = IdentityAgreement.objects.filter(identity__incident=incident).last()
    entry = LedgerEntry.objects.get(act="identity.agreement", detail__agreement=agreement.pk)
    IdentityAgreement.objects.filter(pk=agreement.pk).update(answer="identity")
    [broken] = verify().breaks
    assert (broken.kind, broken.sequence, broken.subject) == ("agreement_changed", entry.sequence, entry.subject)


@pytest.mark.assurance("I11")
def test_what_was_entered_before_rows_carried_their_number_is_whole_and_still_held(incident, volunteer, attorney):
    """An entry of the earlier form says who, for whom and through what, and not the row's number and time."""
    row = IncidentReader.objects.create(
        incident=incident, user=volunteer, through="case:8", granted_by=attorney, granted_at=timezone.now()
    )
    ledger.append(
        actor=attorney,
        act="incident.reader_granted",
        subject=ledger.subject_of(incident),
        detail={"user": volunteer.pk, "through": "case:8"},
    )
    assert verify().breaks == []
    IncidentReader.objects.filter(pk=row.pk).update(granted_by=volunteer)
    assert [broken.kind for broken in verify().breaks] == ["reader_changed"]


@pytest.mark.assurance("I11")
def test_an_act_during_the_reading_is_no_break(incident, volunteer, other_volunteer, monkeypatch):
    """Between the end of the chain and the comparison: a reader comes, a right goes, a revision and a new incident come."""

    def check_head(result):
        readers.grant(actor=volunteer, incident=incident, user=other_volunteer)
        readers.withdraw(actor=volunteer, incident=incident, user=incident.readers.first().user, through="case:7")
        record.revise(actor=volunteer, incident=incident, base=incident.revisions.count(), update={"language": "en"})
        record_incident(volunteer, full_document("third"))

    monkeypatch.setattr(verification, "_check_head", check_head)
    before = LedgerEntry.objects.count()
    result = verify(files=True)
    assert result.breaks == []
    assert (result.count, LedgerEntry.objects.count()) == (before, before + 4)


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL refuses such values itself")
def test_rows_that_cannot_be_read_are_named_and_the_rest_is_read(incident):
    run("UPDATE incidents_incidentreader SET granted_at = '2026-99-99 00:00:00' WHERE through = 'joined'")
    run("UPDATE incidents_identity SET changed_at = '2026-99-99 00:00:00' WHERE person = 'P1'")
    IdentityAgreement.objects.filter(identity__incident=incident).delete()
    kinds = [broken.kind for broken in verify().breaks if broken.subject == f"incident:{incident.pk}"]
    assert {"identity_changed", "agreement_changed"} <= set(kinds)
    other = Incident.objects.exclude(pk=incident.pk).get()
    assert "reader_changed" in {broken.kind for broken in verify().breaks if broken.subject == f"incident:{other.pk}"}


@pytest.mark.assurance("I1")
def test_a_copy_whose_stored_bytes_were_changed_is_named(incident):
    copy = EvidenceCopy.objects.filter(file__incident=incident).first()
    stored = copies.path_of(copy.file, copy.name)
    stored.write_bytes(stored.read_bytes()[:-1] + b"x")
    [broken] = verify(files=True).breaks
    assert (broken.kind, broken.subject) == ("copy_damaged", f"incident:{incident.pk} {copy.file.key}")
    stored.unlink()
    assert [one.kind for one in verify(files=True).breaks] == ["copy_damaged"]
