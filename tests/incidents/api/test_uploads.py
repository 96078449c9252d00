"""Files that come in piece by piece: tus 1.0.0 as a client speaks it, broken off anywhere, by the right person alone."""

import base64
import hashlib
import os
import random
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.tokens import issue
from incidents.models import EvidenceFile, LedgerEntry, Upload
from incidents.services import evidence, record, uploads
from tests.builders import record_incident

pytestmark = [pytest.mark.django_db, pytest.mark.assurance("6.1")]
TUS = {"Tus-Resumable": "1.0.0"}
PIECE = "application/offset+octet-stream"


@pytest.fixture
def incident(volunteer):
    return record_incident(volunteer)


@pytest.fixture
def api(volunteer):
    return Client(headers={"authorization": f"Token {issue(user=volunteer, label='phone')}"})


def written(**said):
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in said.items())


def begun(api, incident, length, **said):
    headers = {
        **TUS,
        "Upload-Length": str(length),
        "Upload-Metadata": written(**{"filename": "door.mp4", "kind": "video", **said}),
    }
    return api.post(f"/api/v1/incidents/{incident.pk}/uploads/", headers=headers)


def send(api, address, offset, data, **headers):
    return api.patch(address, data, content_type=PIECE, headers={**TUS, "Upload-Offset": str(offset), **headers})


def offset_of(api, address):
    return int(api.head(address, headers=TUS)["Upload-Offset"])


def test_a_server_says_what_it_can_do(api, incident, settings):
    answer = api.options(f"/api/v1/incidents/{incident.pk}/uploads/")
    assert (answer.status_code, answer["Tus-Version"]) == (204, "1.0.0")
    assert set(answer["Tus-Extension"].split(",")) == {"creation", "expiration", "checksum", "termination"}
    assert (answer["Tus-Max-Size"], answer["Tus-Checksum-Algorithm"]) == (str(settings.EVIDENCE_MAX_BYTES), "sha256,sha1")


@pytest.mark.assurance("F3")
def test_a_video_that_is_broken_off_goes_on_where_it_stopped_and_is_the_file_that_was_sent(api, incident, volunteer, figure):
    rng = random.Random(7)  # noqa: S311 - where the line breaks
    content = rng.randbytes(3_000_000)
    taken = "2026-01-14T06:21:00-05:00"
    address = begun(api, incident, len(content), captured_at=taken, note="from the stairs")["Location"]
    sent = cuts = 0
    while (at := offset_of(api, address)) < len(content):
        piece = content[at : at + 60_000]
        broken = cuts < 50
        cuts += broken
        piece = piece[: rng.randrange(1, len(piece))] if broken else piece
        sent += len(piece)
        answer = send(api, address, at, piece)
        assert (answer.status_code, answer["Upload-Offset"]) == (204, str(at + len(piece)))
    file = EvidenceFile.objects.get()
    assert (file.sha256, file.size) == (hashlib.sha256(content).hexdigest(), len(content))
    assert b"".join(evidence.stored_bytes(file)) == content
    [entry] = record.read(incident)["evidence"]
    assert (entry["filename"], entry["kind"], entry["captured_at"], entry["note"]) == (
        "door.mp4",
        "video",
        taken,
        "from the stairs",
    )
    assert api.get(address).json() == {"received": len(content), "length": len(content), "evidence": "E1"}
    assert LedgerEntry.objects.filter(act="evidence.received").count() == 1
    assert not (evidence.folder_of(incident).parent / uploads.FOLDER / str(Upload.objects.get().pk)).exists()
    figure(f"{len(content)} bytes cut {cuts} times: {sent} sent, SHA-256 equal")


def test_the_same_bytes_by_two_ways_are_one_file(api, incident, volunteer):
    content = os.urandom(4_000)
    first = evidence.receive(
        actor=volunteer, incident=incident, stream=iter([content]), filename="a", content_type="", kind="photo"
    )
    send(api, begun(api, incident, len(content))["Location"], 0, content)
    assert Upload.objects.get().file == first


def test_no_byte_of_a_piece_lies_open_on_disk(api, incident):
    content = b"a face at the door " * 500
    address = begun(api, incident, 2 * len(content), note="CANARY of a note")["Location"]
    send(api, address, 0, content)
    folder = evidence.folder_of(incident).parent / uploads.FOLDER
    stored = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    assert len(stored) > len(content)
    assert content[:40] not in stored
    assert b"CANARY" not in bytes(Upload.objects.get().sealed)


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({"Upload-Offset": "5"}, 409, "refused"),
        ({"Tus-Resumable": "0.2.2"}, 412, "tus_version"),
        ({"Upload-Offset": "-1"}, 400, "offset_missing"),
        ({"Upload-Checksum": "md5 AAAA"}, 400, "checksum_kind"),
        ({"Upload-Checksum": "sha1 " + base64.b64encode(hashlib.sha1(b"else").digest()).decode()}, 460, "refused"),  # noqa: S324
    ],
)
def test_a_piece_that_does_not_fit_is_refused_and_nothing_received_is_lost(api, incident, headers, status, code):
    address = begun(api, incident, 20)["Location"]
    assert send(api, address, 0, b"0123456789").status_code == 204
    answer = send(api, address, 10, b"abc", **headers)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (status, code)
    assert answer["Tus-Resumable"] == "1.0.0"
    assert offset_of(api, address) == 10


def test_a_checksum_that_fits_and_one_byte_too_many(api, incident):
    address = begun(api, incident, 6)["Location"]
    fits = base64.b64encode(hashlib.sha256(b"abc").digest()).decode()
    assert send(api, address, 0, b"abc", **{"Upload-Checksum": f"sha256 {fits}"}).status_code == 204
    assert send(api, address, 3, b"defg").status_code == 413
    assert offset_of(api, address) == 3
    assert send(api, address, 3, b"def").status_code == 204
    assert EvidenceFile.objects.get().sha256 == hashlib.sha256(b"abcdef").hexdigest()


@pytest.mark.parametrize(
    ("length", "said", "status"),
    [(0, {}, 400), (10**12, {}, 413), (5, {"kind": "rumour"}, 400), (5, {"captured_at": "yesterday"}, 400)],
)
def test_an_upload_that_cannot_be_received_is_refused_before_a_byte_is_sent(api, incident, length, said, status):
    assert begun(api, incident, length, **said).status_code == status
    assert not Upload.objects.exists()


def test_a_full_disk_and_too_many_uploads_are_told_and_nothing_is_taken(api, incident, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(uploads.shutil, "disk_usage", lambda _folder: SimpleNamespace(free=9))
        assert begun(api, incident, 5).status_code == 507
    for _ in range(uploads.MOST_OPEN):
        assert begun(api, incident, 5).status_code == 201
    refused = begun(api, incident, 5)
    assert (refused.status_code, Upload.objects.count()) == (429, uploads.MOST_OPEN)
    assert "Let one end" in refused.json()["errors"][0]["fix"]


def test_an_upload_is_its_makers_alone_while_the_right_lasts(api, incident, volunteer, attorney, other_volunteer):
    from incidents.services import readers

    address = begun(api, incident, 9)["Location"]
    readers.grant(actor=volunteer, incident=incident, user=attorney)
    for stranger in (attorney, other_volunteer):
        theirs = Client(headers={"authorization": f"Token {issue(user=stranger, label='x')}"})
        assert [theirs.head(address, headers=TUS).status_code, send(theirs, address, 0, b"x").status_code] == [404, 404]
        assert theirs.delete(address, headers=TUS).status_code == 404
    assert send(api, address, 0, b"abc").status_code == 204


def test_one_that_is_ended_or_expired_leaves_nothing_behind(api, incident):
    folder = evidence.folder_of(incident).parent / uploads.FOLDER
    ended, expired = (begun(api, incident, 9)["Location"] for _ in range(2))
    for address in (ended, expired):
        send(api, address, 0, b"abc")
    assert api.delete(ended, headers=TUS).status_code == 204
    assert uploads.sweep(timezone.now()) == 0
    assert uploads.sweep(timezone.now() + timedelta(days=8)) == 1
    assert (Upload.objects.count(), list(folder.iterdir())) == (0, [])
    assert api.head(expired, headers=TUS).status_code == 404


@pytest.mark.assurance("F13")
def test_a_process_that_dies_between_disk_and_row_costs_a_piece_and_no_more(api, incident, monkeypatch):
    address = begun(api, incident, 6)["Location"]
    send(api, address, 0, b"abc")

    def dies(_folder):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(uploads, "_sync", dies)
        with pytest.raises(KeyboardInterrupt):
            send(api, address, 3, b"xyz")
    assert offset_of(api, address) == 3, "what was not acknowledged does not count"
    assert send(api, address, 3, b"def").status_code == 204
    assert EvidenceFile.objects.get().sha256 == hashlib.sha256(b"abcdef").hexdigest()


def test_a_file_that_is_held_waits_for_the_form_that_says_what_it_is(api, incident, volunteer, other_volunteer):
    content = os.urandom(9_000)
    address = begun(api, incident, len(content), held="1", filename="A123456789.mp4")["Location"]
    send(api, address, 0, content)
    assert not EvidenceFile.objects.exists()
    page, form = reverse("incident-evidence-add", args=[incident.pk]), Client()
    form.force_login(volunteer)
    sent = {"kind": "video", "captured_at": "2026-01-14T06:21", "note": "from the stairs", "upload": address.split("/")[-2]}
    asked = form.post(page, sent)
    assert asked.status_code == 422, "its name is looked at like any words"
    assert "is here already" in asked.text
    assert form.post(page, {**sent, "kept_words": ["A123456789"]}).status_code == 302
    file = EvidenceFile.objects.get()
    assert file.sha256 == hashlib.sha256(content).hexdigest()
    [entry] = record.read(incident)["evidence"]
    assert (entry["kind"], entry["note"], entry["filename"]) == ("video", "from the stairs", "A123456789.mp4")
    stranger = begun(Client(headers={"authorization": f"Token {issue(user=volunteer, label='y')}"}), incident, 5)["Location"]
    assert form.post(page, {**sent, "upload": stranger.split("/")[-2]}).status_code == 422, "one that is not whole is no file"
