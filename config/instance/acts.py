"""What an administrator says or does about the instance itself, each in the ledger."""

import smtplib

from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from accounts import access, acts
from accounts.errors import NotAllowed, PeopleError
from accounts.models import User
from config.instance import facts
from incidents.services import auditing


class MailNotSent(PeopleError):
    """The mail server refused or did not answer."""

    def __init__(self, told: str) -> None:
        super().__init__(told)
        self.message = _("The mail server did not take the message: %(told)s.") % {"told": told}
        self.fix = _("Check the mail settings of the server and try again.")


def say_sheet_put_away(*, actor: User) -> None:
    """The recovery sheet of the keys as they are now is printed and kept apart. Raises NotAllowed."""
    _note(actor, "instance.sheet_put_away", keys=facts.keys_fingerprint())


def say_about_read(*, actor: User) -> None:
    """The page about what is kept is read as it stands now. Raises NotAllowed."""
    _note(actor, "instance.about_read", text=facts.about_digest())


def say_mail_off(*, actor: User) -> None:
    """Nothing is to be sent by mail. Raises NotAllowed."""
    _note(actor, "instance.mail_off")


def try_mail(*, actor: User) -> None:
    """Sends a message to the administrator's own address. Raises NotAllowed, MailNotSent."""
    if not access.is_administrator(actor):
        raise NotAllowed
    subject, body = _("Threshold can send mail"), _("You asked whether mail works. It does.")
    try:
        EmailMessage(subject, body, to=[actor.email]).send()
    except (OSError, smtplib.SMTPException) as failure:
        raise MailNotSent(type(failure).__name__) from failure
    _note(actor, "instance.mail_tried", host=facts.mail_host())


def _note(actor: User, act: str, **detail: str) -> None:
    if not access.is_administrator(actor):
        raise NotAllowed
    if not facts.said(act, **detail):
        acts.note_about(auditing.SUBJECT, actor=actor, act=act, detail=detail)
