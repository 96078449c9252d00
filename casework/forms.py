"""What an attorney fills in. Checks of law and of the record are the services'; a form only gathers and keeps the words."""

from typing import Any

from django import forms
from django.utils import formats, timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from casework.enums import Decision
from casework.models import Case
from incidents.models import Incident


class OpenCaseForm(forms.ModelForm):
    lead = forms.ModelChoiceField(User.objects.none(), label=_("Lead attorney"), empty_label=_("Choose an attorney"))

    class Meta:
        model = Case
        fields = ("title",)

    def __init__(self, *args: Any, attorneys: Any, actor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = attorneys
        if attorneys.filter(pk=actor.pk).exists():
            self.fields["lead"].initial = actor.pk


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, obj: User) -> str:
        return f"{obj.name} · {obj.get_role_display()}"


class AddMemberForm(forms.Form):
    user = PersonField(User.objects.none(), label=_("Attorney or reviewer"), empty_label=_("Choose somebody"))

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people


class WallForm(forms.Form):
    user = PersonField(User.objects.none(), label=_("Who is kept out"), empty_label=_("Choose somebody"))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For the attorneys on the case alone."),
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="wall-%s", **kwargs)
        self.fields["user"].queryset = people


class IncidentChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Incident) -> str:
        place = ", ".join(part for part in (obj.city or obj.county, obj.state) if part)
        return f"{formats.date_format(obj.occurred_on, gettext('j F Y'))} · {place} · {str(obj.pk)[:8]}"


class AddIncidentForm(forms.Form):
    incident = IncidentChoiceField(Incident.objects.none(), label=_("Incident"), empty_label=_("Choose an incident"))

    def __init__(self, *args: Any, incidents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["incident"].queryset = incidents


class AddToCaseForm(forms.Form):
    case = forms.ModelChoiceField(Case.objects.none(), label=_("Case"), empty_label=_("Choose a case"))

    def __init__(self, *args: Any, cases: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["case"].queryset = cases


class SettleForm(forms.Form):
    """Which account's value stands, and why. The choices are places in the list of accounts, so that any type of value fits."""

    path = forms.CharField(widget=forms.HiddenInput)
    base = forms.IntegerField(widget=forms.HiddenInput)
    value = forms.TypedChoiceField(label=_("What stands"), coerce=int, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        help_text=_("Kept with the record. Every account stays as it was given."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, choices: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].choices = choices


class DecisionForm(forms.Form):
    """Reason, private note, and for each exception that no field holds a box and a word of reason."""

    evaluation = forms.UUIDField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=Decision,
        widget=forms.HiddenInput,
        error_messages={"required": _("Press Confirm, Dismiss or Needs facts.")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=10_000,
        help_text=_("Stands beside the decision and may be printed in a report."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    note = forms.CharField(
        label=_("Private note"),
        required=False,
        max_length=10_000,
        help_text=_("Privileged: only attorneys on this case see it. It is in no report and no export."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, rule_out: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rule_out = rule_out
        for number, item in enumerate(rule_out):
            self.fields[f"out_{number}"] = forms.BooleanField(label=item.note, required=False)
            self.fields[f"word_{number}"] = forms.CharField(
                label=_("Why it is ruled out"), required=False, max_length=500, widget=forms.TextInput
            )

    @property
    def rule_out_rows(self) -> list[tuple[Any, Any, Any]]:
        """(item, box, word) for the template."""
        return [(item, self[f"out_{number}"], self[f"word_{number}"]) for number, item in enumerate(self.rule_out)]

    def ruled_out(self) -> dict[str, str]:
        """Key -> word of reason, of those that are ticked."""
        data = self.cleaned_data
        return {item.key: data[f"word_{place}"] for place, item in enumerate(self.rule_out) if data[f"out_{place}"]}


class ReadingForm(forms.Form):
    digest = forms.CharField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("Where you read it"),
        max_length=400,
        help_text=_("The reporter, site or edition, and its date. Other attorneys see this."),
    )


class AdoptReleaseForm(forms.Form):
    """Putting a release in force; `digest` names the one that was looked at."""

    digest = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why it is put in force"), max_length=400, help_text=_("Kept in the ledger's record; others here see it.")
    )


class AnswerForm(forms.Form):
    """An answer to a question of the register. A day that somebody read counts before the one that was offered."""

    said = forms.CharField(required=False, max_length=32)
    day = forms.DateField(required=False)
    note = forms.CharField(
        label=_("How you know"),
        max_length=400,
        error_messages={"required": _("Write how you know: the document, page or person, and its date.")},
    )

    def clean_day(self) -> str:
        day = self.cleaned_data["day"]
        return day.isoformat() if day else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("said") and not cleaned.get("day") and "day" not in self.errors:
            self.add_error("said", _("Choose one of the answers."))
        return cleaned


class DenialForm(forms.Form):
    """The day on which a claim was denied; left out where a deadline is only taken over as it is computed today."""

    denied = forms.DateField(required=False)

    def clean_denied(self) -> Any:
        day = self.cleaned_data["denied"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day
