"""What a process leaves behind when it dies between disk and database, and drafts that nobody can finish."""

import io
import os
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.services import standing
from incidents.models import Draft, EvidenceFile, LedgerEntry
from incidents.services import drafts, evidence, sweeping
from incidents.services.verification import verify
from incidents.tasks import sweep
from tests.builders import identifier, record_incident

pytestmark = [pytest.mark.django_db, pytest.mark.assurance("6.1")]
LONG_AGO = timezone.now().timestamp() - 2 * evidence.ABANDONED_AFTER


@pytest.fixture
def incident(volunteer):
    return record_incident(volunteer)


def receive(actor, incident, content):
    return evidence.receive(
        actor=actor, incident=incident, stream=io.BytesIO(content), filename="door.jpg", content_type="image/jpeg", kind="photo"
    )


def aged(folder: Path) -> None:
    for file in folder.rglob("*"):
        os.utime(file, (LONG_AGO, LONG_AGO))


@pytest.fixture
def died(incident, volunteer, monkeypatch):
    """A process that died after the file had its name and before the transaction was through."""
    kept = receive(volunteer, incident, b"kept")

    def dies(_file):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(evidence, "file_detail", dies)
        with pytest.raises(KeyboardInterrupt):
            receive(volunteer, incident, b"lost between disk and database")
    return kept


@pytest.mark.assurance("F13")
def test_a_whole_file_that_no_row_names_is_set_aside_and_given_back_when_it_is_named_again(died, incident, volunteer, figure):
    folder = evidence.folder_of(incident)
    assert len(list(folder.iterdir())) == 2
    assert sweeping.sweep().set_aside == (), "what is younger than an hour may still be coming in"
    aged(folder)
    (folder / f"{evidence.RECEIVING}half").write_bytes(b"half")
    os.utime(folder / f"{evidence.RECEIVING}half", (LONG_AGO, LONG_AGO))
    found = sweeping.sweep()
    assert (found.removed, len(found.set_aside), found.missing) == (1, 1, ())
    assert [file.name for file in folder.iterdir()] == [died.sha256]
    assert LedgerEntry.objects.get(act="evidence.set_aside").detail == {"files": 1}
    assert sweep() == 0, "delivered twice, it finds nothing the second time"
    [aside] = (folder.parent / sweeping.ASIDE / str(incident.pk)).iterdir()
    row = EvidenceFile.objects.create(
        incident=incident, key="E9", sha256=aside.name, size=30, received_by=volunteer, received_at=timezone.now()
    )
    assert sweeping.sweep().missing == (str(row.pk),), "a row whose file is missing is told and not touched"
    assert (sweeping.put_back(), sweeping.sweep().missing) == (1, ())
    figure("1 half-received removed, 1 whole file set aside and put back, 1 missing told")


def test_what_rows_name_and_what_is_not_an_incidents_stays(incident, volunteer):
    receive(volunteer, incident, b"kept")
    store = evidence.folder_of(incident).parent
    (store / "notes").mkdir()
    (store / "notes" / "readme").write_text("not ours")
    aged(store)
    assert sweeping.sweep() == sweeping.Swept(0, (), ())
    assert (store / "notes" / "readme").exists()
    assert not LedgerEntry.objects.filter(act="evidence.set_aside").exists()


def test_the_command_tells_each_file_and_fails_where_one_is_missing(died, incident, capsys):
    aged(evidence.folder_of(incident))
    evidence.stored_file(died).unlink()
    with pytest.raises(SystemExit):
        call_command("sweep")
    told = capsys.readouterr()
    assert "Set aside, named by no row: 1." in told.out
    assert f"The stored file of evidence {died.pk} is missing." in told.err


@pytest.mark.assurance("6.6")
def test_drafts_go_with_their_key_thirty_days_after_their_owner_was_locked_out(volunteer, other_volunteer, administrator):
    for number, owner in enumerate((volunteer, other_volunteer)):
        drafts.save(actor=owner, identifier=UUID(identifier(f"draft {number}")), content={"narrative": "They knocked."})
    standing.lock_out(actor=administrator, person=volunteer)
    now = timezone.now()
    assert sweeping.drop_drafts(now + timedelta(days=29)) == 0
    assert sweeping.drop_drafts(now + timedelta(days=31)) == 1
    assert list(Draft.objects.values_list("owner", flat=True)) == [other_volunteer.pk]
    assert LedgerEntry.objects.get(act="drafts.dropped").detail == {"drafts": 1}
    assert not verify().breaks


def test_whoever_was_let_in_again_finds_their_draft(volunteer, administrator):
    drafts.save(actor=volunteer, identifier=UUID(identifier("draft")), content={})
    standing.lock_out(actor=administrator, person=volunteer)
    volunteer.refresh_from_db()
    standing.let_in(actor=administrator, person=volunteer)
    assert sweeping.drop_drafts(timezone.now() + timedelta(days=90)) == 0


STEPS = {
    "before the transaction": (evidence, "_enter"),
    "before the document names it": (evidence, "_document_entry"),
    "before the revision": (evidence.record, "revise"),
    "before the file has its name": (evidence, "_put_in_place"),
    "before the ledger entry": (evidence, "file_detail"),
}


@pytest.mark.assurance("F13")
@pytest.mark.parametrize("step", STEPS)
def test_whatever_step_a_process_dies_at_the_record_agrees_and_the_same_file_comes_in_again(
    step, incident, volunteer, monkeypatch, figure
):
    def dies(*_args, **_named):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(*STEPS[step], dies)
        with pytest.raises(KeyboardInterrupt):
            receive(volunteer, incident, b"one photo")
    assert not EvidenceFile.objects.exists()
    assert not verify(files=True).breaks
    aged(evidence.folder_of(incident))
    aside = len(sweeping.sweep().set_aside)
    file = receive(volunteer, incident, b"one photo")
    assert evidence.is_intact(file)
    assert sweeping.sweep() == sweeping.Swept(0, (), ())
    assert LedgerEntry.objects.filter(act="evidence.received").count() == 1
    assert LedgerEntry.objects.filter(act="evidence.set_aside").count() == aside
    figure(f"{step}: {aside} set aside, the record agrees")
