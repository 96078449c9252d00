"""`manage.py checkpoint`: signs the ledger as it stands now and brings what waits to the places outside."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from incidents.models import LedgerCheckpoint
from incidents.services import checkpoints, outside


class Command(BaseCommand):
    help = "Signs a checkpoint of the ledger and brings what waits to the places outside. Exit code 1 where something waits on."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--again", action="store_true", help="bring all to the folder: it is another disk, or was emptied")
        parser.add_argument("--keys", action="store_true", help="print the public keys alone, to be handed over by another way")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["again"]:
            outside.bring_again()
        outside.sign_and_carry()
        if options["keys"]:
            self.stdout.write("\n".join(map(str, checkpoints.public_keys())))
            return
        last = LedgerCheckpoint.objects.last()
        if last is not None:
            self.stdout.write(last.note)
        faults = [self._say(state) for state in outside.states()]
        if any(faults):
            sys.exit(1)

    def _say(self, state: outside.PlaceState) -> bool:
        said = {"place": outside.name_of_place(state.name), "taken": state.taken, "waiting": state.waiting}
        self.stdout.write(_("Checkpoints %(place)s: %(taken)d; %(waiting)d waiting.") % said)
        if state.fault:
            self.stderr.write(state.explanation)
        return bool(state.fault)
