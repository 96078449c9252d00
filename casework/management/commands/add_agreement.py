"""`manage.py add_agreement`: puts an agreement under 8 U.S.C. 1357(g) into the register by hand."""

from argparse import ArgumentParser
from datetime import date

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from casework.enums import AgreementModel
from casework.services import agreements
from casework.services.law import current_law


class Command(BaseCommand):
    help = "Adds one agreement to the register. The same agreement again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--agency", required=True, help="the agency's name as its agreement gives it, in quotation marks")
        parser.add_argument("--state", required=True, metavar="ST", help="USPS code of the state, such as MA")
        parser.add_argument("--county", default="", help="the county, where the agreement names one")
        parser.add_argument("--model", required=True, help=f"one of: {', '.join(AgreementModel.values)}")
        parser.add_argument("--signed", metavar="YYYY-MM-DD", help="the day on which it was signed; left out where not known")
        parser.add_argument("--ended", metavar="YYYY-MM-DD", help="the day on which it ended; left out while it stands")
        parser.add_argument("--source", required=True, help="where you read it: document or list, and its date")
        parser.add_argument("--by", metavar="EMAIL", help="who adds it: the address that person signs in with")

    def handle(self, *args: object, **options: str) -> None:
        row = {name: (options[name] or "").strip() for name in ("agency", "state", "county", "model", "source")}
        signed, ended = _day("signed", options["signed"]), _day("ended", options["ended"])
        row["state"] = row["state"].upper()
        problems = [*_problems(row, signed, ended)]
        if problems:
            raise CommandError("\n".join(["Nothing was added.", *problems]))
        added, is_new = agreements.add(actor=_person(options["by"]), signed=signed, ended=ended, **row)
        self.stdout.write(f"{'Added' if is_new else 'Already in the register'}: {added}")
        if not is_new and (added.ended, added.source) != (ended, row["source"]):
            self.stdout.write(f"It stands as it was: ended {added.ended or 'not known'}, source: {added.source}")


def _day(name: str, written: str | None) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError as error:
        raise CommandError(f"--{name} {written}: write the day as YYYY-MM-DD, such as 2025-03-14.") from error


def _problems(row: dict[str, str], signed: date | None, ended: date | None) -> list[str]:
    states = current_law().places.states
    found = [f"--{name}: say it in words; it is empty." for name in ("agency", "source") if not row[name]]
    if row["state"] not in states:
        found.append(f"--state {row['state']}: no such state; give its USPS code, such as MA.")
    if row["model"] not in AgreementModel.values:
        found.append(f"--model {row['model']}: give one of {', '.join(AgreementModel.values)}.")
    if signed and ended and ended < signed:
        found.append(f"--ended {ended}: that is before it was signed ({signed}).")
    return found


def _person(email: str | None) -> User | None:
    if not email:
        return None
    person = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if person is None:
        raise CommandError(f"--by {email}: nobody here signs in with that address. Nothing was added.")
    return person
