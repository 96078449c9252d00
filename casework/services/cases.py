"""Opening cases and saying who and what belongs to them. Being on a case is what lets an attorney read its incidents."""

from django.db import transaction

from accounts.models import Role, User
from casework import access
from casework.errors import CannotJoin, LeadStays, NotAllowed, NotAnAttorney
from casework.models import Case, CaseIncident, CaseMember
from incidents import access as incident_access
from incidents.models import Incident, IncidentWall
from incidents.services import ledger, readers, sealing, walls


def subject(case: Case) -> str:
    return f"case:{case.pk}"


def open_case(*, actor: User, title: str, incident: Incident, lead: User | None = None) -> Case:
    """Opens a case with its first incident. Without a lead the actor leads; only attorneys can. The same twice is one case.

    Raises NotAllowed where the actor cannot read the incident, NotAnAttorney where the lead is none.
    """
    if not access.can_open_case(actor, incident):
        raise NotAllowed
    leading = lead or actor
    with transaction.atomic():
        Incident.objects.select_for_update().get(pk=incident.pk)  # two who press at once come one after the other
        same = Case.objects.filter(title=title, lead=leading, opened_by=actor, incidents=incident).first()
        if same is not None:
            return same
        case = Case.objects.create(title=title, lead=leading, opened_by=actor, key_wrapped=sealing.new_key())
        ledger.append(actor=actor, act="case.opened", subject=subject(case), detail={"lead": leading.pk})
        if incident_access.is_walled(leading, incident):
            raise CannotJoin
        _join(case, actor, leading)
        _include(case, actor, incident)
    return case


def add_incident(*, actor: User, case: Case, incident: Incident) -> None:
    """Puts an incident into a case, which lets its attorneys read it. Once is enough; again changes nothing."""
    if not access.can_add_incident(actor, case, incident):
        raise NotAllowed
    with transaction.atomic():
        _include(case, actor, incident)


def add_member(*, actor: User, case: Case, user: User) -> None:
    """Puts an attorney or a reviewer on a case, with sight of its incidents. Raises NotAllowed, NotAnAttorney, CannotJoin."""
    if not access.can_change_members(actor, case):
        raise NotAllowed
    with transaction.atomic():
        _join(case, actor, user)


def remove_member(*, actor: User, case: Case, user: User) -> None:
    """Takes an attorney off a case. Its incidents are closed to them at once, unless another case of theirs holds them."""
    if not access.can_change_members(actor, case):
        raise NotAllowed
    if user.pk == case.lead_id:
        raise LeadStays
    with transaction.atomic():
        take_off(actor=actor, case=case, user=user)


def take_off(*, actor: User, case: Case, user: User) -> None:
    """In the caller's transaction, which has seen to it that the actor may. Whoever is not on the case stays so."""
    removed, _ = CaseMember.objects.filter(case=case, user=user).delete()
    if removed:
        ledger.append(actor=actor, act="case.member_removed", subject=subject(case), detail={"user": user.pk})
        incidents = list(case.incidents.all())
        for incident in incidents:
            readers.withdraw(actor=actor, incident=incident, user=user, through=subject(case))


def change_lead(*, actor: User, case: Case, user: User) -> None:
    """Gives the lead to another attorney on the case. Raises NotAllowed, NotAnAttorney."""
    if not access.can_change_members(actor, case):
        raise NotAllowed
    if not access.is_on(user, case):
        raise NotAnAttorney
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=case.pk)
        if case.lead_id != user.pk:
            detail = {"lead": user.pk, "lead_before": case.lead_id}
            case.lead = user
            case.save(update_fields=["lead"])
            ledger.append(actor=actor, act="case.lead_changed", subject=subject(case), detail=detail)


def _join(case: Case, actor: User, user: User) -> None:
    if user.role not in (Role.ATTORNEY, Role.REVIEWER) or (user.pk == case.lead_id and user.role != Role.ATTORNEY):
        raise NotAnAttorney
    if access.is_walled(user, case) or IncidentWall.objects.filter(incident__cases=case, user=user).exists():
        raise CannotJoin
    _member, added = CaseMember.objects.get_or_create(case=case, user=user, defaults={"added_by": actor})
    if added:
        ledger.append(actor=actor, act="case.member_added", subject=subject(case), detail={"user": user.pk})
        for incident in case.incidents.all():
            readers.grant(actor=actor, incident=incident, user=user, through=subject(case))


def _include(case: Case, actor: User, incident: Incident) -> None:
    _included, added = CaseIncident.objects.get_or_create(case=case, incident=incident, defaults={"added_by": actor})
    if added:
        ledger.append(actor=actor, act="case.incident_added", subject=subject(case), detail={"incident": str(incident.pk)})
        for wall in case.walls.filter(lifted_at=None).select_related("user"):
            walls.raise_wall(actor=actor, incident=incident, user=wall.user, through=subject(case))
        for user in case.members.all():
            readers.grant(actor=actor, incident=incident, user=user, through=subject(case))
