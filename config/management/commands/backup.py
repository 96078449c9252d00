"""`manage.py backup`: one encrypted file with everything but the keys."""

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.running import backups
from config.running.errors import RunningError


class Command(BaseCommand):
    help = "Writes a backup: database, evidence and reports in one file that only the backup key of the recovery sheet opens."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", type=Path, default=None, metavar="FOLDER", help="instead of BACKUP_DIR")

    def handle(self, *args: object, to: Path | None, **options: object) -> None:
        try:
            made = backups.make(to)
        except (RunningError, OSError) as failed:
            raise CommandError(f"No backup was made: {failed}") from failed
        folder = to or Path(settings.BACKUP_DIR)
        self.stdout.write(f"{folder / made.file}  {made.size / 1_000_000:.1f} MB  ledger {made.count}:{made.head}")
        self.stdout.write("Keep a copy on another machine or disk, and the ledger's head elsewhere.")
