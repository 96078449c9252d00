"""Cases: which incidents belong together, and which attorneys may read and decide them."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Case(models.Model):
    """A file of one or more incidents. What its attorneys write is sealed under the case's own key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(
        _("title"), max_length=120, help_text=_("A place and a day, or a docket name. Not the name of anybody who was harmed.")
    )
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="led_cases", verbose_name=_("lead attorney")
    )
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="CaseMember", through_fields=("case", "user"), related_name="cases"
    )
    incidents = models.ManyToManyField("incidents.Incident", through="CaseIncident", related_name="cases")
    key_wrapped = models.BinaryField(editable=False)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-opened_at"]

    def __str__(self) -> str:
        return self.title


class CaseMember(models.Model):
    """An attorney on a case, of whom the lead is one, or a reviewer whom they put on it to read."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="case_memberships")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["added_at"]
        constraints = [models.UniqueConstraint(fields=["case", "user"], name="on_a_case_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.case}"


class CaseWall(models.Model):
    """Somebody whom the attorneys of a case keep from it, and since when; the reason is sealed under the case's key."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="walls")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.BinaryField(editable=False)
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["raised_at"]
        constraints = [
            models.UniqueConstraint(fields=["case", "user"], condition=models.Q(lifted_at=None), name="one_wall_at_a_time")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} kept from {self.case_id}"


class CaseIncident(models.Model):
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="case_incidents")
    incident = models.ForeignKey("incidents.Incident", on_delete=models.PROTECT, related_name="case_incidents")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["added_at"]
        constraints = [models.UniqueConstraint(fields=["case", "incident"], name="in_a_case_once")]

    def __str__(self) -> str:
        return f"{self.incident_id} · {self.case}"
