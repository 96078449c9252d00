"""`manage.py backups`: the backups whose files are there, the newest first."""

from datetime import datetime

from django.core.management.base import BaseCommand

from config.running import backups


class Command(BaseCommand):
    help = "Lists the backups that are there."

    def handle(self, *args: object, **options: object) -> None:
        made = backups.there()
        for one in made:
            when = datetime.fromisoformat(one.made_at)
            self.stdout.write(f"{when:%Y-%m-%d %H:%M} UTC  {one.size / 1_000_000:9.1f} MB  entry {one.count:>8}  {one.file}")
        self.stdout.write(f"{len(made)} backups" if made else "No backup is there: run `manage.py backup`.")
