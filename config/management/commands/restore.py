"""`manage.py restore FILE`: brings a backup back into an empty instance."""

import os
from argparse import ArgumentParser
from getpass import getpass
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.running.errors import RunningError
from config.running.restoring import restore


class Command(BaseCommand):
    help = "Brings a backup back into an empty instance. Everything is checked before anything is put in place."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--expect", default="", metavar="COUNT:DIGEST", help="the newest head of the ledger that is known")
        parser.add_argument("--older", default="", metavar="REASON", help="why a backup older than that is wanted all the same")

    def handle(self, *args: object, file: Path, expect: str, older: str, **options: object) -> None:
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        try:
            done = restore(file, identity=self.identity(), expect=expect, older=older)
        except (RunningError, OSError) as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(
            f"Restored as of {done.made_at:%Y-%m-%d %H:%M} UTC: {done.files} files, {done.count} ledger entries, all verified."
        )
        self.stdout.write("Next: `manage.py doctor`.")

    def identity(self) -> str:
        """The backup key from its file, or typed in; it is not kept."""
        file = Path(settings.KEYS_DIR) / "backup_identity"
        if file.is_file():
            return file.read_text()
        return os.environ.get("BACKUP_IDENTITY") or getpass("Backup key (AGE-SECRET-KEY-1…): ")
