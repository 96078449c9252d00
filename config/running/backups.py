"""Makes backups, lists them, and lets old ones go."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.db import connections
from django.utils import timezone

from config.running import databases
from config.running.archive import Archive, write
from config.running.errors import BackupFailed
from incidents.models import EvidenceCopy, EvidenceFile, LedgerHead
from incidents.services import copies, evidence, sealing
from reports.enums import State
from reports.models import Report
from reports.services import keeping

FORMAT = "threshold-backup/1"
HEADS = "heads.jsonl"
DAILY, WEEKLY, MONTHLY = 7, 5, 12
PROBE = b"this ring opens what that instance sealed"
PURPOSE = "backup/probe"


@dataclass(frozen=True)
class Backup:
    """One that was made: its file, when (ISO 8601), its size in bytes, and the ledger's head of its moment."""

    file: str
    made_at: str
    size: int
    count: int
    head: str


def make(folder: Path | None = None) -> Backup:
    """Writes one file with all but the keys, under another name until it is on the disk. Raises BackupFailed, OSError."""
    folder = folder or Path(settings.BACKUP_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    now = timezone.now()
    target = folder / f"threshold-{now:%Y%m%dT%H%M%SZ}.age"
    unfinished = target.with_suffix(".unfinished")
    recipient = _recipient()
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            manifest = write(out, recipient, lambda archive: _fill(archive, now))
            out.flush()
            os.fsync(out.fileno())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    made = Backup(target.name, now.isoformat(), target.stat().st_size, manifest["ledger"]["count"], manifest["ledger"]["head"])
    _note(folder, made)
    prune(folder)
    return made


def _recipient() -> str:
    file = Path(settings.KEYS_DIR) / "backup_recipient"
    try:
        return file.read_text().strip()
    except OSError:
        raise BackupFailed("There is no backup key: run `make setup`, which makes one.") from None


def _fill(archive: Archive, now: datetime) -> dict[str, Any]:
    """Runs in a thread of its own, so its database connections are its own too."""
    try:
        with (
            tempfile.TemporaryDirectory(dir=settings.VAR_DIR, prefix=".backup-") as work,
            databases.snapshot(Path(work)) as (alias, file),
        ):
            archive.add(databases.NAME, file)
            for name, stored in files_named_in(alias):
                _add(archive, name, stored)
            return _manifest(alias, now)
    finally:
        connections.close_all()


def _add(archive: Archive, name: str, stored: Path) -> None:
    try:
        archive.add(name, stored)
    except OSError:
        raise BackupFailed(
            f"A file that the database names cannot be read: {name}. Run `manage.py verify_ledger --files`."
        ) from None


def files_named_in(alias: str) -> Iterator[tuple[str, Path]]:
    """(name in the backup, file) of everything that a database says is on disk."""
    for file in EvidenceFile.objects.using(alias).select_related("incident").iterator():
        yield f"evidence/{file.incident_id}/{file.sha256}", evidence.stored_file(file)
    for copy in EvidenceCopy.objects.using(alias).select_related("file__incident").iterator():
        path = copies.path_of(copy.file, copy.name)
        yield f"evidence/{copy.file.incident_id}/{path.name}", path
    for report in Report.objects.using(alias).filter(state=State.DONE).iterator():
        yield f"reports/{keeping.path_of(report).name}", keeping.path_of(report)


def _manifest(alias: str, now: datetime) -> dict[str, Any]:
    head = LedgerHead.objects.using(alias).filter(pk=1).first()
    wrapped = sealing.new_key()
    return {
        "format": FORMAT,
        "made_at": now.isoformat(),
        "vendor": "sqlite" if alias == databases.AT_ONE_MOMENT else "postgresql",
        "django": django.get_version(),
        "rows": databases.rows(alias),
        "migrations": databases.migrations(alias),
        "ledger": {"count": head.sequence if head else 0, "head": head.digest if head else ""},
        "probe": {"key": wrapped.hex(), "sealed": sealing.seal(wrapped, PROBE, PURPOSE).hex()},
    }


def _note(folder: Path, made: Backup) -> None:
    with (folder / HEADS).open("a") as heads:
        heads.write(json.dumps(asdict(made)) + "\n")
    last = Path(settings.VAR_DIR) / "last_backup"
    part = last.with_suffix(".part")
    part.write_text(made.made_at + "\n")
    part.replace(last)


def noted(folder: Path) -> list[Backup]:
    """Every backup that was ever made into a folder, the oldest first, whether its file is still there or not."""
    try:
        lines = (folder / HEADS).read_text().splitlines()
    except OSError:
        return []
    return [Backup(**json.loads(line)) for line in lines if line.strip()]


def there(folder: Path | None = None) -> list[Backup]:
    """The backups whose files are there, the newest first."""
    folder = folder or Path(settings.BACKUP_DIR)
    return [one for one in reversed(noted(folder)) if (folder / one.file).is_file()]


def prune(folder: Path) -> int:
    """Lets old files go: seven days, five weeks and twelve months are kept, each by its newest. How many went."""
    kept = {one.file for one in to_keep(there(folder))}
    gone = [one for one in there(folder) if one.file not in kept]
    for one in gone:
        (folder / one.file).unlink()
    return len(gone)


def to_keep(made: list[Backup]) -> list[Backup]:
    """`made` is the newest first; the newest is always kept."""
    kept: dict[str, Backup] = {}
    for most, period in ((DAILY, "%Y-%m-%d"), (WEEKLY, "%G-%V"), (MONTHLY, "%Y-%m")):
        seen: set[str] = set()
        for one in made:
            name = datetime.fromisoformat(one.made_at).astimezone(UTC).strftime(period)
            if name not in seen and len(seen) < most:
                seen.add(name)
                kept[one.file] = one
    return [one for one in made if one.file in kept]


def free_bytes() -> int:
    return shutil.disk_usage(settings.VAR_DIR).free
