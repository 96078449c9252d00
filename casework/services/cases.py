"""Opening cases and saying who and what belongs to them. Being on a case is what lets an attorney read its incidents."""

from django.db import transaction

from accounts.models import Role, User
from casework import access
from casework.errors import LeadStays, NotAllowed, NotAnAttorney
from casework.models import Case, CaseIncident, CaseMember
from incidents.models import Incident
from incidents.services import ledger, readers, sealing


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
    """Puts an attorney on a case, with sight of all its incidents."""
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
        removed, _ = CaseMember.objects.filter(case=case, user=user).delete()
        if removed:
            for incident in case.incidents.all():
                readers.withdraw(actor=actor, incident=incident, user=user, through=subject(case))
            ledger.append(actor=actor, act="case.member_removed", subject=subject(case), detail={"user": user.pk})


def _join(case: Case, actor: User, user: User) -> None:
    if user.role != Role.ATTORNEY:
        raise NotAnAttorney
    _member, added = CaseMember.objects.get_or_create(case=case, user=user, defaults={"added_by": actor})
    if added:
        ledger.append(actor=actor, act="case.member_added", subject=subject(case), detail={"user": user.pk})
        for incident in case.incidents.all():
            readers.grant(actor=actor, incident=incident, user=user, through=subject(case))


def _include(case: Case, actor: User, incident: Incident) -> None:
    _included, added = CaseIncident.objects.get_or_create(case=case, incident=incident, defaults={"added_by": actor})
    if added:
        ledger.append(actor=actor, act="case.incident_added", subject=subject(case), detail={"incident": str(incident.pk)})
        for user in case.members.all():
            readers.grant(actor=actor, incident=incident, user=user, through=subject(case))
