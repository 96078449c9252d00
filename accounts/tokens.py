"""API tokens: `Authorization: Token …`. Kept as SHA-256 of a 256-bit random key, so a stolen database opens nothing."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, SessionAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from accounts import acts
from accounts.models import ApiToken, User
from accounts.services import factors

LIFETIME = timedelta(days=90)


def digest_of(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def issue(*, user: User, label: str) -> str:
    """Makes a token and returns its key, which is never shown again."""
    key = secrets.token_urlsafe(32)
    with transaction.atomic():
        made = ApiToken.objects.create(user=user, label=label, digest=digest_of(key), expires_at=timezone.now() + LIFETIME)
        acts.note(actor=user, act="person.token_made", person=user, detail={"token": made.pk})
    return key


def end(*, user: User, pk: int) -> bool:
    """Ends a token of this person; False where they have none of that number."""
    with transaction.atomic():
        ended = ApiToken.objects.filter(user=user, pk=pk).delete()[0]
        if ended:
            acts.note(actor=user, act="person.token_ended", person=user, detail={"token": pk})
    return bool(ended)


class TokenAuthentication(BaseAuthentication):
    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        words = get_authorization_header(request).split()
        if not words or words[0].lower() != b"token":
            return None
        key = words[1].decode("latin-1") if len(words) == 2 else ""
        token = ApiToken.objects.select_related("user").filter(digest=digest_of(key)).first()
        if token is None or token.expires_at <= timezone.now() or not token.user.is_active:
            raise AuthenticationFailed(_("This token is not known or has expired. Make a new one."))
        if factors.lacks_factor(token.user):
            raise AuthenticationFailed(_("Your role needs a second factor. Sign in with a browser and set one up."))
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return "Token"


class CookieAuthentication(SessionAuthentication):
    """A session's cookie with the token against forged requests. The token is looked at before the body: DRF's own order lets a
    form of a kind that is not taken end in 415 first."""

    def enforce_csrf(self, request: Request) -> None:
        super().enforce_csrf(request._request)  # type: ignore[arg-type]  # the check reads either


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "apiKey", "in": "header", "name": "Authorization", "description": "`Token ` and the key"}


class CookieScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = CookieAuthentication
    name = "session"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}
