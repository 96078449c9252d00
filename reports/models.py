"""The job row of a report. It is the truth about the work; the queue only wakes somebody up."""

import uuid

from django.conf import settings
from django.db import models

from casework.models import Case
from reports.enums import State, Step

MOST_ATTEMPTS = 3


class Report(models.Model):
    """A case as frozen on a day, and the PDF that was composed from it.

    `snapshot` opens under the case's key to the JSON whose SHA-256 is `snapshot_digest`. The PDF lies sealed on disk under the
    report's id; `sha256` and `size` are those of the PDF itself. A worker holds a report from its claim to `lease_until`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reports")
    number = models.PositiveIntegerField()
    language = models.CharField(max_length=2)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(auto_now_add=True)
    snapshot = models.BinaryField(editable=False)
    snapshot_digest = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=State, default=State.QUEUED)
    step = models.CharField(max_length=8, choices=Step, default=Step.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_owner = models.UUIDField(null=True, editable=False)
    lease_until = models.DateTimeField(null=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(null=True)
    error = models.TextField(blank=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="report_number_once_in_a_case"),
            models.CheckConstraint(condition=models.Q(attempts__lte=MOST_ATTEMPTS), name="report_attempts_are_few"),
        ]
        indexes = [models.Index(fields=["state", "lease_until"], name="report_work_to_do")]

    def __str__(self) -> str:
        return f"{self.case_id} report {self.number}"

    @property
    def is_finished(self) -> bool:
        return self.state in (State.DONE, State.FAILED)
