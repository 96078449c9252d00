"""Signing in and out, the second step, and one's own account. What the library does well, it does; the pages are ours."""

from allauth.account.views import LoginView, LogoutView, PasswordChangeView, ReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import ReauthenticateView as ReauthenticateCodeView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    EditWebAuthnView,
    ListWebAuthnView,
    LoginWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import step_up, tokens
from accounts.people.qr import code_of
from accounts.services import factors, sessions
from accounts.signing import locked
from accounts.signing.browsers import browser_name
from accounts.signing.forms import TokenForm

ACCOUNT = reverse_lazy("account")


class SignIn(LoginView):
    http_method_names = ("get", "head", "post")

    def form_invalid(self, form):
        too_many = form.has_error("__all__", "too_many_login_attempts")
        return locked.page(self.request) if too_many else super().form_invalid(form)


class SignOut(LogoutView):
    """By a button alone: a link that signs out could be put on any page."""

    http_method_names = ("post",)

    def post(self, request, *args, **kwargs):
        response = super().post(request, *args, **kwargs)
        response["Clear-Site-Data"] = '"cache", "storage"'
        return response


@method_decorator(login_not_required, name="dispatch")
class SecondStep(AuthenticateView):
    http_method_names = ("get", "head", "post")


@method_decorator(login_not_required, name="dispatch")
class PasskeySignIn(LoginWebAuthnView):
    http_method_names = ("get", "head", "post")


@never_cache
@require_safe
def account(request):
    """What one's own account consists of, and what is still to do."""
    rows = list(Authenticator.objects.filter(user=request.user).order_by("created_at"))
    by_type = {kind: [row for row in rows if row.type == kind] for kind in Authenticator.Type}
    codes = by_type[Authenticator.Type.RECOVERY_CODES]
    context = {
        "app": by_type[Authenticator.Type.TOTP],
        "passkeys": [row.wrap() for row in by_type[Authenticator.Type.WEBAUTHN]],
        "codes_left": len(codes[0].wrap().get_unused_codes()) if codes else 0,
        "to_do": factors.lacks_factor(request.user),
        "others": len(sessions.open_sessions(request)) - 1,
        "keys": request.user.api_tokens.filter(expires_at__gt=timezone.now()).count(),
    }
    return render(request, "account/account.html", context)


class Renewed:
    """After a change of what opens the account every other session ends, and this one goes on under a new key."""

    def renew(self):
        self.request.session.cycle_key()
        sessions.end_others(self.request)


class AddCodeApp(Renewed, ActivateTOTPView):
    http_method_names = ("get", "head", "post")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        secret = context["form"].secret
        groups = [secret[start : start + 4] for start in range(0, len(secret), 4)]
        return {**context, "code": code_of(context["totp_url"]), "groups": groups}

    def form_valid(self, form):
        response = super().form_valid(form)
        row = Authenticator.objects.get(user=self.request.user, type=Authenticator.Type.TOTP)
        factors.accept_code(row, form.cleaned_data["code"])  # the code that set it up is used up
        self.renew()
        messages.success(self.request, _("The app is set up. At your next sign-in it shows the code."))
        return response


class RemoveCodeApp(Renewed, DeactivateTOTPView):
    http_method_names = ("get", "head", "post")
    success_url = ACCOUNT

    def form_valid(self, form):
        response = super().form_valid(form)
        self.renew()
        messages.success(self.request, _("The app no longer opens your account."))
        return response


class Passkeys(ListWebAuthnView):
    http_method_names = ("get", "head")

    def get_queryset(self):
        return super().get_queryset().order_by("created_at")


class AddPasskey(Renewed, AddWebAuthnView):
    http_method_names = ("get", "head", "post")

    def form_valid(self, form):
        response = super().form_valid(form)
        self.renew()
        messages.success(self.request, _("The passkey is set up. You can sign in with it from now on."))
        return response


class RemovePasskey(Renewed, RemoveWebAuthnView):
    http_method_names = ("get", "head", "post")

    def form_valid(self, form):
        if not factors.can_remove(self.get_object()):
            messages.error(self.request, _("Your role needs a second factor. Set up another one first; this one stays."))
            return redirect("mfa_list_webauthn")
        response = super().form_valid(form)
        self.renew()
        messages.success(self.request, _("The passkey no longer opens your account."))
        return response


class RenamePasskey(EditWebAuthnView):
    http_method_names = ("get", "head", "post")


class RecoveryCodes(ViewRecoveryCodesView):
    http_method_names = ("get", "head")


class NewRecoveryCodes(Renewed, GenerateRecoveryCodesView):
    http_method_names = ("get", "head", "post")

    def form_valid(self, form):
        response = super().form_valid(form)
        self.renew()
        return response


class Confirm(ReauthenticateView):
    http_method_names = ("get", "head", "post")

    def form_valid(self, form):
        self.request.session.cycle_key()
        return super().form_valid(form)


class ConfirmCode(ReauthenticateCodeView):
    http_method_names = ("get", "head", "post")

    def form_valid(self, form):
        self.request.session.cycle_key()
        return super().form_valid(form)


class ConfirmPasskey(ReauthenticateWebAuthnView):
    http_method_names = ("get", "head", "post")

    def form_valid(self, form):
        self.request.session.cycle_key()
        return super().form_valid(form)


@method_decorator(step_up.required_before_secrets, name="dispatch")
class ChangePassword(Renewed, PasswordChangeView):
    http_method_names = ("get", "head", "post")
    success_url = ACCOUNT

    def form_valid(self, form):
        response = super().form_valid(form)
        self.renew()
        messages.success(self.request, _("Your new password is set. Everywhere else you are signed out."))
        return response


@never_cache
@require_safe
def session_list(request):
    rows = [(row, browser_name(row.browser)) for row in sessions.open_sessions(request)]
    return render(request, "account/sessions.html", {"rows": rows})


@require_POST
def session_end(request, pk):
    if not sessions.end(request, pk):
        raise Http404
    messages.success(request, _("Signed out there."))
    return redirect("sessions")


@require_POST
def session_end_others(request):
    ended = sessions.end_others(request)
    messages.success(request, _("Signed out everywhere else: %(count)d.") % {"count": ended})
    return redirect("sessions")


@never_cache
def token_list(request):
    """Lists keys for programs. Making one takes a confirmation first, since the key opens what its maker can see."""
    return _token_new(request) if request.method == "POST" else _tokens(request, TokenForm())


@step_up.required
def _token_new(request):
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _tokens(request, form, status=422)
    key = tokens.issue(user=request.user, label=form.cleaned_data["label"])
    return _tokens(request, TokenForm(), key=key)


def _tokens(request, form, key="", status=200):
    rows = request.user.api_tokens.filter(expires_at__gt=timezone.now()).order_by("-created_at")
    return render(request, "account/tokens.html", {"rows": rows, "form": form, "key": key}, status=status)


@require_POST
def token_end(request, pk):
    if not tokens.end(user=request.user, pk=pk):
        raise Http404
    messages.success(request, _("The key no longer opens anything."))
    return redirect("tokens")
