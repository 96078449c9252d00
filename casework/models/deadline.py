"""Days by which something must be done, as they were computed: under which rule, from which day, in which steps."""

from django.conf import settings
from django.db import models

from casework.models.append_only import AppendOnly


class Deadline(AppendOnly):
    """One computation. The one with the highest `turn` stands; another rule or another day never moves it by itself.

    `claim`: id of the record of law; `digest`: of its file as it was read. `due` is empty where no day can be given; `ask` says
    why an attorney must be asked at once. `steps`: [{kind, ...}] as `casework.engine.deadlines` makes them.
    """

    case = models.ForeignKey("casework.Case", on_delete=models.PROTECT, related_name="deadlines")
    incident = models.ForeignKey("incidents.Incident", on_delete=models.PROTECT, related_name="+")
    claim = models.CharField(max_length=160)
    digest = models.CharField(max_length=64)
    turn = models.PositiveIntegerField()
    start = models.DateField()
    due = models.DateField(null=True)
    ask = models.CharField(max_length=16, blank=True)
    steps = models.JSONField()
    denied = models.DateField(null=True)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["case", "incident", "claim", "turn"]
        constraints = [
            models.UniqueConstraint(fields=["case", "incident", "claim", "turn"], name="one_turn_of_a_deadline"),
        ]

    def __str__(self) -> str:
        return f"{self.claim}: {self.due}"
