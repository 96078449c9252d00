"""Who may do what in casework. `casework.selectors` answers the same questions for many rows; a test holds them together.

An attorney sees the cases they are on. A reviewer, put on a case by its attorneys, reads what they read and decide there, but
for their privileged notes, and decides nothing. A coordinator sees cases that hold an incident they can read, without what
attorneys wrote. Volunteers, administrators and auditors see no case. A wall keeps a named person from a case and its incidents.
What a person may not see does not exist for them.
"""

from accounts.models import Role, User
from casework.models import Case
from incidents import access as incident_access
from incidents.models import Incident, IncidentWall


def has_role(user: User, *roles: Role) -> bool:
    return user.is_active and user.role in roles


def can_see_cases(user: User) -> bool:
    return has_role(user, Role.ATTORNEY, Role.COORDINATOR, Role.REVIEWER)


def is_walled(user: User, case: Case) -> bool:
    """Kept from the case, or by a wall of another case from an incident in it, of which its title and reports speak too."""
    of_another = IncidentWall.objects.filter(incident__cases=case, user=user)
    return case.walls.filter(user=user, lifted_at=None).exists() or of_another.exists()


def is_member(user: User, case: Case) -> bool:
    """An attorney or a reviewer on the case."""
    on_it = has_role(user, Role.ATTORNEY, Role.REVIEWER) and case.memberships.filter(user=user).exists()
    return on_it and not is_walled(user, case)


def is_on(user: User, case: Case) -> bool:
    """An attorney on the case."""
    return has_role(user, Role.ATTORNEY) and is_member(user, case)


def can_see_case(user: User, case: Case) -> bool:
    if has_role(user, Role.COORDINATOR):
        readable = any(incident_access.can_read(user, incident) for incident in case.incidents.all())
        return readable and not is_walled(user, case)
    return is_member(user, case)


def can_decide(user: User, case: Case) -> bool:
    """Adopt, confirm, dismiss, ask for facts."""
    return is_on(user, case)


def can_read_decisions(user: User, case: Case) -> bool:
    """What attorneys decided on the case, and why."""
    return is_member(user, case)


def can_read_notes(user: User, case: Case) -> bool:
    """Their private notes: privileged, for attorneys on the case alone."""
    return is_on(user, case)


def can_open_case(user: User, incident: Incident) -> bool:
    return isinstance(user, User) and incident_access.can_refer(user, incident)


def can_put_into(user: User, case: Case) -> bool:
    """Put further incidents into a case: its attorneys, and the coordinators who see it."""
    return has_role(user, Role.ATTORNEY, Role.COORDINATOR) and can_see_case(user, case)


def can_add_incident(user: User, case: Case, incident: Incident) -> bool:
    """To put an incident before the attorneys of a case is to refer it: a coordinator's or an attorney's act."""
    return can_put_into(user, case) and incident_access.can_refer(user, incident)


def can_change_members(user: User, case: Case) -> bool:
    """Put attorneys and reviewers on the case, take them off, name another lead."""
    return is_on(user, case)


def can_raise_walls(user: User, case: Case) -> bool:
    """See who is kept from the case, keep somebody from it, and let them back."""
    return is_on(user, case)


def can_read_law(user: User) -> bool:
    """Rules and authorities are no secret; everybody who works here may read them."""
    return user.is_active


def can_record_reading(user: User) -> bool:
    return has_role(user, Role.ATTORNEY)


def can_see_releases(user: User) -> bool:
    """Which release of the law is in force, what lies ready, and how far it is weighed."""
    return has_role(user, Role.ATTORNEY, Role.ADMINISTRATOR)


def can_adopt_release(user: User) -> bool:
    """See what a release would change on file, counted over all incidents, and put it in force."""
    return has_role(user, Role.ATTORNEY)


def can_read_register(user: User) -> bool:
    """Agreements and agencies are public facts; everybody who works here may read them."""
    return user.is_active


def can_answer_register(user: User) -> bool:
    """To say which names are one body, and what an unreadable day or model means."""
    return has_role(user, Role.ATTORNEY, Role.COORDINATOR)
