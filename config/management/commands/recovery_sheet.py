"""`manage.py recovery_sheet OUT.pdf`: the keys on paper; `--put-away` once it lies in a safe place."""

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import override

from config import recovery
from config.running import sheet
from reports.services import fonts


class Command(BaseCommand):
    help = "Writes the recovery sheet as a PDF, or takes the backup key off this machine once the sheet is put away."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("out", type=Path, nargs="?", help="where to write the PDF")
        parser.add_argument("--language", choices=["en", "es"], default="en")
        parser.add_argument("--put-away", action="store_true", help="deletes the backup key here; asks for its mark first")

    def handle(self, *args: object, out: Path | None, language: str, put_away: bool, **options: object) -> None:
        keys = Path(settings.KEYS_DIR)
        if put_away:
            self.put_away(keys / "backup_identity")
        elif out is None:
            raise CommandError("Say where to write it: manage.py recovery_sheet sheet.pdf")
        else:
            fonts.make(Path(settings.FONTS_DIR))
            with override(language):
                names = sheet.draw(out, keys, Path(settings.FONTS_DIR), origin=settings.ORIGIN, on=timezone.localdate())
            self.stdout.write(f"{out}: {', '.join(names)}. Print it, delete the file, put the paper away,")
            self.stdout.write("and then run `manage.py recovery_sheet --put-away`.")

    def put_away(self, file: Path) -> None:
        if not file.is_file():
            self.stdout.write("The backup key is not on this machine. Nothing to do.")
            return
        typed = input("Mark of backup_identity, as the sheet has it: ").strip().upper()
        if typed != recovery.mark_of(file.read_bytes()):
            raise CommandError("That is not its mark. The key stays here; look at the sheet and run the command again.")
        file.unlink()
        self.stdout.write("The backup key is on the sheet alone now. Note it in the first steps, too.")
