"""Who acts: people with one role each."""

from typing import ClassVar

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    VOLUNTEER = "volunteer", _("Volunteer")
    COORDINATOR = "coordinator", _("Coordinator")
    REVIEWER = "reviewer", _("Reviewer")
    ATTORNEY = "attorney", _("Attorney")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")


# Whoever can read cases, follow the ledger or let people in signs in with a second factor; volunteers may.
SECOND_FACTOR_ROLES = frozenset(Role.values) - {Role.VOLUNTEER}


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        """For Django's own command: an administrator. No role here sees case content by being an administrator."""
        return self.create_user(email, password, role=Role.ADMINISTRATOR, **fields)


class User(AbstractUser):
    """A person who signs in with an e-mail address. A new person is a volunteer until somebody says otherwise."""

    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    is_staff = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=16, choices=Role, default=Role.VOLUNTEER)
    states = models.JSONField(
        _("states"),
        default=list,
        blank=True,
        help_text=_("USPS codes of the states whose incidents a coordinator looks after."),
    )

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def needs_second_factor(self) -> bool:
        return self.role in SECOND_FACTOR_ROLES
