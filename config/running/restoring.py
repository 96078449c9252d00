"""Brings a backup back: everything is unpacked and checked in a folder beside the data before anything is put in place."""

import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from config.running import backups, databases
from config.running.archive import unpack
from config.running.errors import RestoreRefused
from incidents.errors import KeyRingError, SealBroken
from incidents.services import ledger, sealing
from incidents.services.verification import Verification, verify


@dataclass(frozen=True)
class Restored:
    """When the backup was made, how many files came back, and what verifying the ledger found."""

    made_at: datetime
    files: int
    count: int
    verification: Verification


def restore(source: Path, *, identity: str, expect: str = "", older: str = "") -> Restored:
    """Brings `source` back into an empty instance. `identity`: the backup key; `expect`: COUNT:DIGEST of the newest ledger head
    known; `older`: why a backup that is older than that is wanted all the same. Raises RestoreRefused; then nothing is changed.
    """
    _only_into_an_empty_instance()
    known = _known_heads(source, expect)
    with tempfile.TemporaryDirectory(dir=settings.VAR_DIR, prefix=".restore-") as work:
        folder = Path(work)
        manifest = unpack(source, identity, folder)
        _fits_this_code(manifest)
        _opens_with_these_keys(manifest)
        behind = _behind(manifest, known)
        if behind and not older.strip():
            raise RestoreRefused(behind)
        _put_in_place(folder)
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    return _checked(manifest, older if behind else "")


def _only_into_an_empty_instance() -> None:
    used = [path for path in (Path(settings.EVIDENCE_DIR), Path(settings.REPORTS_DIR)) if path.is_dir() and any(path.iterdir())]
    if used or not databases.is_empty():
        raise RestoreRefused(
            "This instance is in use, and a restore would write over it. Move its database and its folder `var` away, or "
            "restore on another machine."
        )


def _known_heads(source: Path, expect: str) -> list[tuple[int, str]]:
    """(count, digest) of the ledger, as known from the command line and from the list beside the backup."""
    known = [(one.count, one.head) for one in backups.noted(source.parent)]
    if expect:
        count, _, digest = expect.partition(":")
        if not count.isdecimal() or len(digest) != 64:
            raise RestoreRefused("Write the ledger's head as COUNT:DIGEST, as `manage.py verify_ledger --head` prints it.")
        known.append((int(count), digest))
    return known


def _behind(manifest: dict[str, Any], known: list[tuple[int, str]]) -> str:
    """Why a backup is older than what is known; empty where it is not. Raises RestoreRefused for one of another ledger."""
    count, head = manifest["ledger"]["count"], manifest["ledger"]["head"]
    if any(at == count and digest != head for at, digest in known):
        raise RestoreRefused(
            "This backup holds another ledger than the one whose head is known. It was not made by this instance."
        )
    newest = max((at for at, _digest in known), default=0)
    if count >= newest:
        return ""
    return (
        f"This backup ends with entry {count} of the ledger, and entry {newest} is known: {newest - count} would be lost. "
        'Take the newest backup, or say why with --older "reason".'
    )


def _fits_this_code(manifest: dict[str, Any]) -> None:
    if manifest.get("format") != backups.FORMAT:
        raise RestoreRefused(f"The backup is of a format that this version does not read: {manifest.get('format')}.")
    if databases.vendor_of(manifest) != connections["default"].vendor:
        raise RestoreRefused(
            f"The backup holds a database of {manifest['vendor']}, and this instance uses {connections['default'].vendor}. "
            "Set DATABASE_URL to one of the same kind."
        )
    here = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    newer = sorted(set(manifest["migrations"]) - here)
    if newer:
        raise RestoreRefused(f"The backup was made by a newer version of Threshold ({newer[-1]}). Install that version first.")


def _opens_with_these_keys(manifest: dict[str, Any]) -> None:
    try:
        probe = manifest["probe"]
        opened = sealing.unseal(bytes.fromhex(probe["key"]), bytes.fromhex(probe["sealed"]), backups.PURPOSE)
    except (SealBroken, KeyRingError, ValueError, KeyError):
        opened = b""
    if opened != backups.PROBE:
        raise RestoreRefused("The record keys here are not those of that instance. Type them in from its recovery sheet first.")


def _put_in_place(folder: Path) -> None:
    for name, target in (("evidence", Path(settings.EVIDENCE_DIR)), ("reports", Path(settings.REPORTS_DIR))):
        if (folder / name).is_dir():
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            shutil.copytree(folder / name, target, dirs_exist_ok=True)
            for part in (target, *(one for one in target.rglob("*") if one.is_dir())):
                part.chmod(0o700)
    databases.put_in_place(folder / databases.NAME)


def _checked(manifest: dict[str, Any], older: str) -> Restored:
    """Counts and verifies what is in place now. A restore that took the record back is an act in its ledger."""
    changed = set(databases.migrations()) != set(manifest["migrations"])
    counted = databases.rows("default")
    wrong = [table for table, number in manifest["rows"].items() if not changed and counted.get(table) != number]
    verification = verify(files=True)
    said = manifest["ledger"]
    if (
        wrong
        or verification.breaks
        or (verification.count, verification.head) != (said["count"], said["head"] or ledger.GENESIS)
    ):
        raise RestoreRefused(
            f"The backup is in place, but it is not what it says: {', '.join(wrong) or 'its ledger does not verify'}. "
            "Do not work with it; run `manage.py verify_ledger --files`."
        )
    if older:
        ledger.append(
            actor=None, act="instance.restored", subject="instance", detail={"made_at": manifest["made_at"], "older": True}
        )
    files = sum(name != databases.NAME for name in manifest["members"])
    return Restored(datetime.fromisoformat(manifest["made_at"]), files, verification.count, verification)
