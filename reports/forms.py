"""Asking for a report."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class RequestForm(forms.Form):
    language = forms.ChoiceField(
        label=_("Language of the report"),
        choices=settings.LANGUAGES,
        help_text=_("Accounts and names are printed as they were given, in whatever language."),
    )
