"""The first steps of an instance, each done or not by what is true in it. None is done by being looked at."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Role, User
from accounts.services import factors
from config.instance import backups, facts

FRESH = timedelta(hours=36)  # a nightly backup that was missed once


@dataclass(frozen=True)
class Step:
    """`says` is what is true now. `link` leads to where it is done; `act` names what is said here with a button, `button`."""

    key: str
    title: str
    done: bool
    says: str
    link: str = ""
    act: str = ""
    button: str = ""


def steps(administrator: User) -> list[Step]:
    """All of them, in the order in which they are best taken."""
    return [
        _second_factor(administrator),
        _about(),
        _keys(),
        _address(),
        _mail(),
        _backup(),
        _people(),
        _law(),
    ]


def _second_factor(administrator: User) -> Step:
    done = factors.has_factor(administrator)
    says = _("You sign in with a second factor.") if done else _("Until you set one up, nothing else is open to you.")
    return Step("factor", _("Your second factor"), done, says, link=reverse("account"))


def _about() -> Step:
    done = facts.said("instance.about_read", text=facts.about_digest())
    says = (
        _("An administrator has read it as it stands now.")
        if done
        else _("Everybody you invite is led to it. Read it first, and see whether your network can stand behind it.")
    )
    return Step("about", _("What is kept, and who can see it"), done, says, reverse("about"), "about-read", _("I have read it"))


def _keys() -> Step:
    done = facts.said("instance.sheet_put_away", keys=facts.keys_fingerprint())
    says = (
        _("The keys as they are now are on a sheet that is put away.")
        if done
        else _(
            "Whoever loses the record keys can read nothing, ever again. On the server, manage.py recovery_sheet prints them "
            "on paper: keep it apart from the server and its backups. The keys now in use have the mark %(mark)s."
        )
        % {"mark": facts.keys_fingerprint()}
    )
    return Step("keys", _("The keys, copied and kept apart"), done, says, act="sheet-put-away", button=_("It is put away"))


def _address() -> Step:
    says = (
        _("People reach this instance at %(origin)s.")
        if settings.HTTPS
        else _(
            "The address is %(origin)s: what is sent can be read on the way. Before anybody else signs in, set ORIGIN to https."
        )
    )
    return Step("address", _("An address that is encrypted on the way"), settings.HTTPS, says % {"origin": settings.ORIGIN})


def _mail() -> Step:
    host = facts.mail_host()
    title = _("Mail: it works, or it is off on purpose")
    if not host:
        done = facts.said("instance.mail_off")
        says = _("No mail server is set, and nothing is ever sent: links and codes are handed over by people.")
        return Step("mail", title, done, says, act="mail-off", button=_("It stays off"))
    done = facts.said("instance.mail_tried", host=host)
    says = _("Mail goes through %(host)s.") % {"host": host}
    return Step("mail", title, done, says, act="mail-try", button=_("Send me a message"))


def _backup() -> Step:
    last = backups.last()
    title = _("A backup that is not old")
    if last is None:
        return Step(
            "backup",
            title,
            False,
            _(
                "No backup has been made yet. On the server, manage.py backup makes one; "
                "the installed services make one each night."
            ),
        )
    hours = max(0, int((timezone.now() - last).total_seconds() // 3600))
    says = ngettext("The last one is %(hours)d hour old.", "The last one is %(hours)d hours old.", hours) % {"hours": hours}
    return Step("backup", title, timezone.now() - last <= FRESH, says)


def _people() -> Step:
    missing = [str(role.label) for role in (Role.COORDINATOR, Role.ATTORNEY) if not facts.is_here_or_invited(role)]
    says = (
        _("Not here and not invited yet: %(roles)s.") % {"roles": ", ".join(missing)}
        if missing
        else _("Both are here or invited.")
    )
    return Step("people", _("A coordinator and an attorney, invited"), not missing, says, link=reverse("people-invite"))


def _law() -> Step:
    law = facts.law_in_use()
    says = _("Release %(release)s: %(read)d of %(all)d authorities read by an attorney here as they stand.") % {
        "release": law.release[:12], "read": law.read, "all": law.authorities,
    }  # fmt: skip
    if law.unread:
        says += " " + _("What nobody has read is marked wherever it is shown and cannot stand in a released report.")
    return Step("law", _("The law in force, read by an attorney"), not law.unread, says, link=reverse("law-places"))
