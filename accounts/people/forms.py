"""Forms of inviting, joining, and changing what somebody may be."""

import re

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.errors import StatesDoNotFit
from accounts.models import Invitation, Role, User
from accounts.people.words import DOES
from accounts.services import people
from accounts.states import STATES

DAYS = [(1, _("One day")), (3, _("Three days")), (Invitation.LONGEST, _("A week"))]


def role_choices(roles):
    return [(role.value, f"{role.label}: {DOES[role]}") for role in roles]


class RoleForm(forms.Form):
    """A role, and a coordinator's states."""

    role = forms.ChoiceField(
        label=_("Role"), widget=forms.RadioSelect, error_messages={"required": _("Choose what this person is here for.")}
    )
    states = forms.CharField(
        label=_("States, for a coordinator"),
        help_text=_("Two-letter codes with a space between, such as MA RI. Leave it empty for every other role."),
        required=False,
        max_length=240,
    )

    def __init__(self, *args, roles=tuple(Role), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = role_choices(roles)
        if Role.COORDINATOR not in roles:
            del self.fields["states"]
        if len(roles) == 1:
            self.fields["role"].widget = forms.HiddenInput()
            self.fields["role"].initial = roles[0].value

    def clean_states(self):
        codes = re.split(r"[\s,;]+", self.cleaned_data["states"].strip().upper())
        codes = [code for code in codes if code]
        wrong = [code for code in codes if code not in STATES]
        if wrong:
            raise ValidationError(_("Not a state's code: %(codes)s.") % {"codes": ", ".join(wrong)})
        return codes

    def clean(self):
        said = super().clean()
        if "role" in said and "states" in said:
            try:
                said["states"] = people.fitting_states(said["role"], said["states"])
            except StatesDoNotFit as error:
                self.add_error("states", str(error))
        return said


class InviteForm(RoleForm):
    name = forms.CharField(
        label=_("Name, if you know it"),
        help_text=_("Only so that you recognise the invitation in the list; the person writes their own."),
        required=False,
        max_length=120,
    )
    email = forms.EmailField(
        label=_("E-mail address, if you know it"),
        help_text=_("Nothing is sent to it. You hand the link over yourself."),
        required=False,
    )
    days = forms.TypedChoiceField(label=_("The link opens for"), choices=DAYS, coerce=int, initial=3, widget=forms.RadioSelect)


class PasswordForm(forms.Form):
    """A password, twice; `person` is whom it must not resemble."""

    password = forms.CharField(
        label=_("Password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    again = forms.CharField(
        label=_("The same password again"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args, person=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["password"].help_text = _("At least 12 characters. Several words in a row are easy to keep in mind.")

    def clean(self):
        said = super().clean()
        password, again = said.get("password"), said.get("again")
        if password and again and password != again:
            self.add_error("again", _("The two passwords differ. Write the same one twice."))
        elif password:
            self._validate(password, said)
        return said

    def _validate(self, password, said):
        person = self.person or User(name=said.get("name", ""), email=said.get("email", ""))
        try:
            validate_password(password, person)
        except ValidationError as error:
            self.add_error("password", error)


class JoinForm(PasswordForm):
    name = forms.CharField(
        label=_("Your name, as others here will see it"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("You sign in with it. Nobody is sent anything now."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    field_order = ["name", "email", "password", "again"]
