"""What somebody may be here: their role and states, locked out or let in, and their own leaving.

Each act holds from the next request on: sessions and API tokens end with it, unused invitations of theirs are withdrawn, and
everything else they held is read through access predicates, which look at the role and the lock every time.
"""

from typing import Any

from django.db import transaction
from django.db.models import Q

from accounts import access, acts
from accounts.errors import LastAdministrator, NotAllowed
from accounts.models import Invitation, Role, User
from accounts.services import ending, people


def change_role(*, actor: User, person: User, role: str, states: list[str] | None = None) -> User:
    """Gives somebody another role, or a coordinator other states. Raises NotAllowed, StatesDoNotFit, LastAdministrator."""
    if role not in Role.values:
        raise ValueError(role)
    codes = people.fitting_states(role, states or [])
    with transaction.atomic():
        person = _held(actor, person)
        if (person.role, person.states) == (role, codes):
            return person
        if role != Role.ADMINISTRATOR:
            _not_the_last(person)
        detail = {"role": role, "role_before": person.role, "states": codes, "states_before": person.states}
        person.role, person.states = role, codes
        person.save(update_fields=["role", "states"])
        acts.note(actor=actor, act="person.role_changed", person=person, detail={**detail, **_end(person)})
    return person


def lock_out(*, actor: User | None, person: User) -> User:
    """Closes the instance to somebody at once; the command line has no actor. Raises NotAllowed, LastAdministrator."""
    with transaction.atomic():
        person = _held(actor, person)
        if person.is_active:
            _close(person, actor=actor, act="person.locked_out")
    return person


def let_in(*, actor: User, person: User) -> User:
    """Opens the instance again to somebody who was locked out or left, with the role they had. Raises NotAllowed."""
    with transaction.atomic():
        person = _held(actor, person)
        if not person.is_active:
            person.is_active = True
            person.save(update_fields=["is_active"])
            acts.note(actor=actor, act="person.let_in", person=person, detail={"role": person.role})
    return person


def leave(*, actor: User) -> User:
    """Ends one's own access. Raises LastAdministrator."""
    with transaction.atomic():
        person = _locked(actor)[actor.pk]
        if person.is_active:
            _close(person, actor=person, act="person.left")
    return person


def _held(actor: User | None, person: User) -> User:
    """The person as the database has them now, locked, with the actor's right to act read again under the same lock."""
    rows = _locked(person, *([actor] if actor else []))
    if actor is not None and not access.can_change(rows[actor.pk], rows[person.pk]):
        raise NotAllowed
    return rows[person.pk]


def _locked(*users: User) -> dict[int, User]:
    """These people and every administrator, locked in one order, so that two administrators cannot lock each other out."""
    wanted = Q(pk__in=[user.pk for user in users]) | Q(role=Role.ADMINISTRATOR, is_active=True)
    return {user.pk: user for user in User.objects.select_for_update().filter(wanted).order_by("pk")}


def _not_the_last(person: User) -> None:
    if access.is_administrator(person) and not _other_administrators(person):
        raise LastAdministrator


def _other_administrators(person: User) -> bool:
    return User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exclude(pk=person.pk).exists()


def is_last_administrator(person: User) -> bool:
    return access.is_administrator(person) and not _other_administrators(person)


def _close(person: User, *, actor: User | None, act: str) -> None:
    _not_the_last(person)
    person.is_active = False
    person.save(update_fields=["is_active"])
    acts.note(actor=actor, act=act, person=person, detail={"role": person.role, **_end(person)})


def _end(person: User) -> dict[str, Any]:
    """What ends with a change, counted: sessions, tokens, unused links made by them or for them."""
    links = Invitation.objects.filter(Q(invited_by=person) | Q(person=person))
    return {
        "sessions": ending.end_sessions(person),
        "tokens": ending.end_tokens(person),
        "invitations": people.withdraw_all(links),
    }
