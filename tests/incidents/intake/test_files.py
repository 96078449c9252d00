"""Photos and papers: streamed in, kept byte for byte, opened only with permission and a reason in the ledger."""

import hashlib
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import Role
from incidents.models import EvidenceFile, LedgerEntry
from incidents.services import readers
from incidents.services import record as records
from tests.conftest import person
from tests.incidents.intake.conftest import record, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.assurance("2.4")]


@pytest.fixture
def incident(signed_in):
    return record(signed_in)


@pytest.fixture
def where(incident):
    return reverse("incident-evidence-add", kwargs={"identifier": incident.pk})


def send(client, where, content=b"\xff\xd8 a photo", **more):
    upload = SimpleUploadedFile(more.pop("name", "door.jpg"), content, content_type="image/jpeg")
    return client.post(where, {"kind": "photo", "note": "the broken door", "file": upload, **more})


def test_a_file_is_kept_byte_for_byte_and_listed_with_its_digest(signed_in, incident, where):
    content = bytes(range(256)) * 12_000
    assert send(signed_in, where, content).status_code == 302
    file = EvidenceFile.objects.get()
    assert (file.sha256, file.size) == (hashlib.sha256(content).hexdigest(), len(content))
    page = signed_in.get(where).content.decode()
    assert file.sha256 in page
    assert "the broken door" in page
    incident.refresh_from_db()
    assert records.read(incident)["evidence"][0]["filename"] == "door.jpg"


def test_nothing_readable_lies_on_disk_and_no_upload_stays_behind(signed_in, where, settings):
    content = b"a wall of words " * 20_000
    send(signed_in, where, content)
    files = [file for file in settings.EVIDENCE_DIR.rglob("*") if file.is_file()]
    assert len(files) == 1
    assert b"a wall of words" not in files[0].read_bytes()


def test_the_same_bytes_again_are_the_same_file(signed_in, where):
    send(signed_in, where)
    page = signed_in.get(send(signed_in, where, name="again.jpg").url)
    assert "this file was received before" in page.content.decode()
    assert EvidenceFile.objects.count() == 1


def test_the_claimed_time_has_the_offset_of_the_place(signed_in, incident, where):
    send(signed_in, where, captured_at="2026-02-17T06:21")
    incident.refresh_from_db()
    assert records.read(incident)["evidence"][0]["captured_at"] == "2026-02-17T06:21:00-06:00"


def test_an_empty_file_is_refused_in_plain_words(signed_in, where):
    page = send(signed_in, where, b"")
    assert page.status_code == 422
    assert "The file is empty." in page.content.decode()
    assert not EvidenceFile.objects.exists()


def test_a_file_over_the_limit_is_refused_and_leaves_nothing(signed_in, where, settings):
    settings.EVIDENCE_MAX_BYTES = 300_000
    page = send(signed_in, where, b"x" * 700_000)
    assert page.status_code == 422
    assert "The file is larger than" in page.content.decode()
    assert not EvidenceFile.objects.exists()
    assert [file for file in settings.EVIDENCE_DIR.rglob("*") if file.is_file()] == []


def test_an_upload_without_its_token_is_refused(incident, where, volunteer):
    strict = sign_in(Client(enforce_csrf_checks=True), volunteer)
    assert strict.post(where, {"kind": "photo", "file": io.BytesIO(b"bytes")}).status_code == 403
    assert not EvidenceFile.objects.exists()


def original(incident):
    return reverse("evidence-original", kwargs={"identifier": incident.pk, "key": "E1"})


def test_a_volunteer_does_not_open_originals(signed_in, incident, where):
    send(signed_in, where)
    assert signed_in.get(original(incident)).status_code == 404


def test_an_original_is_opened_with_a_reason_and_comes_as_a_download(client, signed_in, incident, where):
    send(signed_in, where)
    client.logout()
    sign_in(client, person("Rosa Teller", Role.COORDINATOR, states=["TX"]))
    assert client.post(original(incident), {"reason": " "}).status_code == 422
    assert not LedgerEntry.objects.filter(act="evidence.opened").exists()
    answer = client.post(original(incident), {"reason": "To compare with the paper"})
    assert b"".join(answer.streaming_content) == b"\xff\xd8 a photo"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert LedgerEntry.objects.filter(act="evidence.opened").count() == 1


def test_an_attorney_without_the_incident_finds_no_original(client, signed_in, incident, where, attorney, volunteer):
    send(signed_in, where)
    client.logout()
    sign_in(client, attorney)
    assert client.get(original(incident)).status_code == 404
    readers.grant(actor=volunteer, incident=incident, user=attorney, through="case:1")
    assert client.get(original(incident)).status_code == 200
