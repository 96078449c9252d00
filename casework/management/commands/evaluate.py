"""`manage.py evaluate PATH…`: incident documents or case files against the law, without a database."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from casework.engine import Evaluation, Explainer, Law, LawError, Register, evaluate, load_law
from incidents.format import InvalidDocument, checked

BRIEF = ("code", "unit", "subject", "status", "support", "actors", "authorities", "rests_on", "open_questions", "conflicts")


class Command(BaseCommand):
    help = "Evaluates incident documents (incident/1) or case files. Needs no database."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files, or folders of .json files")
        parser.add_argument("--as-of", type=date.fromisoformat, metavar="DAY", help="the day whose case law is applied")
        parser.add_argument("--format", choices=("text", "jsonl"), default="text")
        parser.add_argument("--language", choices=("en", "es"), default="en", help="the language of the text")

    def handle(self, *args: Any, **options: Any) -> None:
        law = _law()
        failures = []
        for path in _files(options["paths"]):
            try:
                evaluation, document = _evaluated(path, law, options["as_of"])
            except UnusableFile as error:
                failures.append(f"{path}: {error}")
                continue
            self.stdout.write(_printed(path, evaluation, document, law, options))
        if failures:
            raise CommandError("\n".join(failures))


class UnusableFile(Exception):
    """A file that holds no valid incident; the message says where and what to do."""


def _law() -> Law:
    try:
        return load_law(Path(settings.LAW_DIR))
    except LawError as error:
        raise CommandError(f"The law cannot be loaded:\n{error}") from error


def _files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(path.glob("*.json")) if path.is_dir() else [path]


def _evaluated(path: Path, law: Law, as_of: date | None) -> tuple[Evaluation, dict[str, Any]]:
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise UnusableFile(f"cannot be read as JSON: {error}") from error
    is_case = isinstance(content, dict) and "incident" in content
    try:
        document = checked(content["incident"] if is_case else content)
        day, register = _days(content, as_of) if is_case else (as_of or timezone.localdate(), Register.unknown())
    except InvalidDocument as error:
        raise UnusableFile("; ".join(f"{one.path}: {one.message} {one.fix}" for one in error.errors)) from error
    return evaluate(document, law, agreements=register, as_of=day), document


def _days(content: dict[str, Any], as_of: date | None) -> tuple[date, Register]:
    """A case file's own day and its own list of agreements, which replaces the register wholly."""
    try:
        day = as_of or date.fromisoformat(content["evaluate_as_of"])
        return day, Register.of(content["agreements_287g"]) if "agreements_287g" in content else Register.unknown()
    except (KeyError, TypeError, ValueError) as error:
        raise UnusableFile(f"evaluate_as_of and agreements_287g: not as a case file writes them ({error})") from error


def _printed(path: Path, evaluation: Evaluation, document: dict[str, Any], law: Law, options: dict[str, Any]) -> str:
    if options["format"] == "text":
        return Explainer(law, options["language"]).text(evaluation.as_dict(), str(path)) + "\n"
    rows = [one.as_dict() for one in evaluation.results]
    line = {"file": str(path), "results": [{key: row[key] for key in BRIEF} for row in rows]}
    return json.dumps(line, ensure_ascii=False)
