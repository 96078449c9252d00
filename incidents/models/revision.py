from django.conf import settings
from django.db import models

from incidents.models.incident import Incident


class Revision(models.Model):
    """One state of an incident document, never changed: the database refuses UPDATE, DELETE and TRUNCATE.

    `sealed` holds the seed of the leaf tree and the canonical bytes; `reason` the sealed grounds of the change (why, what was
    retracted, what was settled). `digest` is the SHA-256 of the canonical bytes and `leaf_root` the root of their leaf tree.
    """

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    base = models.PositiveIntegerField(help_text="the revision this was made from; 0 for the first")
    sealed = models.BinaryField(editable=False)
    reason = models.BinaryField(editable=False)
    digest = models.CharField(max_length=64)
    leaf_root = models.CharField(max_length=64)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["incident", "number"]
        constraints = [models.UniqueConstraint(fields=["incident", "number"], name="revision_number_once")]

    def __str__(self) -> str:
        return f"{self.incident_id} revision {self.number}"
