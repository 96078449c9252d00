"""Links that let somebody in: to join, or to set a new password."""

from datetime import datetime
from typing import ClassVar

from django.db import models

from accounts.models.person import Role, User


class Invitation(models.Model):
    """One link, for one use. Only the digest of its token is kept; the token is shown once, to whoever made it.

    `person` is whose password the link sets; without one the link makes a new person. `refusals` counts how often the
    form was sent with an address that is taken, so that a link cannot be used to find out who is here.
    """

    LONGEST: ClassVar[int] = 7  # days
    MOST_REFUSALS: ClassVar[int] = 5

    digest = models.CharField(max_length=64, unique=True, editable=False)
    person = models.ForeignKey(User, models.CASCADE, null=True, related_name="links")
    role = models.CharField(max_length=16, choices=Role)
    states = models.JSONField(default=list, blank=True)
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="invitations_made")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    used_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="invitations_used")
    withdrawn_at = models.DateTimeField(null=True)
    refusals = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(expires_at__gt=models.F("made_at")), name="invitation_expires_later"),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    def state(self, now: datetime) -> str:
        """open | used | withdrawn | expired"""
        if self.used_at is not None:
            return "used"
        if self.withdrawn_at is not None:
            return "withdrawn"
        return "open" if self.expires_at > now else "expired"
