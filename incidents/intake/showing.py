"""The record as a person reads it: facts by topic with how they are known, accounts side by side, values in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from incidents.format import differing, pointer
from incidents.format.difference import facts
from incidents.format.pointer import split
from incidents.intake.naming import member_name
from incidents.intake.observing import Document
from incidents.intake.places import SPOKEN, name_of
from incidents.questions import Topic, catalogue, pattern_of

HOW_BY_PERCEIVED = {"saw": "saw", "heard": "heard", "was_told": "told"}
NOT_SHOWN = frozenset({"format", "id", "accounts", "sources", "evidence", "provenance", "extensions"})
OWN_PLACE = frozenset({"/narrative", "/occurred_at", "/operation"})


@dataclass(frozen=True)
class Support:
    """One source behind a fact: its key, how that person knows (saw, heard, told or blank) and who they are in words."""

    key: str
    how: str
    who: str


@dataclass(frozen=True)
class Voice:
    """What one account says of a fact."""

    account: str
    value: str
    support: Support


@dataclass(frozen=True)
class Row:
    path: str
    label: str
    value: str
    support: tuple[Support, ...] = ()
    voices: tuple[Voice, ...] = ()


@dataclass
class Section:
    """One topic, of the whole incident or of one member. `counts` is answered, asked and not known, not asked."""

    topic: Topic
    title: str
    member: str = ""
    rows: list[Row] = field(default_factory=list)


def who_says(kind: str) -> str:
    return {
        "volunteer_observed": _("volunteer who was there"),
        "resident_account": _("somebody who lives there"),
        "witness_account": _("somebody else who was there"),
        "officer_statement": _("an officer's words"),
        "official_record": _("an official record"),
        "news_report": _("a news report"),
        "court_record": _("a court record"),
    }.get(kind, kind)


def supports(document: Document) -> dict[str, Support]:
    """Every source and evidence by its key."""
    result = {
        source["key"]: Support(source["key"], HOW_BY_PERCEIVED.get(source.get("perceived") or "", ""), who_says(source["kind"]))
        for source in document.get("sources", [])
    }
    files = document.get("evidence", [])
    return result | {entry["key"]: Support(entry["key"], "file", entry.get("filename") or entry["key"]) for entry in files}


def moment(text: str) -> str:
    """`14 January 2026, 06:20 (UTC−05:00)`: the local time at the place, with its offset."""
    when = datetime.fromisoformat(text)
    offset = when.strftime("%z")
    sign = "−" if offset.startswith("-") else "+"
    zone = f"UTC{sign}{offset[1:3]}:{offset[3:5]}" if offset.strip("+-0") else "UTC"
    return f"{day(when)}, {when:%H:%M} ({zone})"


def day(when: Any) -> str:
    return formats.date_format(when, pgettext("date format", "j F Y"))


def in_words(path: str, value: Any, document: Document, language: str) -> str:
    """A recorded value in the words of its question's answers."""
    question = catalogue().question_at(path)
    if value is None or value == []:
        return _("not known") if value is None else _("none")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return "; ".join(in_words(path, member, document, language) for member in value)
    if question and question.keys_of:
        member = pointer.get(document, f"/{question.keys_of}/{value}")
        return member_name(question.keys_of, member, language) if member else str(value)
    if path == "/place/state":
        return name_of(str(value))
    if path == "/language":
        return language_name(str(value))
    answer = question.answer(value) if question else None
    if answer:
        return answer.label[language]
    return moment(value) if question and question.kind == "time" else str(value)


def language_name(code: str) -> str:
    """A language as its speakers write it; the tag itself where the form does not offer it."""
    return str(dict(SPOKEN).get(code, code))


def label(path: str, language: str) -> str:
    text = catalogue().label(path)
    return text[language] if text else path


def sections(document: Document, language: str) -> list[Section]:
    """Every recorded or told fact, under its topic and member, in the order of the catalogue; empty topics are left out."""
    found: dict[tuple[int, str, int], Section] = {}
    known = supports(document)
    told_apart = differing(document)
    named = [path for path in facts(document) if split(path)[0] not in NOT_SHOWN and not path.endswith("/key")]
    paths = {path for path in named if catalogue().label(path)}
    for path in sorted(paths | told_apart.keys() - OWN_PLACE, key=_place_in_catalogue):
        question = catalogue().question_at(path)
        topic = catalogue().topic(question.topic) if question else catalogue().topic("account")
        if path in OWN_PLACE or topic is None:
            continue
        member = _member(path, topic)
        title = _title(topic, member, document, language)
        section = found.setdefault((_block(topic), member, topic.order), Section(topic, title, member))
        section.rows.append(_row(path, document, language, known, told_apart.get(path, [])))
    return [found[key] for key in sorted(found)]


def _block(topic: Topic) -> int:
    """Where a topic stands: those about the members of one list stay together, member by member."""
    return min(other.order for other in catalogue().topics if other.of == topic.of) if topic.of else topic.order


def _place_in_catalogue(path: str) -> tuple[int, str]:
    question = catalogue().question_at(path)
    return (question.order if question else 0, path)


def _member(path: str, topic: Topic) -> str:
    """The key of the member a topic is asked about: A1, or A1/0 for the first vehicle of A1."""
    if topic.of is None:
        return ""
    stars = [index for index, token in enumerate(split(pattern_of(path))) if token == "*"]  # noqa: S105
    return "/".join(split(path)[index] for index in stars)


def _title(topic: Topic, member: str, document: Document, language: str) -> str:
    title = topic.title[language]
    if not member or topic.of is None:
        return title
    outer = member.split("/")[0]
    entry = pointer.get(document, f"/{topic.of}/{outer}")
    if isinstance(entry, Mapping) and entry.get("key"):
        return f"{member_name(topic.of, entry, language)}: {title}"
    return f"{title} {int(outer) + 1}" if outer.isdigit() else title


def _row(path: str, document: Document, language: str, known: dict[str, Support], told: list[tuple[str, Any]]) -> Row:
    value = pointer.get(document, path)
    support = tuple(known[key] for key in document.get("provenance", {}).get(path, []) if key in known)
    return Row(
        path=path,
        label=label(path, language),
        value=in_words(path, value, document, language) if value is not None else "",
        support=support,
        voices=tuple(_voice(account, path, said, document, language, known) for account, said in told),
    )


def _voice(key: str, path: str, said: Any, document: Document, language: str, known: dict[str, Support]) -> Voice:
    account = pointer.get(document, f"/accounts/{key}")
    return Voice(key, in_words(path, said, document, language), known[account["source"]])


def narratives(document: Document) -> list[tuple[str, Support | None]]:
    """The free accounts: each as it was given, with who gave it; the document's own where no account tells it."""
    known = supports(document)
    given = [
        (account["facts"]["/narrative"], known.get(account["source"]))
        for account in document.get("accounts", [])
        if account["facts"].get("/narrative")
    ]
    own = document.get("narrative")
    return given or ([(own, None)] if own else [])


def place_line(place: Mapping[str, Any]) -> str:
    """`Bergenline Avenue 4810, 2B, Union City, New Jersey`: what is known of it, the nearest first."""
    parts: Iterable[Any] = (place.get("address"), place.get("unit"), place.get("city"), name_of(str(place.get("state", ""))))
    return ", ".join(str(part) for part in parts if part)


@dataclass(frozen=True)
class Progress:
    """How far the questions of one topic have come for the incident or one member."""

    answered: int
    not_known: int
    not_asked: int


def outcomes(document: Document) -> dict[str, str]:
    """Fact path -> the last outcome of asking it; an answer once given is not lost to a later skipped question."""
    result: dict[str, str] = {}
    for entry in document.get("extensions", {}).get("asked", []):
        for asked in entry.get("questions", []):
            if asked["outcome"] != "skipped" or asked["path"] not in result:
                result[asked["path"]] = asked["outcome"]
    return result


def progress(paths: Iterable[str], document: Document, asked: Mapping[str, str]) -> Progress:
    told_apart = differing(document)
    counts = {"answered": 0, "dont_know": 0, "": 0}
    for path in paths:
        if pointer.holds(document, path) or path in told_apart:
            counts["answered"] += 1
        else:
            counts["dont_know" if asked.get(path) == "dont_know" else ""] += 1
    return Progress(counts["answered"], counts["dont_know"], counts[""])
