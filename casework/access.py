"""Who may do what in casework. `casework.selectors` answers the same questions for many rows; a test holds them together.

An attorney sees the cases they are on. A coordinator sees cases that hold an incident they can read, without what
attorneys wrote. Volunteers and administrators see no case. What a person may not see does not exist for them.
"""

from accounts.models import Role, User
from casework.models import Case
from incidents import access as incident_access
from incidents.models import Incident


def has_role(user: User, *roles: Role) -> bool:
    return user.is_active and user.role in roles


def can_see_cases(user: User) -> bool:
    return has_role(user, Role.ATTORNEY, Role.COORDINATOR)


def is_on(user: User, case: Case) -> bool:
    return has_role(user, Role.ATTORNEY) and case.memberships.filter(user=user).exists()


def can_see_case(user: User, case: Case) -> bool:
    if has_role(user, Role.COORDINATOR):
        return any(incident_access.can_read(user, incident) for incident in case.incidents.all())
    return is_on(user, case)


def can_decide(user: User, case: Case) -> bool:
    """Adopt, confirm, dismiss, ask for facts; read the reasons and notes of those who did."""
    return is_on(user, case)


def can_open_case(user: User, incident: Incident) -> bool:
    return isinstance(user, User) and incident_access.can_refer(user, incident)


def can_add_incident(user: User, case: Case, incident: Incident) -> bool:
    return can_see_case(user, case) and incident_access.can_read(user, incident)


def can_change_members(user: User, case: Case) -> bool:
    return is_on(user, case)


def can_read_law(user: User) -> bool:
    """Rules and authorities are no secret; everybody who works here may read them."""
    return user.is_active


def can_record_reading(user: User) -> bool:
    return has_role(user, Role.ATTORNEY)


def can_read_register(user: User) -> bool:
    """Agreements and agencies are public facts; everybody who works here may read them."""
    return user.is_active


def can_answer_register(user: User) -> bool:
    """To say which names are one body, and what an unreadable day or model means."""
    return has_role(user, Role.ATTORNEY, Role.COORDINATOR)
