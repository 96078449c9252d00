"""Work that a worker pulls: incidents with no evaluation under the law of the day."""

import logging

from celery import shared_task
from django.utils import timezone

from casework.services import evaluation

log = logging.getLogger(__name__)

# One run stays short enough to be lost and taken up again.
BATCH = 200


@shared_task  # type: ignore[untyped-decorator]
def evaluate_pending() -> int:
    """Evaluates what is pending today, oldest first, at most `BATCH` incidents. Returns how many were evaluated."""
    today = timezone.localdate()
    incidents = list(evaluation.pending(today)[:BATCH])
    for incident in incidents:
        evaluation.current(incident, on=today)
    log.info("evaluated %d pending incidents", len(incidents))
    return len(incidents)
