"""Where the sign-in library asks the project: nobody signs up, secrets are sealed, addresses are pseudonyms."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts import addresses, sealing
from accounts.models import User
from accounts.services import factors

NOT_MATCHING = _(
    "This e-mail address and password do not match anybody here. Check both (capital letters count in the password) and try "
    "again, or ask your coordinator."
)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": NOT_MATCHING,
        "too_many_login_attempts": _("Too many tries. Wait 15 minutes, or sign in with a passkey."),
        "incorrect_password": _("This is not your password. Nothing was changed."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Counts tries by address; those at one account are counted elsewhere, in rows that an auditor can read."""
        self._login_failed_rl_usage = ratelimit.consume(request, app="allauth.account", action="tries_from_address")
        if not self._login_failed_rl_usage:
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Whose access has ended is told what a wrong password is told."""
        found: User | None = super().authenticate(request, **credentials)
        return found if found is not None and found.is_active else None

    def get_reauthentication_methods(self, user: AbstractBaseUser) -> list[dict[str, Any]]:
        """With the second factor where there is one: the password alone confirms nothing then."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        stronger = [method for method in methods if method["id"] != "reauthenticate"]
        return stronger or methods

    def reauthenticate(self, user: User, password: str) -> bool:
        found = self.authenticate(context.request, email=user.email, password=password)
        return found == user

    def get_client_ip(self, request: HttpRequest) -> str:
        return addresses.of(request)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Pages say for themselves what happened."""


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right, or it was used before. Wait for the next one and try again."),
        "cannot_delete_authenticator": _("Your role needs a second factor. Set up another one first."),
    }

    def encrypt(self, text: str) -> str:
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.unseal(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return factors.can_remove(authenticator)

    def get_totp_issuer(self) -> str:
        return "Threshold"

    def _get_site_name(self) -> str:
        return "Threshold"

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return str(_("Passkey %(number)s")) % {"number": number}
