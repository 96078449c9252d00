"""What a result takes as given while nobody has said otherwise, as statements: "the paper was in date: yes".

Two things are taken as given: what the law presumes, and that an exception which nothing recorded raises is not there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from casework.display import statements, words
from casework.services.changes import walk

Node = Mapping[str, Any]


@dataclass(frozen=True)
class Premise:
    """`statement`: what is taken as given. `why`: by which right. `paths`: the facts that would settle it."""

    statement: str
    why: str
    paths: tuple[str, ...]
    authority: str = ""


def premises_of(result: Mapping[str, Any]) -> list[Premise]:
    """Every path that a result rests on, once, under the statement that it is taken to bear out."""
    left = [path for path in result["rests_on"] if path not in result["conflicts"]]
    found: list[Premise] = []
    for make in (_presumed, _not_raised):
        for premise in make(result["trace"], left):
            found.append(premise)
            left = [path for path in left if path not in premise.paths]
    return found + [Premise(statements.called(path), _("nobody has said anything of it"), (path,)) for path in left]


def _presumed(trace: Node, left: list[str]) -> Iterable[Premise]:
    """What the law presumes, step by step; one fact is taken as given once, however often it is read."""
    told: set[str] = set()
    for node in walk(trace):
        paths = _unsaid(node, left, told) if node.get("presumed") else ()
        if paths:
            told.update(paths)
            answer = _("yes") if node["presumed"]["value"] else _("no")
            said = f"{_name(node, paths)}: {answer}"
            yield Premise(said, _("nobody has said otherwise"), paths, node["presumed"].get("citing") or "")


def _not_raised(trace: Node, left: list[str]) -> Iterable[Premise]:
    """Exceptions that are unknown and that nothing recorded points to."""
    told: set[str] = set()
    for part in trace.get("children", ()):
        if part["kind"] != "defeaters":
            continue
        for node in part["children"]:
            paths = _unsaid(node, left, told) if node["value"] is None else ()
            if paths:
                told.update(paths)
                yield Premise(f"{_name(node, paths)}: {_('no')}", _("nobody has said that there was such a thing"), paths)


def _unsaid(node: Node, left: list[str], told: set[str]) -> tuple[str, ...]:
    read = (fact["path"] for one in walk(node) for fact in one.get("facts", ()) if fact["value"] is None)
    return tuple(dict.fromkeys(path for path in read if path in left and path not in told))


def _name(node: Node, paths: tuple[str, ...]) -> str:
    label = words.say(node.get("label"))
    return label or "; ".join(statements.called(path) for path in paths)
