"""`manage.py compile_translations`: makes the .mo files from the .po files, with no gettext on the machine."""

from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Makes the compiled translations (.mo) from the .po files of every app."

    def handle(self, *args: Any, **options: Any) -> None:
        files = sorted(Path(settings.BASE_DIR).glob("*/locale/*/LC_MESSAGES/django.po"))
        for file in files:
            polib.pofile(str(file)).save_as_mofile(str(file.with_suffix(".mo")))
        self.stdout.write(f"translations: {len(files)} compiled")
