"""`manage.py demo`: a dozen decided cases through the whole house, one report each, and a table of what came out."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.models import SECOND_FACTOR_ROLES, Role
from config.demo import people
from config.demo.cases import decided_cases
from config.demo.run import Row, walk


class Command(BaseCommand):
    help = "Records a dozen decided cases, evaluates and decides them, and composes a report for each into var/demo/."

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.VAR_DIR) / "demo"
        folder.mkdir(parents=True, exist_ok=True)
        cast, cases, on = people.cast(), decided_cases(), timezone.localdate()
        rows = []
        for number, decided in enumerate(cases, 1):
            self.stdout.write(f"[{number:2}/{len(cases)}] {decided.title}")
            self.stdout.flush()
            rows.append(walk(decided, cast, folder, on))
        self.show(rows)

    def show(self, rows: list[Row]) -> None:
        self.stdout.write("\nWhat the recorded facts indicate, for an attorney to decide\n")
        for row in rows:
            self.stdout.write(f"\n{row.title}\n  place      {row.place}")
            self.stdout.write(f"  indicated  {', '.join(row.indicated) or 'nothing'}")
            self.stdout.write(f"  possible   {', '.join(row.possible) or 'nothing'}")
            self.stdout.write(
                f"  report     {row.pdf.relative_to(Path.cwd()) if row.pdf.is_relative_to(Path.cwd()) else row.pdf}"
            )
        self.stdout.write(f"\n{len(rows)} cases, {len(rows)} reports. The web application: make serve, then {settings.ORIGIN}")
        for email, _name, role, _states in people.CAST:
            self.stdout.write(f"  {role.label:14} {email:31} password: {people.PASSWORD}{second_step(role)}")
        self.stdout.write("The code changes every half minute: make code")


def second_step(role: Role) -> str:
    return "   and a code" if role in SECOND_FACTOR_ROLES else ""
