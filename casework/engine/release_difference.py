"""What two law folders say differently: records that came, went and changed, sentence by sentence, and every other file."""

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from casework.engine.law import Authority, Law, Rule


@dataclass(frozen=True)
class Edition:
    """A law folder with the law that was read from it."""

    folder: Path
    law: Law


@dataclass(frozen=True)
class ChangedFile:
    """`name`: the id of a record, or the path of another file; `lines`: fields with what went (-) and came (+)."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Differences:
    """`changed`: records; `others`: rules, terms, atoms, places, circuits, claims. `days`: on which the reading differs.

    `everywhere`: a definition that some code rests on changed, so that it is not places alone that read differently.
    """

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[ChangedFile, ...]
    others: tuple[ChangedFile, ...]
    places: frozenset[str]
    everywhere: bool
    codes: frozenset[str]
    days: frozenset[str]

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.removed or self.changed or self.others)


def differences_of(old: Edition, new: Edition) -> Differences:
    before, after = old.law.authorities, new.law.authorities
    changed = sorted(name for name in before.keys() & after.keys() if before[name].digest != after[name].digest)
    added, removed = sorted(after.keys() - before.keys()), sorted(before.keys() - after.keys())
    touched = [law[name] for law, names in ((before, [*removed, *changed]), (after, [*added, *changed])) for name in names]
    defined = _codes_defined_anew(old.folder, new.folder)
    return Differences(
        tuple(added),
        tuple(removed),
        tuple(ChangedFile(name, tuple(_fields(_written(old.folder, name), _written(new.folder, name)))) for name in changed),
        tuple(_other_files(old.folder, new.folder)),
        frozenset(one.jurisdiction for one in touched),
        bool(defined),
        frozenset(defined | {code for one in touched for code in one.codes}),
        frozenset(_days(before, after, [*removed, *changed, *added])),
    )


def touched_codes(old: Edition, new: Edition) -> frozenset[str]:
    """The codes whose results can differ at all between two editions; all, where places, circuits or boundaries differ."""
    found = differences_of(old, new)
    rules = {**old.law.rules, **new.law.rules}
    if any(one.name.startswith(("places/", "circuits/", "codes.yaml")) for one in found.others):
        return frozenset(rules)
    changed = {*found.added, *found.removed, *(one.name for one in found.changed)}
    naming = {rule.code for law in (old.law, new.law) for rule in law.rules.values() if changed & _authorities_of(rule)}
    touched = set(found.codes) | naming
    while more := {rule.code for rule in rules.values() if rule.needs & touched} - touched:
        touched |= more
    return frozenset(touched & rules.keys())


def _authorities_of(rule: Rule) -> set[str]:
    elements = (*rule.scope, *rule.elements, *rule.triggers, *rule.defeaters, *rule.contests)
    return {*rule.authorities, *rule.contrary, *(name for one in elements for name in one.authorities)}


def _other_files(old: Path, new: Path) -> Iterator[ChangedFile]:
    """What differs outside the records, a file that came or went with no lines but that."""
    before, after = ({str(file.relative_to(root)): file for file in root.rglob("*.yaml")} for root in (old, new))
    for name in sorted(before.keys() | after.keys()):
        if name.startswith("authorities/"):
            continue
        if name not in before or name not in after:
            yield ChangedFile(name, ("  added",) if name in after else ("  removed",))
        elif before[name].read_bytes() != after[name].read_bytes():
            written = [yaml.safe_load(files[name].read_text(encoding="utf-8")) for files in (before, after)]
            fields = [one if isinstance(one, Mapping) else {"": one} for one in written]
            yield ChangedFile(name, tuple(_fields(*fields)))


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
