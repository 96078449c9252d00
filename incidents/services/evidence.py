"""Evidence: kept as received, byte for byte, hashed while it comes in, and never decoded here."""

import hashlib
import os
import re
import time
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from incidents import access
from incidents.errors import (
    EvidenceDamaged,
    EvidenceEmpty,
    EvidenceTooLarge,
    FieldError,
    InvalidDocument,
    NotAllowed,
    SealBroken,
)
from incidents.models import EvidenceFile, Incident
from incidents.services import ledger, record, sealing
from incidents.services.chunks import CHUNK_BYTES, ChunkWriter, read_chunks

MAX_NAME = 200
MEDIA_TYPE = re.compile(r"[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}(?=\s*(;|$))", re.ASCII)
RECEIVING = ".receiving-"
LOOK_AGAIN = 1.0  # seconds for which a download goes on without asking whether it still may
ABANDONED_AFTER = 60 * 60  # seconds without a byte written: no sender pauses that long, so its process was killed


@dataclass(frozen=True)
class Kept:
    """A stream that lies sealed and synced on disk under a temporary name, with what was counted on the way."""

    id: UUID
    file: Path
    sha256: str
    size: int


def receive(
    *,
    actor: User,
    incident: Incident,
    stream: BinaryIO | Iterable[bytes],
    filename: str,
    content_type: str,
    kind: str,
    claimed_captured_at: datetime | None = None,
    note: str = "",
) -> EvidenceFile:
    """Takes in a file and adds it to the document as /evidence/KEY by a revision. The same bytes again are the same file.

    The bytes are on disk and synced before any row says that they are there. Raises NotAllowed, EvidenceTooLarge,
    EvidenceEmpty, InvalidDocument (for `kind` and the other particulars).
    """
    if not access.can_add_evidence(actor, incident):
        raise NotAllowed
    particulars = {
        "kind": kind,
        "filename": plain_name(filename),
        "captured_at": claimed_captured_at.isoformat() if claimed_captured_at else None,
        "note": note,
    }
    kept = _keep(incident, stream)
    try:
        with transaction.atomic():
            file = _enter(actor, incident, kept, content_type, particulars)
            transaction.on_commit(_wake)
            return file
    finally:
        kept.file.unlink(missing_ok=True)


def _wake() -> None:
    from incidents.tasks import wake_inspection  # the task calls this module back

    wake_inspection()


def plain_name(filename: str) -> str:
    """The last part of a file name, as text that can stand in a document. It is never used as a name on disk."""
    name = unicodedata.normalize("NFC", filename.replace("\\", "/").rsplit("/", 1)[-1])
    readable = "".join("_" if unicodedata.category(character) in ("Cc", "Cs") else character for character in name)
    return readable.strip()[-MAX_NAME:] or "file"


def plain_type(content_type: str) -> str:
    """The media type as the sender named it, where it is one (RFC 6838); the ledger keeps it, so nothing else gets through."""
    found = MEDIA_TYPE.match(content_type)
    return found[0].lower() if found else ""


def folder_of(incident: Incident) -> Path:
    return Path(settings.EVIDENCE_DIR) / str(incident.pk)


def _place(incident: Incident, identifier: UUID) -> bytes:
    return f"evidence/{incident.pk}/{identifier}".encode()


def _keep(incident: Incident, stream: BinaryIO | Iterable[bytes]) -> Kept:
    folder = folder_of(incident)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _clear_abandoned(folder)
    identifier = uuid4()
    file = folder / f"{RECEIVING}{identifier}"
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            sha256, size = _seal_stream(out, stream, sealing.unwrapped(incident.key_wrapped), _place(incident, identifier))
            out.flush()
            os.fsync(out.fileno())
    except BaseException:
        file.unlink(missing_ok=True)
        raise
    return Kept(identifier, file, sha256, size)


def _clear_abandoned(folder: Path) -> None:
    """Removes what a killed process left half received. No row names such a file; one still being written stays."""
    oldest = timezone.now().timestamp() - ABANDONED_AFTER
    for file in folder.glob(f"{RECEIVING}*"):
        with suppress(FileNotFoundError):  # another receive may end or clear at the same moment
            if file.stat().st_mtime < oldest:
                file.unlink()


def _seal_stream(out: BinaryIO, stream: BinaryIO | Iterable[bytes], key: bytes, place: bytes) -> tuple[str, int]:
    """Hashes and seals in one pass; the SHA-256 and the count of the plain bytes."""
    hashed, size, writer = hashlib.sha256(), 0, ChunkWriter(out, key, place)
    for data in _pieces(stream):
        size += len(data)
        if size > settings.EVIDENCE_MAX_BYTES:
            raise EvidenceTooLarge(settings.EVIDENCE_MAX_BYTES)
        hashed.update(data)
        writer.write(data)
    if size == 0:
        raise EvidenceEmpty
    writer.finish()
    return hashed.hexdigest(), size


def _pieces(stream: BinaryIO | Iterable[bytes]) -> Iterator[bytes]:
    read = getattr(stream, "read", None)
    if read is None:
        yield from stream
        return
    while data := read(CHUNK_BYTES):
        yield data


def _enter(actor: User, incident: Incident, kept: Kept, content_type: str, particulars: dict[str, Any]) -> EvidenceFile:
    locked = Incident.objects.select_for_update().get(pk=incident.pk)
    known = EvidenceFile.objects.filter(incident=locked, sha256=kept.sha256).first()
    if known is not None:
        return known
    entry = _document_entry(locked, kept, particulars)
    row = EvidenceFile.objects.create(
        id=kept.id,
        incident=locked,
        key=entry["key"],
        sha256=kept.sha256,
        size=kept.size,
        content_type=plain_type(content_type),
        received_by=actor,
        received_at=timezone.now(),
    )
    record.revise(actor=actor, incident=locked, base=locked.head, update={"evidence": [entry]})
    _put_in_place(kept, stored_file(row))
    subject = ledger.subject_of(locked)
    ledger.append(actor=actor, act="evidence.received", subject=subject, detail=file_detail(row), at=row.received_at)
    return row


def _document_entry(incident: Incident, kept: Kept, particulars: dict[str, Any]) -> dict[str, Any]:
    """The entry of the file in the document: the one that already names these bytes and has no file yet, else a new one."""
    entries = record.read(incident).get("evidence", [])
    taken = set(incident.evidence_files.values_list("key", flat=True))
    said = {name: value for name, value in particulars.items() if value}
    for entry in entries:
        if entry["sha256"] == kept.sha256 and entry["key"] not in taken:
            return {**said, **{name: value for name, value in entry.items() if value is not None}}
    taken |= {entry["key"] for entry in entries}
    number = len(taken) + 1
    while f"E{number}" in taken:
        number += 1
    return {"key": f"E{number}", "sha256": kept.sha256, **said}


def _put_in_place(kept: Kept, target: Path) -> None:
    """Gives the synced file its name and syncs the folder. A leftover of a transaction that failed here is overwritten."""
    kept.file.replace(target)
    for folder in (target.parent, target.parent.parent):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def stored_file(file: EvidenceFile) -> Path:
    """Where the sealed bytes lie: by the digest of the content, within the incident's folder."""
    return folder_of(file.incident) / file.sha256


def file_detail(file: EvidenceFile) -> dict[str, Any]:
    """What the ledger keeps of a file: enough that a change of its row or its bytes is found."""
    return {"file": str(file.pk), "key": file.key, "sha256": file.sha256, "size": file.size, "content_type": file.content_type}


def open_original(*, actor: User, file: EvidenceFile, reason: str) -> Iterator[bytes]:
    """The bytes as received. The opening is in the ledger before the first byte; the digest is checked to the last. They end
    early, short of the size, where the right to them ends meanwhile.

    Raises NotAllowed, InvalidDocument (no reason), and while it is read EvidenceDamaged.
    """
    if not access.can_open_original(actor, file.incident):
        raise NotAllowed
    if not reason.strip():
        raise InvalidDocument([FieldError("/reason", "reason_missing")])
    detail = {"file": str(file.pk), "key": file.key, "reason": _sealed_reason(file, reason)}
    ledger.append(actor=actor, act="evidence.opened", subject=ledger.subject_of(file.incident), detail=detail)
    return bytes_while_allowed(actor, file)


def bytes_while_allowed(actor: User, file: EvidenceFile) -> Iterator[bytes]:
    """The bytes of an opening that is in the ledger already; they end where the right to them does."""
    looked_at = time.monotonic()
    for data in stored_bytes(file):
        if time.monotonic() - looked_at >= LOOK_AGAIN:
            reader, incident = User.objects.get(pk=actor.pk), Incident.objects.get(pk=file.incident_id)
            if not access.can_open_original(reader, incident):
                return
            looked_at = time.monotonic()
        yield data


def _sealed_reason(file: EvidenceFile, reason: str) -> str:
    """A reason can name people, so it stands in the ledger sealed, and goes with the incident's key."""
    return sealing.seal(file.incident.key_wrapped, reason.strip().encode(), f"opening/{file.pk}").hex()


def reason_of(file: EvidenceFile, sealed: str) -> str:
    """The reason for an opening, as the ledger keeps it. Raises SealBroken, ValueError."""
    return sealing.unseal(file.incident.key_wrapped, bytes.fromhex(sealed), f"opening/{file.pk}").decode()


def stored_bytes(file: EvidenceFile) -> Iterator[bytes]:
    """The stored bytes, opened and checked against digest and size; for work inside the house that shows them to nobody."""
    hashed, size = hashlib.sha256(), 0
    try:
        stored = stored_file(file).open("rb")
    except OSError:  # not there, a folder, not ours to read
        raise EvidenceDamaged from None
    with stored:
        for data in read_chunks(stored, sealing.unwrapped(file.incident.key_wrapped), _place(file.incident, file.pk)):
            hashed.update(data)
            size += len(data)
            yield data
    if hashed.hexdigest() != file.sha256 or size != file.size:
        raise EvidenceDamaged


def is_intact(file: EvidenceFile) -> bool:
    """Reads the whole stored file and compares; False where it is missing, cut, changed or not this file."""
    with suppress(EvidenceDamaged, SealBroken, OSError):
        for _data in stored_bytes(file):
            pass
        return True
    return False
