"""The facts of an incident by topic, each with who says so, and the accounts side by side where they differ."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from casework.display import words
from incidents import format
from incidents.format.accounts import Told as AccountsTold
from incidents.questions import Question, catalogue
from incidents.questions import Topic as AskedTopic

Document = dict[str, Any]
Told = Mapping[str, AccountsTold]

# Shown in places of their own on the page.
APART = {"/narrative", "/language"}

# `incident/1` says how an observer knows; the labels of the page know three ways and "not said how".
HOW = {"saw": "saw", "heard": "heard", "was_told": "told"}


@dataclass(frozen=True)
class Source:
    label: str
    href: str = ""
    how: str = ""


@dataclass(frozen=True)
class Telling:
    """One account's value of a fact."""

    account: str
    source: Source
    value: Any
    answer: str


@dataclass(frozen=True)
class Fact:
    path: str
    question: str
    answer: str
    known: bool
    sources: tuple[Source, ...] = ()
    tellings: tuple[Telling, ...] = ()

    @property
    def anchor(self) -> str:
        return anchor(self.path)

    @property
    def differs(self) -> bool:
        """Accounts differ and nobody has settled it."""
        return bool(self.tellings) and not self.known

    @property
    def form_choices(self) -> list[tuple[int, str]]:
        """Each value that an account gives, once, by the place of the first account that gives it."""
        seen: list[Any] = []
        choices = []
        for place, telling in enumerate(self.tellings):
            if telling.value not in seen:
                seen.append(telling.value)
                choices.append((place, telling.answer))
        return choices


@dataclass
class Topic:
    """`member`: whom or what it is about, where it is asked of a list's members one by one."""

    title: str
    member: str = ""
    facts: list[Fact] = field(default_factory=list)
    unsaid: list[Fact] = field(default_factory=list)


def anchor(path: str) -> str:
    return "fact" + path.replace("/", "-")


def source_of(document: Document, key: str) -> Source:
    """A source or a piece of evidence as a small label that opens it on the page."""
    for one in document.get("sources", []):
        if one["key"] == key:
            return Source(source_name(one), f"#source-{key}", HOW.get(one.get("perceived") or "", ""))
    for one in document.get("evidence", []):
        if one["key"] == key:
            return Source(f"{key} · {one.get('filename') or one['kind']}", f"#evidence-{key}")
    return Source(key)


def source_name(source: Mapping[str, Any]) -> str:
    kinds = {
        "volunteer_observed": _("a volunteer"),
        "resident_account": _("a resident"),
        "witness_account": _("a witness"),
        "officer_statement": _("an officer"),
        "official_record": _("an official record"),
        "news_report": _("a news report"),
        "court_record": _("a court record"),
    }
    return f"{source['key']} · {kinds[source['kind']]}"


def sources_of(document: Document, path: str) -> tuple[Source, ...]:
    """Who stands behind a fact: what the provenance names, and the accounts that give it."""
    keys = list(document.get("provenance", {}).get(path, []))
    keys += [account["source"] for account in document.get("accounts", []) if path in account["facts"]]
    return tuple(source_of(document, key) for key in dict.fromkeys(keys))


def tellings_of(document: Document, path: str, told: Told) -> tuple[Telling, ...]:
    """What each account says where they differ, whether or not somebody has settled it."""
    sources = {account["key"]: account["source"] for account in document.get("accounts", [])}
    return tuple(
        Telling(account, source_of(document, sources[account]), value, words.answer(path, value))
        for account, value in told.get(path, [])
    )


def fact_at(document: Document, path: str, told: Told | None = None) -> Fact:
    value = format.get(document, path)
    known = value is not None
    tellings = tellings_of(document, path, format.differing(document) if told is None else told)
    text = _("The accounts differ") if tellings and not known else words.answer(path, value)
    return Fact(path, words.ask(path), text, known, sources_of(document, path), tellings)


def by_topic(document: Document) -> list[Topic]:
    """Every question of the record in its topic: what is known or differs, and apart from it what nobody has said.

    Topics about a list's members come member by member: all of one agency before the next.
    """
    told = format.differing(document)
    asked = [one for one in catalogue().topics if one.of not in ("words_spoken", "identity")]
    found = (topic for of, group in groupby(asked, lambda one: one.of) for topic in _topics(document, of, list(group), told))
    return [topic for topic in found if topic.facts or topic.unsaid]


def _topics(document: Document, of: str | None, asked: list[AskedTopic], told: Told) -> Iterator[Topic]:
    if of is None:
        for one in asked:
            yield _fill(Topic(words.say(one.title)), document, [question.path for question in _questions(one)], told)
        return
    for place, member in enumerate(document.get(of, [])):
        key = str(member.get("key", place))
        for one in asked:
            topic = Topic(words.say(one.title), heading_of(document, of, member, key))
            yield _fill(topic, document, list(_paths(one, member, key)), told)


def _questions(asked: AskedTopic) -> list[Question]:
    return [one for one in asked.questions if not one.makes_members and one.path not in APART]


def _paths(asked: AskedTopic, member: Mapping[str, Any], key: str) -> Iterator[str]:
    """The paths of a topic for one member; where it asks about a list inside the member, for each of those."""
    if asked.member is None:
        yield from (one.at(key) for one in _questions(asked))
        return
    for number, inner in enumerate(member.get(asked.member, [])):
        yield from (one.at(key, str(inner.get("key", number))) for one in _questions(asked))


def heading_of(document: Document, name: str, member: Mapping[str, Any], key: str) -> str:
    if name == "documents":
        return f"{words.answer(f'/documents/{key}/kind', member['kind'])} ({key})"
    if name in ("agencies", "persons"):
        return words.subject(document, key)
    if name == "custody" and member.get("person"):
        return _("Held: %(person)s") % {"person": words.subject(document, member["person"])}
    return _("Entry %(number)s") % {"number": int(key) + 1 if key.isdigit() else key}


def _fill(topic: Topic, document: Document, paths: list[str], told: Told) -> Topic:
    for path in paths:
        fact = fact_at(document, path, told)
        (topic.facts if fact.known or fact.differs else topic.unsaid).append(fact)
    return topic


def differing(document: Document) -> list[Fact]:
    """The facts on which accounts differ: first those that nobody has settled."""
    facts = [fact_at(document, path) for path in sorted(format.differing(document))]
    return sorted(facts, key=lambda fact: fact.known)
