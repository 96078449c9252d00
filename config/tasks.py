"""The nightly backup, for whoever keeps the time."""

import logging

from celery import shared_task

from config.running import backups
from config.running.errors import RunningError

log = logging.getLogger(__name__)


@shared_task(name="config.back_up")  # type: ignore[untyped-decorator]
def back_up() -> None:
    """Delivered twice, it makes two backups, and pruning lets the earlier one of a day go."""
    try:
        backups.make()
    except (RunningError, OSError) as failed:
        log.error("no backup was made: %s", failed)
