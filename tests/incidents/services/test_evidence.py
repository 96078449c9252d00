import hashlib
import io
import os
import random
import time
from datetime import UTC, datetime

import pytest

from incidents.errors import EvidenceDamaged, EvidenceEmpty, EvidenceTooLarge, InvalidDocument, NotAllowed
from incidents.models import EvidenceFile, LedgerEntry, Revision
from incidents.services import evidence, readers, record, walls
from incidents.services.chunks import CHUNK_BYTES, HEADER_BYTES, TAG_BYTES
from incidents.services.verification import verify
from tests.builders import minimal_document, record_incident

pytestmark = pytest.mark.django_db
STORED_CHUNK = CHUNK_BYTES + TAG_BYTES


@pytest.fixture
def incident(volunteer, attorney):
    incident = record_incident(volunteer)
    readers.grant(actor=volunteer, incident=incident, user=attorney)
    return incident


def receive(actor, incident, content=b"picture", **fields):
    stream = content if hasattr(content, "read") else io.BytesIO(content)
    given = {"filename": "door.jpg", "content_type": "image/jpeg", "kind": "photo", **fields}
    return evidence.receive(actor=actor, incident=incident, stream=stream, **given)


def opened(actor, file):
    return b"".join(evidence.open_original(actor=actor, file=file, reason="for the hearing"))


@pytest.mark.parametrize("size", [1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES, 3 * CHUNK_BYTES + 5])
def test_a_file_comes_back_byte_for_byte(volunteer, attorney, incident, size):
    content = os.urandom(size)
    file = receive(volunteer, incident, content)
    assert (file.sha256, file.size) == (hashlib.sha256(content).hexdigest(), size)
    assert opened(attorney, file) == content
    assert content[:100] not in evidence.stored_file(file).read_bytes()[: HEADER_BYTES + 200] or size < 4


def test_a_file_is_entered_in_the_document_by_a_revision_and_in_the_ledger(volunteer, incident):
    at = datetime(2026, 1, 14, 11, 20, tzinfo=UTC)
    file = receive(volunteer, incident, claimed_captured_at=at, note="from the stairs")
    assert record.read(incident)["evidence"] == [
        {
            "key": "E1",
            "kind": "photo",
            "filename": "door.jpg",
            "sha256": file.sha256,
            "captured_at": "2026-01-14T11:20:00+00:00",
            "note": "from the stairs",
        }
    ]
    entry = LedgerEntry.objects.get(act="evidence.received")
    assert entry.detail["sha256"] == file.sha256
    assert "door.jpg" not in str(list(LedgerEntry.objects.values()))


def test_the_same_bytes_again_are_the_same_file(volunteer, incident):
    first = receive(volunteer, incident)
    again = receive(volunteer, incident, filename="copy.jpg")
    assert again.pk == first.pk
    assert (EvidenceFile.objects.count(), Revision.objects.count()) == (1, 2)
    assert [path.name for path in evidence.folder_of(incident).iterdir()] == [first.sha256]


def test_the_same_bytes_in_another_incident_are_another_file(volunteer, incident):
    other = record_incident(volunteer, minimal_document("another"))
    assert receive(volunteer, incident).pk != receive(volunteer, other).pk


def test_files_are_numbered_on_also_after_one_was_taken_out_of_the_document(volunteer, incident):
    receive(volunteer, incident, b"one")
    record.revise(
        actor=volunteer, incident=incident, base=2, update={}, retract=[{"path": "/evidence/E1", "reason": "other home"}]
    )
    assert receive(volunteer, incident, b"two").key == "E2"


def test_a_file_that_the_document_names_already_is_tied_to_that_entry(volunteer):
    digest = hashlib.sha256(b"picture").hexdigest()
    named = [{"key": "photo-1", "kind": "photo", "sha256": digest, "note": "the door"}]
    incident = record_incident(volunteer, minimal_document(evidence=named))
    assert receive(volunteer, incident).key == "photo-1"
    assert record.read(incident)["evidence"] == [{**named[0], "filename": "door.jpg"}]


def test_a_stream_of_pieces_is_taken_like_a_file(volunteer, attorney, incident):
    pieces = iter([b"one", b"two" * 1_000_000, b""])
    file = evidence.receive(actor=volunteer, incident=incident, stream=pieces, filename="a", content_type="", kind="other")
    assert opened(attorney, file) == b"one" + b"two" * 1_000_000


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\photos\\door.jpg", "door.jpg"),
        ("a\x00b\nc.jpg", "a_b_c.jpg"),
        ("e\u0301.jpg", "é.jpg"),
        ("", "file"),
        ("folder/", "file"),
        ("x" * 500 + ".jpg", "x" * 196 + ".jpg"),
    ],
)
@pytest.mark.assurance("B13")
def test_a_file_name_is_text_in_the_document_and_never_a_name_on_disk(volunteer, incident, given, kept):
    file = receive(volunteer, incident, filename=given)
    assert record.read(incident)["evidence"][0]["filename"] == kept
    assert evidence.stored_file(file).name == file.sha256


def test_a_file_over_the_limit_is_refused_and_nothing_is_kept(volunteer, incident, settings):
    settings.EVIDENCE_MAX_BYTES = 1000
    receive(volunteer, incident, b"x" * 1000)
    with pytest.raises(EvidenceTooLarge):
        receive(volunteer, incident, b"y" * 1001)
    assert EvidenceFile.objects.count() == 1
    assert len(list(evidence.folder_of(incident).iterdir())) == 1


@pytest.mark.assurance("F3")
def test_an_upload_that_breaks_off_leaves_nothing(volunteer, incident):
    class Broken(io.BytesIO):
        def read(self, size=-1):
            data = super().read(10)
            if not data:
                raise ConnectionResetError
            return data

    with pytest.raises(ConnectionResetError):
        receive(volunteer, incident, Broken(b"x" * 50))
    assert not EvidenceFile.objects.exists()
    assert list(evidence.folder_of(incident).iterdir()) == []


def test_an_empty_file_is_refused(volunteer, incident):
    with pytest.raises(EvidenceEmpty):
        receive(volunteer, incident, b"")


@pytest.mark.parametrize(
    ("fields", "path"), [({"kind": "hologram"}, "/evidence/E1/kind"), ({"note": "x" * 2001}, "/evidence/E1/note")]
)
def test_particulars_that_the_format_does_not_know_are_refused_and_nothing_is_kept(volunteer, incident, fields, path):
    with pytest.raises(InvalidDocument) as caught:
        receive(volunteer, incident, **fields)
    assert [error.path for error in caught.value.errors] == [path]
    assert not EvidenceFile.objects.exists()
    assert list(evidence.folder_of(incident).iterdir()) == []


def test_the_bytes_are_synced_with_their_folder_before_the_row_is_committed(volunteer, incident, monkeypatch):
    synced = []
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(os.readlink(f"/proc/self/fd/{handle}")))
    monkeypatch.setattr(evidence, "file_detail", lambda file: synced.append("row") or {})
    receive(volunteer, incident)
    folder = str(evidence.folder_of(incident))
    assert synced[0].startswith(f"{folder}/.receiving-")
    assert synced[1:] == [folder, str(evidence.folder_of(incident).parent), "row"]


def test_who_may_not_read_the_incident_adds_nothing(other_volunteer, administrator, incident):
    for stranger in (other_volunteer, administrator):
        with pytest.raises(NotAllowed):
            receive(stranger, incident)


def test_opening_the_original_is_in_the_ledger_before_the_first_byte(volunteer, attorney, incident):
    file = receive(volunteer, incident)
    stream = evidence.open_original(actor=attorney, file=file, reason="for the hearing of Maria")
    entry = LedgerEntry.objects.get(act="evidence.opened")
    assert (entry.actor, entry.detail["file"]) == (attorney, str(file.pk))
    assert "Maria" not in str(entry.detail)
    assert next(stream) == b"picture"


@pytest.mark.assurance("A4")
@pytest.mark.parametrize("how", ["locked out", "taken off", "walled"])
def test_a_download_that_is_running_stops_when_the_right_to_it_ends(
    volunteer, coordinator, attorney, incident, monkeypatch, how, figure
):
    monkeypatch.setattr(evidence, "LOOK_AGAIN", 0.0)
    file = receive(volunteer, incident, os.urandom(4 * CHUNK_BYTES))
    chunks = evidence.open_original(actor=attorney, file=file, reason="for the hearing")
    taken = [next(chunks), next(chunks)]
    if how == "locked out":
        type(attorney).objects.filter(pk=attorney.pk).update(is_active=False)
    elif how == "taken off":
        incident.readers.filter(user=attorney).delete()
    else:
        walls.raise_wall(actor=coordinator, incident=incident, user=attorney, through="case:1")
    assert list(chunks) == []
    assert sum(map(len, taken)) < file.size
    figure(f"a running download of an original ends within the second in which its reader is {how}")


def test_opening_the_original_needs_a_reason_and_the_right(volunteer, attorney, other_attorney, incident):
    file = receive(volunteer, incident)
    for stranger in (volunteer, other_attorney):
        with pytest.raises(NotAllowed):
            evidence.open_original(actor=stranger, file=file, reason="curious")
    with pytest.raises(InvalidDocument):
        evidence.open_original(actor=attorney, file=file, reason=" ")
    assert not LedgerEntry.objects.filter(act="evidence.opened").exists()


@pytest.fixture
def stored(volunteer, incident):
    """A file of three chunks on disk, with its row."""
    file = receive(volunteer, incident, os.urandom(2 * CHUNK_BYTES + 1000))
    return file, evidence.stored_file(file)


def chunks_of(path):
    data = path.read_bytes()
    body = data[HEADER_BYTES:]
    return data[:HEADER_BYTES], [body[n : n + STORED_CHUNK] for n in range(0, len(body), STORED_CHUNK)]


def test_a_file_cut_off_anywhere_is_found(attorney, stored):
    file, path = stored
    whole = path.read_bytes()
    ends = [0, 10, HEADER_BYTES, HEADER_BYTES + 5, HEADER_BYTES + STORED_CHUNK, HEADER_BYTES + 2 * STORED_CHUNK, len(whole) - 1]
    for end in ends:
        path.write_bytes(whole[:end])
        assert not evidence.is_intact(file)
        with pytest.raises(EvidenceDamaged):
            opened(attorney, file)


@pytest.mark.parametrize("order", [[1, 0, 2], [0, 2, 1], [0, 0, 1, 2], [0, 2], [1, 2], [0, 1, 2, 2]])
def test_chunks_that_were_moved_repeated_or_dropped_are_found(stored, order):
    file, path = stored
    header, chunks = chunks_of(path)
    path.write_bytes(header + b"".join(chunks[n] for n in order))
    assert not evidence.is_intact(file)


@pytest.mark.assurance("I1")
def test_a_flipped_bit_anywhere_is_found(stored):
    file, path = stored
    whole = path.read_bytes()
    places = [
        0,
        3,
        4,
        20,
        HEADER_BYTES - 1,
        HEADER_BYTES,
        HEADER_BYTES + STORED_CHUNK,
        len(whole) - 1,
        *range(100, len(whole), 300_000),
    ]
    for place in places:
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :])
        assert not evidence.is_intact(file), place
    path.write_bytes(whole)
    assert evidence.is_intact(file)


def test_bytes_added_at_the_end_and_a_missing_file_are_found(stored):
    file, path = stored
    path.write_bytes(path.read_bytes() + b"\x00")
    assert not evidence.is_intact(file)
    path.unlink()
    assert not evidence.is_intact(file)


def test_another_file_of_the_same_incident_in_its_place_is_found(volunteer, incident, stored):
    file, path = stored
    other = receive(volunteer, incident, os.urandom(file.size))
    path.write_bytes(evidence.stored_file(other).read_bytes())
    assert not evidence.is_intact(file)


def test_a_leftover_of_a_failed_attempt_does_not_stop_the_next(volunteer, attorney, incident, monkeypatch):
    def broken(**_arguments):
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(evidence.ledger, "append", broken)
        with pytest.raises(OSError, match="disk full"):
            receive(volunteer, incident)
    assert not EvidenceFile.objects.exists()
    assert opened(attorney, receive(volunteer, incident)) == b"picture"


@pytest.mark.assurance("I2")
def test_what_a_killed_receive_left_behind_is_cleared_by_the_next_and_one_under_way_stays(volunteer, incident):
    folder = evidence.folder_of(incident)
    folder.mkdir(parents=True)
    abandoned, under_way = folder / ".receiving-abandoned", folder / ".receiving-under-way"
    abandoned.write_bytes(b"half")
    under_way.write_bytes(b"half")
    long_ago = time.time() - evidence.ABANDONED_AFTER - 60
    os.utime(abandoned, (long_ago, long_ago))
    kept = evidence.stored_file(receive(volunteer, incident, b"first"))
    os.utime(kept, (long_ago, long_ago))
    receive(volunteer, incident, b"second")
    assert not abandoned.exists()
    assert under_way.exists()
    assert kept.exists()


@pytest.mark.assurance("I2")
def test_no_other_file_is_passed_off_under_the_key_of_a_received_one(volunteer, incident):
    """A revision could name another digest under E1, and the document and the stored file would part in silence."""
    file = receive(volunteer, incident)
    incident.refresh_from_db()
    other = {"key": file.key, "kind": "photo", "sha256": "0" * 64}
    gone = [{"path": "/evidence/E1", "reason": "wrong file"}]
    for retract in ((), gone):
        with pytest.raises(InvalidDocument) as refused:
            record.revise(actor=volunteer, incident=incident, base=2, update={"evidence": [other]}, retract=retract)
        assert [(e.path, e.code) for e in refused.value.errors] == [("/evidence/E1/sha256", "fixed")]
    record.revise(actor=volunteer, incident=incident, base=2, update={}, retract=gone)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("image/jpeg", "image/jpeg"),
        ("Text/Plain; charset=utf-8", "text/plain"),
        ("image/jpeg\x00\r\nX: y", ""),
        ("the woman at no. 12", ""),
        ("x/" + "y" * 300, ""),
    ],
)
def test_a_media_type_that_is_none_does_not_reach_the_ledger(volunteer, incident, sent, kept):
    assert receive(volunteer, incident, content_type=sent).content_type == kept


def test_stored_files_are_their_owners_alone(volunteer, incident):
    file = evidence.stored_file(receive(volunteer, incident))
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_a_file_that_cannot_be_opened_at_all_is_damaged_and_stops_no_check(volunteer, incident, monkeypatch):
    file = receive(volunteer, incident)
    evidence.stored_file(file).unlink()
    evidence.stored_file(file).mkdir()
    assert not evidence.is_intact(file)


@pytest.mark.slow
@pytest.mark.assurance("I1")
@pytest.mark.assurance("6.4")
def test_two_thousand_flipped_bits_in_stored_files_are_found_and_the_file_is_named(volunteer, incident, figure):
    rng = random.Random(20261125)  # noqa: S311  the same places each time
    files = [receive(volunteer, incident, rng.randbytes(size)) for size in (1, 900, 5_000, 70_000)]
    entry_of = {file.pk: LedgerEntry.objects.get(act="evidence.received", detail__file=str(file.pk)).sequence for file in files}
    whole = {file.pk: evidence.stored_file(file).read_bytes() for file in files}
    assert verify(files=True).breaks == []
    found = 0
    for number in range(2_000):
        file = files[number % len(files)]
        content = bytearray(whole[file.pk])
        content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
        evidence.stored_file(file).write_bytes(bytes(content))
        found += [(one.kind, one.sequence) for one in verify(files=True).breaks] == [("file_damaged", entry_of[file.pk])]
        evidence.stored_file(file).write_bytes(whole[file.pk])
    assert found == 2_000
    figure(f"{found} of 2,000 found, each named by the entry of its file")
