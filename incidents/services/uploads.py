"""Files that come in piece by piece and go on after a break: what the tus protocol asks of a server, without its headers.

Each piece is sealed under the incident's key in a part of its own and synced before the row says that it is there. The whole is
received like any other file (`evidence.receive`), so that the same bytes are the same file however they came.
"""

import base64
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from accounts.models import User
from incidents import access
from incidents.errors import (
    ChecksumDiffers,
    EvidenceEmpty,
    EvidenceTooLarge,
    NotAllowed,
    NotThatOffset,
    StoreFull,
    TooManyUploads,
)
from incidents.models import EvidenceFile, Incident, Upload
from incidents.services import evidence, sealing
from incidents.services.chunks import CHUNK_BYTES, ChunkWriter, read_chunks

FOLDER = ".uploads"
LIFETIME = timedelta(days=7)  # a volunteer without signal for a weekend goes on where it stopped
MOST_OPEN = 20  # uploads of one person that are not whole yet
CHECKSUMS = ("sha256", "sha1")  # of a piece, against a broken line; what is kept is known by SHA-256 alone


def begin(*, actor: User, incident: Incident, length: int, particulars: Mapping[str, Any]) -> Upload:
    """Makes room for a file of so many bytes. `particulars`: filename, content_type, kind, captured_at (ISO 8601), note; with
    `held` it waits, whole, for somebody who says what it is.

    Raises NotAllowed, EvidenceEmpty, EvidenceTooLarge, TooManyUploads, StoreFull.
    """
    if not access.can_add_evidence(actor, incident):
        raise NotAllowed
    if length <= 0:
        raise EvidenceEmpty
    if length > settings.EVIDENCE_MAX_BYTES:
        raise EvidenceTooLarge(settings.EVIDENCE_MAX_BYTES)
    now = timezone.now()
    waiting = Upload.objects.filter(maker=actor, file=None, expires_at__gt=now)
    asked = (waiting.aggregate(sum=Sum("length"))["sum"] or 0) + length
    if waiting.count() >= MOST_OPEN or asked > 2 * settings.EVIDENCE_MAX_BYTES:
        raise TooManyUploads
    _room_for(length)
    upload = Upload(incident=incident, maker=actor, length=length, began_at=now, expires_at=now + LIFETIME)
    upload.sealed = sealing.seal(incident.key_wrapped, json.dumps(dict(particulars)).encode(), _purpose(upload))
    upload.save()
    return upload


def _room_for(length: int) -> None:
    """A file lies on the disk twice for a moment: in parts, and whole."""
    folder = Path(settings.EVIDENCE_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if shutil.disk_usage(folder).free < 2 * length:
        raise StoreFull


def find(*, actor: User, incident: Incident, pk: Any) -> Upload | None:
    """The actor's own upload to this incident, while it lasts."""
    return Upload.objects.filter(pk=pk, incident=incident, maker=actor, expires_at__gt=timezone.now()).first()


def append(*, actor: User, upload: Upload, offset: int, stream: BinaryIO, checksum: tuple[str, bytes] | None = None) -> Upload:
    """Takes in a piece that begins at `offset`. What came before a line broke is kept; with a `checksum` all of it or nothing.

    The piece is on disk and synced before the row counts it. Raises NotAllowed, NotThatOffset (another piece came first),
    ChecksumDiffers, EvidenceTooLarge (more than was said).
    """
    if not access.can_add_evidence(actor, upload.incident):
        raise NotAllowed
    if offset != upload.received:
        raise NotThatOffset
    part, size = _keep_part(upload, offset, stream, checksum)
    try:
        with transaction.atomic():
            held = Upload.objects.select_for_update().get(pk=upload.pk)
            if held.received != offset:
                raise NotThatOffset
            part.replace(_part(held, offset))
            _sync(part.parent)
            held.received += size
            held.expires_at = timezone.now() + LIFETIME
            held.save(update_fields=["received", "expires_at"])
    finally:
        part.unlink(missing_ok=True)
    return held


def _keep_part(upload: Upload, offset: int, stream: BinaryIO, checksum: tuple[str, bytes] | None) -> tuple[Path, int]:
    folder = _folder(upload)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = folder / f"{evidence.RECEIVING}{uuid4()}"
    hashed = hashlib.new(checksum[0]) if checksum else None
    size = 0
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            writer = ChunkWriter(out, sealing.unwrapped(upload.incident.key_wrapped), _place(upload, offset))
            for data in _pieces(stream):
                size += len(data)
                if offset + size > upload.length:
                    raise EvidenceTooLarge(upload.length)
                writer.write(data)
                if hashed:
                    hashed.update(data)
            writer.finish()
            out.flush()
            os.fsync(out.fileno())
        if checksum and hashed and hashed.digest() != checksum[1]:
            raise ChecksumDiffers
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return part, size


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    """What arrives, until the line ends or breaks."""
    with suppress(OSError):
        while data := stream.read(CHUNK_BYTES):
            yield data


def finish(*, actor: User, upload: Upload, said: Mapping[str, Any] | None = None) -> EvidenceFile | None:
    """Receives what is whole; None while it is not, or is held and nobody says what it is. Again, it gives the same file.

    Raises what `evidence.receive` raises; the upload then stays for whoever corrects what was wrong.
    """
    told = said_of(upload)
    if upload.file is not None or upload.received < upload.length or (told.get("held") and said is None):
        return upload.file
    told |= said or {}
    captured = told.get("captured_at")
    file = evidence.receive(
        actor=actor,
        incident=upload.incident,
        stream=_whole(upload),
        filename=told.get("filename") or "file",
        content_type=told.get("content_type") or "",
        kind=told.get("kind") or "other",
        claimed_captured_at=datetime.fromisoformat(captured) if captured else None,
        note=told.get("note") or "",
    )
    Upload.objects.filter(pk=upload.pk).update(file=file)
    shutil.rmtree(_folder(upload), ignore_errors=True)
    upload.file = file
    return file


def said_of(upload: Upload) -> dict[str, Any]:
    """What the sender said of the file."""
    said: dict[str, Any] = json.loads(sealing.unseal(upload.incident.key_wrapped, upload.sealed, _purpose(upload)))
    return said


def _whole(upload: Upload) -> Iterator[bytes]:
    offset = 0
    while offset < upload.length:
        with _part(upload, offset).open("rb") as stored:
            for data in read_chunks(stored, sealing.unwrapped(upload.incident.key_wrapped), _place(upload, offset)):
                offset += len(data)
                yield data


def discard(*, actor: User, upload: Upload) -> None:
    """Ends an upload of one's own and removes its parts; what it became, if it was whole, stays."""
    if upload.maker_id != actor.pk:
        raise NotAllowed
    upload.delete()
    shutil.rmtree(_folder(upload), ignore_errors=True)


def sweep(now: datetime) -> int:
    """Removes what expired, and parts that no upload names. How many uploads went."""
    expired = list(Upload.objects.filter(expires_at__lte=now))
    for upload in expired:
        upload.delete()
        shutil.rmtree(_folder(upload), ignore_errors=True)
    known = {str(pk) for pk in Upload.objects.values_list("pk", flat=True)}
    oldest = now.timestamp() - evidence.ABANDONED_AFTER
    for folder in (Path(settings.EVIDENCE_DIR) / FOLDER).glob("*"):
        if folder.name not in known and folder.stat().st_mtime < oldest:
            shutil.rmtree(folder, ignore_errors=True)
    return len(expired)


def checksum_of(written: str) -> tuple[str, bytes] | None:
    """A checksum as a header writes it (`sha256 BASE64`); None where it is of no kind known here, or not written so."""
    kind, _between, digest = written.strip().partition(" ")
    try:
        found = base64.b64decode(digest.strip(), validate=True)
    except ValueError:
        return None
    return (kind, found) if kind in CHECKSUMS and found else None


def _folder(upload: Upload) -> Path:
    return Path(settings.EVIDENCE_DIR) / FOLDER / str(upload.pk)


def _part(upload: Upload, offset: int) -> Path:
    return _folder(upload) / f"{offset:020d}"


def _place(upload: Upload, offset: int) -> bytes:
    return f"upload/{upload.pk}/{offset}".encode()


def _purpose(upload: Upload) -> str:
    return f"upload:{upload.pk}"


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
