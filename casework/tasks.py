"""Work that a worker pulls: incidents with no evaluation under the law of the day, and a proposed release to be weighed."""

import logging

from celery import shared_task
from django.utils import timezone

from casework.services import evaluation, releases, weighing

log = logging.getLogger(__name__)

# One run stays short enough to be lost and taken up again.
BATCH = 200
WEIGHED_AT_ONCE = 10  # batches of the weighing


@shared_task  # type: ignore[untyped-decorator]
def evaluate_pending() -> int:
    """Evaluates what is pending today, oldest first, at most `BATCH` incidents. Returns how many were evaluated."""
    today = timezone.localdate()
    incidents = list(evaluation.pending(today)[:BATCH])
    for incident in incidents:
        evaluation.current(incident, on=today)
    log.info("evaluated %d pending incidents", len(incidents))
    return len(incidents)


@shared_task  # type: ignore[untyped-decorator]
def weigh_release() -> int:
    """Goes on with what a proposed release would change, where one lies there. Returns how many incidents are weighed."""
    law = releases.proposed()
    if law is None:
        return 0
    found = weighing.weigh(law, on=timezone.localdate(), batches=WEIGHED_AT_ONCE)
    log.info("weighed %d of %d incidents", found.done, found.total)
    return int(found.done)
