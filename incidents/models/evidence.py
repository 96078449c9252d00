import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

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


class EvidenceInspection(models.Model):
    """What a file was found to be by its own bytes. What it says about itself is sealed: it can show where people live."""

    file = models.OneToOneField(EvidenceFile, models.PROTECT, primary_key=True, related_name="inspection")
    media_type = models.CharField(max_length=80, help_text="by content, not by name")
    fault = models.CharField(max_length=40, blank=True, help_text="why no copy was made: a reason of incidents.evidence.faults")
    sealed = models.BinaryField(editable=False)
    inspected_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.file_id}: {self.media_type}"


class EvidenceCopy(models.Model):
    """A picture made from a file, with no description of its own. It can be made again: the file is the evidence."""

    class Name(models.TextChoices):
        THUMBNAIL = "thumbnail", _("Thumbnail")
        CLEAN = "clean", _("Copy without description")

    file = models.ForeignKey(EvidenceFile, models.PROTECT, related_name="copies")
    name = models.CharField(max_length=16, choices=Name)
    media_type = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(help_text="bytes")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "evidence copies"
        constraints = [models.UniqueConstraint(fields=["file", "name"], name="evidence_copy_once")]

    def __str__(self) -> str:
        return f"{self.name} of {self.file_id}"
