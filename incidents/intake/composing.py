"""From answers to documents: the first revision out of a draft, and the partial update that a later page makes."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from incidents.intake.asking import MORE, MOST_MEMBERS, Given, Item
from incidents.intake.observing import Document, Fact, Observation, next_key, put
from incidents.questions import Question, catalogue

LETTERS = {"agencies": "A", "documents": "D", "persons": "P"}


@dataclass(frozen=True)
class Opening:
    """The free account as the first screen took it. `occurred_at` carries its offset; blank texts are left out."""

    identifier: str
    told_by: str
    language: str
    narrative: str
    occurred_at: str
    approximate: bool
    place: dict[str, str]
    operation: str | None = None


@dataclass(frozen=True)
class Member:
    """A member that the second screen makes. `handle` names it in forms until it has its key."""

    handle: str
    list_name: str
    key: str
    facts: dict[str, Any]
    answer: str


def members_of(given: Iterable[Given], before: Sequence[Member] = ()) -> list[Member]:
    """The agencies and persons that the answers make, with the keys they will have after those there `before`."""
    made: list[Member] = []
    for answered in given:
        question = answered.item.question
        if answered.outcome != "answered" or not question.makes_members:
            continue
        list_name = question.path.strip("/")
        for handle, answer, facts in _making(question, answered.value):
            taken = {member.key for member in (*before, *made) if member.list_name == list_name}
            made.append(Member(handle, list_name, next_key(taken, LETTERS[list_name]), facts, answer))
    return made


def _making(question: Question, value: Any) -> list[tuple[str, str, dict[str, Any]]]:
    if question.kind == "number":
        return [(f"{question.id}_{number}", "", dict(question.sets or {})) for number in range(1, min(value, MOST_MEMBERS) + 1)]
    values = value if isinstance(value, list) else [value]
    answers = [answer for answer in question.answers if answer.value in values and answer.sets]
    return [(f"{question.id}_{answer.value}", answer.value, dict(answer.sets or {})) for answer in answers]


def first_items(
    screen: str,
    members: Sequence[Member] = (),
    *,
    premises: str = "",
    before: Collection[str] = (),
    answered: Collection[str] = (),
) -> list[Item]:
    """The questions of one screen of the quick tier, those about members once for each.

    What is not asked at that kind of place is left out, unless it stands among the names `answered` already and was asked when
    the place was said to be another one (`before`).
    """
    listed = {member.list_name for member in members}
    every = _every_item(screen, members)
    return [
        item
        for item in every
        if (item.question.is_asked_at(premises) or (item.name in answered and any(map(item.question.is_asked_at, before))))
        and (item.question.keys_of is None or item.question.keys_of in listed)
    ]


def _every_item(screen: str, members: Sequence[Member]) -> list[Item]:
    items: list[Item] = []
    for question in catalogue().on_screen(screen):
        list_name = question.path.strip("/").split("/")[0]
        if "*" not in question.path or question.makes_members:
            items.append(Item(question, question.path, question.id.strip("/").replace("/", ".")))
            continue
        for member in members:
            if member.list_name == list_name and (not question.when or member.facts.get(question.when)):
                items.append(Item(question, question.at(member.key), f"{member.handle}.{question.field}"))
    return items


def first_document(
    opening: Opening,
    screens: dict[str, list[Given]],
    *,
    copied: Sequence[Member] = (),
    observer: int,
    at: str,
    wording: str,
    again: str,
) -> Document:
    """The document that is sealed as the first revision. `at`: the moment of recording; `wording`: the form's language."""
    base: Document = {"format": "incident/1", "id": opening.identifier, "occurred_at": opening.occurred_at}
    base |= {"place": {"state": opening.place["state"]}}
    if opening.operation:
        base["operation"] = opening.operation
    seen = Observation(base, observer, opening.told_by, at, again)
    for fact in _opening_facts(opening):
        seen.add(fact)
    for member in copied:
        seen.add_member(member.list_name, {"key": member.key, **member.facts})
    keys = {member.handle: member.key for member in copied}
    for screen, given in screens.items():
        keys |= {member.handle: member.key for member in members_of(given, copied)}
        _record(seen, [_by_key(answered, keys) for answered in given], copied)
        seen.asked(asked_entry(screen, given, observer=observer, at=at, wording=wording))
    return {**base, **_within(base, seen.update)}


def _by_key(answered: Given, keys: Mapping[str, str]) -> Given:
    """Members are marked by their handles, because their keys come only now."""
    if answered.outcome != "answered" or not answered.item.question.keys_of:
        return answered
    return replace(answered, value=[keys[handle] for handle in answered.value])


def _opening_facts(opening: Opening) -> list[Fact]:
    facts = [Fact("/occurred_at", opening.occurred_at), Fact("/place/state", opening.place["state"])]
    facts += [Fact(f"/place/{name}", text) for name, text in opening.place.items() if name != "state" and text]
    facts += [Fact("/narrative", opening.narrative)] if opening.narrative else []
    facts += [Fact("/language", opening.language)] if opening.language else []
    return facts + ([Fact("/time_is_approximate", True)] if opening.approximate else [])


def _within(base: Document, update: Document) -> Document:
    """The parts of an update over the base; only `place` is in both."""
    return {**update, "place": {**base["place"], **update.get("place", {})}}


def _record(seen: Observation, given: Sequence[Given], copied: Sequence[Member] = ()) -> None:
    """Members first, so that facts about them can be told."""
    hows = {answered.item.question.id: answered.how for answered in given}
    for member in members_of(given, copied):
        origin = next(q for q in catalogue() if q.makes_members and member.handle.startswith(q.id))
        seen.add_member(member.list_name, {"key": member.key, **member.facts}, hows.get(origin.id, ""))
    for answered in given:
        if answered.outcome == "answered":
            _record_one(seen, answered)


def _record_one(seen: Observation, answered: Given) -> None:
    question = answered.item.question
    if not question.makes_members:
        seen.add(answered.fact)
        return
    if question.also and answered.value != MORE:
        seen.add(Fact(question.also, answered.value, answered.how))
    answer = question.answer(answered.value) if question.kind == "choice" else None
    if answer and answer.completes:
        put(seen.update, question.path, [])
        seen.add(Fact(answer.completes, True, answered.how))


def asked_entry(screen: str, given: Iterable[Given], *, observer: int, at: str, wording: str) -> dict[str, Any]:
    """What was asked on one page: which questions in which order and wording, and what came of each, without the answers."""
    questions = [
        {
            "id": answered.item.question.id,
            "path": answered.item.path,
            "wording": answered.item.question.ask[wording],
            "outcome": answered.outcome,
        }
        for answered in given
    ]
    return {"page": screen, "by": observer, "at": at, "language": wording, "questions": questions}


def changed_only(given: Iterable[Given], known: dict[str, tuple[Any, str]]) -> list[Given]:
    """The answers that say something new: unchanged ones are not sent again."""
    return [
        answered
        for answered in given
        if answered.outcome == "answered" and known.get(answered.item.path) != (answered.value, answered.how)
    ]
