"""The composed files on disk: sealed under their case's key, written whole or not at all."""

import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path

from django.conf import settings

from incidents.errors import SealBroken
from incidents.services import sealing
from reports.errors import FileLost
from reports.models import Report

UNFINISHED_FOR = 3600  # seconds; far beyond the lease of a worker


def path_of(report: Report) -> Path:
    return Path(settings.REPORTS_DIR) / f"{report.pk}.sealed"


def keep(report: Report, pdf: bytes) -> None:
    """Writes the file under a name of its own and moves it into place once it is on the disk. Nobody sees half of it."""
    target = path_of(report)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    sealed = sealing.seal(report.case.key_wrapped, pdf, purpose(report))
    handle, unfinished = tempfile.mkstemp(dir=target.parent, prefix=f"{report.pk}.", suffix=".unfinished")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(sealed)
            out.flush()
            os.fsync(out.fileno())
        os.replace(unfinished, target)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise
    _flush_folder(target.parent)


def opened(report: Report) -> bytes:
    """The PDF, checked against the digest that was recorded when it was composed. Raises FileLost."""
    try:
        pdf = sealing.unseal(report.case.key_wrapped, path_of(report).read_bytes(), purpose(report))
    except (OSError, SealBroken):
        raise FileLost from None
    if hashlib.sha256(pdf).hexdigest() != report.sha256:
        raise FileLost
    return pdf


def tidy(now: datetime) -> int:
    """Removes what workers that were killed had begun to write, once nobody can still be writing it. How many files."""
    folder = Path(settings.REPORTS_DIR)
    left = [file for file in folder.glob("*.unfinished") if now.timestamp() - file.stat().st_mtime > UNFINISHED_FOR]
    for file in left:
        file.unlink(missing_ok=True)
    return len(left)


def purpose(report: Report) -> str:
    return f"report:{report.pk}:pdf"


def _flush_folder(folder: Path) -> None:
    """Makes the new name itself survive a crash."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
