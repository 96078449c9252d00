"""`manage.py sweep`: looks for files that no row names, for rows whose file is missing, and for drafts nobody can finish."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents.services import sweeping, uploads


class Command(BaseCommand):
    help = "Sets aside files that no row names and removes what was never received. Exit code 1 where a stored file is missing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--put-back", action="store_true", help="first give files set aside their place where a row names them"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["put_back"]:
            self.stdout.write(_("Put back: %(number)d.") % {"number": sweeping.put_back()})
        expired = uploads.sweep(timezone.now())
        found = sweeping.sweep()
        dropped = sweeping.drop_drafts(timezone.now())
        self.stdout.write(_("Uploads that expired, removed: %(number)d.") % {"number": expired})
        self.stdout.write(_("Removed, never received to the end: %(number)d.") % {"number": found.removed})
        self.stdout.write(_("Set aside, named by no row: %(number)d.") % {"number": len(found.set_aside)})
        for name in found.set_aside:
            self.stdout.write(f"  {name}")
        self.stdout.write(_("Drafts of people locked out for 30 days, deleted: %(number)d.") % {"number": dropped})
        for identifier in found.missing:
            self.stderr.write(_("The stored file of evidence %(id)s is missing.") % {"id": identifier})
        if found.missing:
            sys.exit(1)
