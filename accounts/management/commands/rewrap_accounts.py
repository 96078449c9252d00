"""After a new key was put first into the file of account keys: seals every seed anew, so that the old key can go."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from accounts.errors import AccountKeysError
from accounts.services import factors


class Command(BaseCommand):
    help = "Seals the seeds of code apps and recovery codes under the first key of the file of account keys."

    def handle(self, *args: object, **options: object) -> None:
        try:
            done = factors.reseal_all()
        except AccountKeysError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            _("%(count)d sealed under the key in use. Keys after the first can be removed now.") % {"count": done}
        )
