"""Conflict walls of a case: a named person is kept from it and from everything in it, and cannot see that it exists."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from casework import access
from casework.errors import LeadStays, NotAllowed
from casework.models import Case, CaseWall
from casework.services import cases
from incidents.services import ledger, sealing
from incidents.services import walls as incident_walls


def raise_wall(*, actor: User, case: Case, user: User, reason: str) -> CaseWall:
    """Keeps `user` from the case and its incidents from their next request on; a member is taken off it first.

    The reason is sealed under the case's key and stands in no ledger. Raised before, the wall stays as it is. Nobody raises one
    against themselves: they would no longer have the right to finish it. Raises NotAllowed, LeadStays.
    """
    if not access.can_raise_walls(actor, case) or user.pk == actor.pk:
        raise NotAllowed
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=case.pk)
        if user.pk == case.lead_id:
            raise LeadStays
        known = case.walls.filter(user=user, lifted_at=None).first()
        return known or _raised(actor, case, user, reason)


def _raised(actor: User, case: Case, user: User, reason: str) -> CaseWall:
    cases.take_off(actor=actor, case=case, user=user)
    for incident in case.incidents.all():
        incident_walls.raise_wall(actor=actor, incident=incident, user=user, through=cases.subject(case))
    sealed = sealing.seal(case.key_wrapped, reason.strip().encode(), _purpose(case, user))
    wall = CaseWall.objects.create(case=case, user=user, reason=sealed, raised_by=actor, raised_at=timezone.now())
    detail = {"wall": wall.pk, "user": user.pk}
    ledger.append(actor=actor, act="case.wall_raised", subject=cases.subject(case), detail=detail, at=wall.raised_at)
    return wall


def lift_wall(*, actor: User, case: Case, user: User) -> bool:
    """Takes the wall down; what the person could see before comes back by itself, a membership does not. Raises NotAllowed."""
    if not access.can_raise_walls(actor, case):
        raise NotAllowed
    with transaction.atomic():
        wall = case.walls.select_for_update().filter(user=user, lifted_at=None).first()
        if wall is None:
            return False
        wall.lifted_by, wall.lifted_at = actor, timezone.now()
        wall.save(update_fields=["lifted_by", "lifted_at"])
        for incident in case.incidents.all():
            incident_walls.lift_wall(actor=actor, incident=incident, user=user, through=cases.subject(case))
        detail = {"wall": wall.pk, "user": user.pk}
        ledger.append(actor=actor, act="case.wall_lifted", subject=cases.subject(case), detail=detail, at=wall.lifted_at)
    return True


def reason_of(wall: CaseWall) -> str:
    """Why it was raised, for attorneys on the case. Raises SealBroken."""
    return sealing.unseal(wall.case.key_wrapped, wall.reason, _purpose(wall.case, wall.user)).decode()


def _purpose(case: Case, user: User) -> str:
    return f"wall:{case.pk}:{user.pk}"
