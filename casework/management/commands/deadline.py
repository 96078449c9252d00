"""`manage.py deadline`: the earliest day that could apply under one record of law, counted step by step."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations

from casework.display.deadlines import asks, step_in_words
from casework.engine.deadlines import closed_in, compute
from casework.services.law import current_law


class Command(BaseCommand):
    help = "Prints how a deadline is counted. Nothing is kept; the deadlines of a case stand on its page."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("claim", metavar="CLAIM", help="id of the record, such as claim/in/notice")
        parser.add_argument("--incident", required=True, metavar="YYYY-MM-DD", help="the local day of the incident")
        parser.add_argument("--denied", metavar="YYYY-MM-DD", help="the day of the denial, for what runs from one")
        parser.add_argument("--state", default="", metavar="ST", help="whose holidays count; else those of the record's state")

    @no_translations
    def handle(self, *args: object, **options: Any) -> None:
        claim = current_law().claims.get(options["claim"])
        if claim is None:
            raise CommandError(f"{options['claim']}: no such record; see the files below claims/ of the law.")
        start, denied = _day("incident", options["incident"]), _day("denied", options["denied"])
        of_record = claim.jurisdiction.split(".")[1].upper() if "." in claim.jurisdiction else None
        closed = closed_in(options["state"].upper() or of_record)
        found = compute(claim, start=start or date.min, denied=denied, closed=closed)
        self.stdout.write(f"{claim.title} ({claim.citation or claim.id})")
        for number, step in enumerate((one for one in found.steps if one.kind != "ask"), 1):
            self.stdout.write(f"  {number}. {step_in_words(step.as_dict())}")
        if found.ask:
            self.stdout.write(f"  {asks()[found.ask]}")
        if claim.tolling:
            self.stdout.write(f"  May stop the period, never counted on: {claim.tolling}")


def _day(name: str, written: str | None) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError as error:
        raise CommandError(f"--{name} {written}: write the day as YYYY-MM-DD, such as 2025-07-18.") from error
