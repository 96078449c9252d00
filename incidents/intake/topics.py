"""Which pages of questions an incident has, and in which order: topic by topic, and for each member one by one."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from incidents.format import pointer
from incidents.format.schema import is_keyed
from incidents.intake.asking import Item
from incidents.intake.naming import member_name
from incidents.intake.observing import Document, next_key
from incidents.questions import Question, Topic, catalogue


@dataclass(frozen=True)
class Page:
    """One page of questions. `keys` names the member (and the member inside it); empty for the incident as a whole."""

    topic: Topic
    keys: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return "/".join((self.topic.name, *self.keys))

    def address(self, identifier: Any) -> str:
        arguments = {"identifier": identifier, "topic": self.topic.name}
        if not self.keys:
            return reverse("incident-topic", kwargs=arguments)
        return reverse("incident-topic", kwargs={**arguments, "member": "/".join(self.keys)})

    def questions(self) -> tuple[Question, ...]:
        """What is asked here: not what makes members, and not the free account, which is told and never asked again."""
        return tuple(
            question
            for question in self.topic.questions
            if question.tier != "sealed" and not question.makes_members and question.id not in FREE_ACCOUNT
        )

    def items(self) -> list[Item]:
        return [_item(question, question.at(*self.keys)) for question in self.questions()]

    def title(self, language: str, document: Document) -> str:
        title = self.topic.title[language]
        if not self.keys or self.topic.of is None:
            return title
        member = pointer.get(document, f"/{self.topic.of}/{self.keys[0]}")
        if isinstance(member, dict) and member.get("key"):
            return f"{member_name(self.topic.of, member, language)}: {title}"
        return f"{title} {int(self.keys[0]) + 1}" if self.keys[0].isdigit() else title


FREE_ACCOUNT = frozenset({"/narrative", "/occurred_at", "/place/state", "/time_is_approximate"})


def _item(question: Question, path: str) -> Item:
    return Item(question, path, path.strip("/").replace("/", "."))


def page_of(document: Document, topic_name: str, member: str) -> Page | None:
    """The page at an address, where the incident has it; a member that goes by position may be the next new one."""
    topic = catalogue().topic(topic_name)
    keys = tuple(member.split("/")) if member else ()
    if topic is None or all(question.tier == "sealed" for question in topic.questions):
        return None
    if len(keys) != _depth(topic) or not all(keys):
        return None
    return Page(topic, keys) if _is_there(document, topic, keys) else None


def _depth(topic: Topic) -> int:
    return 0 if topic.of is None else (2 if topic.member else 1)


def _is_there(document: Document, topic: Topic, keys: tuple[str, ...]) -> bool:
    """A member that exists, or, where nothing has to be said to make it, the one that would come next."""
    if topic.of is None:
        return True
    outer = f"/{topic.of}/{keys[0]}"
    if not topic.member:
        members = document.get(topic.of, [])
        return pointer.holds(document, outer) or (not is_keyed((topic.of,)) and keys[0] == str(len(members)))
    inner = f"{outer}/{topic.member}/{keys[1]}"
    return pointer.holds(document, outer) and (
        pointer.holds(document, inner) or keys[1] == next_inner(document, topic, keys[0])
    )


def next_inner(document: Document, topic: Topic, outer: str) -> str:
    """What the next member inside a member is called: O3 where members have keys, the position otherwise."""
    members = pointer.get(document, f"/{topic.of}/{outer}/{topic.member}") or []
    if is_keyed((str(topic.of), outer, str(topic.member))):
        return next_key({member["key"] for member in members}, "O")
    return str(len(members))


def pages(document: Document) -> list[Page]:
    """Every page of the incident as it stands, in the order of the catalogue, member by member."""
    result: list[Page] = []
    for topic in catalogue().topics:
        if topic.of is None and Page(topic).items():
            result.append(Page(topic))
        elif topic.of in ("custody", "words_spoken"):
            result += [Page(topic, (str(index),)) for index in range(len(document.get(topic.of, [])))]
        elif topic.of in ("agencies", "documents", "persons") and not topic.member:
            result += [Page(topic, (member["key"],)) for member in document.get(topic.of, [])]
    return result


def following(document: Document, page: Page) -> Page | None:
    every = pages(document)
    place = next((index for index, other in enumerate(every) if other == page), None)
    return every[place + 1] if place is not None and place + 1 < len(every) else None
