"""What holds at every request of somebody who is signed in: the session's age, and a second factor where the role needs one."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.services import factors, sessions

Handler = Callable[[HttpRequest], HttpResponseBase]
# Open to somebody who has yet to set up the second factor that their role needs: the way to it, the way out, and what is kept.
BEFORE_ENROLMENT = frozenset(
    {"mfa_index", "account", "about", "set_language", "sign-out", "account_logout", "leave", "join", "join-arrive"}
    | {"mfa_activate_totp", "mfa_add_webauthn", "mfa_list_webauthn", "mfa_view_recovery_codes"}
    | {"account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"}
)


class SessionBounds:
    """Signs out whoever was idle for half an hour or signed in for twelve."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            now = sessions.now()
            if sessions.is_over(request, now):
                logout(request)
                messages.info(request, _("You were signed out, because this page was open for long. Sign in to go on."))
            else:
                sessions.note_seen(request, now)
        return self.get_response(request)


class SecondFactorFirst:
    """Keeps whoever lacks the second factor of their role to the pages where one is set up."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if not request.user.is_authenticated or name in BEFORE_ENROLMENT or not factors.lacks_factor(request.user):
            return None
        if request.path.startswith(settings.API_PREFIX):
            return JsonResponse({"code": "second_factor_missing", "message": str(MISSING)}, status=403)
        return redirect("account")


MISSING = gettext_lazy("Your role needs a second factor. Sign in with a browser and set one up.")
