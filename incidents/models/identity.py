from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from incidents.models.incident import Incident


class Identity(models.Model):
    """Who a person of a document is: sealed, apart from the document, tied by the person's key. Never an immigration status."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="identities")
    person = models.CharField(max_length=100, help_text="key of the person in the document: P1, P2 ...")
    sealed = models.BinaryField(editable=False)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "identities"
        constraints = [models.UniqueConstraint(fields=["incident", "person"], name="identity_once_a_person")]

    def __str__(self) -> str:
        return f"identity of {self.person} in {self.incident_id}"


class IdentityAgreement(models.Model):
    """What a person agreed that one recipient may learn about them. The latest row for a recipient is the one that holds."""

    class Answer(models.TextChoices):
        NOTHING = "nothing", _("Nothing that identifies me")
        DETAILS = "details", _("Details, without my name")
        IDENTITY = "identity", _("My name and details")

    identity = models.ForeignKey(Identity, models.CASCADE, related_name="agreements")
    recipient = models.CharField(max_length=120)
    answer = models.CharField(max_length=16, choices=Answer)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["recorded_at", "id"]

    def __str__(self) -> str:
        return f"{self.recipient}: {self.answer}"
