"""Finds what no row names: files left behind when a process died between disk and database, and drafts of people locked out.

A whole file is never deleted here: it is set aside in its incident's name, because the database may be the part that is behind
(a backup was brought back). Only what was never received to its end is removed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from incidents.models import Draft, EvidenceCopy, EvidenceFile, LedgerEntry
from incidents.services import ledger
from incidents.services.evidence import ABANDONED_AFTER, RECEIVING

MAKING = ".making-"  # a copy that is being written
ASIDE = ".set-aside"
KEPT_FOR = timedelta(days=30)  # a draft, after its owner was locked out or left


@dataclass(frozen=True)
class Swept:
    """`removed`: parts that were never received to their end; `set_aside`: whole files that no row names; `missing`: ids of
    files that a row names and the disk lacks, of which nothing is changed."""

    removed: int
    set_aside: tuple[str, ...]
    missing: tuple[str, ...]


def sweep() -> Swept:
    """Looks through the store once. What is younger than an hour may still be coming in, and is left alone."""
    oldest = timezone.now().timestamp() - ABANDONED_AFTER
    removed, aside = 0, []
    for file in _strangers(oldest):
        if file.name.startswith((RECEIVING, MAKING)):
            file.unlink(missing_ok=True)
            removed += 1
        else:
            if _set_aside(file):
                aside.append(str(file.relative_to(settings.EVIDENCE_DIR)))
    if aside:
        ledger.append(actor=None, act="evidence.set_aside", subject="evidence", detail={"files": len(aside)})
    return Swept(removed, tuple(sorted(aside)), tuple(_missing()))


def _strangers(oldest: float) -> Iterator[Path]:
    """Files in the folders of incidents that no row names and nobody has written to since."""
    store = Path(settings.EVIDENCE_DIR)
    for folder in sorted(store.iterdir()) if store.is_dir() else ():
        if not folder.is_dir() or not _is_identifier(folder.name):
            continue
        named = set(EvidenceFile.objects.filter(incident_id=folder.name).values_list("sha256", flat=True))
        copies = EvidenceCopy.objects.filter(file__incident_id=folder.name).values_list("file__sha256", "name")
        named |= {f"{sha256}.{name}" for sha256, name in copies}
        yield from (file for file in sorted(folder.iterdir()) if file.name not in named and _age(file) < oldest)


def _is_identifier(name: str) -> bool:
    try:
        return str(UUID(name)) == name
    except ValueError:
        return False


def _age(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except FileNotFoundError:  # a receive ended at this moment and gave it its name
        return float("inf")


def _set_aside(file: Path) -> bool:
    """Moves a file out of the way. False where the same bytes were received meanwhile: then it stays."""
    target = Path(settings.EVIDENCE_DIR) / ASIDE / file.parent.name / file.name
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.replace(target)
    if EvidenceFile.objects.filter(incident_id=file.parent.name, sha256=file.name).exists() and not file.exists():
        target.replace(file)
        return False
    return True


def _missing() -> Iterator[str]:
    rows = EvidenceFile.objects.values_list("pk", "incident_id", "sha256").order_by("received_at")
    store = Path(settings.EVIDENCE_DIR)
    for pk, incident, sha256 in rows.iterator():
        if not (store / str(incident) / sha256).is_file():
            yield str(pk)


def put_back() -> int:
    """Gives files that were set aside their place again where a row names them by now. How many."""
    number = 0
    store = Path(settings.EVIDENCE_DIR)
    for file in sorted((store / ASIDE).glob("*/*")):
        target = store / file.parent.name / file.name
        known = EvidenceFile.objects.filter(incident_id=file.parent.name, sha256=file.name.split(".")[0]).exists()
        if known and not target.exists():
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            file.replace(target)
            number += 1
    return number


def drop_drafts(now: datetime) -> int:
    """Deletes drafts, and their keys with them, of people who were locked out or left thirty days ago. How many."""
    owners = Draft.objects.filter(owner__is_active=False).values_list("owner_id", flat=True).distinct()
    gone = [owner for owner in owners if _closed_since(owner, now) >= KEPT_FOR]
    with transaction.atomic():
        number, _kinds = Draft.objects.filter(owner__in=gone, owner__is_active=False).delete()
        if number:
            ledger.append(actor=None, act="drafts.dropped", subject="drafts", detail={"drafts": number})
    return number


def _closed_since(owner: int, now: datetime) -> timedelta:
    """For how long somebody has been locked out; where the ledger does not say since when, no time has passed."""
    acts = LedgerEntry.objects.filter(act__in=("person.locked_out", "person.left"), subject=f"person:{owner}")
    last = acts.order_by("sequence").values_list("at", flat=True).last()
    return now - last if last else timedelta(0)
