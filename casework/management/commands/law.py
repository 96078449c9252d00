"""`manage.py law show|diff|counts`: one record on a day, two editions of the law side by side, and what is on file."""

import difflib
import re
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from casework.engine import Authority, Law, LawError, load_law
from casework.engine.applicable import quality

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
        old, new = _load(options["old"]), _load(options["new"])
        before, after = old.authorities, new.authorities
        changed = sorted(name for name in before.keys() & after.keys() if before[name].digest != after[name].digest)
        added, removed = sorted(after.keys() - before.keys()), sorted(before.keys() - after.keys())
        yield from (f"added    {name}" for name in added)
        yield from (f"removed  {name}" for name in removed)
        for name in changed:
            yield f"changed  {name}"
            yield from _fields(*(_written(options[edition], name) for edition in ("old", "new")))
        others = list(_other_files(options["old"], options["new"]))
        yield from others
        if not (added or removed or changed or others):
            yield "Nothing differs."
            return
        touched = [law[name] for law, names in ((before, [*removed, *changed]), (after, [*added, *changed])) for name in names]
        defined = _codes_defined_anew(options["old"], options["new"])
        yield f"places: {'everywhere' if defined else _listed({one.jurisdiction for one in touched})}"
        yield f"codes: {_listed(defined | {code for one in touched for code in one.codes})}"
        yield f"days: {_listed(_days(before, after, [*removed, *changed, *added]))}"

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


def _written(folder: Path, name: str) -> dict[str, Any]:
    """A record as its file writes it."""
    record: dict[str, Any] = yaml.safe_load((folder / "authorities" / f"{name}.yaml").read_text(encoding="utf-8"))
    return record


def _fields(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    """The fields that differ; of a text the sentences, of a list the entries that went and came."""
    for name in [*old, *(key for key in new if key not in old)]:
        before, after = old.get(name), new.get(name)
        if before == after:
            continue
        if isinstance(before, str) and isinstance(after, str):
            yield from _sentences(name, before, after)
        elif isinstance(before, list) and isinstance(after, list):
            yield from (f"  {name} - {_said(one)}" for one in before if one not in after)
            yield from (f"  {name} + {_said(one)}" for one in after if one not in before)
        else:
            yield f"  {name}: {_said(before)} -> {_said(after)}"


def _sentences(name: str, old: str, new: str) -> Iterator[str]:
    """The sentences of a text that went and that came."""
    before, after = (re.split(r"(?<=[.;]) ", " ".join(text.split())) for text in (old, new))
    yield from (f"  {name} {line.rstrip()}" for line in difflib.ndiff(before, after) if line[:1] in "+-")


def _history(one: Authority) -> list[tuple[str, str]]:
    return [(str(part.start or "no known day"), part.status) for part in one.history]


def _days(before: Mapping[str, Authority], after: Mapping[str, Authority], names: list[str]) -> set[str]:
    """Days at which the reading of these records differs: the periods that only one edition has."""
    found: set[str] = set()
    for name in names:
        spans = [set(_history(law[name])) if name in law else set() for law in (before, after)]
        found |= {start for start, _status in spans[0] ^ spans[1]}
    return found


def _other_files(old: Path, new: Path) -> Iterator[str]:
    """What differs outside the records: rules, terms, atoms, places, circuits, claims."""
    before, after = ({str(file.relative_to(root)): file for file in root.rglob("*.yaml")} for root in (old, new))
    for name in sorted(before.keys() | after.keys()):
        if name.startswith("authorities/"):
            continue
        if name not in before or name not in after:
            yield f"{'added  ' if name in after else 'removed'}  {name}"
        elif before[name].read_bytes() != after[name].read_bytes():
            yield f"changed  {name}"
            written = [yaml.safe_load(files[name].read_text(encoding="utf-8")) for files in (before, after)]
            yield from _fields(*(one if isinstance(one, Mapping) else {"": one} for one in written))


def _defined(folder: Path) -> dict[str, Any]:
    """Each rule by its code, each term and atom by its name, without what decides nothing: words and worked examples."""
    found: dict[str, Any] = {}
    for file in sorted(folder.glob("rules/*.yaml")):
        rule = yaml.safe_load(file.read_text(encoding="utf-8"))
        found[rule["code"]] = _without_words(rule)
    for file in sorted([*folder.glob("terms/*.yaml"), *folder.glob("atoms/*.yaml")]):
        found.update(_without_words(yaml.safe_load(file.read_text(encoding="utf-8")) or {}))
    return found


def _without_words(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _without_words(one) for key, one in value.items() if key not in ("label", "question", "examples")}
    return [_without_words(one) for one in value] if isinstance(value, list) else value


def _codes_defined_anew(old: Path, new: Path) -> set[str]:
    """Codes whose rule, or a term or atom that it rests on, differs between the two folders."""
    before, after = _defined(old), _defined(new)
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    codes: set[str] = set()
    for edition in (before, after):
        named = {name: edition.keys() & set(re.findall(r"[\w-]+", _said(one))) for name, one in edition.items()}
        rules = (name for name, one in edition.items() if isinstance(one, Mapping) and "code" in one)
        codes |= {code for code in rules if changed & _rests_on(code, named)}
    return codes


def _rests_on(code: str, named: Mapping[str, set[str]]) -> set[str]:
    found, open_names = {code}, [code]
    while open_names:
        fresh = named[open_names.pop()] - found
        found |= fresh
        open_names += fresh
    return found


def _said(value: Any) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{key} {_said(one)}" for key, one in value.items())
    if isinstance(value, list):
        return ", ".join(map(_said, value)) or "none"
    return "none" if value is None else str(value)


def _listed(values: set[str]) -> str:
    return ", ".join(sorted(values)) or "none"
