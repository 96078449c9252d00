"""`manage.py import_agencies`: takes the FBI's list of law-enforcement agencies, or the network's own notes on them."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from incidents.errors import UnreadableList
from incidents.services import agencies

SHOWN = 5


class Command(BaseCommand):
    help = (
        "Takes a CSV file: the FBI's Law Enforcement Employees data (ori, pub_agency_name, state_abbr, county_name, "
        "agency_type_name), or notes of your own (ori, other_name, oversight_body, source). Again, it changes nothing. "
        "Then `manage.py import_287g` without a sheet lets the register tell near names apart by it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.csv")
        parser.add_argument("--by", metavar="EMAIL", help="who imports it: the address that person signs in with")

    def handle(self, *args: object, **options: Any) -> None:
        path, actor = options["file"], _person(options["by"] or "")
        try:
            account = agencies.take_list(actor=actor, path=path)
        except UnreadableList as error:
            raise CommandError(f"{path.name}: refused: {error}.") from error
        counts = account.outcomes
        self.stdout.write(
            f"{path.name}: {account.rows} rows = {counts['added']} added + {counts['changed']} changed"
            f" + {counts['same']} same as before + {counts['refused']} refused"
        )
        by_reason: dict[str, list[int]] = {}
        for line, why in account.refused:
            by_reason.setdefault(why, []).append(line)
        for why, lines in by_reason.items():
            shown = ", ".join(map(str, lines[:SHOWN])) + (" …" if len(lines) > SHOWN else "")
            self.stdout.write(f"  {len(lines)} refused: {why} (line {shown})")


def _person(email: str) -> User | None:
    if not email:
        return None
    found = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if found is None:
        raise CommandError(f"--by {email}: nobody here signs in with that address. Nothing was changed.")
    return found
