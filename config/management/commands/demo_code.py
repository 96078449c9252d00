"""`manage.py demo_code`: what the code apps of the demonstration's people would show now."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.demo import people


class Command(BaseCommand):
    help = "Prints the codes with which the demonstration's people sign in. Real people's codes are on their phones alone."

    def handle(self, *args: Any, **options: Any) -> None:
        codes = people.codes_now()
        if not codes:
            raise CommandError("There is no demonstration in this database: run `make demo`.")
        left = people.PERIOD - int(time.time()) % people.PERIOD
        for email, code in codes.items():
            self.stdout.write(f"  {code}   {email}")
        self.stdout.write(f"for {left} more seconds, each once")
