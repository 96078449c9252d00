"""Forms of signing in and of one's own account."""

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateCodeForm
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.services import factors


class SignInForm(LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        for name, hint in (("login", "username"), ("password", "current-password")):
            self.fields[name].widget.attrs = {"autocomplete": hint}
        self.fields["login"].widget.attrs["autofocus"] = True


class ConfirmForm(ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")
        self.fields["password"].widget.attrs = {"autocomplete": "current-password", "autofocus": True}


class NewPasswordForm(ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        labels = {"oldpassword": _("Password until now"), "password1": _("New password"), "password2": _("The same once more")}
        for name, label in labels.items():
            self.fields[name].label = label
            hint = "current-password" if name == "oldpassword" else "new-password"
            self.fields[name].widget.attrs = {"autocomplete": hint}
        self.fields["password1"].help_text = _("At least 12 characters. Several words are easy to keep in mind.")


def code_field(label):
    attrs = {
        "autocomplete": "one-time-code",
        "inputmode": "numeric",
        "autocapitalize": "off",
        "spellcheck": "false",
        "autofocus": True,
    }
    return forms.CharField(label=label, max_length=20, widget=forms.TextInput(attrs=attrs))


class OnceMixin:
    """A code of the app works once; so does a recovery code."""

    def clean_code(self):
        clear = check_rate_limit(self.user)
        code = self.cleaned_data["code"]
        for row in Authenticator.objects.filter(user=self.user).exclude(type=Authenticator.Type.WEBAUTHN):
            is_app = row.type == Authenticator.Type.TOTP
            if factors.accept_code(row, code) if is_app else row.wrap().validate_code(code):
                row.refresh_from_db()
                row.user = self.user
                self.authenticator = row
                clear()
                return code
        raise get_adapter().validation_error("incorrect_code")


class SecondStepForm(OnceMixin, AuthenticateForm):
    code = code_field(_("Code of your app, or a recovery code"))


class ConfirmCodeForm(OnceMixin, ReauthenticateCodeForm):
    code = code_field(_("Code of your app, or a recovery code"))


class CodeAppForm(ActivateTOTPForm):
    code = code_field(_("The code that the app shows now"))


class PasskeyForm(AddWebAuthnForm):
    """Every passkey here is kept on the device and asks for its lock: alone it is two factors."""

    passwordless = forms.BooleanField(widget=forms.HiddenInput, initial=True, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name, so that you know it again")
        self.fields["name"].max_length = 60

    def clean_passwordless(self):
        return True


class RenamePasskeyForm(EditWebAuthnForm):
    name = forms.CharField(label=_("Name"), max_length=60)


class TokenForm(forms.Form):
    label = forms.CharField(
        label=_("What the key is for"), max_length=80, help_text=_("For example: import of the hotline's form.")
    )
