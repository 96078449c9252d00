from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

PLACE_LENGTH = 2_000  # the longest text the format allows


class Incident(models.Model):
    """One home or one stop. Its facts are in sealed revisions; the columns are what lists, filters and permissions need."""

    id = models.UUIDField(primary_key=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="incidents_created")
    created_at = models.DateTimeField(_("recorded at"))
    head = models.PositiveIntegerField(_("latest revision"))
    occurred_on = models.DateField(_("day"), help_text=_("The local day on which it began."))
    state = models.CharField(_("state"), max_length=2)
    county = models.CharField(_("county"), max_length=PLACE_LENGTH, blank=True)
    city = models.CharField(_("city"), max_length=PLACE_LENGTH, blank=True)
    operation = models.UUIDField(_("operation"), null=True)
    key_wrapped = models.BinaryField(editable=False)
    joined = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        through="IncidentReader",
        through_fields=("incident", "user"),
        related_name="incidents_joined",
    )

    class Meta:
        ordering = ["-created_at", "id"]
        indexes = [
            models.Index(fields=["-created_at", "id"], name="incident_newest"),
            models.Index(fields=["state", "occurred_on"], name="incident_state_day"),
            models.Index(fields=["operation"], name="incident_operation"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class IncidentReader(models.Model):
    """Somebody who may read an incident beyond its maker and the coordinators of its state, and through what."""

    JOINED = "joined"  # by hand, by somebody who may; anything else was given through a case, to an attorney

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="readers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    through = models.CharField(max_length=80, help_text="what gave the right: `joined`, or the subject of a case")
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident", "user", "through"], name="reader_once_through")]

    def __str__(self) -> str:
        return f"{self.user_id} reads {self.incident_id}"


class IncidentWall(models.Model):
    """Somebody who is kept from an incident, whatever else would let them in, and through what: the subject of a case."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="walls")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    through = models.CharField(max_length=80, help_text="the subject of the case whose attorneys raised it")
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident", "user", "through"], name="one_wall_each_way")]

    def __str__(self) -> str:
        return f"{self.user_id} kept from {self.incident_id} through {self.through}"
