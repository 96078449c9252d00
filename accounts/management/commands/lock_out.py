"""`manage.py lock_out EMAIL`: closes the instance to somebody at once, when no administrator can sign in to do it."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from accounts.errors import LastAdministrator
from accounts.models import User
from accounts.services import standing


class Command(BaseCommand):
    help = "Locks somebody out at once: sessions and API tokens end, and so do links they made."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the e-mail address the person signs in with")

    def handle(self, *args: object, email: str, **options: object) -> None:
        person = User.objects.filter(email__iexact=email.strip()).first()
        if person is None:
            raise CommandError(_("Nobody signs in with %(email)s. Nothing was changed.") % {"email": email})
        if not person.is_active:
            self.stdout.write(_("%(name)s was locked out before.") % {"name": person.name})
            return
        try:
            standing.lock_out(actor=None, person=person)
        except LastAdministrator as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(_("%(name)s is locked out.") % {"name": person.name})
