"""Reads that several callers need, filtered by access once. A row that is not here does not exist for that person (404)."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Role, User
from incidents import access
from incidents.models import EvidenceFile, Incident, IncidentWall, LedgerEntry, Revision


def incidents_visible_to(user: User) -> QuerySet[Incident]:
    """The same incidents that `access.can_read` answers with yes."""
    if not access.can_read_any(user):
        return Incident.objects.none()
    wanted = Q(Exists(access.rights_of(user).filter(incident=OuterRef("pk"))))
    if user.role != Role.REVIEWER:
        wanted |= Q(created_by=user)
    if user.role == Role.COORDINATOR:
        wanted |= Q(state__in=user.states)
    walls = IncidentWall.objects.filter(incident=OuterRef("pk"), user=user)
    return Incident.objects.filter(wanted).exclude(Exists(walls))


def incident_visible_to(user: User, identifier: UUID) -> Incident | None:
    return incidents_visible_to(user).filter(pk=identifier).first()


def states_used_by(user: User, most: int = 3) -> tuple[str, ...]:
    """The states in which this person has recorded, the latest first."""
    states = incidents_visible_to(user).filter(created_by=user).order_by("-created_at").values_list("state", flat=True)[:50]
    return tuple(dict.fromkeys(states))[:most]


def revisions_of(incident: Incident) -> QuerySet[Revision]:
    """All revisions, the first first, with their authors."""
    return incident.revisions.select_related("author").order_by("number")


def head_of(incident: Incident) -> Revision:
    return incident.revisions.get(number=incident.head)


def evidence_of(incident: Incident) -> QuerySet[EvidenceFile]:
    return (
        incident.evidence_files.select_related("received_by", "incident", "inspection")
        .prefetch_related("copies")
        .order_by("received_at", "id")
    )


def ledger_of(incident: Incident) -> QuerySet[LedgerEntry]:
    """What was done with the incident, in order."""
    return LedgerEntry.objects.filter(subject=f"incident:{incident.pk}").select_related("actor").order_by("sequence")
