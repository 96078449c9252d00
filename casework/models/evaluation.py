"""What the law files said about a record: evaluations that come and go, and the findings that keep their history."""

import uuid

from django.db import models

from casework.enums import Status, Support
from casework.models.append_only import AppendOnly
from casework.models.law import LawRelease


class Evaluation(AppendOnly):
    """One revision read under one law release, register and day; sealed under the incident's key, since it holds facts.

    `sealed` opens to the evaluation/1 object in canonical form; `digest` is its SHA-256.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    incident = models.ForeignKey("incidents.Incident", on_delete=models.PROTECT, related_name="evaluations")
    revision = models.PositiveIntegerField()
    release = models.ForeignKey(LawRelease, on_delete=models.PROTECT, related_name="evaluations")
    register = models.CharField(max_length=64, help_text="SHA-256 of the list of agreements that it was read with.")
    as_of = models.DateField()
    sealed = models.BinaryField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "revision", "release", "register", "as_of"], name="one_evaluation_per_revision_and_law"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} r{self.revision} {self.as_of}"


class Finding(models.Model):
    """A code that the recorded facts have at some time raised, for the incident (subject empty), an agency or a person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    incident = models.ForeignKey("incidents.Incident", on_delete=models.PROTECT, related_name="findings")
    code = models.CharField(max_length=40)
    subject = models.CharField(max_length=100, blank=True, default="")
    opened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["code", "subject"]
        constraints = [models.UniqueConstraint(fields=["incident", "code", "subject"], name="one_finding_per_code_and_subject")]

    def __str__(self) -> str:
        return f"{self.code} {self.subject}".strip()


class FindingState(AppendOnly):
    """What a finding rested on from one evaluation to the next that differs. `basis` is the digest of all that it rests on."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="states")
    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="states")
    status = models.CharField(max_length=16, choices=Status)
    support = models.CharField(max_length=16, choices=Support, blank=True, default="")
    basis = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["finding", "evaluation"], name="one_state_per_evaluation")]

    def __str__(self) -> str:
        return f"{self.finding_id} {self.status}"
