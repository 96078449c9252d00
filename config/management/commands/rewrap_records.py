"""`manage.py rewrap_records`: every key of the record under the first key of the ring."""

from django.core.management.base import BaseCommand, CommandError

from config.running.rewrapping import rewrap_all
from incidents.errors import KeyRingError, SealBroken


class Command(BaseCommand):
    help = "After a new key was put first into the file of record keys: wraps every key of the record under it."

    def handle(self, *args: object, **options: object) -> None:
        try:
            done = rewrap_all()
        except (SealBroken, KeyRingError) as broken:
            raise CommandError(
                f"A key could not be opened with this ring: {broken}. Nothing of its batch was changed."
            ) from broken
        told = ", ".join(f"{count} of {model}" for model, count in done.items())
        self.stdout.write(f"wrapped anew: {told}. Keys after the first can be removed; print the recovery sheet again.")
