"""Releases of the law: which one is in force here, what a proposed one would change on file, and its adoption."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from casework import access, engine
from casework.engine import Law, LawError, load_law
from casework.enums import RAISED, ImpactKind
from casework.errors import ChangedMeanwhile, NotAllowed, NotWeighed
from casework.models import LawRelease, LawText, ReleaseAdoption, WeighedChange, Weighing
from casework.services import agreements, evaluation
from casework.services.changes import NOTHING, basis_of, digest_of
from casework.services.law import adopted_digest, archive_of, current_law, disk_is_faulty, forget, law_on_disk, release_of
from incidents.errors import SealBroken
from incidents.models import Incident
from incidents.services import ledger, record

log = logging.getLogger(__name__)
SUBJECT = "law"
BATCH = 20  # incidents in one transaction; what is lost with a worker is weighed again


@dataclass(frozen=True)
class Difference:
    """One result that two releases read differently. `before`, `after`: status, and support where there is one."""

    code: str
    subject: str
    kind: ImpactKind
    before: str
    after: str


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


def weighing_of(law: Law) -> Weighing | None:
    """How far the weighing of a proposed release has come; None where it was not begun."""
    rows = Weighing.objects.filter(before__digest=current_law().digest, after__digest=law.digest)
    return rows.first()


def begin(law: Law, *, on: date) -> Weighing:
    """The weighing of a proposed release against the one in force, begun or found."""
    releases = {"before": release_of(current_law()), "after": kept(law, Path(settings.LAW_DIR))}
    found: Weighing = Weighing.objects.get_or_create(**releases, defaults={"as_of": on, "total": Incident.objects.count()})[0]
    return found


def begin_again(law: Law, *, on: date) -> Weighing:
    """Weighs from the start: incidents came in, or a day went by, since it was done."""
    Weighing.objects.filter(before__digest=current_law().digest, after__digest=law.digest).delete()
    return begin(law, on=on)


def weigh(law: Law, *, on: date, batches: int | None = None) -> Weighing:
    """Goes on with the weighing for so many batches, or to its end. Two who do so at once never weigh an incident twice."""
    found = begin(law, on=on)
    while found.finished_at is None and (batches is None or batches > 0):
        _batch(found.pk, law)
        found.refresh_from_db()
        batches = None if batches is None else batches - 1
    return found


@transaction.atomic
def _batch(pk: int, law: Law) -> None:
    row = Weighing.objects.select_for_update().get(pk=pk)
    if row.finished_at is not None:
        return
    waiting = Incident.objects.order_by("pk")
    incidents = list((waiting.filter(pk__gt=row.last) if row.last else waiting)[:BATCH])
    changes, unreadable = [], 0
    for incident in incidents:
        try:
            found = list(differences(incident, law, row.as_of))
        except SealBroken:
            unreadable += 1
            continue
        changes += [
            WeighedChange(
                weighing=row,
                incident=incident,
                code=one.code,
                subject=one.subject,
                kind=one.kind,
                before=one.before,
                after=one.after,
            )
            for one in found
        ]
    last = incidents[-1].pk if incidents else row.last
    moved = Weighing.objects.filter(pk=pk, last=row.last, finished_at=None).update(
        last=last,
        done=row.done + len(incidents),
        unreadable=row.unreadable + unreadable,
        total=max(row.total, row.done + len(incidents)),
        finished_at=timezone.now() if len(incidents) < BATCH else None,
    )
    if moved:  # another worker that took the same incidents was not first
        WeighedChange.objects.bulk_create(changes)


def differences(incident: Incident, law: Law, on: date) -> Iterator[Difference]:
    """What the head revision reads like under a proposed law and not under the one in force. Raises SealBroken."""
    agreed = agreements.standing_for(incident)
    held = evaluation.standing(on).filter(incident=incident, revision=incident.head, register=agreed.digest).last()
    document = record.read(incident, incident.head)
    readings = [
        evaluation.content_of(held)
        if held
        else engine.evaluate(document, current_law(), agreements=agreed.register, as_of=on).as_dict(),
        engine.evaluate(document, law, agreements=agreed.register, as_of=on).as_dict(),
    ]
    before, after = (evaluation.results_by_finding(one) for one in readings)
    for key in sorted(before.keys() | after.keys()):
        first, second = before.get(key, NOTHING), after.get(key, NOTHING)
        kind = _kind(first, second)
        if kind is not None:
            yield Difference(*key, kind, _said(first), _said(second))


def _kind(first: dict[str, Any], second: dict[str, Any]) -> ImpactKind | None:
    """Only what is raised before or after counts: the rest is nobody's finding."""
    raised = [one["status"] in RAISED for one in (first, second)]
    if not any(raised):
        return None
    if not all(raised):
        return ImpactKind.APPEARS if raised[1] else ImpactKind.VANISHES
    if _said(first) != _said(second):
        return ImpactKind.CHANGES
    return ImpactKind.TEXT if digest_of(basis_of(first)) != digest_of(basis_of(second)) else None


def _said(result: dict[str, Any]) -> str:
    return " · ".join(part for part in (result["status"], result["support"]) if part)
