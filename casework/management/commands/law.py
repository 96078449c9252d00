"""`manage.py law show|diff|counts`: one record on a day, two editions of the law side by side, and what is on file."""

import difflib
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from casework.engine import Law, LawError, load_law
from casework.engine.applicable import quality
from casework.engine.release_difference import Edition, differences_of

SHOWN = ("title", "citation", "jurisdiction", "applies_to", "direction", "proposition")


class Command(BaseCommand):
    help = "Shows a record of law on a day, compares two law folders, or counts what is on file. Needs no database."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = parser.add_subparsers(dest="act", required=True)
        show = kinds.add_parser("show", help="one record as it stood on a day")
        show.add_argument("id")
        show.add_argument("--on", required=True, help="the day, as 2026-01-31")
        diff = kinds.add_parser("diff", help="what changed between two law folders")
        diff.add_argument("old", type=Path)
        diff.add_argument("new", type=Path)
        kinds.add_parser("counts", help="records by place, kind and checking")

    def handle(self, *args: Any, **options: Any) -> None:
        lines = {"show": self._show, "diff": self._diff, "counts": self._counts}[options["act"]](options)
        for line in lines:
            self.stdout.write(line)

    def _show(self, options: Mapping[str, Any]) -> Iterator[str]:
        law, day = _load(Path(settings.LAW_DIR)), _day(options["on"])
        one = law.authorities.get(options["id"])
        if one is None:
            near = difflib.get_close_matches(options["id"], law.authorities, 3, 0.5)
            hint = f" Near it: {', '.join(near)}." if near else ""
            raise CommandError(f"`{options['id']}` is no record. Give the path below authorities/ without .yaml.{hint}")
        yield from (f"{name}: {getattr(one, name)}" for name in SHOWN)
        yield f"status on {day}: {one.status_on(day).replace('_', ' ')}"
        yield from (f"  from {part.start or 'no known day'}: {part.status}" for part in one.history)
        yield f"codes: {', '.join(one.codes) or 'none'}"
        yield f"checked: {one.checked} ({one.checked_on})" + ("" if one.read else "; read by nobody")

    def _diff(self, options: Mapping[str, Any]) -> Iterator[str]:
        found = differences_of(*(Edition(options[edition], _load(options[edition])) for edition in ("old", "new")))
        if found.is_empty:
            yield "Nothing differs."
            return
        yield from (f"added    {name}" for name in found.added)
        yield from (f"removed  {name}" for name in found.removed)
        for one in (*found.changed, *found.others):
            yield f"changed  {one.name}"
            yield from one.lines
        yield f"places: {'everywhere' if found.everywhere else _listed(found.places)}"
        yield f"codes: {_listed(found.codes)}"
        yield f"days: {_listed(found.days)}"

    def _counts(self, options: Mapping[str, Any]) -> Iterator[str]:
        law = _load(Path(settings.LAW_DIR))
        yield f"law release {law.digest[:12]}: {len(law.authorities)} records"
        for part, held in quality(law.authorities.values()).items():
            yield f"by {part}:"
            yield from (f"  {name} {number}" for name, number in held.items())


def _load(folder: Path) -> Law:
    if not folder.is_dir():
        raise CommandError(f"{folder} is no folder. Name a folder that holds authorities/, places/ and rules/.")
    try:
        return load_law(folder)
    except LawError as error:
        raise CommandError(f"{folder} cannot be read; correct these first:\n{error}") from error


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"`{text}` is no day. Write it as 2026-01-31.") from error


def _listed(values: Iterable[str]) -> str:
    return ", ".join(sorted(values)) or "none"
