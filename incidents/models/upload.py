"""A file that is coming in piece by piece."""

import uuid

from django.conf import settings
from django.db import models

from incidents.models.incident import Incident


class Upload(models.Model):
    """A resumable upload of one person to one incident. The row says how much is safe on disk; nothing beyond it counts.

    `sealed` opens to what the sender said of the file, under the incident's key. `file` is the evidence that became of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="uploads")
    maker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    length = models.PositiveBigIntegerField(help_text="bytes of the whole file, as the sender said")
    received = models.PositiveBigIntegerField(default=0, help_text="bytes that are synced to disk")
    sealed = models.BinaryField(editable=False)
    began_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    file = models.ForeignKey("incidents.EvidenceFile", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["began_at"]

    def __str__(self) -> str:
        return f"{self.received} of {self.length} bytes"
