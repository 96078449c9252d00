"""The forms that are not made from the catalogue alone."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidents.intake.asking import CHIPS
from incidents.intake.fields import DayField, MomentField, WordsField, words_of
from incidents.intake.places import SPOKEN, STATES, ZONES, at_place
from incidents.questions import catalogue

TOLD_BY = [
    ("here", _("I was there")),
    ("lives", _("I live there")),
    ("resident", _("Somebody who lives there told me")),
    ("witness", _("Somebody else told me")),
]
FILE_KINDS = [
    ("photo", _("A photo")),
    ("video", _("A video")),
    ("audio", _("A sound recording")),
    ("document", _("A paper (scan or photo of it)")),
    ("other", _("Something else")),
]
ZONE_NAMES = [("", _("The usual time of that state"))] + [(zone, zone.split("/")[1].replace("_", " ")) for zone in ZONES]


class AccountForm(forms.Form):
    """The free account, before any question: own words, then when and where."""

    told_by = forms.ChoiceField(
        label=_("How do you know what happened?"),
        choices=TOLD_BY,
        widget=forms.RadioSelect(attrs=CHIPS),
        error_messages={"required": _("Choose how you know. You can say it for single answers later.")},
    )
    narrative = WordsField(required=False, max_length=50_000, widget=forms.Textarea(attrs={"rows": 5}))
    spoken = forms.ChoiceField(required=False, choices=[("", "–"), *SPOKEN])
    day = DayField(
        label=_("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Give the day, for example 2026-01-14."),
            "invalid": _("This is not a day. Write it like 2026-01-14."),
        },
    )
    hour = forms.TimeField(
        label=_("Time there"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={
            "required": _("Give the time, even if it is a guess, and tick the box below."),
            "invalid": _("This is not a time. Write it like 06:20."),
        },
    )
    approximate = forms.BooleanField(label=_("The time is a guess"), required=False)
    state = forms.ChoiceField(
        error_messages={"required": _("Choose the state. It decides which time and which law apply.")},
    )
    city = WordsField(required=False, max_length=2_000)
    address = WordsField(required=False, max_length=2_000)
    unit = WordsField(required=False, max_length=2_000)
    zone = forms.ChoiceField(
        label=_("Time zone there"),
        help_text=_("Change this only where a part of the state keeps another time."),
        required=False,
        choices=ZONE_NAMES,
    )

    def __init__(self, *args: Any, language: str, used: Sequence[str] = (), **kwargs: Any) -> None:
        """`used`: codes of the states that this person mostly records; they stand first."""
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = _states(used)
        for name, path in FROM_CATALOGUE.items():
            question = catalogue().question(path)
            self.fields[name].label = question.ask[language]
            self.fields[name].help_text = question.help[language] if question.help else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("day") and cleaned.get("hour") and cleaned.get("state"):
            moment = at_place(datetime.combine(cleaned["day"], cleaned["hour"]), cleaned["state"], cleaned.get("zone", ""))
            cleaned["occurred_at"] = moment.isoformat()
            if moment > timezone.now() + timedelta(hours=1):
                self.add_error("day", _("This day or time has not come yet. Check both."))
        return cleaned

    def texts(self) -> dict[str, str]:
        return words_of(self.fields, self.data)


def _states(used: Sequence[str]) -> list[Any]:
    every = sorted(((code, name) for code, (name, _zone) in STATES.items()), key=lambda state: state[1])
    first = [(code, STATES[code][0]) for code in used if code in STATES]
    return [("", "–"), (_("Used before"), first), (_("All"), every)] if first else [("", "–"), *every]


FROM_CATALOGUE = {
    "narrative": "/narrative",
    "spoken": "/language",
    "state": "/place/state",
    "city": "/place/city",
    "address": "/place/address",
    "unit": "/place/unit",
}


class ToldByForm(forms.Form):
    """Above a page of questions: how this person knows, where they have not said it for this incident yet."""

    told_by = forms.ChoiceField(
        label=_("How do you know what happened?"), choices=TOLD_BY, widget=forms.RadioSelect(attrs=CHIPS)
    )


class OwnAccountForm(forms.Form):
    """The free account of somebody who joins. `asks_source`: they have not said yet how they know of it."""

    told_by = forms.ChoiceField(
        label=_("How do you know what happened?"),
        choices=TOLD_BY,
        widget=forms.RadioSelect(attrs=CHIPS),
        error_messages={"required": _("Choose how you know. You can say it for single answers later.")},
    )
    narrative = WordsField(
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 9, "dir": "auto"}),
        error_messages={"required": _("Write what you know, in your own words.")},
    )

    def __init__(self, *args: Any, asks_source: bool, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        question = catalogue().question("/narrative")
        self.fields["narrative"].label = question.ask[language]
        self.fields["narrative"].help_text = question.help[language]
        if not asks_source:
            del self.fields["told_by"]


class ReasonForm(forms.Form):
    reason = WordsField(
        label=_("Reason"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write in a few words why. The reason is kept with the record.")},
    )


class JoinForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address of the volunteer"),
        help_text=_("The address with which that person signs in here."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Write the e-mail address of the person who should join."),
            "invalid": _("This is not an e-mail address. Write it like name@example.org."),
        },
    )


class EvidenceForm(forms.Form):
    """One file. Its bytes are not looked at; what it shows is what the person says."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=FILE_KINDS, initial="photo", widget=forms.RadioSelect(attrs=CHIPS))
    captured_at = MomentField(
        label=_("When was it made, if you know?"),
        help_text=_("Local time at the place of the incident."),
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("This is not a day and time. Choose both, or leave it empty.")},
    )
    note = WordsField(
        label=_("What does it show?"),
        required=False,
        max_length=2_000,
        help_text=_("No names and nothing about immigration status."),
    )
    file = forms.FileField(
        label=_("The file"),
        help_text=_("It is kept exactly as you send it."),
        max_length=4_000,
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty. Choose it again; it may not have been saved completely."),
            "missing": _("Choose a file."),
        },
    )

    def __init__(self, *args: Any, offset: datetime, is_here: bool = False, **kwargs: Any) -> None:
        """`is_here`: the file came in piece by piece before this form."""
        super().__init__(*args, **kwargs)
        self.offset = offset
        self.fields["file"].required = not is_here

    def clean_captured_at(self) -> datetime | None:
        moment = self.cleaned_data["captured_at"]
        return moment.replace(tzinfo=self.offset.tzinfo or ZoneInfo("UTC")) if moment else None


class OriginalForm(forms.Form):
    reason = WordsField(
        label=_("Why do you open the original?"),
        help_text=_("The reason and your name are kept in the ledger."),
        max_length=500,
        error_messages={"required": _("Write in a few words why. Opening an original is recorded.")},
    )
