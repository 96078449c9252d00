from django.conf import settings
from django.db import models


class Draft(models.Model):
    """A form somebody has not finished. Its id becomes the incident's; deleting the row destroys its key with it."""

    id = models.UUIDField(primary_key=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    key_wrapped = models.BinaryField(editable=False)
    sealed = models.BinaryField(editable=False)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-changed_at"]

    def __str__(self) -> str:
        return str(self.id)
