from django.db import models


class LedgerCheckpoint(models.Model):
    """A signed statement of how long the ledger was and what it held. The database refuses UPDATE, DELETE and TRUNCATE.

    `note` is the statement as it leaves the house (C2SP tlog-checkpoint). `proof` shows that the checkpoint before it, of
    `follows` entries (0: there was none), is its beginning: hashes in hexadecimal (RFC 6962, section 2.1.2).
    """

    size = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    note = models.TextField()
    follows = models.PositiveBigIntegerField()
    proof = models.JSONField(default=list)

    class Meta:
        ordering = ["size"]

    def __str__(self) -> str:
        return f"checkpoint of {self.size} entries"


class CheckpointPlace(models.Model):
    """A place outside that checkpoints are brought to: when it was last tried, and why it failed, if it did."""

    name = models.CharField(primary_key=True, max_length=80)
    tried_at = models.DateTimeField()
    fault = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return self.name


class CheckpointDelivery(models.Model):
    """One checkpoint that a place outside has taken. `answer` is what the place gave back: a timestamp (RFC 3161)."""

    checkpoint = models.ForeignKey(LedgerCheckpoint, models.PROTECT, related_name="deliveries")
    place = models.CharField(max_length=80)
    at = models.DateTimeField()
    answer = models.BinaryField(default=bytes, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["checkpoint", "place"], name="one_delivery_each_place")]

    def __str__(self) -> str:
        return f"{self.checkpoint_id} to {self.place}"
