"""`manage.py verify_ledger`: is the ledger whole, and is the record what it says? Exit code 1 where it is not."""

import re
import sys
from argparse import ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidents.services.verification import Break, Verification, verify

SHOWN = 50


def kept_head(text: str) -> tuple[int, str]:
    """COUNT:DIGEST as `--head` prints it."""
    match = re.fullmatch(r"(\d+):([0-9a-f]{64})", text.strip())
    if match is None:
        raise ArgumentTypeError(_("write COUNT:DIGEST as --head prints it"))
    return int(match[1]), match[2]


class Command(BaseCommand):
    help = "Checks the custody ledger and, against it, every revision and evidence file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--files", action="store_true", help="also read and check every stored evidence file")
        parser.add_argument("--head", action="store_true", help="print COUNT:DIGEST alone, to be kept elsewhere")
        parser.add_argument("--expect", type=kept_head, metavar="COUNT:DIGEST", help="a head that was kept elsewhere")

    def handle(self, *args: Any, **options: Any) -> None:
        result = verify(expect=options["expect"], files=options["files"])
        if result.breaks:
            self._explain(result)
            sys.exit(1)
        if options["head"]:
            self.stdout.write(f"{result.count}:{result.head}")
            return
        self.stdout.write(
            _("The ledger is whole: %(count)d entries, %(revisions)d revisions and %(files)d evidence files agree with it.")
            % {"count": result.count, "revisions": result.revisions, "files": result.files}
        )
        self.stdout.write(_("Head: %(head)s") % {"head": f"{result.count}:{result.head}"})

    def _explain(self, result: Verification) -> None:
        number = len(result.breaks)
        self.stderr.write(
            ngettext("%(number)d thing is not as it was recorded.", "%(number)d things are not as they were recorded.", number)
            % {"number": number}
        )
        for broken in result.breaks[:SHOWN]:
            self.stderr.write(_line(broken))
        if number > SHOWN:
            self.stderr.write(_("… and %(number)d more.") % {"number": number - SHOWN})


def _line(broken: Break) -> str:
    place = _("Entry %(sequence)d") % {"sequence": broken.sequence} if broken.sequence is not None else _("No entry")
    return f"{place} [{broken.kind}] {broken.subject} {broken.explanation}".replace("  ", " ")
