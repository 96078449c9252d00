"""Reads about people that several callers need, filtered by access once."""

from django.db.models import QuerySet

from accounts import access
from accounts.models import Invitation, Role, User


def people_visible_to(user: User) -> QuerySet[User]:
    """The same people that `access.can_see_person` answers with yes."""
    if access.is_administrator(user):
        return User.objects.order_by("name", "pk")
    if not access.can_see_people(user):
        return User.objects.none()
    invited = Invitation.objects.filter(invited_by=user, person=None, used_by__isnull=False).values("used_by")
    return User.objects.filter(pk__in=invited, role=Role.VOLUNTEER).order_by("name", "pk")


def invitations_visible_to(user: User) -> QuerySet[Invitation]:
    """The same invitations that `access.can_see_invitation` answers with yes, the latest first."""
    found = Invitation.objects.select_related("invited_by", "person", "used_by")
    if access.is_administrator(user):
        return found
    return found.filter(invited_by=user) if access.can_see_people(user) else found.none()


def open_invitations(user: User) -> QuerySet[Invitation]:
    """Those neither used nor withdrawn; whether one has expired is for whoever knows the time."""
    return invitations_visible_to(user).filter(used_at=None, withdrawn_at=None)
