import uuid

from django.conf import settings
from django.db import models

from incidents.models.incident import Incident


class EvidenceFile(models.Model):
    """A file kept as received. Its name and note are in the document, under /evidence/KEY; the bytes lie sealed on disk."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="evidence_files")
    key = models.CharField(max_length=100, help_text="key of its entry in the document: E1, E2 ...")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(help_text="bytes as received")
    content_type = models.CharField(
        max_length=255, blank=True, help_text="as the sender named it; nothing is concluded from it"
    )
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["incident", "received_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["incident", "sha256"], name="evidence_bytes_once"),
            models.UniqueConstraint(fields=["incident", "key"], name="evidence_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key} of {self.incident_id}"
