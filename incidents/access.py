"""Who may do what with an incident. Small predicates; `selectors` holds the same answers as queries.

Volunteers: the incidents they made or joined. Coordinators: those of their states. Attorneys: those they were given, by a case
or by a colleague. Reviewers: those of the cases they were put on, to read and nothing else. Administrators keep the instance
running and see no incident; auditors see the ledger alone. What a case gives, it gives to a role: who no longer has it loses
it with the next request. A wall keeps a named person out, whatever else would let them in.
"""

from django.db.models import QuerySet

from accounts.models import Role, User
from incidents.models import Incident, IncidentReader


def _has_role(user: User, *roles: Role) -> bool:
    return user.is_active and user.role in roles


def can_create(user: User) -> bool:
    return _has_role(user, Role.VOLUNTEER, Role.COORDINATOR, Role.ATTORNEY)


def can_look_up_agencies(user: User) -> bool:
    """What agencies are called is public; everybody who works here may look it up."""
    return user.is_active


def can_read(user: User, incident: Incident) -> bool:
    if not can_read_any(user) or is_walled(user, incident):
        return False
    if user.role == Role.COORDINATOR and incident.state in user.states:
        return True
    made_it = user.role != Role.REVIEWER and incident.created_by_id == user.pk
    return made_it or rights_of(user).filter(incident=incident).exists()


def can_read_any(user: User) -> bool:
    """Whether this role reads incidents at all."""
    return can_create(user) or _has_role(user, Role.REVIEWER)


def is_walled(user: User, incident: Incident) -> bool:
    return incident.walls.filter(user=user).exists()


def rights_of(user: User) -> QuerySet[IncidentReader]:
    """The rights to read that hold for the role a person has now."""
    given = IncidentReader.objects.filter(user=user)
    if _has_role(user, Role.ATTORNEY):
        return given
    if _has_role(user, Role.REVIEWER):
        return given.exclude(through=IncidentReader.JOINED)
    return given.filter(through=IncidentReader.JOINED)


def can_revise(user: User, incident: Incident) -> bool:
    return can_create(user) and can_read(user, incident)


def can_settle(user: User, incident: Incident) -> bool:
    """To decide a fact on which accounts differ is an attorney's act."""
    return _has_role(user, Role.ATTORNEY) and can_read(user, incident)


def can_add_evidence(user: User, incident: Incident) -> bool:
    return can_revise(user, incident)


def can_open_original(user: User, incident: Incident) -> bool:
    return _has_role(user, Role.ATTORNEY, Role.COORDINATOR) and can_read(user, incident)


def can_prove(user: User, incident: Incident) -> bool:
    """To hand facts of it to somebody outside, with their proof: an attorney's act."""
    return _has_role(user, Role.ATTORNEY) and can_read(user, incident)


def can_grant(user: User, incident: Incident) -> bool:
    """To let somebody else read it: its maker, the coordinators of its state, and attorneys who have it."""
    made_it = incident.created_by_id == user.pk
    return can_revise(user, incident) and (made_it or _has_role(user, Role.ATTORNEY, Role.COORDINATOR))


def can_refer(user: User, incident: Incident) -> bool:
    """To put it before attorneys, who then read and decide what it holds: a coordinator's or an attorney's act."""
    return _has_role(user, Role.ATTORNEY, Role.COORDINATOR) and can_read(user, incident)


def can_read_identities(user: User, incident: Incident) -> bool:
    """Names and contacts are on no volunteer's and no coordinator's screen."""
    return _has_role(user, Role.ATTORNEY) and can_read(user, incident)


def can_record_contact(user: User, incident: Incident) -> bool:
    """A name or a telephone number can be handed in by whoever may revise; it is not shown to them again."""
    return can_revise(user, incident)


def can_record_identity(user: User, incident: Incident) -> bool:
    """What a filing needs (a file number, a date of birth) is entered by an attorney."""
    return can_read_identities(user, incident)


def can_read_ledger(user: User) -> bool:
    """The whole ledger, act by act: the auditor's, and nobody else's."""
    return _has_role(user, Role.AUDITOR)
