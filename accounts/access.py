"""Who may do what with people. Small predicates; `selectors` holds the same answers as queries.

Administrators look after everybody. Coordinators invite volunteers and look after those they invited, as far as a new link
goes. Nobody else sees people as such. Nobody acts on their own role or lock: they can only leave.
"""

from accounts.models import Invitation, Role, User


def _has_role(user: User, *roles: Role) -> bool:
    return user.is_active and user.role in roles


def is_administrator(user: User) -> bool:
    return _has_role(user, Role.ADMINISTRATOR)


def can_see_people(user: User) -> bool:
    return _has_role(user, Role.ADMINISTRATOR, Role.COORDINATOR)


def roles_to_invite(user: User) -> list[Role]:
    """The roles this person may let somebody in with; empty for most."""
    if is_administrator(user):
        return list(Role)
    return [Role.VOLUNTEER] if _has_role(user, Role.COORDINATOR) else []


def can_invite(user: User, role: str) -> bool:
    return role in roles_to_invite(user)


def can_see_person(user: User, person: User) -> bool:
    if is_administrator(user):
        return True
    return _has_role(user, Role.COORDINATOR) and person.role == Role.VOLUNTEER and was_invited_by(person, user)


def was_invited_by(person: User, user: User) -> bool:
    return Invitation.objects.filter(used_by=person, person=None, invited_by=user).exists()


def can_make_link(user: User, person: User) -> bool:
    """A link that sets a new password: for whoever is let in, and never one's own (that is what the account page is for)."""
    return person.is_active and person.pk != user.pk and can_see_person(user, person)


def can_change(user: User, person: User) -> bool:
    """Role and states, locking out and letting back in, removing a second factor."""
    return is_administrator(user) and person.pk != user.pk


def can_see_invitation(user: User, invitation: Invitation) -> bool:
    return is_administrator(user) or (_has_role(user, Role.COORDINATOR) and invitation.invited_by_id == user.pk)


def can_withdraw(user: User, invitation: Invitation) -> bool:
    return can_see_invitation(user, invitation)
