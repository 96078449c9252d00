"""Reads the YAML files of the law folder: strict about duplicate keys, and with a digest over names and bytes."""

import hashlib
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from casework.engine.errors import Problem


class _Loader(yaml.CSafeLoader):
    """The C loader, but a key that stands twice in one mapping is a fault."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        pairs = self.construct_pairs(node, deep=deep)  # type: ignore[no-untyped-call]
        found: dict[Hashable, Any] = dict(pairs)
        if len(found) != len(pairs):
            keys = [key for key, _value in pairs]
            twice = sorted({str(key) for key in keys if keys.count(key) > 1})
            raise yaml.constructor.ConstructorError(
                None, None, f"the key {', '.join(twice)} stands twice: keep one", node.start_mark
            )
        return found


def _construct(loader: Any, node: yaml.MappingNode) -> dict[Hashable, Any]:
    found: dict[Hashable, Any] = loader.construct_mapping(node, deep=True)
    return found


_Loader.add_constructor("tag:yaml.org,2002:map", _construct)


@dataclass(slots=True)
class LawFiles:
    """What was read: file (relative to the folder) -> content, and each file's SHA-256."""

    contents: dict[str, Any] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def under(self, folder: str) -> dict[str, Any]:
        return {name: content for name, content in self.contents.items() if name.startswith(f"{folder}/")}

    def problem(self, file: str, key: str, message: str) -> None:
        self.problems.append(Problem(file, key, message))

    @property
    def digest(self) -> str:
        whole = hashlib.sha256()
        for name, digest in sorted(self.digests.items()):
            whole.update(f"{name}\0{digest}\n".encode())
        return whole.hexdigest()


def read_folder(folder: Path) -> LawFiles:
    """Reads every .yaml file below a folder. Faults are collected, not raised."""
    files = LawFiles()
    for path in sorted(folder.rglob("*.yaml")):
        name = path.relative_to(folder).as_posix()
        raw = path.read_bytes()
        files.digests[name] = hashlib.sha256(raw).hexdigest()
        try:
            files.contents[name] = yaml.load(raw, _Loader)  # noqa: S506 - a safe loader with one more check
        except yaml.YAMLError as error:
            files.problem(name, "", f"this is no readable YAML: {' '.join(str(error).split())}")
    if not files.digests:
        files.problem(
            ".", "", f"no law files here: {folder.name} should hold authorities, places, circuits, atoms, terms and rules"
        )
    return files


def day_of(value: Any) -> date | None:
    """A calendar day as YAML gives it (a date, or ISO text); None where it is neither."""
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
