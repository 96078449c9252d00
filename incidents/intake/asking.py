"""Forms made from the catalogue: every question with its answers, "don't know", "not asked", and how the person knows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from incidents.intake.fields import MomentField, WordsField, words_of
from incidents.intake.naming import member_name
from incidents.intake.observing import Fact
from incidents.questions import Question

DONT_KNOW = "dont_know"
MOST_MEMBERS = 12  # as many people are listed one by one; a larger number is a count in the details
MORE = MOST_MEMBERS + 1
TRI = [("yes", _("Yes")), ("no", _("No")), ("unknown", _("Don't know")), ("", _("Not asked"))]
TRI_VALUES = {"yes": True, "no": False}
HOW = [("saw", _("I saw it")), ("heard", _("I heard it")), ("told", _("I was told"))]
MAX_TEXT = 2_000
CHIPS = {"class": "chips"}
GONE = {"invalid_choice": _("One of the groups marked here is no longer listed. Mark again who it was.")}


@dataclass(frozen=True)
class Item:
    """One question about one fact. `name` is the form field's; `path` the fact's, once its members have keys."""

    question: Question
    path: str
    name: str

    @property
    def how_name(self) -> str:
        return f"{self.name}.how"


@dataclass(frozen=True)
class Given:
    """What came of one question: answered, dont_know or skipped. The value of an answer is as the document holds it."""

    item: Item
    outcome: str
    value: Any = None
    how: str = ""

    @property
    def fact(self) -> Fact:
        return Fact(self.item.path, self.value, self.how)


@dataclass(frozen=True)
class Asked:
    """A question as a page shows it: the bound field, how it is known, and whether the three-answer control is used."""

    item: Item
    field: forms.BoundField
    how: forms.BoundField

    @property
    def is_tri(self) -> bool:
        return self.item.question.kind == "tri"

    @property
    def knows_how(self) -> bool:
        """True where it is set how this is known: then it can stay folded until somebody changes it."""
        return bool(self.how.value())


class QuestionsForm(forms.Form):
    """A form over `items`. `document` gives the members that answers may name, `offset` of times is that of the incident."""

    def __init__(
        self,
        *args: Any,
        items: Sequence[Item],
        language: str,
        document: Mapping[str, Any] | None = None,
        usual_how: str = "",
        brief: bool = False,
        groups: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.items = list(items)
        self.language = language if language in ("en", "es") else "en"
        self.document = document or {}
        self.brief = brief
        self.groups = list(groups)
        for item in self.items:
            self.fields[item.name] = self._field(item.question)
            self.fields[item.how_name] = forms.ChoiceField(
                label=_("How do you know?"),
                choices=HOW,
                required=False,
                initial=usual_how or None,
                widget=forms.RadioSelect(attrs={"class": "source"}),
            )

    def questions(self) -> Iterator[Asked]:
        for item in self.items:
            yield Asked(item, self[item.name], self[item.how_name])

    def _field(self, question: Question) -> forms.Field:
        text: dict[str, Any] = {
            "label": question.ask[self.language],
            "help_text": question.help[self.language] if question.help else "",
            "required": False,
        }
        match question.kind:
            case "tri":
                return forms.ChoiceField(choices=TRI, widget=forms.RadioSelect(attrs={"class": "answers"}), **text)
            case "choice":
                choices = [*self._answers(question), (DONT_KNOW, _("Don't know")), ("", _("Not asked"))]
                return forms.ChoiceField(choices=choices, widget=forms.RadioSelect(attrs=CHIPS), **text)
            case "choices":
                choices = [*self._answers(question), (DONT_KNOW, _("Don't know"))]
                return forms.MultipleChoiceField(
                    choices=choices, widget=forms.CheckboxSelectMultiple(attrs=CHIPS), error_messages=GONE, **text
                )
            case "number":
                return self._number(question, text)
            case "time":
                widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
                return MomentField(widget=widget, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"], **text)
        return self._text(question, text)

    def _answers(self, question: Question) -> list[tuple[str, str]]:
        if question.keys_of and self.brief:
            return self.groups
        if question.keys_of:
            members = self.document.get(question.keys_of, [])
            return [(member["key"], member_name(question.keys_of, member, self.language)) for member in members]
        shown = [
            answer for answer in question.answers if not self.brief or not question.brief or answer.value in question.brief
        ]
        return [(answer.value, answer.label[self.language]) for answer in shown]

    def _number(self, question: Question, text: dict[str, Any]) -> forms.Field:
        attrs = {"inputmode": "numeric", "placeholder": " ", "class": "short"}
        if question.makes_members:
            counts = [("0", _("Nobody")), *((str(count), str(count)) for count in range(1, MOST_MEMBERS + 1))]
            choices = [*counts, (str(MORE), _("More than 12")), (DONT_KNOW, _("Don't know")), ("", _("Not asked"))]
            return forms.ChoiceField(choices=choices, widget=forms.RadioSelect(attrs=CHIPS), **text)
        whole = question.field in ("officers", "adults", "children", "taken_away")
        kind = forms.IntegerField if whole else forms.FloatField
        return kind(min_value=0, max_value=1_000_000_000, widget=forms.NumberInput(attrs=attrs), **text)

    def _text(self, question: Question, text: dict[str, Any]) -> forms.Field:
        long = question.lines or question.field in (
            "description",
            "words",
            "property_damage",
            "injuries",
            "treatment",
            "items_taken",
        )
        attrs = {"placeholder": " ", **({"rows": 3} if long else {})}
        widget = forms.Textarea(attrs=attrs) if long else forms.TextInput(attrs=attrs)
        return WordsField(max_length=MAX_TEXT, widget=widget, **text)

    def texts(self) -> dict[str, str]:
        """Everything written in one's own words, by field, as it stands in what was sent."""
        return words_of(self.fields, self.data)

    def given(self) -> list[Given]:
        """Only after is_valid(): what came of every question, in the order asked."""
        return [self._given(item) for item in self.items]

    def _given(self, item: Item) -> Given:
        raw = self.cleaned_data.get(item.name)
        how = self.cleaned_data.get(item.how_name) or ""
        if raw in (None, "", []):
            return Given(item, "skipped")
        if raw in ("unknown", DONT_KNOW, [DONT_KNOW]) and not _is_own_word(item.question, raw):
            return Given(item, "dont_know")
        return Given(item, "answered", self._value(item.question, raw), how)

    def _value(self, question: Question, raw: Any) -> Any:
        if question.kind == "tri":
            return TRI_VALUES[raw]
        if question.kind == "choices":
            return [value for value in raw if value != DONT_KNOW]
        if question.kind == "number" and question.makes_members:
            return int(raw)
        if question.lines:
            return [line.strip() for line in raw.splitlines() if line.strip()]
        if isinstance(raw, datetime):
            return self._with_offset(raw)
        return int(raw) if isinstance(raw, float) and raw.is_integer() else raw

    def _with_offset(self, moment: datetime) -> str:
        start = datetime.fromisoformat(self.document["occurred_at"])
        return moment.replace(tzinfo=start.tzinfo, microsecond=0).isoformat()


def _is_own_word(question: Question, raw: object) -> bool:
    """`unknown` can be an answer of the question itself: nobody knows whose officers they were."""
    return question.answer(raw) is not None


def as_sent(question: Question, value: Any) -> Any:
    """A recorded value as the form field shows it."""
    if question.kind == "tri":
        return {True: "yes", False: "no"}.get(value, "")
    if question.lines:
        return "\n".join(value or [])
    if question.kind == "time" and value:
        return datetime.fromisoformat(value).replace(tzinfo=None)
    return value
