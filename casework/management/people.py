"""Who runs a command that leaves an entry in the ledger."""

from django.core.management.base import CommandError

from accounts.models import User


def person(email: str) -> User | None:
    """The person of an address; None where none was given. Raises CommandError where nobody signs in with it."""
    if not email:
        return None
    found = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if found is None:
        raise CommandError(f"--by {email}: nobody here signs in with that address. Nothing was added.")
    return found
