"""`manage.py sweep_reports`: begins again what a worker left behind."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from reports.services import reports


class Command(BaseCommand):
    help = "Wakes a worker for every report that is due, gives up those tried three times. Run it every ten seconds."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"reports: {reports.sweep(timezone.now())} woken")
