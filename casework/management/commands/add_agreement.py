"""`manage.py add_agreement`: puts an agreement into the register by hand, or records how one that stands there ended."""

import hashlib
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations

from casework.enums import AgreementKind, AgreementModel
from casework.errors import AlreadyEnded
from casework.management.people import person
from casework.services import agreements
from casework.services.law import current_law

WORDS = ("agency", "state", "county", "kind", "model", "scope", "training", "rescission", "source")
DAYS = ("signed", "ended", "expires")
MOST = 25 * 1024 * 1024


class Command(BaseCommand):
    help = (
        "Adds one agreement to the register. The same agreement again changes nothing, except that an end which was not "
        "known is recorded."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--agency", required=True, help="the agency's name as its agreement gives it, in quotation marks")
        parser.add_argument("--state", required=True, metavar="ST", help="USPS code of the state, such as MA")
        parser.add_argument("--county", default="", help="the county, where the agreement names one")
        parser.add_argument(
            "--kind", default=AgreementKind.SECTION_287G.value, help=f"one of: {', '.join(AgreementKind.values)}"
        )
        parser.add_argument("--model", default="", help=f"of a 287(g) agreement, one of: {', '.join(AgreementModel.values)}")
        parser.add_argument("--signed", metavar="YYYY-MM-DD", help="the day on which it was signed; left out where not known")
        parser.add_argument("--expires", metavar="YYYY-MM-DD", help="the last day for which it was made; left out where open")
        parser.add_argument("--ended", metavar="YYYY-MM-DD", help="the day on which it ended; left out while it stands")
        parser.add_argument("--rescission", default="", help="how it ended: by whom and by which letter or act")
        parser.add_argument("--scope", default="", help="what it covers")
        parser.add_argument("--training", default="", help="training under it: how many officers, until when")
        parser.add_argument("--document", type=Path, metavar="FILE", help="the agreement itself; its SHA-256 is kept")
        parser.add_argument("--source", required=True, help="where you read it: document or list, and its date")
        parser.add_argument("--by", metavar="EMAIL", help="who adds it: the address that person signs in with")

    @no_translations
    def handle(self, *args: object, **options: Any) -> None:
        row = {name: (options[name] or "").strip() for name in WORDS}
        days: dict[str, Any] = {name: _day(name, options[name]) for name in DAYS}
        row["state"] = row["state"].upper()
        problems = [*_problems(row), *_day_problems(days)]
        if problems:
            raise CommandError("\n".join(["Nothing was added.", *problems]))
        actor, document = person(options["by"] or ""), _digest(options["document"])
        added, is_new = agreements.add(actor=actor, document=document, **days, **row)
        self.stdout.write(f"{'Added' if is_new else 'Already in the register'}: {added}")
        if not is_new and days["ended"] and added.ended != days["ended"]:
            self._end(actor, added, days["ended"], row["rescission"])
        if not is_new and (added.ended, added.source) != (days["ended"], row["source"]):
            self.stdout.write(f"It stands as it was: ended {added.ended or 'not known'}, source: {added.source}")

    def _end(self, actor: Any, added: Any, ended: date, rescission: str) -> None:
        try:
            added.ended = agreements.rescind(actor=actor, agreement=added, ended=ended, rescission=rescission).ended
        except AlreadyEnded as error:
            raise CommandError(f"--ended {ended}: {error}. Nothing was changed.") from error
        self.stdout.write(f"Its end is recorded: {ended}")


def _day(name: str, written: str | None) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError as error:
        raise CommandError(f"--{name} {written}: write the day as YYYY-MM-DD, such as 2025-03-14.") from error


def _digest(path: Path | None) -> str:
    if path is None:
        return ""
    try:
        with path.open("rb") as file:
            raw = file.read(MOST + 1)
    except OSError as error:
        raise CommandError(f"--document {path.name}: it cannot be read ({error.strerror}). Nothing was added.") from error
    if not raw or len(raw) > MOST:
        raise CommandError(f"--document {path.name}: it is empty or larger than {MOST:,} bytes. Nothing was added.")
    return hashlib.sha256(raw).hexdigest()


def _problems(row: dict[str, str]) -> list[str]:
    found = [f"--{name}: say it in words; it is empty." for name in ("agency", "source") if not row[name]]
    if row["state"] not in current_law().places.states:
        found.append(f"--state {row['state']}: no such state; give its USPS code, such as MA.")
    if row["kind"] not in AgreementKind.values:
        found.append(f"--kind {row['kind']}: give one of {', '.join(AgreementKind.values)}.")
    elif row["kind"] == AgreementKind.SECTION_287G and row["model"] not in AgreementModel.values:
        found.append(f"--model {row['model']}: give one of {', '.join(AgreementModel.values)}.")
    elif row["kind"] != AgreementKind.SECTION_287G and row["model"]:
        found.append("--model: only an agreement under 8 U.S.C. 1357(g) has one; leave it out.")
    return found


def _day_problems(days: dict[str, date | None]) -> list[str]:
    signed = days["signed"]
    early = {name: days[name] for name in ("ended", "expires") if _is_before(days[name], signed)}
    return [f"--{name} {day}: that is before it was signed ({signed})." for name, day in early.items()]


def _is_before(day: date | None, signed: date | None) -> bool:
    return day is not None and signed is not None and day < signed
