"""Looks an instance over and says in plain words what is right, what is wrong, and what to do."""

import os
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import metadata
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.translation import gettext as _
from packaging.version import Version

from accounts.models import SECOND_FACTOR_ROLES, User
from accounts.services import factors
from casework.services import evaluation, releases
from casework.services.law import adopted_digest
from config.instance import facts
from config.running import backups
from incidents.models import LedgerCheck
from incidents.services import inspection, outside, sealing
from reports import selectors

FRESH = timedelta(hours=36)
LEAST_FREE = 0.05  # of the disk: below it, a backup or a video no longer fits
VERIFIED_WITHIN = timedelta(days=31)
READ_WITHIN = timedelta(days=2)
WAITING = timedelta(minutes=10)
RIGHT, WRONG, LOOK = "right", "wrong", "look"


@dataclass(frozen=True)
class Finding:
    """`state`: right, wrong, or look (no fault, but somebody should know). `do` is what to do about it."""

    name: str
    state: str
    says: str
    do: str = ""


def examine() -> list[Finding]:
    """Every check; one that breaks is itself a finding."""
    return [finding for check in CHECKS for finding in _safely(check)]


def _safely(check: Callable[[], Iterator[Finding]]) -> list[Finding]:
    name = check.__name__.strip("_")
    try:
        return list(check())
    except (OSError, DatabaseError, ValueError) as broken:
        return [
            Finding(name, WRONG, _("This could not be looked at: %(why)s.") % {"why": type(broken).__name__}, _("See the log."))
        ]


def _keys() -> Iterator[Finding]:
    folder = Path(settings.KEYS_DIR)
    for file in (
        Path(settings.RECORD_KEYS_FILE),
        Path(settings.ACCOUNT_KEYS_FILE),
        Path(settings.CHECKPOINT_KEYS_FILE),
        folder / "backup_recipient",
    ):
        if not file.is_file():
            yield Finding(
                "keys",
                WRONG,
                _("%(file)s is missing.") % {"file": file.name},
                _("Type it in from the recovery sheet, or run `make setup` on a new instance."),
            )
        elif stat.S_IMODE(file.stat().st_mode) & 0o077:
            yield Finding(
                "keys", WRONG, _("Others on this machine can read %(file)s.") % {"file": file.name}, f"chmod 600 {file}"
            )
    sealing.new_key()
    if (folder / "backup_identity").exists():
        yield Finding(
            "keys",
            LOOK,
            _("The key that opens backups is still on this machine."),
            _("Print the recovery sheet, put it away, then: manage.py recovery_sheet --put-away"),
        )
    else:
        yield Finding("keys", RIGHT, _("The keys are there, and the one that opens backups is elsewhere."))


def _address() -> Iterator[Finding]:
    if settings.DEBUG:
        yield Finding(
            "address", WRONG, _("DEBUG is on: errors show what the server knows."), _("Take DEBUG out of the environment.")
        )
    if not settings.HTTPS:
        yield Finding(
            "address",
            WRONG,
            _("The address is %(origin)s, so what is sent can be read on the way.") % {"origin": settings.ORIGIN},
            _("Put a proxy with a certificate in front, and set ORIGIN to https://…"),
        )
    elif settings.TRUSTED_PROXIES == 0:
        yield Finding(
            "address",
            LOOK,
            _("TRUSTED_PROXIES is 0, so every sign-in seems to come from the proxy."),
            _("Set TRUSTED_PROXIES to 1 where one proxy stands in front."),
        )
    else:
        yield Finding("address", RIGHT, _("People reach it at %(origin)s.") % {"origin": settings.ORIGIN})


def _folders() -> Iterator[Finding]:
    folder = Path(settings.VAR_DIR)
    open_to_others = [one for one in (folder, Path(settings.KEYS_DIR)) if stat.S_IMODE(one.stat().st_mode) & 0o077]
    for one in open_to_others:
        yield Finding(
            "folders", WRONG, _("Others on this machine can look into %(folder)s.") % {"folder": one.name}, f"chmod 700 {one}"
        )
    if os.access(folder, os.W_OK) and not open_to_others:
        yield Finding("folders", RIGHT, _("The data folder is closed to others."))


def _disk() -> Iterator[Finding]:
    usage = os.statvfs(settings.VAR_DIR)
    free = usage.f_bavail / usage.f_blocks
    says = _("%(percent)d %% of the disk is free, %(size).1f GB.") % {
        "percent": 100 * free,
        "size": usage.f_bavail * usage.f_frsize / 1e9,
    }
    yield Finding(
        "disk",
        RIGHT if free > 2 * LEAST_FREE else LOOK if free > LEAST_FREE else WRONG,
        says,
        "" if free > 2 * LEAST_FREE else _("Make room, or move `var` to a larger disk."),
    )


def _clock() -> Iterator[Finding]:
    """Against the youngest thing that this machine wrote itself: a clock that was set back is found without asking anybody."""
    last = backups.noted(Path(settings.BACKUP_DIR))
    latest = max((datetime.fromisoformat(one.made_at) for one in last), default=timezone.now())
    if latest > timezone.now() + timedelta(minutes=5):
        yield Finding(
            "clock", WRONG, _("The clock stands before the last backup."), _("Set the clock: timedatectl set-ntp true")
        )
    else:
        yield Finding(
            "clock", RIGHT, _("The clock runs forward; it says %(now)s UTC.") % {"now": f"{timezone.now():%Y-%m-%d %H:%M}"}
        )


def _backups() -> Iterator[Finding]:
    made = backups.there()
    if not made:
        yield Finding(
            "backups",
            WRONG,
            _("There is no backup."),
            _("manage.py backup, and see that it runs every night (docs/install.md)."),
        )
        return
    age = timezone.now() - datetime.fromisoformat(made[0].made_at)
    says = _("The last backup is %(hours)d hours old, %(size).1f MB.") % {
        "hours": age.total_seconds() // 3600,
        "size": made[0].size / 1e6,
    }
    if age > FRESH:
        yield Finding("backups", WRONG, says, _("Look why it did not run: systemctl status threshold-backup"))
    else:
        yield Finding("backups", RIGHT, says)


def _database() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield Finding("database", WRONG, _("The database is older than the code."), _("make setup"))
    else:
        yield Finding("database", RIGHT, _("The database fits the code (%(vendor)s).") % {"vendor": connection.vendor})


def _packages() -> Iterator[Finding]:
    pinned = dict(
        line.split(" ")[0].split("==")
        for line in (Path(settings.BASE_DIR) / "requirements.txt").read_text().splitlines()
        if "==" in line
    )
    other = sorted(name for name, version in pinned.items() if _installed(name) != Version(version))
    if other:
        yield Finding("packages", WRONG, _("Not the pinned version: %(names)s.") % {"names": ", ".join(other)}, _("make setup"))
    else:
        python = ".".join(map(str, sys.version_info[:3]))
        yield Finding(
            "packages",
            RIGHT,
            _("All %(count)d packages are the pinned ones, on Python %(python)s.") % {"count": len(pinned), "python": python},
        )


def _installed(name: str) -> Version | None:
    try:
        return Version(metadata.version(name))
    except metadata.PackageNotFoundError:
        return None


def _mail() -> Iterator[Finding]:
    host = facts.mail_host()
    yield Finding(
        "mail",
        RIGHT,
        _("Mail goes through %(host)s.") % {"host": host}
        if host
        else _("Mail is off: links and codes are handed over by people."),
    )


def _law() -> Iterator[Finding]:
    law = facts.law_in_use()
    yield Finding(
        "law",
        RIGHT,
        _("Release %(release)s, %(count)d authorities, %(read)d of them read here.")
        % {"release": law.release[:12], "count": law.authorities, "read": law.read},
    )
    if adopted_digest() not in ("", law.release):
        yield Finding(
            "law",
            WRONG,
            _("The release that was put in force last cannot be read by this version; the files on the disk are used."),
            _("An attorney looks at them and puts them in force: manage.py law_impact --texts"),
        )
    elif releases.proposed() is not None:
        yield Finding(
            "law",
            LOOK,
            _("Law files lie ready that are not in force here."),
            _("An attorney sees what they would change and puts them in force on the page of releases."),
        )


def _work() -> Iterator[Finding]:
    """What waits for a worker, and for how long."""
    now = timezone.now()
    late = [
        selectors.due(now - WAITING).filter(requested_at__lt=now - WAITING).count(),
        inspection.pending().filter(received_at__lt=now - WAITING).count(),
    ]
    unread = evaluation.pending(timezone.localdate()).count()
    if sum(late):
        yield Finding(
            "work",
            WRONG,
            _("%(reports)d reports and %(files)d files wait for longer than ten minutes.")
            % {"reports": late[0], "files": late[1]},
            _("Look whether the worker runs: systemctl status threshold-worker"),
        )
    else:
        yield Finding(
            "work",
            RIGHT,
            _("Nothing waits. %(count)d incidents are evaluated when somebody opens them or the worker comes by.")
            % {"count": unread},
        )


def _ledger() -> Iterator[Finding]:
    check = LedgerCheck.objects.filter(state=LedgerCheck.State.DONE).first()
    if check is None:
        yield Finding(
            "ledger",
            LOOK,
            _("The custody ledger was never verified."),
            _("An auditor presses the button on the ledger's page, or: manage.py verify_ledger"),
        )
    elif check.found:
        yield Finding(
            "ledger",
            WRONG,
            _("%(count)d things are not as they were recorded.") % {"count": check.found},
            _("Change nothing. Speak to the auditor, and look with: manage.py verify_ledger --files"),
        )
    elif timezone.now() - check.asked_at > VERIFIED_WITHIN:
        yield Finding(
            "ledger",
            LOOK,
            _("The custody ledger was verified more than a month ago."),
            _("An auditor presses the button on the ledger's page, or: manage.py verify_ledger"),
        )
    else:
        yield Finding("ledger", RIGHT, _("The custody ledger was verified within a month."))
    read = LedgerCheck.objects.filter(state=LedgerCheck.State.DONE, with_files=True).first()
    if check is not None and (read is None or timezone.now() - read.asked_at > READ_WITHIN):
        yield Finding(
            "ledger",
            LOOK,
            _("Not every stored file was read and compared within two days."),
            _("The worker does it every night: systemctl status threshold-worker"),
        )


def _checkpoints() -> Iterator[Finding]:
    """Signed checkpoints of the ledger, and the places outside that they are brought to."""
    for state in outside.states():
        name = outside.name_of_place(state.name)
        if state.late:
            yield Finding(
                "checkpoints",
                WRONG,
                (
                    _("Checkpoints of the ledger, %(place)s: %(why)s")
                    if state.is_alarming
                    else _("Checkpoints of the ledger, %(place)s: %(count)d waiting for more than half an hour. %(why)s")
                )
                % {"place": name, "count": state.waiting, "why": state.explanation},
                _("See that the worker runs and the place is there, then: manage.py checkpoint"),
            )
        else:
            yield Finding(
                "checkpoints",
                RIGHT,
                _("Checkpoints of the ledger, %(place)s: %(count)d.") % {"place": name, "count": state.taken},
            )
    if not outside.places():
        yield Finding(
            "checkpoints",
            LOOK,
            _("Checkpoints of the ledger are kept on this machine alone: whoever owns it could write its history anew."),
            _("Set CHECKPOINT_DIR to a folder elsewhere (docs/install.md)."),
        )


def _people() -> Iterator[Finding]:
    without = [one for one in User.objects.filter(is_active=True, role__in=SECOND_FACTOR_ROLES) if not factors.has_factor(one)]
    if not User.objects.filter(is_active=True).exists():
        yield Finding(
            "people", LOOK, _("Nobody can sign in yet."), _('manage.py add_person you@example.org "Your Name" administrator')
        )
    elif without:
        yield Finding(
            "people",
            LOOK,
            _("%(count)d people have yet to set up their second factor; until then nothing is open to them.")
            % {"count": len(without)},
        )
    else:
        yield Finding("people", RIGHT, _("Everybody whose role needs a second factor has one."))


CHECKS = (
    _keys,
    _address,
    _folders,
    _disk,
    _clock,
    _backups,
    _database,
    _packages,
    _mail,
    _law,
    _work,
    _ledger,
    _checkpoints,
    _people,
)
