"""What is true of this instance: people, keys, mail, backups, the law in use, the last verification, versions. Reads alone."""

import hashlib
import platform
import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.db import connection
from django.db.models import Count
from django.template.loader import get_template
from django.utils import timezone
from django.utils.functional import Promise

from accounts.models import Invitation, Role, User
from casework.models import AuthorityReading
from casework.services.law import current_law
from config.instance import backups
from incidents.models import LedgerCheck, LedgerEntry
from incidents.services import auditing, outside, sealing

ABOUT = "config/about.html"


@dataclass(frozen=True)
class LawInUse:
    """The release by its digest, how many authorities it holds, and how many of them an attorney here has read."""

    release: str
    authorities: int
    read: int

    @property
    def unread(self) -> int:
        return self.authorities - self.read


@dataclass(frozen=True)
class State:
    people: list[tuple[str | Promise, int]]
    ended: int
    open_links: int
    backup: datetime | None
    check: LedgerCheck | None
    checkpoints: list[tuple[str, outside.PlaceState]]
    outside: bool
    law: LawInUse
    versions: str


def state() -> State:
    return State(
        people=people_by_role(),
        ended=User.objects.filter(is_active=False).count(),
        open_links=Invitation.objects.filter(used_at=None, withdrawn_at=None, expires_at__gt=timezone.now()).count(),
        backup=backups.last(),
        check=LedgerCheck.objects.filter(state=LedgerCheck.State.DONE).first(),
        checkpoints=[(outside.name_of_place(one.name), one) for one in outside.states()],
        outside=bool(outside.places()),
        law=law_in_use(),
        versions=versions(),
    )


def people_by_role() -> list[tuple[str | Promise, int]]:
    """Every role with how many people hold it who are let in."""
    counted = User.objects.filter(is_active=True).values_list("role").annotate(number=Count("pk"))
    numbers = dict(counted.order_by())
    return [(role.label, numbers.get(role.value, 0)) for role in Role]


def is_here_or_invited(role: Role) -> bool:
    links = Invitation.objects.filter(role=role, person=None, used_at=None, withdrawn_at=None, expires_at__gt=timezone.now())
    return User.objects.filter(role=role, is_active=True).exists() or links.exists()


def law_in_use() -> LawInUse:
    law = current_law()
    texts = {(name, authority.digest) for name, authority in law.authorities.items()}
    read = set(AuthorityReading.objects.values_list("authority", "digest")) & texts
    return LawInUse(law.digest, len(texts), len(read))


def keys_fingerprint() -> str:
    """A mark of the key ring that changes with every key in it."""
    return sealing.ring_fingerprint()


def about_digest() -> str:
    """The page about what is kept, as it stands; another text asks to be read again."""
    template: Any = get_template(ABOUT)
    return hashlib.sha256(Path(template.origin.name).read_bytes()).hexdigest()


def said(act: str, **detail: str) -> bool:
    """Whether the ledger holds this act on the instance with this detail."""
    wanted = {f"detail__{name}": value for name, value in detail.items()}
    return LedgerEntry.objects.filter(subject=auditing.SUBJECT, act=act, **wanted).exists()


def mail_host() -> str:
    """The mail server that the operator named; empty where none is, and then nothing is ever sent."""
    return settings.EMAIL_HOST if settings.EMAIL_HOST not in ("", "localhost") else ""


def versions() -> str:
    project = tomllib.loads((Path(settings.BASE_DIR) / "pyproject.toml").read_text())["project"]["version"]
    database = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    number = ".".join(str(part) for part in connection.get_database_version())
    parts = [
        ("Threshold", project),
        ("Django", django.get_version()),
        ("Python", platform.python_version()),
        (database, number),
    ]
    return ", ".join(f"{name} {version}" for name, version in parts)
