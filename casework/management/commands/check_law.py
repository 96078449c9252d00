"""`manage.py check_law`: loads all of the law, runs every worked example and says what is wrong."""

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from casework.engine import Law, LawError, load_law
from casework.engine.citations import READ, Reading, court_problems, readings
from casework.engine.county_names import county_problems
from casework.engine.examples import failures


class Command(BaseCommand):
    help = "Checks the law folder: every file, every name, every citation, every worked example. Needs no database."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--citations", action="store_true", help="list the citations that eyecite does not read whole")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            law = load_law(Path(settings.LAW_DIR))
        except LawError as error:
            raise CommandError(f"{len(error.problems)} problems:\n{error}") from error
        self._counts(law)
        cited = readings(law.authorities.values())
        self._citations(cited, listed=options["citations"])
        faults = [*court_problems(cited), *county_problems(law)]
        wrong = list(failures(law))
        said = [f"courts and counties that are not in order: {len(faults)}", *map(str, faults)] if faults else []
        said += [f"worked examples that do not come out as they say: {len(wrong)}", *wrong] if wrong else []
        if said:
            raise CommandError("\n".join(said))
        self.stdout.write("No problems.")

    def _counts(self, law: Law) -> None:
        rows = law.authorities.values()
        self.stdout.write(f"law release {law.digest[:12]}")
        self.stdout.write(f"authorities: {len(rows)}")
        self.stdout.write(f"  by kind: {_listed(Counter(one.kind for one in rows))}")
        self.stdout.write(f"  by place: {_listed(Counter(one.id.split('/')[0] for one in rows))}")
        self.stdout.write(f"  by checking: {_listed(Counter(one.checked for one in rows))}")
        courts = Counter(one.court for one in rows if one.court)
        self.stdout.write(f"  by court: {courts.total()} cases and orders of {len(courts)} courts")
        examples = sum(len(rule.examples) for rule in law.rules.values())
        signed = {row["file"] for row in law.signoffs}
        drafts = sum(f"rules/{code}.yaml" not in signed for code in law.rules)
        self.stdout.write(f"atoms: {len(law.atoms)}, terms: {len(law.terms)}, rules: {len(law.rules)} ({drafts} draft)")
        self.stdout.write(f"worked examples: {examples}")

    def _citations(self, cited: Iterable[Reading], *, listed: bool) -> None:
        rows = list(cited)
        short = [one for one in rows if one.how != READ]
        whole = Counter(one.record.kind for one in rows)
        left = Counter(one.record.kind for one in short)
        kinds = ", ".join(f"{kind} {whole[kind] - left[kind]} of {whole[kind]}" for kind in sorted(whole))
        self.stdout.write(f"citations: eyecite reads {len(rows) - len(short)} of {len(rows)} whole ({kinds})")
        if listed:
            self.stdout.write("Not read, or in part. It reads reporters and codes; dockets, ordinances, orders and policies")
            self.stdout.write("have neither. Check these by eye; a code may only lack its § or its usual abbreviation:")
            for one in sorted(map(str, short)):
                self.stdout.write(f"  {one}")
        elif short:
            self.stdout.write(f"  {len(short)} are not read, or in part: `check_law --citations` lists them")


def _listed(counts: "Counter[str]") -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items(), key=lambda row: (-row[1], row[0])))
