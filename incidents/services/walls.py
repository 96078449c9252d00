"""Conflict walls: a named person is kept from an incident, whatever else would let them in. Casework raises and lifts them."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from incidents import access
from incidents.errors import NotAllowed
from incidents.models import Incident, IncidentWall
from incidents.services import ledger


def raise_wall(*, actor: User, incident: Incident, user: User, through: str) -> IncidentWall:
    """Keeps `user` from the incident; raised before through the same thing, it stays as it is. Raises NotAllowed."""
    if not access.can_refer(actor, incident):
        raise NotAllowed
    with transaction.atomic():
        wall, made = IncidentWall.objects.get_or_create(
            incident=incident, user=user, through=through, defaults={"raised_by": actor, "raised_at": timezone.now()}
        )
        if made:
            detail = {"wall": wall.pk, "user": user.pk, "through": through}
            subject = ledger.subject_of(incident)
            ledger.append(actor=actor, act="incident.wall_raised", subject=subject, detail=detail, at=wall.raised_at)
    return wall


def lift_wall(*, actor: User, incident: Incident, user: User, through: str) -> bool:
    """Takes that wall away; False where there was none. Raises NotAllowed."""
    if not access.can_refer(actor, incident):
        raise NotAllowed
    with transaction.atomic():
        wall = IncidentWall.objects.filter(incident=incident, user=user, through=through).first()
        if wall is None:
            return False
        detail = {"user": user.pk, "through": through}
        ledger.append(actor=actor, act="incident.wall_lifted", subject=ledger.subject_of(incident), detail=detail)
        wall.delete()
    return True
