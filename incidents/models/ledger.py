from django.conf import settings
from django.db import models


class LedgerEntry(models.Model):
    """One act on the record, chained to the one before by its digest. The database refuses UPDATE, DELETE and TRUNCATE."""

    sequence = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    act = models.CharField(max_length=64)
    subject = models.CharField(max_length=120, db_index=True)
    detail = models.JSONField(help_text="ids and digests, never content")
    previous = models.CharField(max_length=64)
    salt = models.BinaryField(max_length=16, null=True, help_text="random, so that the digest cannot be tried against guesses")
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["sequence"]
        verbose_name_plural = "ledger entries"

    def __str__(self) -> str:
        return f"{self.sequence} {self.act} {self.subject}"


class LedgerHead(models.Model):
    """The one row that writers of the ledger queue on: number and digest of the last entry."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    sequence = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_ledger_head")]

    def __str__(self) -> str:
        return f"{self.sequence}:{self.digest}"
