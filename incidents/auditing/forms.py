"""The filter over the ledger."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from incidents.auditing.words import ACTS


class FilterForm(forms.Form):
    act = forms.ChoiceField(label=_("Act"), required=False)
    person = forms.ModelChoiceField(
        label=_("Person, as who acted or as whom it is about"),
        required=False,
        queryset=User.objects.none(),
        empty_label=_("Anybody"),
    )
    day = forms.DateField(
        label=_("Day, in UTC"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("This is not a day. Write it like 2026-01-14.")},
    )
    subject = forms.CharField(
        label=_("Subject, as the ledger writes it"),
        help_text=_("For example incident: and its whole id. Each subject below leads to its own entries."),
        required=False,
        max_length=120,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = sorted(((act, str(words)) for act, words in ACTS.items()), key=lambda choice: choice[1])
        self.fields["act"].choices = [("", _("Any act")), *known]
        self.fields["person"].queryset = User.objects.order_by("name")
