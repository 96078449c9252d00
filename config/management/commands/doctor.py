"""`manage.py doctor`: is this instance fit to be used by others?"""

import json
from argparse import ArgumentParser
from dataclasses import asdict

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import override

from config.running import doctor

WORDS = {doctor.RIGHT: "  ", doctor.LOOK: "? ", doctor.WRONG: "! "}


class Command(BaseCommand):
    help = "Says what is right, what is wrong and what to do. Ends with 1 where something is wrong."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", dest="as_json", help="for a program")
        parser.add_argument("--language", choices=["en", "es"], default="en")

    def handle(self, *args: object, as_json: bool, language: str, **options: object) -> None:
        with override(language):
            found = doctor.examine()
            if as_json:
                self.stdout.write(json.dumps([asdict(one) for one in found], indent=1))
            else:
                self.show(found)
        if any(one.state == doctor.WRONG for one in found):
            raise SystemExit(1)

    def show(self, found: list[doctor.Finding]) -> None:
        for one in found:
            self.stdout.write(f"{WORDS[one.state]}{one.says}")
            if one.do:
                self.stdout.write(f"      {one.do}")
        wrong = sum(one.state == doctor.WRONG for one in found)
        looked = sum(one.state == doctor.LOOK for one in found)
        self.stdout.write("")
        self.stdout.write(
            _("%(count)d looked at: %(wrong)d wrong (!), %(look)d to look at (?).")
            % {"count": len(found), "wrong": wrong, "look": looked}
        )
