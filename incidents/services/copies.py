"""Copies of evidence on disk: sealed like the files they were made from, beside them, and checked whenever they are read."""

import hashlib
import os
from pathlib import Path

from incidents.errors import EvidenceDamaged, SealBroken
from incidents.models import EvidenceCopy, EvidenceFile
from incidents.services import evidence, sealing
from incidents.services.chunks import ChunkWriter, read_chunks


def path_of(file: EvidenceFile, name: str) -> Path:
    return evidence.folder_of(file.incident) / f"{file.sha256}.{name}"


def _place(file: EvidenceFile, name: str) -> bytes:
    return f"copy/{file.incident_id}/{file.pk}/{name}".encode()


def keep(file: EvidenceFile, name: str, made: bytes) -> str:
    """Seals a copy, syncs it and gives it its name; one that was there is replaced. The SHA-256 of the plain bytes."""
    target = path_of(file, name)
    part = target.with_name(f".making-{target.name}-{os.getpid()}")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            writer = ChunkWriter(out, sealing.unwrapped(file.incident.key_wrapped), _place(file, name))
            writer.write(made)
            writer.finish()
            out.flush()
            os.fsync(out.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return hashlib.sha256(made).hexdigest()


def read(copy: EvidenceCopy) -> bytes:
    """The plain bytes. Raises EvidenceDamaged where they are missing, cut or changed."""
    file = copy.file
    try:
        with path_of(file, copy.name).open("rb") as stored:
            made = b"".join(read_chunks(stored, sealing.unwrapped(file.incident.key_wrapped), _place(file, copy.name)))
    except OSError:
        raise EvidenceDamaged from None
    if hashlib.sha256(made).hexdigest() != copy.sha256:
        raise EvidenceDamaged
    return made


def is_intact(copy: EvidenceCopy) -> bool:
    """Reads the whole stored copy; False where it is missing, cut, changed or not this one."""
    try:
        read(copy)
    except (EvidenceDamaged, SealBroken):
        return False
    return True
