"""Reads of reports, narrowed once to what a person may see; a test holds them to `access`."""

from datetime import datetime

from django.db.models import Q, QuerySet

from accounts.models import Role, User
from casework.models import Case
from reports.enums import State
from reports.models import Report


def reports_visible_to(user: User) -> QuerySet[Report]:
    if not user.is_active or user.role != Role.ATTORNEY:
        return Report.objects.none()
    return Report.objects.filter(case__in=Case.objects.filter(memberships__user=user)).select_related("case", "requested_by")


def due(now: datetime) -> QuerySet[Report]:
    """Reports that nobody works on though they are not finished: never begun, put back, or left by a worker that died."""
    waiting = Q(state=State.QUEUED) & (Q(lease_until=None) | Q(lease_until__lt=now))
    abandoned = Q(state=State.RUNNING, lease_until__lt=now)
    return Report.objects.filter(waiting | abandoned).order_by("requested_at")
