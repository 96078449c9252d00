"""What an auditor does with the ledger: have it verified, and take it away for a verifier elsewhere.

The row of a check is the truth; the queue only wakes a worker. A worker claims the row by one conditional UPDATE and holds it
while it reports how far it is, so that a check whose worker was killed can be taken up when its lease has run out.
"""

import json
import logging
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from kombu.exceptions import OperationalError

from accounts.models import User
from incidents import access
from incidents.errors import NotAllowed
from incidents.models import LedgerCheck, LedgerEntry, LedgerHead
from incidents.services import ledger
from incidents.services.verification import Verification, verify

log = logging.getLogger(__name__)

SUBJECT = "instance"
LEASE = timedelta(minutes=5)  # longer than the work between two words about how far it is
NIGHT = timedelta(hours=20)  # delivered twice, or beside another timer, one is made
BATCH = 1_000


def ask(*, actor: User) -> LedgerCheck:
    """Asks for a verification. One that is under way is the answer, and is woken again. Raises NotAllowed."""
    if not access.can_read_ledger(actor):
        raise NotAllowed
    with transaction.atomic():
        LedgerHead.objects.select_for_update().filter(pk=1).first()  # two who press at once come one after the other
        check = LedgerCheck.objects.filter(state__in=[LedgerCheck.State.WAITING, LedgerCheck.State.RUNNING]).first()
        if check is None:
            check = LedgerCheck.objects.create(asked_by=actor, asked_at=timezone.now())
            ledger.append(actor=actor, act="ledger.check_asked", subject=SUBJECT, detail={"check": check.pk})
        number = check.pk
        transaction.on_commit(lambda: wake(number))
    return check


def nightly() -> bool:
    """The verification that nobody asks for: the whole ledger, every row and every stored file. True where it was done."""
    now = timezone.now()
    with transaction.atomic():
        LedgerHead.objects.select_for_update().filter(pk=1).first()
        lately = LedgerCheck.objects.filter(with_files=True, asked_at__gt=now - NIGHT).exclude(state=LedgerCheck.State.FAILED)
        broken_off = lately.filter(state=LedgerCheck.State.RUNNING, lease_until__lt=now).first()
        if lately.exists() and broken_off is None:
            return False
        check = broken_off or LedgerCheck.objects.create(asked_at=now, with_files=True)
    return work(check.pk)


def wake(number: int) -> None:
    """Tells a worker. Where no queue answers, the row waits until somebody asks again."""
    from incidents.tasks import check_ledger  # the task calls this module back

    try:
        check_ledger.apply_async(args=[number], retry=False)
    except OperationalError:
        log.warning("check %s of the ledger: the queue does not answer", number)


def work(number: int) -> bool:
    """Does one check. True where this call finished it; delivered again, it finds nothing to do."""
    if not _claimable(timezone.now()).filter(pk=number).update(state=LedgerCheck.State.RUNNING, lease_until=_lease()):
        return False
    try:
        with_files = LedgerCheck.objects.get(pk=number).with_files
        result = verify(files=with_files, told=lambda part, done: _report(number, part, done))
    except BaseException:
        _end(number, state=LedgerCheck.State.FAILED)
        raise
    return _finish(number, result)


def _claimable(now: datetime) -> QuerySet[LedgerCheck]:
    free = Q(state=LedgerCheck.State.WAITING) | Q(state=LedgerCheck.State.RUNNING, lease_until__lt=now)
    return LedgerCheck.objects.filter(free)


def _lease() -> datetime:
    return timezone.now() + LEASE


def _report(number: int, part: str, done: int) -> None:
    running = LedgerCheck.objects.filter(pk=number, state=LedgerCheck.State.RUNNING)
    running.update(lease_until=_lease(), **{part: done})


def _finish(number: int, result: Verification) -> bool:
    return _end(
        number,
        state=LedgerCheck.State.DONE,
        entries=result.count,
        head=result.head,
        revisions=result.revisions,
        files=result.files,
        rows=result.rows,
        found=len(result.breaks),
        breaks=[asdict(one) for one in result.breaks[: LedgerCheck.KEPT]],
        clock=result.clock[: LedgerCheck.KEPT],
    )


def _end(number: int, **fields: object) -> bool:
    running = LedgerCheck.objects.filter(pk=number, state=LedgerCheck.State.RUNNING)
    return bool(running.update(finished_at=timezone.now(), lease_until=None, **fields))


def export(*, actor: User) -> Iterator[str]:
    """Every entry up to now as a line of JSON, the first first. That it was taken is the last of them. Raises NotAllowed.

    A line holds what the entry's digest is made of (SHA-256 over its canonical JSON, RFC 8785, without `digest`), and the
    digest. Whoever loses the right while the lines run gets no more of them.
    """
    if not access.can_read_ledger(actor):
        raise NotAllowed
    with transaction.atomic():
        before = LedgerHead.objects.filter(pk=1).first()
        count = before.sequence if before else 0
        entry = ledger.append(actor=actor, act="ledger.exported", subject=SUBJECT, detail={"entries": count})
    return _lines(actor.pk, entry.sequence)


def _lines(actor: int, last: int) -> Iterator[str]:
    after = 0
    while after < last:
        reader = User.objects.filter(pk=actor).first()
        if reader is None or not access.can_read_ledger(reader):
            return
        batch = list(LedgerEntry.objects.filter(sequence__gt=after, sequence__lte=last).order_by("sequence")[:BATCH])
        if not batch:
            return
        yield from (_line(entry) for entry in batch)
        after = batch[-1].sequence


def _line(entry: LedgerEntry) -> str:
    return json.dumps(ledger.exported(entry), ensure_ascii=False, sort_keys=True) + "\n"
