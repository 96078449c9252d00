"""Asking for a report, doing the work, and handing it out. The job row decides who works; a queue only wakes somebody.

A worker claims a row by one conditional UPDATE, which both SQLite and PostgreSQL grant to exactly one of many, and holds it for
a time. Done twice, the work gives one file and one ledger entry: the second claim, or the second end, finds nothing to change.
"""

import hashlib
import json
import logging
import uuid
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from kombu.exceptions import OperationalError

from accounts.models import User
from casework.models import Case
from casework.services import cases
from incidents.errors import KeyRingError, SealBroken
from incidents.services import ledger, sealing
from reports import access, selectors
from reports.composition import compose, snapshot_bytes, snapshot_digest
from reports.enums import State, Step
from reports.errors import NotAllowed, NotReady, WordsToLookAt
from reports.models import MOST_ATTEMPTS, Report
from reports.services import fonts, keeping, words
from reports.services.snapshot import freeze

log = logging.getLogger(__name__)

# A worker is stopped before its lease ends (tasks.HARD_LIMIT), so that two never set the same report. Short, because a report
# whose worker was killed waits for it to end: two hundred pages are set in a fraction of it.
LEASE = timedelta(seconds=75)
PAUSE = timedelta(seconds=20)


def request_report(
    *, actor: User, case: Case, on: date | None = None, language: str = "en", kept: Collection[str] = ()
) -> Report:
    """Freezes the case as it stands and puts its report in the queue. The work begins once this is committed.

    `on` is the day whose law is read, today where none is given. `kept`: words that the actor looked at and leaves as they are.
    Raises NotAllowed, and WordsToLookAt where an A-number, a birth or a status would be printed that nobody said yes to.
    """
    if not access.can_request(actor, case):
        raise NotAllowed
    if hits := words.to_be_looked_at(case, kept):
        raise WordsToLookAt(hits)
    day = on or timezone.localdate()
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=case.pk)
        last = Report.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0
        report = Report(case=case, number=last + 1, language=language, requested_by=actor)
        named = {"id": str(report.pk), "number": report.number}
        content = freeze(case=case, actor=actor, on=day, language=language, report=named)
        report.snapshot = sealing.seal(case.key_wrapped, snapshot_bytes(content), _purpose(report))
        report.snapshot_digest = snapshot_digest(content)
        report.save()
        detail: dict[str, str | int] = {"content": report.snapshot_digest}
        _enter(report, actor, "report.requested", {**detail, "words_kept": len(set(kept))} if kept else detail)
        transaction.on_commit(lambda: wake(report.pk))
    return report


def wake(report_id: uuid.UUID) -> None:
    """Tells a worker that there is something to do. Where no queue answers, the row waits for the sweeper."""
    from reports.tasks import compose_report  # the task calls this module back

    try:
        compose_report.apply_async(args=[str(report_id)], retry=False)
    except OperationalError:
        log.warning("report %s: the queue does not answer; the report waits", report_id)


def claim(report_id: uuid.UUID, *, owner: uuid.UUID, now: datetime) -> Report | None:
    """Takes a report that is due, for one worker alone; `None` where there is nothing to do."""
    taken = (
        selectors.due(now)
        .filter(pk=report_id, attempts__lt=MOST_ATTEMPTS)
        .order_by()
        .update(
            state=State.RUNNING,
            step=Step.SETTING,
            attempts=F("attempts") + 1,
            lease_owner=owner,
            lease_until=now + LEASE,
        )
    )
    return Report.objects.select_related("case").get(pk=report_id) if taken else None


def work(report_id: uuid.UUID) -> bool:
    """Claims and composes one report. True where this call finished it.

    What hinders the work (a full disk, a missing key) puts the report back until its attempts are used up. Any other failure
    does the same and is raised besides, so that whoever runs the worker hears of it.
    """
    owner = uuid.uuid4()
    report = claim(report_id, owner=owner, now=timezone.now())
    if report is None:
        return False
    if not access.can_request(report.requested_by, report.case):
        _put_back(report, owner, _no_longer(report), final=True)
        return False
    try:
        pdf = _composed(report)
        _at(report, Step.SEALING)
        keeping.keep(report, pdf)
    except (OSError, SealBroken, KeyRingError) as hindrance:
        log.warning("report %s: attempt %s: %s", report.pk, report.attempts, hindrance)
        _put_back(report, owner, _why(report, hindrance))
        return False
    except BaseException as failure:
        _put_back(report, owner, _why(report, failure))
        raise
    return complete(report, owner=owner, pdf=pdf)


def complete(report: Report, *, owner: uuid.UUID, pdf: bytes) -> bool:
    """Records the finished file, if this worker still holds the report; one ledger entry, whoever comes second."""
    digest = hashlib.sha256(pdf).hexdigest()
    with transaction.atomic():
        ended = Report.objects.filter(pk=report.pk, state=State.RUNNING, lease_owner=owner).update(
            state=State.DONE,
            step=Step.FINISHED,
            sha256=digest,
            size=len(pdf),
            error="",
            lease_owner=None,
            lease_until=None,
            finished_at=timezone.now(),
        )
        if ended:
            _enter(report, None, "report.composed", {"content": report.snapshot_digest, "sha256": digest})
    return bool(ended)


def sweep(now: datetime) -> int:
    """Wakes a worker for everything that is due and gives up what was tried too often. How many were woken."""
    keeping.tidy(now)
    for report in selectors.due(now).filter(attempts__gte=MOST_ATTEMPTS):
        _give_up(report, now)
    waiting = list(selectors.due(now).values_list("pk", flat=True))
    for report_id in waiting:
        wake(report_id)
    return len(waiting)


def hand_out(*, actor: User, report: Report) -> bytes:
    """The PDF for an attorney on the case, recorded in the ledger. Raises NotAllowed, NotReady, FileLost."""
    if not access.can_read(actor, report):
        raise NotAllowed
    if report.state != State.DONE:
        raise NotReady
    pdf = keeping.opened(report)
    with transaction.atomic():
        _enter(report, actor, "report.downloaded", {"sha256": report.sha256})
    return pdf


def snapshot_of(report: Report) -> bytes:
    """The frozen content as the bytes that its digest stands for."""
    return sealing.unseal(report.case.key_wrapped, report.snapshot, _purpose(report))


def _composed(report: Report) -> bytes:
    return compose(json.loads(snapshot_of(report)), fonts.ready())


def _at(report: Report, step: Step) -> None:
    Report.objects.filter(pk=report.pk, lease_owner=report.lease_owner).update(step=step)


def _give_up(report: Report, now: datetime) -> None:
    """Ends a report whose workers all died under it, so that it stops no other."""
    with override(report.language):
        error = report.error or _("The work was stopped three times before it was done.")
    selectors.due(now).filter(pk=report.pk).order_by().update(
        state=State.FAILED, step=Step.WAITING, error=error, finished_at=now, lease_owner=None, lease_until=None
    )


def _put_back(report: Report, owner: uuid.UUID, error: str, *, final: bool = False) -> None:
    last = final or report.attempts >= MOST_ATTEMPTS
    now = timezone.now()
    Report.objects.filter(pk=report.pk, state=State.RUNNING, lease_owner=owner).update(
        state=State.FAILED if last else State.QUEUED,
        step=Step.WAITING,
        error=error,
        lease_owner=None,
        lease_until=None if last else now + PAUSE,
        finished_at=now if last else None,
    )


def _why(report: Report, failure: BaseException) -> str:
    """The reason in plain words, in the language of the report."""
    with override(report.language):
        if isinstance(failure, SealBroken | KeyRingError):
            return _("The key that opens this case could not be used. The person who runs the instance has to look at it.")
        if isinstance(failure, OSError):
            return _("The file could not be written or read on the server's disk.")
        return _("The pages could not be set. The record itself is untouched.")


def _no_longer(report: Report) -> str:
    with override(report.language):
        return _("Whoever asked for this report is no longer an attorney on the case, so it was not composed.")


def _enter(report: Report, actor: User | None, act: str, detail: Mapping[str, str | int]) -> None:
    told = {"report": str(report.pk), "number": report.number, **detail}
    ledger.append(actor=actor, act=act, subject=cases.subject(report.case), detail=told)


def _purpose(report: Report) -> str:
    return f"report:{report.pk}:snapshot"
