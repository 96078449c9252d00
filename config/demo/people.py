"""The invented people of the demonstration. Their password is for a demonstration only: real people get their own."""

from accounts.models import Role, User

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
    return known or User.objects.create_user(email, PASSWORD, name=name, role=role, states=states)
