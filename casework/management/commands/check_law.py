"""`manage.py check_law`: loads all of the law, runs every worked example and says what is wrong."""

from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from casework.engine import Law, LawError, load_law
from casework.engine.examples import failures


class Command(BaseCommand):
    help = "Checks the law folder: every file, every name, every worked example. Needs no database."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            law = load_law(Path(settings.LAW_DIR))
        except LawError as error:
            raise CommandError(f"{len(error.problems)} problems:\n{error}") from error
        self._counts(law)
        wrong = list(failures(law))
        if wrong:
            raise CommandError("\n".join([f"{len(wrong)} worked examples do not come out as they say:", *wrong]))
        self.stdout.write("No problems.")

    def _counts(self, law: Law) -> None:
        rows = law.authorities.values()
        self.stdout.write(f"law release {law.digest[:12]}")
        self.stdout.write(f"authorities: {len(rows)}")
        self.stdout.write(f"  by kind: {_listed(Counter(one.kind for one in rows))}")
        self.stdout.write(f"  by place: {_listed(Counter(one.id.split('/')[0] for one in rows))}")
        self.stdout.write(f"  by checking: {_listed(Counter(one.checked for one in rows))}")
        examples = sum(len(rule.examples) for rule in law.rules.values())
        signed = {row["file"] for row in law.signoffs}
        drafts = sum(f"rules/{code}.yaml" not in signed for code in law.rules)
        self.stdout.write(f"atoms: {len(law.atoms)}, terms: {len(law.terms)}, rules: {len(law.rules)} ({drafts} draft)")
        self.stdout.write(f"worked examples: {examples}")


def _listed(counts: "Counter[str]") -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items(), key=lambda row: (-row[1], row[0])))
