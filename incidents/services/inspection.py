"""Looks into evidence files, outside the web process: what each one is, what it says of itself, and copies to show.

What a hostile file can do ends with the child process that reads it; that it did so is recorded, and the file stays as it is.
"""

import hashlib
import json
import logging
from itertools import chain
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from incidents.errors import EvidenceDamaged, SealBroken
from incidents.evidence.findings import Photo
from incidents.evidence.kinds import HEAD_BYTES, Kind, kind_of
from incidents.evidence.sandbox import Examiner
from incidents.models import EvidenceCopy, EvidenceFile, EvidenceInspection
from incidents.services import copies, evidence, ledger, sealing

log = logging.getLogger(__name__)
BATCH = 50


def pending() -> QuerySet[EvidenceFile]:
    """Files that nobody has looked into, the first received first."""
    return EvidenceFile.objects.filter(inspection=None).select_related("incident").order_by("received_at", "id")


def inspect_pending(most: int = BATCH) -> int:
    """Looks into what is pending, at most so many, with one child for all. Returns how many were inspected."""
    done = 0
    with Examiner() as examiner:
        for file in pending()[:most]:
            done += inspect(file, examiner) is not None
    return done


def inspect(file: EvidenceFile, examiner: Examiner) -> EvidenceInspection | None:
    """Looks into one file. None where its stored bytes cannot be read: the scan of the store names that; it stays pending."""
    try:
        kind, photo = _examined(file, examiner)
    except (EvidenceDamaged, SealBroken):
        log.warning("evidence %s: the stored bytes cannot be read", file.pk)
        return None
    with transaction.atomic():
        EvidenceFile.objects.select_for_update().get(pk=file.pk)
        known = EvidenceInspection.objects.filter(pk=file.pk).first()
        return known or _record(file, kind, photo)


def _examined(file: EvidenceFile, examiner: Examiner) -> tuple[Kind, Photo]:
    pieces = evidence.stored_bytes(file)
    first = next(pieces)
    kind = kind_of(first[:HEAD_BYTES])
    if kind.family != "photo":
        return kind, Photo({})
    return kind, examiner.examine(chain((first,), pieces), file.size, kind)


def _record(file: EvidenceFile, kind: Kind, photo: Photo) -> EvidenceInspection:
    now = timezone.now()
    for name, (media_type, made) in photo.copies.items():
        digest = copies.keep(file, name, made)
        EvidenceCopy.objects.create(file=file, name=name, media_type=media_type, sha256=digest, size=len(made), made_at=now)
    facts = sealing.seal(file.incident.key_wrapped, json.dumps(photo.facts).encode(), _purpose(file.pk))
    inspection = EvidenceInspection.objects.create(
        file=file, media_type=kind.media_type, fault=photo.fault or "", sealed=facts, inspected_at=now
    )
    subject = ledger.subject_of(file.incident)
    ledger.append(actor=None, act="evidence.inspected", subject=subject, detail=detail_of(inspection), at=now)
    return inspection


def detail_of(inspection: EvidenceInspection) -> dict[str, Any]:
    """What the ledger keeps of an inspection and of the copies made with it."""
    made = {copy.name: [copy.media_type, copy.sha256, copy.size] for copy in inspection.file.copies.all()}
    return {
        "file": str(inspection.file_id),
        "media_type": inspection.media_type,
        "fault": inspection.fault,
        "facts": hashlib.sha256(bytes(inspection.sealed)).hexdigest(),
        "copies": made,
    }


def facts_of(inspection: EvidenceInspection) -> dict[str, Any]:
    """What was found: width, height, complete, trailing_bytes, likeness, metadata. Raises SealBroken."""
    key = inspection.file.incident.key_wrapped
    facts: dict[str, Any] = json.loads(sealing.unseal(key, inspection.sealed, _purpose(inspection.file_id)))
    return facts


def _purpose(file: UUID) -> str:
    return f"inspection/{file}"
