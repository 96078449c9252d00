"""A second look before a weighty act: the person shows again that it is them, with the second factor where they have one."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.http import urlencode

from accounts.services import sessions

View = Callable[..., HttpResponseBase]


def required(view: View) -> View:
    """Sends whoever has not confirmed within five minutes to do so first, and brings them back, with what they had sent."""

    @wraps(view)
    def stepped_up(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not sessions.recently_confirmed(request):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return stepped_up


def required_before_secrets(view: View) -> View:
    """The same for a form that takes a password: what was sent is kept nowhere, not even for the moment of the confirmation."""

    @wraps(view)
    def stepped_up(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if sessions.recently_confirmed(request):
            return view(request, *args, **kwargs)
        [way, *_others] = get_adapter().get_reauthentication_methods(request.user)
        return HttpResponseRedirect(f"{way['url']}?{urlencode({'next': request.path})}")

    return stepped_up
