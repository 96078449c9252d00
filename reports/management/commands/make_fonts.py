"""`manage.py make_fonts`: makes the typefaces of the reports, once."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from reports.services import fonts


class Command(BaseCommand):
    help = "Makes the typefaces that reports are set in, from the installed font packages. A second run makes nothing."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        made = fonts.make(settings.FONTS_DIR)
        self.stdout.write(f"fonts: {len(made)} made, {len(fonts.SOURCES) - len(made)} already there")
