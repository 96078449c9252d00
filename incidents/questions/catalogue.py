"""What the catalogue holds: topics in order, their questions, and the fields that nobody is asked about.

A question's `path` is a fact path in which members of lists stand as `*`: /agencies/*/masked. A question with `sets` (on itself
or on its answers) is about a list as a whole and makes members: "who came" makes one agency for each mark.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from incidents.format.pointer import join, split
from incidents.format.schema import list_kind, schema_at

Text = Mapping[str, str]
LANGUAGES = ("en", "es")
KINDS = ("tri", "choice", "choices", "number", "text", "time")
TIERS = ("quick", "detail", "sealed")


@dataclass(frozen=True)
class Answer:
    value: str
    label: Text
    sets: Mapping[str, Any] | None = None  # what a member made by this answer holds
    completes: str | None = None  # the "is that all" fact that this answer says yes to


@dataclass(frozen=True)
class Question:
    id: str
    path: str
    kind: str
    tier: str
    ask: Text
    topic: str
    order: int
    help: Text | None = None
    answers: tuple[Answer, ...] = ()
    screen: str | None = None  # on which screen of the first record it stands; None outside the quick tier
    keys_of: str | None = None  # the answers are the keys of this list of the document
    lines: bool = False  # one value on each line of the text
    brief: tuple[str, ...] = ()  # the answers that the quick tier shows
    sets: Mapping[str, Any] | None = None  # what each of the counted members holds
    also: str | None = None  # a second fact that the same number answers
    when: str | None = None  # asked of a member only where this fact of it is known to be true
    follows: str | None = None  # on a form, shown once the question of that id is answered with yes
    only_at: tuple[str, ...] = ()  # in the quick tier, asked only at these kinds of place
    not_at: tuple[str, ...] = ()  # in the quick tier, not asked at these kinds of place

    @property
    def makes_members(self) -> bool:
        return self.sets is not None or any(answer.sets for answer in self.answers)

    @property
    def field(self) -> str:
        """The last name of the path."""
        return split(self.path)[-1]

    def is_asked_at(self, premises: str) -> bool:
        """In the quick tier, by the kind of place; where that is not said, as at a home."""
        return premises in self.only_at if self.only_at else premises not in self.not_at

    def answer(self, value: object) -> Answer | None:
        return next((answer for answer in self.answers if answer.value == value), None)

    def at(self, *keys: str) -> str:
        """The fact path with its stars replaced by the keys of members, in order."""
        remaining = iter(keys)
        return join(next(remaining) if token == "*" else token for token in split(self.path))  # noqa: S105


@dataclass(frozen=True)
class Topic:
    name: str
    title: Text
    about: Text
    order: int
    questions: tuple[Question, ...]
    of: str | None = None  # the list whose members the topic is asked about, one by one
    member: str | None = None  # a list inside such a member: vehicles of an agency


@dataclass(frozen=True)
class NotAsked:
    path: str
    label: Text
    reason: Text


@dataclass(frozen=True)
class Catalogue:
    topics: tuple[Topic, ...]
    not_asked: tuple[NotAsked, ...]
    _by_id: dict[str, Question] = field(default_factory=dict, compare=False)
    _by_path: dict[str, Question] = field(default_factory=dict, compare=False)
    _labels: dict[str, Text] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        for question in self:
            self._by_id[question.id] = question
            if not question.makes_members:
                self._by_path[question.path] = question
        for entry in self.not_asked:
            self._labels[entry.path] = entry.label

    def __iter__(self) -> Iterator[Question]:
        for topic in self.topics:
            yield from topic.questions

    def topic(self, name: str) -> Topic | None:
        return next((topic for topic in self.topics if topic.name == name), None)

    def question(self, identifier: str) -> Question | None:
        return self._by_id.get(identifier)

    def question_at(self, path: str) -> Question | None:
        """The question that a fact answers; the path may name members by key."""
        return self._by_path.get(pattern_of(path))

    def label(self, path: str) -> Text | None:
        """What to call a fact: its question as asked, or the label of a field that nobody is asked about."""
        question = self.question_at(path)
        return question.ask if question else self._labels.get(pattern_of(path))

    def on_screen(self, screen: str) -> tuple[Question, ...]:
        return tuple(question for question in self if question.screen == screen)


def pattern_of(path: str) -> str:
    """/agencies/A1/masked -> /agencies/*/masked: every name of a member of a list of objects becomes a star."""
    tokens = split(path)
    result: list[str] = []
    for depth, token in enumerate(tokens):
        parent = schema_at(tokens[:depth]) if depth else None
        is_member = parent is not None and "items" in parent and list_kind(tokens[:depth]) != "plain"
        result.append("*" if is_member else token)
    return join(result)
