"""Reads that several callers need, narrowed to what a person may see."""

from django.db.models import Prefetch, Q, QuerySet

from accounts.models import Role, User
from casework.access import has_role
from casework.models import Adoption, AuthorityReading, Case, CaseMember, Finding, FindingState, Review
from incidents.models import Incident
from incidents.selectors import incidents_visible_to


def cases_visible_to(user: User) -> QuerySet[Case]:
    if has_role(user, Role.ATTORNEY):
        allowed = Q(memberships__user_id=user.pk)
    elif has_role(user, Role.COORDINATOR):
        allowed = Q(incidents__in=incidents_visible_to(user))
    else:
        return Case.objects.none()
    return Case.objects.filter(pk__in=Case.objects.filter(allowed).values("pk")).select_related("lead")


def incidents_in(case: Case, user: User) -> QuerySet[Incident]:
    """The incidents of a case that this person may read; what they may not read is not counted either."""
    return incidents_visible_to(user).filter(case_incidents__case=case).order_by("occurred_on", "created_at")


def members_of(case: Case) -> QuerySet[CaseMember]:
    return case.memberships.select_related("user", "added_by")


def attorneys_to_add(case: Case) -> QuerySet[User]:
    return User.objects.filter(role=Role.ATTORNEY, is_active=True).exclude(case_memberships__case=case).order_by("name")


def findings_in(incidents: QuerySet[Incident], case: Case) -> QuerySet[Finding]:
    """Findings with their states, oldest first, and the reviews and adoptions made in this case."""
    return Finding.objects.filter(incident__in=incidents).prefetch_related(
        Prefetch("states", FindingState.objects.select_related("evaluation__release")),
        Prefetch(
            "reviews", Review.objects.filter(case=case).select_related("attorney", "state__evaluation"), to_attr="case_reviews"
        ),
        Prefetch("adoptions", Adoption.objects.filter(case=case).select_related("attorney"), to_attr="case_adoptions"),
    )


def readings_by_text() -> dict[tuple[str, str], list[AuthorityReading]]:
    """(authority id, digest) -> who has read that text."""
    readings: dict[tuple[str, str], list[AuthorityReading]] = {}
    for reading in AuthorityReading.objects.select_related("attorney").order_by("read_at"):
        readings.setdefault((reading.authority, reading.digest), []).append(reading)
    return readings


def incidents_to_add(case: Case, user: User) -> QuerySet[Incident]:
    return incidents_visible_to(user).exclude(case_incidents__case=case).order_by("-occurred_on")
