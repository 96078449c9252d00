"""What attorneys did: adopted a rule, decided a finding. Rows are only added; the newest review of a case stands."""

from django.conf import settings
from django.db import models

from casework.enums import Decision
from casework.models.append_only import AppendOnly
from casework.models.case import Case
from casework.models.evaluation import Evaluation, Finding, FindingState


class Adoption(AppendOnly):
    """ "I have read it and adopt it here": one attorney, one rule at one digest, for one finding."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="adoptions")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="adoptions")
    code = models.CharField(max_length=40)
    rule_digest = models.CharField(max_length=64)
    attorney = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="adoptions")
    adopted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["finding", "case", "rule_digest", "attorney"], name="one_adoption_per_rule_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.code} · {self.attorney}"


class Review(AppendOnly):
    """One decision about one finding in one case, with what was read when it was made.

    `sealed` opens, under the case's key, to {"reason", "note", "ruled_out": [{"key", "word"}]}. The reason may be printed;
    the note is privileged and leaves in nothing. `evaluation`, `state` and `rule_digest` name what the attorney had to read.
    """

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="reviews")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reviews")
    attorney = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reviews")
    decision = models.CharField(max_length=16, choices=Decision)
    state = models.ForeignKey(FindingState, on_delete=models.PROTECT, related_name="reviews")
    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="reviews")
    rule_digest = models.CharField(max_length=64)
    sealed = models.BinaryField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.finding_id} {self.decision}"
