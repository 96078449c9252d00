"""Celery's way into the work. Messages carry ids alone; what to do, and whether, stands in the row."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from reports.services import reports

# Seconds. Below the lease of a report, so that a worker is stopped before another may begin.
SOFT_LIMIT, HARD_LIMIT = 55, 60


@shared_task(name="reports.compose_report", soft_time_limit=SOFT_LIMIT, time_limit=HARD_LIMIT)  # type: ignore[untyped-decorator]
def compose_report(report_id: str) -> None:
    """Composes one report. Delivered twice, late or for nothing, it changes nothing the second time."""
    reports.work(UUID(report_id))


@shared_task(name="reports.sweep_reports")  # type: ignore[untyped-decorator]
def sweep_reports() -> None:
    """Wakes what was left behind. To be run every ten seconds by whoever keeps the time."""
    reports.sweep(timezone.now())
