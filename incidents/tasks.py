"""Celery's way into the record's own work. Messages carry ids alone."""

import logging

from celery import shared_task
from django.utils import timezone
from kombu.exceptions import OperationalError

from incidents.services import auditing, inspection, outside, sweeping, uploads

log = logging.getLogger(__name__)


@shared_task(name="incidents.check_ledger")  # type: ignore[untyped-decorator]
def check_ledger(number: int) -> None:
    """Verifies the ledger for one check. Delivered twice, late or for nothing, it changes nothing the second time."""
    auditing.work(number)


@shared_task(name="incidents.check_everything")  # type: ignore[untyped-decorator]
def check_everything() -> bool:
    """The nightly verification with every stored file. Delivered twice, it finds one that was made this night."""
    return auditing.nightly()


@shared_task(name="incidents.sign_ledger")  # type: ignore[untyped-decorator]
def sign_ledger() -> int:
    """Signs what is new in the ledger and brings what waits outside. Delivered twice, there is nothing new the second time."""
    return outside.sign_and_carry()


@shared_task(name="incidents.inspect_evidence")  # type: ignore[untyped-decorator]
def inspect_evidence() -> int:
    """Looks into files that nobody has looked into. Delivered twice, it finds nothing left the second time."""
    return inspection.inspect_pending()


@shared_task(name="incidents.sweep")  # type: ignore[untyped-decorator]
def sweep() -> int:
    """Looks for what no row names. Delivered twice, it finds nothing the second time. Returns how many files were set aside."""
    sweeping.drop_drafts(timezone.now())
    uploads.sweep(timezone.now())
    found = sweeping.sweep()
    for identifier in found.missing:
        log.error("evidence %s: the stored file is missing", identifier)
    return len(found.set_aside)


def wake_inspection() -> None:
    """Tells a worker that a file waits. Where no queue answers, it waits for whoever keeps the time."""
    try:
        inspect_evidence.apply_async(retry=False)
    except OperationalError:
        log.warning("the queue does not answer; a file waits to be looked into")
