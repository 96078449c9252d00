"""What can go wrong with a report, in words for the person who asked for it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class ReportError(Exception):
    """`message` is for people."""

    message: str | Promise = _("The report could not be composed.")

    def __str__(self) -> str:
        return str(self.message)


class NotAllowed(ReportError):
    message = _("Only an attorney on the case can ask for its reports.")


class NotReady(ReportError):
    message = _("This report is not composed yet.")


class FileLost(ReportError):
    """The kept file is missing, does not open, or is not the one whose digest was recorded."""

    message = _("The kept file does not match its recorded digest. Nothing was handed out; ask for the report again.")
