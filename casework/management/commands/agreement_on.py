"""`manage.py agreement_on`: what the register says of agencies on some days, as findings read it."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from casework.services import agreements
from incidents.intake.places import STATES


class Command(BaseCommand):
    help = "Prints whether an agency's 287(g) agreement was in force on a day: in_force, not_in_force or unclear."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("state", choices=sorted(STATES), metavar="STATE", help="USPS code, such as FL")
        parser.add_argument(
            "agencies", nargs="+", metavar="AGENCY", help="the agency's name in any spelling; '' for an unnamed one"
        )
        parser.add_argument("--day", dest="days", action="append", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD")

    def handle(self, *args: Any, **options: Any) -> None:
        register = agreements.standing_register().register
        for agency in options["agencies"]:
            for day in options["days"]:
                found = register.agreement_on(agency or None, options["state"], day)
                models = ", ".join(found.models + tuple(f"perhaps {model}" for model in found.unsure))
                self.stdout.write(
                    f"{day}  {found.state:13} {agency or '(unnamed)'}, {options['state']}{models and f': {models}'}"
                )
