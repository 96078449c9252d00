"""The auditor's ledger: for the auditor alone, in plain words, verified on demand, taken away whole, and free of content."""

import hashlib
import html
import io
import json
import re
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import Role
from accounts.services import people, standing
from config.running import doctor
from incidents.auditing.words import ACTS
from incidents.errors import NotAllowed
from incidents.format import canonical
from incidents.models import LedgerCheck, LedgerEntry, LedgerHead
from incidents.services import auditing, checkpoints, evidence, identities, outside
from incidents.services.verification import verify
from incidents.tasks import check_everything, check_ledger
from tests.builders import full_document, record_incident
from tests.conftest import person
from tests.incidents.tampering import tamper

pytestmark = [pytest.mark.django_db, pytest.mark.assurance("3.2")]
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def auditor(db):
    return person("Aud Reyes", Role.AUDITOR)


@pytest.fixture
def at_desk(auditor):
    client = Client()
    client.force_login(auditor)
    return client


@pytest.fixture
def acts(administrator, volunteer, attorney):
    """An incident with somebody in it, a file, and a person let in."""
    incident = record_incident(volunteer, full_document("audited"))
    contact = {"name": "Canary Person 7731", "phone": "617 555 0199"}
    identities.enter(actor=volunteer, incident=incident, person="P1", details=contact)
    evidence.receive(
        actor=volunteer,
        incident=incident,
        stream=[b"canary bytes 4410"],
        filename="canary-name-5502.jpg",
        content_type="image/jpeg",
        kind="photo",
        claimed_captured_at=None,
        note="canary note 6603",
    )
    people.invite(actor=administrator, role=Role.VOLUNTEER, name="Canary Guest 8804", email="canary9905@example.org")
    return incident


def strings_in(content):
    """Every text of a document, however deep."""
    if isinstance(content, dict):
        for value in content.values():
            yield from strings_in(value)
    elif isinstance(content, list):
        for value in content:
            yield from strings_in(value)
    elif isinstance(content, str):
        yield content


@pytest.mark.parametrize("who", ["administrator", "attorney", "coordinator", "volunteer"])
def test_the_ledger_is_there_for_nobody_but_the_auditor(request, acts, who, figure):
    client = Client()
    client.force_login(request.getfixturevalue(who))
    before = LedgerEntry.objects.count()
    answers = [client.get("/ledger/"), client.post("/ledger/check/"), client.post("/ledger/export/")]
    assert [answer.status_code for answer in answers] == [404] * 3
    assert LedgerEntry.objects.count() == before
    assert 'href="/ledger/"' not in client.get("/about/").text
    figure(f"{who}: 3 of 3 refused")


def test_an_auditor_starts_at_the_ledger_and_finds_nothing_else(at_desk, acts):
    assert at_desk.get("/").headers["Location"] == "/ledger/"
    for address in (f"/incidents/{acts.pk}/", "/people/", "/people/invite/"):
        assert at_desk.get(address).status_code in (302, 403, 404), address
    assert "Alder Street" not in at_desk.get("/incidents/").text


def test_each_act_stands_in_plain_words_with_who_and_when(at_desk, acts):
    page = at_desk.get("/ledger/").text
    assert "Recorded an incident" in page
    assert "Made an invitation" in page
    assert "Vera Lindholm" in page
    entry = LedgerEntry.objects.first()
    assert f"{entry.digest[:8]}…{entry.digest[-8:]}" in page
    head = LedgerHead.objects.get()
    assert f"{head.sequence}:{head.digest}" in page


@pytest.mark.assurance("A3")
def test_no_content_of_an_incident_and_no_documented_name_is_in_the_ledger(at_desk, acts, figure):
    page = at_desk.get("/ledger/").text
    exported = b"".join(at_desk.post("/ledger/export/").streaming_content).decode()
    document = full_document("audited")
    told = {text for text in strings_in(document) if len(text) > 6 and not re.fullmatch(r"[\d\-T:.Z+]+|[a-z_]+", text)}
    told -= {document["id"], document["operation"], "incident/1"}
    told |= {"Canary", "canary", "617 555 0199"}
    found = [text for text in told if text in page or text in exported]
    assert found == []
    figure(f"{len(told)} texts of a record, its file, its people and an invitation: 0 in the ledger's page and export")


def test_entries_are_filtered_by_act_person_day_and_subject(at_desk, acts, volunteer, administrator):
    def shown(query):
        return re.findall(r'class="right number">(\d+)<', at_desk.get(f"/ledger/?{query}").text)

    everything = shown("")
    assert len(everything) == LedgerEntry.objects.count()
    assert len(shown("act=incident.received")) == 1
    assert len(shown(f"person={administrator.pk}")) == 1
    assert shown(f"day={timezone.now():%Y-%m-%d}") == everything
    assert shown("day=2020-01-01") == []
    subject = f"incident:{acts.pk}"
    assert len(shown(f"subject={subject}")) == LedgerEntry.objects.filter(subject=subject).count()
    assert "This is not a day" in at_desk.get("/ledger/?day=yesterday").text


def test_what_was_done_with_a_person_is_found_under_their_name(at_desk, administrator, volunteer):
    standing.lock_out(actor=administrator, person=volunteer)
    page = at_desk.get(f"/ledger/?person={volunteer.pk}").text
    assert "Locked somebody out" in page
    assert "Person Vera Lindholm" in page


def test_pages_follow_the_numbers(at_desk, administrator, django_assert_max_num_queries):
    for _ in range(60):
        people.invite(actor=administrator, role=Role.VOLUNTEER)
    at_desk.get("/about/")  # the first page of a session is noted as seen
    with django_assert_max_num_queries(15):
        first = at_desk.get("/ledger/").text
    [more] = re.findall(r'href="\?(before=\d+)"', first)
    second = at_desk.get(f"/ledger/?{more}").text
    numbers = [int(number) for page in (first, second) for number in re.findall(r'class="right number">(\d+)<', page)]
    assert numbers == list(range(60, 0, -1))
    assert at_desk.get("/ledger/?before=nonsense").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_verification_is_asked_for_done_and_told_in_plain_words(at_desk, acts):
    page = at_desk.post("/ledger/check/", follow=True).text
    check = LedgerCheck.objects.get()
    assert (check.state, check.found, check.entries) == ("done", 0, LedgerEntry.objects.count())
    assert f"The ledger is whole: {check.entries} entries" in page
    assert "asked for by Aud Reyes" in page


@pytest.mark.django_db(transaction=True)
def test_what_was_altered_is_told_in_plain_words(at_desk, acts):
    tamper("UPDATE incidents_ledgerentry SET act = %s WHERE sequence = 2", "incident.evaluated")
    page = at_desk.post("/ledger/check/", follow=True).text
    assert "is not as it was recorded" in page or "are not as they were recorded" in page
    assert "something in it was changed after it was written" in page
    assert "Change nothing." in page


def test_a_verification_that_is_under_way_is_shown_and_not_asked_for_twice(auditor, at_desk, acts):
    check = auditing.ask(actor=auditor)
    assert auditing.ask(actor=auditor) == check
    assert "A verification is under way" in at_desk.get("/ledger/").text
    assert LedgerEntry.objects.filter(act="ledger.check_asked").count() == 1
    with pytest.raises(NotAllowed):
        auditing.ask(actor=acts.created_by)


@pytest.mark.assurance("F10")
def test_the_task_delivered_twice_or_for_nothing_checks_once(auditor, acts):
    check = auditing.ask(actor=auditor)
    for _ in range(3):
        check_ledger(check.pk)
    check_ledger(4711)
    check.refresh_from_db()
    first = check.finished_at
    check_ledger(check.pk)
    check.refresh_from_db()
    assert (check.state, check.finished_at) == ("done", first)


def test_a_check_whose_worker_was_killed_can_be_taken_up(auditor, at_desk, acts):
    check = auditing.ask(actor=auditor)
    LedgerCheck.objects.update(state="running", lease_until=timezone.now() + auditing.LEASE)
    assert not auditing.work(check.pk)
    LedgerCheck.objects.update(lease_until=timezone.now() - auditing.LEASE)
    assert "was interrupted" in at_desk.get("/ledger/").text
    assert auditing.work(check.pk)


def test_a_check_that_breaks_off_is_told_and_another_can_be_asked_for(auditor, at_desk, acts, monkeypatch):
    check = auditing.ask(actor=auditor)
    with monkeypatch.context() as patch:
        patch.setattr(auditing, "verify", lambda **_asked: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            auditing.work(check.pk)
    assert "broke off" in at_desk.get("/ledger/").text
    assert auditing.ask(actor=auditor) != check


def test_the_export_is_proved_by_a_verifier_that_knows_nothing_of_this_server(at_desk, acts):
    before = LedgerEntry.objects.count()
    lines = b"".join(at_desk.post("/ledger/export/").streaming_content).decode().splitlines()
    entries = [json.loads(line) for line in lines]
    assert len(entries) == before + 1
    assert entries[-1]["act"] == "ledger.exported"
    previous = "0" * 64
    for number, entry in enumerate(entries, start=1):
        digest = entry.pop("digest")
        assert (entry["sequence"], entry["previous"]) == (number, previous)
        assert hashlib.sha256(canonical(entry)).hexdigest() == digest
        previous = digest
    head = LedgerHead.objects.get()
    assert (head.sequence, head.digest) == (len(entries), previous)


@pytest.mark.assurance("A4")
def test_an_export_that_is_running_stops_when_the_right_to_it_ends(auditor, administrator, monkeypatch, figure):
    for _ in range(30):
        people.invite(actor=administrator, role=Role.VOLUNTEER)
    monkeypatch.setattr(auditing, "BATCH", 10)
    lines = auditing.export(actor=auditor)
    taken = [next(lines) for _ in range(5)]
    standing.lock_out(actor=administrator, person=auditor)
    taken += list(lines)
    assert len(taken) == 10
    figure("a running export of the ledger ends with the batch in which its reader was locked out")


def test_every_act_that_is_written_has_words():
    written = set()
    for folder in ("accounts", "incidents", "casework", "reports", "config"):
        for file in (ROOT / folder).rglob("*.py"):
            text = file.read_text()
            written |= set(re.findall(r'act="([a-z_]+\.[a-z_]+)"', text))
            written |= set(re.findall(r'(?:_enter|_note)\([a-z_]+, (?:[a-z_]+, )?"([a-z_]+\.[a-z_]+)"', text))
    assert len(written) >= 30
    assert written - set(ACTS) == set()


@pytest.mark.assurance("6.4")
def test_checkpoints_the_state_of_each_place_and_the_key_are_shown_and_taken_away(auditor, at_desk, acts, settings, tmp_path):
    page = at_desk.get("/ledger/").text
    assert "They are kept on this server alone." in page
    settings.CHECKPOINT_DIR = tmp_path / "elsewhere"
    settings.CHECKPOINT_DIR.mkdir()
    outside.sign_and_carry()
    page = at_desk.get("/ledger/").text
    assert "They are kept on this server alone." not in page
    assert str(checkpoints.public_keys()[0]) in html.unescape(page)
    assert "in the folder elsewhere" in page.lower()
    answer = at_desk.post("/ledger/checkpoints/")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert {"keys.txt", "verify.py", "README.txt"} < set(archive.namelist())
    settings.CHECKPOINT_DIR.rename(tmp_path / "away")
    outside.sign_and_carry()
    with time_machine.travel(timezone.now() + timedelta(minutes=50), tick=True):
        later = Client()
        later.force_login(auditor)
        assert "is the disk or the share mounted?" in later.get("/ledger/").text


@pytest.mark.assurance("I9")
def test_the_administrator_sees_within_the_hour_that_a_place_is_away(acts, administrator, settings, tmp_path):
    settings.CHECKPOINT_DIR = tmp_path / "never there"
    outside.sign_and_carry()
    client = Client()
    client.force_login(administrator)
    with time_machine.travel(timezone.now() + timedelta(minutes=50), tick=True):
        page = client.get("/").text
    assert "1 waiting since" in page
    assert "is the disk or the share mounted?" in page


@pytest.mark.assurance("I3")
def test_a_ledger_that_is_not_as_it_was_signed_is_told_to_the_auditor(at_desk, acts):
    checkpoints.make()
    tamper("DELETE FROM incidents_ledgerentry WHERE sequence = %s", LedgerHead.objects.get().sequence)
    page = at_desk.post("/ledger/checkpoints/", follow=True).text
    assert "The ledger is not as it was signed" in page


@pytest.mark.assurance("I1")
@pytest.mark.assurance("F10")
def test_every_night_the_whole_record_is_verified_with_every_stored_file(auditor, at_desk, acts, figure):
    assert [check_everything(), check_everything(), check_everything()] == [True, False, False]
    check = LedgerCheck.objects.get()
    assert (check.state, check.found, check.with_files, check.asked_by) == ("done", 0, True, None)
    assert "by the server itself, as every night" in at_desk.get("/ledger/").text
    stored = evidence.stored_file(acts.evidence_files.get())
    stored.write_bytes(stored.read_bytes()[:-1] + b"x")
    with time_machine.travel(timezone.now() + timedelta(hours=24), tick=True):
        assert check_everything()
        at_desk.force_login(auditor)
        page = at_desk.get("/ledger/").text
        assert "The stored bytes of an evidence file are missing, cut off or changed." in page
        assert f"incident:{acts.pk} E1" in page
        assert any(one.state == doctor.WRONG for one in doctor._ledger())
    figure("all stored files read every night; a changed one is named by incident and key")


@pytest.mark.assurance("I3")
def test_an_altered_checkpoint_or_key_breaks_no_page_and_is_named(at_desk, acts):
    checkpoints.make()
    tamper("UPDATE incidents_ledgercheckpoint SET note = 'nothing'")
    tamper("UPDATE incidents_ledgerentry SET detail = %s WHERE act = 'ledger.key_put_in_use'", "[]")
    assert "altered" in at_desk.get("/ledger/").text
    assert "The ledger is not as it was signed" in at_desk.post("/ledger/checkpoints/", follow=True).text
    outside.sign_and_carry()
    assert {"edited", "checkpoint_changed"} <= {broken.kind for broken in verify().breaks}
