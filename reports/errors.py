"""What can go wrong with a report, in words for the person who asked for it."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from incidents.intake.sensitive import Hit


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


class WordsToLookAt(ReportError):
    """`hits`: what was found in the texts that the report would print, and that nobody has said yes to."""

    message = _("Some words should be looked at before they go into a report.")

    def __init__(self, hits: Sequence[Hit]) -> None:
        super().__init__()
        self.hits = list(hits)
