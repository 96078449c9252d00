"""Second factors of a person: which count, when one may go, codes that are accepted once, and their seeds under a new key."""

from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.db import transaction

from accounts import access, acts, sealing
from accounts.errors import NotAllowed
from accounts.models import User
from accounts.services import ending

# A recovery code gets somebody in who lost the factor; alone it is none.
COUNTING = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
SEALED = ("secret", "seed")


def has_factor(person: User) -> bool:
    return bool(Authenticator.objects.filter(user=person, type__in=COUNTING).exists())


def holders(people: Iterable[User]) -> set[int]:
    """The keys of those among these people who have a factor that counts: one query for a whole list."""
    found = Authenticator.objects.filter(user__in=list(people), type__in=COUNTING)
    return set(found.values_list("user", flat=True))


def lacks_factor(person: User) -> bool:
    """Whether this person's role needs a second factor and they have none: nothing but the way to one is open to them."""
    return person.needs_second_factor and not has_factor(person)


def can_remove(authenticator: Authenticator) -> bool:
    """The last factor of somebody whose role needs one stays."""
    person = authenticator.user
    others = Authenticator.objects.filter(user=person, type__in=COUNTING).exclude(pk=authenticator.pk)
    return bool(authenticator.type not in COUNTING or not person.needs_second_factor or others.exists())


@transaction.atomic
def accept_code(authenticator: Authenticator, code: str) -> bool:
    """Whether a code of the app is right and later than every one accepted before (RFC 6238, section 5.2): each works once,
    on every server and whatever the clock does, because the counter accepted last stands in the row."""
    row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    secret = sealing.unseal(row.data["secret"])
    for counter in auth.yield_hotp_counters_from_time():
        expected = auth.format_hotp_value(auth.hotp_value(secret, counter))
        if auth.compare_user_code(actual=code, expected=expected):
            if counter <= row.data.get("accepted", -1):
                return False
            row.data["accepted"] = counter
            row.save(update_fields=["data"])
            return True
    return False


def remove_all(*, actor: User, person: User) -> int:
    """Takes every factor from somebody who lost them and ends their sessions; how many. Their role asks for another at the next
    sign-in, before anything else is open to them. Raises NotAllowed.
    """
    if not access.can_change(actor, person):
        raise NotAllowed
    with transaction.atomic():
        removed: int = Authenticator.objects.filter(user=person).delete()[0]
        ended = ending.end_sessions(person)
        detail = {"factors": removed, "sessions": ended}
        acts.note(actor=actor, act="person.second_factor_removed", person=person, detail=detail)
    return removed


def reseal_all() -> int:
    """Puts every seed under the key in use; how many rows. Interrupted, it can be run again. Raises AccountKeysError."""
    done = 0
    for pk in list(Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN).values_list("pk", flat=True)):
        with transaction.atomic():
            row = Authenticator.objects.select_for_update().get(pk=pk)
            row.data = {name: sealing.resealed(value) if name in SEALED else value for name, value in row.data.items()}
            row.save(update_fields=["data"])
        done += 1
    return done
