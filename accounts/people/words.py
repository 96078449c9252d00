"""What each role is for, in one sentence, as it is told to whoever invites and to whoever is invited."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Role

DOES: dict[str, str | Promise] = {
    Role.VOLUNTEER: _("Records incidents, and sees those they recorded or were asked to join."),
    Role.COORDINATOR: _("Sees the incidents of the states they look after, and puts them before attorneys."),
    Role.REVIEWER: _("Reads the cases they are put on, and decides nothing."),
    Role.ATTORNEY: _("Works on the cases they are on: decides findings and composes reports."),
    Role.AUDITOR: _("Follows the ledger of acts, and sees no content."),
    Role.ADMINISTRATOR: _("Looks after people and the server, and sees no incident and no case."),
}
