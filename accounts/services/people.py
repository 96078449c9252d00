"""Letting people in: an invitation, or a link that sets a new password, for one use and for at most a week.

The token of a link has 256 random bits and is given out once; the database holds its digest alone. Reading a link uses
nothing up: only `accept` and `set_password` do, and of two at the same moment one.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from axes.utils import reset
from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from accounts import access, acts
from accounts.errors import EmailTaken, LinkClosed, NotAllowed, StatesDoNotFit
from accounts.models import Invitation, Role, User
from accounts.services import ending
from accounts.states import STATES
from accounts.tokens import digest_of

TOKEN_BYTES = 32


@dataclass(frozen=True)
class Made:
    """A link as it is shown once: its row, and the token that nothing else keeps."""

    invitation: Invitation
    token: str


def subject_of(invitation: Invitation) -> str:
    return f"invitation:{invitation.pk}"


def fitting_states(role: str, states: list[str]) -> list[str]:
    """The states in capitals, sorted. Raises StatesDoNotFit: a coordinator without one would see nothing."""
    codes = sorted({state.strip().upper() for state in states})
    if (role == Role.COORDINATOR) != bool(codes) or set(codes) - STATES:
        raise StatesDoNotFit
    return codes


def invite(
    *, actor: User, role: str, states: list[str] | None = None, name: str = "", email: str = "", days: int = Invitation.LONGEST
) -> Made:
    """Makes a link that lets one person join with this role. Raises NotAllowed, StatesDoNotFit, ValueError (days)."""
    if not access.can_invite(actor, role):
        raise NotAllowed
    codes = fitting_states(role, states or [])
    with transaction.atomic():
        made = _make(actor, days, role=role, states=codes, name=name.strip(), email=email.strip().lower())
        detail = {"role": str(role), "states": codes, "expires_at": made.invitation.expires_at.isoformat()}
        acts.note_about(subject_of(made.invitation), actor=actor, act="invitation.made", detail=detail)
    return made


def make_link(*, actor: User, person: User, days: int = 1) -> Made:
    """Makes a link with which this person sets a new password; an earlier one ends. The second factor stays.

    Raises NotAllowed.
    """
    if not access.can_make_link(actor, person):
        raise NotAllowed
    with transaction.atomic():
        withdraw_all(Invitation.objects.filter(person=person))
        made = _make(actor, days, person=person, role=person.role, states=person.states)
        detail = {"invitation": made.invitation.pk, "expires_at": made.invitation.expires_at.isoformat()}
        acts.note(actor=actor, act="person.link_made", person=person, detail=detail)
    return made


def _make(actor: User, days: int, **fields: Any) -> Made:
    if not 1 <= days <= Invitation.LONGEST:
        raise ValueError(days)
    token, now = secrets.token_urlsafe(TOKEN_BYTES), timezone.now()
    times = {"made_at": now, "expires_at": now + timedelta(days=days)}
    return Made(Invitation.objects.create(digest=digest_of(token), invited_by=actor, **times, **fields), token)


def withdraw_invitation(*, actor: User, invitation: Invitation) -> bool:
    """Ends a link that nobody has used. False where there was nothing to end. Raises NotAllowed."""
    if not access.can_withdraw(actor, invitation):
        raise NotAllowed
    with transaction.atomic():
        ended = withdraw_all(Invitation.objects.filter(pk=invitation.pk))
        if ended:
            acts.note_about(subject_of(invitation), actor=actor, act="invitation.withdrawn")
    return bool(ended)


def withdraw_all(links: QuerySet[Invitation]) -> int:
    """Ends those of the links that are unused; how many."""
    return links.filter(used_at=None, withdrawn_at=None).update(withdrawn_at=timezone.now())


def opened(digest: str) -> Invitation:
    """The link with this digest, if it opens anything now. Raises LinkClosed, whatever the reason."""
    query = Invitation.objects.select_related("invited_by", "person")
    link = query.filter(_usable(), digest=digest).first()
    if link is None or not _still_given(link):
        raise LinkClosed
    return link


def _usable() -> Q:
    return Q(used_at=None, withdrawn_at=None, expires_at__gt=timezone.now())


def _still_given(link: Invitation) -> bool:
    """What a link gives, its maker must still be able to give."""
    if link.person is None:
        return access.can_invite(link.invited_by, link.role)
    return access.can_make_link(link.invited_by, link.person)


def accept(*, digest: str, name: str, email: str, password: str) -> User:
    """Makes the person an invitation is for. Raises LinkClosed, EmailTaken; the password has been validated."""
    try:
        with transaction.atomic():
            link = _taken(digest)
            if link.person is not None:
                raise LinkClosed
            person = _added(link, name, email, password)
            Invitation.objects.filter(pk=link.pk).update(used_by=person)
            detail = {"invitation": link.pk, "role": person.role, "states": person.states}
            acts.note(actor=person, act="person.joined", person=person, detail=detail)
    except EmailTaken:
        _count_refusal(digest)
        raise
    return person


def _added(link: Invitation, name: str, email: str, password: str) -> User:
    if User.objects.filter(email__iexact=email.strip()).exists():
        raise EmailTaken
    fields = {"name": name.strip(), "role": link.role, "states": link.states}
    try:
        with transaction.atomic():
            return User.objects.create_user(email.strip(), password, **fields)
    except IntegrityError:  # two links, one address, the same moment
        raise EmailTaken from None


def set_password(*, digest: str, password: str) -> User:
    """Sets the password a link is for and ends every session of the person. Raises LinkClosed; the password is validated."""
    with transaction.atomic():
        link = _taken(digest)
        if link.person is None:
            raise LinkClosed
        person = User.objects.select_for_update().get(pk=link.person.pk)
        person.set_password(password)
        person.save(update_fields=["password"])
        Invitation.objects.filter(pk=link.pk).update(used_by=person)
        ended = ending.end_sessions(person)
        reset(username=person.email)  # tries at the old password no longer keep them out
        acts.note(actor=person, act="person.password_set", person=person, detail={"invitation": link.pk, "sessions": ended})
    return person


def _taken(digest: str) -> Invitation:
    """The link, used up by this transaction: of two at once the second finds nothing."""
    link = opened(digest)
    if not Invitation.objects.filter(_usable(), pk=link.pk).update(used_at=timezone.now()):
        raise LinkClosed
    return link


def _count_refusal(digest: str) -> None:
    """Who tries addresses one after the other to learn who is here loses the link."""
    links = Invitation.objects.filter(digest=digest)
    links.update(refusals=F("refusals") + 1)
    withdraw_all(links.filter(refusals__gte=Invitation.MOST_REFUSALS))
