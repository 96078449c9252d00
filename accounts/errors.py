"""What can go wrong with people and their access, in words for the person it happens to."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class PeopleError(Exception):
    """`message` says what happened and `fix` what to do, both translatable."""

    message: str | Promise = _("This could not be done.")
    fix: str | Promise = _("Nothing was changed.")

    def __str__(self) -> str:
        return f"{self.message} {self.fix}"


class NotAllowed(PeopleError):
    message = _("This is not yours to do.")
    fix = _("Nothing was changed. Ask an administrator.")


class LastAdministrator(PeopleError):
    message = _("Nobody else administers this instance.")
    fix = _("Nothing was changed. Invite a second administrator first.")


class LinkClosed(PeopleError):
    """Expired, used, withdrawn or never made: whoever holds the link learns no more than that it opens nothing."""

    message = _("This link opens nothing.")
    fix = _("Ask whoever gave it to you for a new one.")


class EmailTaken(PeopleError):
    message = _("Somebody here signs in with this e-mail address already.")
    fix = _("If it is you, sign in; for a new password, ask whoever invited you. Otherwise use another address.")


class StatesDoNotFit(PeopleError):
    message = _("A coordinator looks after at least one state, and nobody else is given any.")
    fix = _("Choose the states for a coordinator, and none for another role.")


class AccountKeysError(PeopleError):
    """The key ring of accounts cannot be read, or holds no key that opens what was sealed."""

    message = _("The keys of accounts are missing or do not fit.")
    fix = _("Put the file of account keys back from the recovery sheet; nobody with a second factor can sign in until then.")
