from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class LedgerCheck(models.Model):
    """One verification of the ledger and of the record against it: how far it is and what it found.

    Asked for by an auditor, or by nobody: then it is the nightly one, which also reads every stored file (`with_files`).
    `breaks`: the first of them as [{"kind", "sequence", "subject"}]; `found` says how many there are in all.
    """

    KEPT: ClassVar[int] = 50

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    with_files = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    lease_until = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    entries = models.PositiveBigIntegerField(default=0, help_text="entries of the ledger read so far, in the end all")
    incidents = models.PositiveBigIntegerField(default=0, help_text="incidents compared so far, in the end all")
    revisions = models.PositiveBigIntegerField(default=0)
    files = models.PositiveBigIntegerField(default=0)
    rows = models.PositiveBigIntegerField(default=0, help_text="readers, identities and agreements compared")
    head = models.CharField(max_length=64, blank=True)
    found = models.PositiveBigIntegerField(default=0)
    breaks = models.JSONField(default=list)
    clock = models.JSONField(default=list, help_text="runs of entries whose times lie before earlier ones: [[first, last]]")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"check {self.pk}: {self.state}"
