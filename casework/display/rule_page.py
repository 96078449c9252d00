"""A rule as a page: what it asks, in words, with the authority behind each part and its worked examples."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from casework.display import words
from casework.display.authorities import Readings, Shelfmark, shelfmark
from casework.display.conditions import Line, outline
from casework.engine import Law
from casework.enums import Status
from casework.services.law import rule_digest, signers_of


@dataclass(frozen=True)
class Part:
    """An element, trigger or defeater."""

    label: str
    line: Line
    raised_by: Line | None
    must_be_excluded: bool
    authorities: tuple[Shelfmark, ...]


@dataclass(frozen=True)
class Section:
    title: str
    about: str
    parts: tuple[Part, ...]


class RulePage:
    def __init__(self, law: Law, code: str, readings: Readings) -> None:
        self.law = law
        self.rule = law.rules[code]
        self.code = code
        self.digest = rule_digest(law, code)
        self.title = words.say(self.rule.title)
        self.readings = readings
        self.signers = signers_of(law, code)

    @property
    def unit(self) -> str:
        return {
            "incident": _("Asked once for the incident"),
            "agency": _("Asked for each agency"),
            "person": _("Asked for each person"),
        }[self.rule.unit]

    @property
    def sections(self) -> list[Section]:
        listed = [
            (_("Where it applies"), _("Outside this the rule says nothing."), self.rule.scope),
            (
                _("What has to be shown"),
                _("All of these. If one is not met, it is not indicated; if one is unknown, it is at most possible."),
                self.rule.elements,
            ),
            (
                _("What raises it"),
                _("While an element is unknown, at least one of these must be recorded."),
                self.rule.triggers,
            ),
            (_("What would take it away"), _("If one of these is met, it is not indicated."), self.rule.defeaters),
            (_("What contests it"), _("If one of these is met, contrary authority stands beside it."), self.rule.contests),
        ]
        return [Section(title, about, tuple(map(self._part, parts))) for title, about, parts in listed if parts]

    def _part(self, element: Any) -> Part:
        raised = outline(self.law, element.raised_by) if element.raised_by else None
        marks = tuple(self._mark(name) for name in element.authorities)
        return Part(words.say(element.label), outline(self.law, element.when), raised, element.must_be_excluded, marks)

    def _mark(self, name: str) -> Shelfmark:
        return shelfmark(self.law, name, {}, self.readings)

    @property
    def authorities(self) -> list[Shelfmark]:
        return [self._mark(name) for name in self.rule.authorities]

    @property
    def contrary(self) -> list[Shelfmark]:
        return [self._mark(name) for name in self.rule.contrary if name in self.law.authorities]

    @property
    def contrary_words(self) -> list[str]:
        return [name for name in self.rule.contrary if name not in self.law.authorities]

    @property
    def rule_out(self) -> list[str]:
        return [words.say(item.note) for item in self.rule.rule_out]

    @property
    def examples(self) -> list[dict[str, Any]]:
        return [
            {
                "name": one.name,
                "status": one.expect,
                "label": Status(one.expect).label,
                "as_of": one.as_of,
                "facts": facts_in(one.document),
            }
            for one in self.rule.examples
        ]


def facts_in(document: Any, path: str = "") -> list[tuple[str, str]]:
    """(question, answer) of each fact of an example, in the order in which it is written."""
    if isinstance(document, dict):
        inner = [facts_in(value, f"{path}/{key}") for key, value in document.items() if key not in ("key", "format", "id")]
        return [fact for facts in inner for fact in facts]
    if isinstance(document, list) and any(isinstance(one, dict) for one in document):
        inner = [facts_in(one, f"{path}/{one.get('key', place)}") for place, one in enumerate(document)]
        return [fact for facts in inner for fact in facts]
    return [(words.ask(path), words.answer(path, document))]
