"""The invented people of the demonstration. Their password is for a demonstration only: real people get their own."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth

from accounts import sealing
from accounts.models import Role, User
from accounts.services import factors

PERIOD = 30  # seconds for which a code is shown (RFC 6238)

PASSWORD = "threshold demonstration"  # noqa: S105 (printed on purpose, made only by `make demo`)
CAST: tuple[tuple[str, str, Role, list[str]], ...] = (
    ("maren.ostrow@demo.example", "Maren Ostrow", Role.VOLUNTEER, []),
    ("ines.calloway@demo.example", "Ines Calloway", Role.COORDINATOR, ["CA", "IL", "MA", "MN", "MO", "NC", "NY", "OK", "PA"]),
    ("theo.marsh@demo.example", "Theo Marsh", Role.ATTORNEY, []),
    ("noor.halvorsen@demo.example", "Noor Halvorsen", Role.REVIEWER, []),
    ("silas.amara@demo.example", "Silas Amara", Role.AUDITOR, []),
    ("jun.teller@demo.example", "Jun Teller", Role.ADMINISTRATOR, []),
)


def cast() -> dict[str, User]:
    """The people by role; made at the first run, found at the next."""
    return {role: person(email, name, role, states) for email, name, role, states in CAST}


def person(email: str, name: str, role: Role, states: list[str]) -> User:
    known = User.objects.filter(email=email).first()
    someone = known or User.objects.create_user(email, PASSWORD, name=name, role=role, states=states)
    if factors.lacks_factor(someone):
        auth.TOTP.activate(someone, auth.generate_totp_secret())
    return someone


def codes_now() -> dict[str, str]:
    """Address -> what the code app of that person of the demonstration would show now; of nobody else."""
    mine = Authenticator.objects.filter(type=Authenticator.Type.TOTP, user__email__in=[email for email, *_rest in CAST])
    return {row.user.email: _code(sealing.unseal(row.data["secret"])) for row in mine.select_related("user")}


def _code(secret: str) -> str:
    return str(auth.format_hotp_value(auth.hotp_value(secret, int(time.time()) // PERIOD)))
