"""Reads of reports, narrowed once to what a person may see; a test holds them to `access`."""

from datetime import datetime

from django.db.models import Q, QuerySet

from accounts.models import Role, User
from casework.access import has_role
from casework.selectors import cases_visible_to
from reports.enums import State
from reports.models import Report


def reports_visible_to(user: User) -> QuerySet[Report]:
    if not has_role(user, Role.ATTORNEY, Role.REVIEWER):
        return Report.objects.none()
    cases = cases_visible_to(user).values("pk")
    return Report.objects.filter(case__in=cases).select_related("case", "requested_by")


def due(now: datetime) -> QuerySet[Report]:
    """Reports that nobody works on though they are not finished: never begun, put back, or left by a worker that died."""
    waiting = Q(state=State.QUEUED) & (Q(lease_until=None) | Q(lease_until__lt=now))
    abandoned = Q(state=State.RUNNING, lease_until__lt=now)
    return Report.objects.filter(waiting | abandoned).order_by("requested_at")
