"""A finding as an attorney reads it: one neutral sentence first, then everything that it rests on, and its history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.models import User
from casework.display import facts, words
from casework.display.authorities import Readings, Shelfmark, day, shelfmark, standing_words
from casework.display.decisive import decisive
from casework.display.premises import Premise, premises_of
from casework.display.trace import Worder
from casework.engine import Law
from casework.enums import RAISED, Decision, Status
from casework.models import Adoption, FindingState
from casework.services.changes import Change, walk
from casework.services.law import title_of
from casework.services.standing import ReadReview, Standing
from incidents import format

# Of what is taken as given, so much stands unfolded.
PREMISES_SHOWN = 3


def sentence(status: str, title: str) -> str:
    """What the result says, and to whom the rest belongs. Never that anything was unlawful."""
    return {
        "indicated": _("The recorded facts, if confirmed, meet its elements, for an attorney to decide."),
        "possible": _("The recorded facts point to this. Whether they meet its elements depends on what is not known yet."),
        "not_indicated": _("The recorded facts do not meet the elements of this, or something recorded takes it away."),
        "not_applicable": _("No such law applied at that place, on that day or to those who acted."),
        "not_raised": _("Nothing recorded points to this."),
    }[status]


def established(value: str | None) -> str:
    return {
        "yes": _("A binding case against such conduct had been decided before that day."),
        "no": _("No binding case against such conduct had been decided before that day."),
    }.get(value or "", _("Whether a binding case had been decided before that day is not known."))


def support_words(value: str | None) -> str:
    return {
        "binding": _("An authority that binds here supports it"),
        "persuasive": _("Supported by authority that persuades here and does not bind"),
        "contested": _("Contrary authority stands beside what supports it"),
    }.get(value or "", "")


@dataclass(frozen=True)
class Question:
    """Something that nobody has said."""

    path: str
    text: str

    @property
    def anchor(self) -> str:
        return facts.anchor(self.path)


@dataclass(frozen=True)
class RuleOut:
    """An exception that no field can hold and that an attorney must rule out. `language` of the note, where it has but one."""

    key: str
    note: str
    language: str
    authority: Shelfmark | None


@dataclass(frozen=True)
class Event:
    """Something in the life of a finding. `review`: the decision, with its words."""

    at: datetime
    text: str
    review: ReadReview | None = None


def adoption_words(adoption: Adoption) -> str:
    return f"{adoption.attorney.name}, {day(adoption.adopted_at)}"


def history_of(standing: Standing) -> list[Event]:
    """States, adoptions and decisions, the oldest first."""
    events = [Event(one.evaluation.made_at, state_words(one)) for one in standing.states]
    events += [Event(one.adopted_at, _("Rule adopted by %(name)s") % {"name": one.attorney.name}) for one in standing.adoptions]
    for read in standing.reviews:
        named = {"decision": Decision(read.review.decision).label, "name": read.review.attorney.name}
        events.append(Event(read.review.made_at, _("%(decision)s by %(name)s") % named, read))
    return sorted(events, key=lambda event: event.at)


def state_words(state: FindingState) -> str:
    """What an evaluation said, and of which revision."""
    named = {"status": Status(state.status).label, "number": state.evaluation.revision}
    return _("Evaluated: %(status)s (revision %(number)d of the record)") % named


class Reader:
    """Words the results of one evaluation over its document for one page."""

    def __init__(self, *, law: Law, document: facts.Document, readings: Readings, viewer: User) -> None:
        self.law = law
        self.document = document
        self.readings = readings
        self.viewer = viewer

    def shelf(self, result: Mapping[str, Any]) -> list[Shelfmark]:
        return [shelfmark(self.law, one["id"], one, self.readings) for one in result["authorities"]]

    def title(self, code: str) -> str:
        return words.say(title_of(self.law, code))

    def subject(self, key: str | None) -> str:
        return words.subject(self.document, key) if key else ""

    def question(self, path: str, asked: Mapping[str, str] | None = None) -> Question:
        who = self.about(path)
        return Question(path, (words.say(asked) if asked else words.ask(path)) + (f" ({who})" if who else ""))

    def about(self, path: str) -> str:
        """The key of the agency, person or paper that a path is about; for custody the person held."""
        place = path.split("/")
        if len(place) < 4 or place[1] not in ("agencies", "persons", "documents", "custody"):
            return ""
        held = format.get(self.document, f"/custody/{place[2]}/person") if place[1] == "custody" else None
        return str(held or place[2])

    def card(self, name: str) -> dict[str, Any]:
        return shelfmark(self.law, name, {}, self.readings).card


class Shown:
    """One result on the page, with or without a finding behind it."""

    def __init__(self, reader: Reader, result: Mapping[str, Any], standing: Standing | None = None) -> None:
        self.reader = reader
        self.result = result
        self.standing = standing
        self.form: Any = None
        self.code: str = result["code"]
        self.status: str = result["status"]
        self.title = reader.title(self.code)
        self.subject = reader.subject(result["subject"])
        self.key = f"{self.code}-{result['subject'] or 'incident'}"

    @classmethod
    def gone(cls, reader: Reader, standing: Standing) -> "Shown":
        """A finding that has no result any more: nothing recorded points to it."""
        empty: dict[str, Any] = {"rests_on": [], "open_questions": [], "conflicts": [], "rule_out": [], "actors": []}
        trace: dict[str, Any] = {"kind": "result", "name": "", "label": None, "value": False, "children": []}
        result = {**empty, **standing.result, "code": standing.finding.code, "subject": standing.finding.subject or None}
        return cls(reader, {**result, "actors_certain": True, "clearly_established": None, "trace": trace}, standing)

    @property
    def sentence(self) -> str:
        return sentence(self.status, self.title)

    @property
    def is_raised(self) -> bool:
        return self.status in RAISED

    @property
    def support(self) -> str:
        return support_words(self.result["support"])

    @property
    def established(self) -> str:
        return established(self.result["clearly_established"]) if self.is_raised else ""

    @property
    def actors(self) -> str:
        names = [self.reader.subject(key) for key in self.result["actors"]]
        if not names:
            return _("It is not recorded who did it.")
        listed = "; ".join(names)
        return listed if self.result["actors_certain"] else _("One of these, not known which: %(names)s") % {"names": listed}

    @cached_property
    def shelf(self) -> list[Shelfmark]:
        return self.reader.shelf(self.result)

    @property
    def contrary(self) -> list[Shelfmark]:
        return [one for one in self.shelf if one.role in ("contrary", "displaced")]

    @property
    def unverified(self) -> list[Shelfmark]:
        return [one for one in self.shelf if one.unverified and one.role != "context"]

    @cached_property
    def trace(self) -> dict[str, Any]:
        """What decided it."""
        return self._worded(decisive(self.result["trace"], self.status))

    @cached_property
    def whole_trace(self) -> dict[str, Any]:
        """Everything that was looked at."""
        return self._worded(self.result["trace"])

    def _worded(self, trace: Mapping[str, Any]) -> dict[str, Any]:
        by_id = {one.id: one.card for one in self.shelf}
        return Worder(self.reader.document, lambda name: by_id.get(name) or self.reader.card(name), self.key).word(trace)

    @property
    def reason_in_short(self) -> list[str]:
        """What decided it: the elements that are met, unknown or not met; where none decided, the defeaters."""
        wanted = {Status.INDICATED: True, Status.POSSIBLE: None, Status.NOT_INDICATED: False}.get(Status(self.status), True)
        named = self._labelled("elements", wanted)
        if self.status == Status.POSSIBLE:
            named = [*self._labelled("scope", None), *named]
        if self.status in (Status.POSSIBLE, Status.NOT_INDICATED) and not named:
            named = self._labelled("defeaters", None if self.status == Status.POSSIBLE else True)
        return named

    @property
    def reason_heading(self) -> str:
        if self.status == Status.INDICATED:
            return _("Because")
        if self.status == Status.POSSIBLE:
            return _("Not known")
        return _("Not met") if self._labelled("elements", False) else _("Taken away by")

    def _labelled(self, kind: str, wanted: bool | None) -> list[str]:
        """The labels of the members of one part of the rule that have a value."""
        parts = [part for part in self.result["trace"].get("children", ()) if part["kind"] == kind]
        members = [one for part in parts for one in part["children"] if one["value"] is wanted]
        return [label for label in (words.say(one.get("label")) for one in members) if label]

    @cached_property
    def premises(self) -> list[tuple[Premise, list[Question]]]:
        """What is taken as given for want of an answer, with the questions that would tell; differing accounts stand apart."""
        return [(one, [self.reader.question(path) for path in one.paths]) for one in premises_of(self.result)]

    @property
    def first_premises(self) -> list[tuple[Premise, list[Question]]]:
        return self.premises[:PREMISES_SHOWN]

    @property
    def more_premises(self) -> list[tuple[Premise, list[Question]]]:
        return self.premises[PREMISES_SHOWN:]

    @property
    def open_questions(self) -> list[Question]:
        """What would settle it, besides what stands under its premises and conflicts already."""
        said = {*self.result["rests_on"], *self.result["conflicts"]}
        asked = [one for one in self.result["open_questions"] if one["path"] not in said]
        return [self.reader.question(one["path"], one["question"]) for one in asked]

    @property
    def conflicts(self) -> list[Question]:
        return [self.reader.question(path) for path in self.result["conflicts"]]

    @property
    def rule_out(self) -> list[RuleOut]:
        by_id = {one.id: one for one in self.shelf}
        return [rule_out_of(one, by_id.get(one["authority"])) for one in self.result["rule_out"]]

    @property
    def changes(self) -> list[str]:
        return [change_words(self.reader, one) for one in self.standing.changes] if self.standing else []

    @property
    def adopted_by(self) -> str:
        return "; ".join(adoption_words(one) for one in self.standing.adoptions) if self.standing else ""

    @property
    def adopted_by_reader(self) -> bool:
        adoptions = self.standing.adoptions if self.standing else ()
        return any(one.attorney_id == self.reader.viewer.pk for one in adoptions)

    @property
    def history(self) -> list[Event]:
        return history_of(self.standing) if self.standing else []

    @property
    def fact_count(self) -> int:
        return len({fact["path"] for node in walk(self.result["trace"]) for fact in node.get("facts", ())})


def rule_out_of(item: Mapping[str, Any], authority: Shelfmark | None) -> RuleOut:
    """A note of an authority's record is in English alone; one of a rule is in both languages."""
    language = "en" if isinstance(item["note"], str) else ""
    return RuleOut(item["key"], words.say(item["note"]), language, authority)


def change_words(reader: Reader, change: Change) -> str:
    """One change since a decision, in words."""
    if change.kind == "status":
        return _("It was “%(before)s” and is now “%(after)s”.") % {
            "before": Status(change.before).label,
            "after": Status(change.after).label,
        }
    if change.kind == "fact":
        return _("%(fact)s It was: %(before)s. It is now: %(after)s.") % {
            "fact": reader.question(change.name).text,
            "before": words.answer(change.name, change.before),
            "after": words.answer(change.name, change.after),
        }
    if change.kind in ("authority", "text"):
        return _authority_changed(reader, change)
    return _other_change(reader, change)


def _authority_changed(reader: Reader, change: Change) -> str:
    name = reader.card(change.name)["citation"]
    if change.kind == "text":
        return _("The entry of %(authority)s has been edited.") % {"authority": name}
    if change.before is None:
        return _("%(authority)s now bears on it.") % {"authority": name}
    if change.after is None:
        return _("%(authority)s no longer bears on it.") % {"authority": name}
    return _("The weight of %(authority)s has changed; on that day it was %(standing)s.") % {
        "authority": name,
        "standing": standing_words(change.after[2]),
    }


def _other_change(reader: Reader, change: Change) -> str:
    if change.kind in ("presumed", "conflict"):
        question = reader.question(change.name).text
        if change.kind == "presumed":
            gone, new = (
                _("It no longer rests on what nobody has said: %(fact)s"),
                _("It now rests on what nobody has said: %(fact)s"),
            )
        else:
            gone, new = _("The accounts no longer differ: %(fact)s"), _("The accounts now differ: %(fact)s")
        return (new if change.after else gone) % {"fact": question}
    return {
        "support": _("The support behind it has changed."),
        "established": _("Whether a binding case had been decided before that day has changed."),
        "actors": _("Who is recorded as having done it has changed."),
        "rule_out": _("What an attorney has to rule out has changed."),
        "rule": _("The rule has been edited since, and has to be read and adopted again."),
    }[change.kind]
