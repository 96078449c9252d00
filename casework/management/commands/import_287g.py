"""`manage.py import_287g`: takes ICE's lists of participating and pending agencies into the register."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, no_translations

from casework.enums import SheetKind
from casework.management.people import person
from casework.services import sheets
from casework.services.sheets import Account, Reading
from casework.sheets import Unreadable


class Command(BaseCommand):
    help = (
        "Reads workbooks as ICE publishes them, in any order; the same workbook again changes nothing. The day of a sheet "
        "comes from its name (participatingAgencies07182025pm.xlsx), or from --as-of. Prints what became of every row. "
        "Without a sheet, the register is followed anew from those that are here: after an upgrade, "
        "or after import_agencies, whose list tells near names apart."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("sheets", nargs="*", type=Path, metavar="SHEET", help="a workbook (.xlsx)")
        parser.add_argument("--as-of", metavar="YYYY-MM-DD", help="the day on which it was published; for one sheet at a time")
        parser.add_argument("--kind", choices=SheetKind.values, default="", help="where neither name nor columns tell")
        parser.add_argument("--by", metavar="EMAIL", help="who imports it: the address that person signs in with")

    @no_translations
    def handle(self, *args: object, **options: object) -> None:
        paths: list[Path] = options["sheets"]  # type: ignore[assignment]
        as_of = _day(str(options["as_of"] or ""), paths)
        actor = person(str(options["by"] or ""))
        if not paths:
            self.stdout.write("The register was followed anew." if sheets.follow_anew(actor=actor) else "Nothing has changed.")
            return
        readings, refused = list[Reading](), 0
        for path in paths:
            try:
                readings.append(sheets.read(path, as_of=as_of, kind=str(options["kind"])))
            except Unreadable as error:
                refused += 1
                self.stderr.write(f"{path.name}: refused: {error}.")
        for account in sheets.take(actor=actor, readings=readings) if readings else []:
            self._print(account)
        if refused:
            raise CommandError(f"{refused} of {len(paths)} files were refused; the others are in the register.")

    def _print(self, account: Account) -> None:
        reading, counts = account.reading, account.outcomes
        where = "the file's name" if reading.day_from == "name" else "--as-of"
        self.stdout.write(f"{reading.name}: {SheetKind(reading.kind).label}, as of {reading.as_of} (from {where})")
        if account.known:
            self.stdout.write("  This sheet was here already.")
        self.stdout.write(
            f"  {account.rows} rows = {counts['imported']} imported + {counts['same']} same as before"
            f" + {counts['question']} question + {counts['refused']} refused"
        )
        if account.short:
            self.stdout.write("  Fewer than half the rows of the list before: it is not read as saying who was not listed.")
        for where, why in account.refused:
            self.stdout.write(f"  {where}: refused: {why}")
        missing = [name for name in ("type", "county", "model") if name not in reading.listed.columns]
        for said, names in (("columns not there", missing), ("columns not used", list(reading.listed.others))):
            if names:
                self.stdout.write(f"  {said}: {', '.join(names)}")


def _day(written: str, paths: list[Path]) -> date | None:
    if not written:
        return None
    if len(paths) > 1:
        raise CommandError("--as-of: give it with one sheet at a time.")
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise CommandError(f"--as-of {written}: write the day as YYYY-MM-DD, such as 2025-07-18.") from error
