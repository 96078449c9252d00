"""Releases of the law: which one is in force here, which one is proposed, and its adoption."""

import logging
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from accounts.models import User
from casework import access
from casework.engine import Law, LawError, load_law
from casework.enums import ImpactKind
from casework.errors import ChangedMeanwhile, NotAllowed, NotWeighed
from casework.models import LawRelease, LawText, ReleaseAdoption, Weighing
from casework.services.law import adopted_digest, archive_of, current_law, disk_is_faulty, forget, law_on_disk, release_of
from incidents.services import ledger

log = logging.getLogger(__name__)
SUBJECT = "law"


def proposed() -> Law | None:
    """The law of the files on the disk, where it is not the one adopted last. None also where they cannot be read."""
    try:
        found = law_on_disk()
    except LawError:
        return None
    return None if disk_is_faulty() or adopted_digest() in ("", found.digest) else found


def kept(law: Law, folder: Path) -> LawRelease:
    """The row of a release with its files, kept once. Raises ChangedMeanwhile where the folder holds other files by now."""
    release = release_of(law)
    if not LawText.objects.filter(release=release).exists():
        archive = archive_of(folder)
        if _digest_of(folder) != law.digest:
            raise ChangedMeanwhile([])
        LawText.objects.get_or_create(release=release, defaults={"archive": archive})
    return release


def _digest_of(folder: Path) -> str:
    try:
        return str(load_law(folder).digest)
    except LawError:
        return ""


def adopt_first() -> ReleaseAdoption | None:
    """The law that an instance is set up with is in force from the start. None where one was adopted before."""
    if ReleaseAdoption.objects.exists():
        return None
    release = kept(law_on_disk(), Path(settings.LAW_DIR))
    return _adopted(None, release, "", {"first": True})


def adopt(*, actor: User, digest: str, reason: str) -> ReleaseAdoption:
    """Puts the proposed release in force; `digest` is that of the release that the person looked at.

    Raises NotAllowed, ChangedMeanwhile where other files lie there by now, NotWeighed before its impact is known.
    """
    if not access.can_adopt_release(actor):
        raise NotAllowed
    law = proposed()
    if law is None or law.digest != digest:
        raise ChangedMeanwhile([])
    before, release = release_of(current_law()), kept(law, Path(settings.LAW_DIR))
    weighing = Weighing.objects.filter(before=before, after=release).exclude(finished_at=None).first()
    if weighing is None:
        raise NotWeighed
    counted = {kind: weighing.changes.filter(kind=kind).count() for kind in ImpactKind.values}
    return _adopted(actor, release, reason, {"before": before.digest, "weighed": weighing.done, **counted})


def _adopted(actor: User | None, release: LawRelease, reason: str, detail: dict[str, Any]) -> ReleaseAdoption:
    with transaction.atomic():
        row: ReleaseAdoption = ReleaseAdoption.objects.create(release=release, adopted_by=actor, reason=reason)
        ledger.append(actor=actor, act="law.adopted", subject=SUBJECT, detail={"release": release.digest, **detail})
    forget()
    return row
