"""Reads that several callers need, narrowed to what a person may see."""

from django.db.models import Prefetch, Q, QuerySet

from accounts.models import Role, User
from casework.access import has_role
from casework.models import Adoption, AuthorityReading, Case, CaseIncident, CaseMember, CaseWall, Finding, FindingState, Review
from incidents.models import Incident, IncidentWall
from incidents.selectors import incidents_visible_to


def cases_visible_to(user: User) -> QuerySet[Case]:
    if has_role(user, Role.ATTORNEY, Role.REVIEWER):
        allowed = Q(memberships__user_id=user.pk)
    elif has_role(user, Role.COORDINATOR):
        allowed = Q(incidents__in=incidents_visible_to(user))
    else:
        return Case.objects.none()
    walled = CaseWall.objects.filter(user=user, lifted_at=None).values("case")
    of_another = CaseIncident.objects.filter(incident__walls__user=user).values("case")
    found = Case.objects.filter(pk__in=Case.objects.filter(allowed).values("pk")).select_related("lead")
    return found.exclude(pk__in=walled).exclude(pk__in=of_another)


def incidents_in(case: Case, user: User) -> QuerySet[Incident]:
    """The incidents of a case that this person may read; what they may not read is not counted either."""
    return incidents_visible_to(user).filter(case_incidents__case=case).order_by("occurred_on", "created_at")


def cases_listed(user: User) -> QuerySet[Case]:
    """The cases that a person may see, each with `seen`, the incidents of it that they may read, and `people`, who is on it."""
    seen = incidents_visible_to(user).order_by("occurred_on", "created_at")
    people = CaseMember.objects.select_related("user", "added_by")
    prefetches = (
        Prefetch("incidents", queryset=seen, to_attr="seen"),
        Prefetch("memberships", queryset=people, to_attr="people"),
    )
    return cases_visible_to(user).prefetch_related(*prefetches)


def members_of(case: Case) -> QuerySet[CaseMember]:
    return case.memberships.select_related("user", "added_by")


def people_to_add(case: Case) -> QuerySet[User]:
    """Attorneys and reviewers who are not on the case and not kept from it or from an incident of it."""
    fitting = User.objects.filter(role__in=(Role.ATTORNEY, Role.REVIEWER), is_active=True)
    walled = IncidentWall.objects.filter(incident__case_incidents__case=case).values("user")
    kept = CaseWall.objects.filter(case=case, lifted_at=None).values("user")
    return fitting.exclude(case_memberships__case=case).exclude(pk__in=walled).exclude(pk__in=kept).order_by("name")


def attorneys_to_lead(incident: Incident) -> QuerySet[User]:
    """Attorneys who can be given an incident: nobody who is kept from it."""
    walled = IncidentWall.objects.filter(incident=incident).values("user")
    return User.objects.filter(role=Role.ATTORNEY, is_active=True).exclude(pk__in=walled).order_by("name")


def walls_of(case: Case) -> QuerySet[CaseWall]:
    """Who is kept from the case now."""
    return case.walls.filter(lifted_at=None).select_related("user", "raised_by")


def people_to_wall(case: Case, actor: User) -> QuerySet[User]:
    """Everybody who could come to see the case; its lead cannot be kept from it, and nobody keeps themselves."""
    known = User.objects.filter(is_active=True).exclude(role__in=(Role.ADMINISTRATOR, Role.AUDITOR))
    return known.exclude(pk__in=(case.lead_id, actor.pk)).exclude(pk__in=walls_of(case).values("user")).order_by("name")


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
