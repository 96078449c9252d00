"""The closed leaves of an incident, kept so that a change of law can be weighed without reading the record again."""

from django.db import models


class FactSheet(models.Model):
    """Made from a revision and made anew for the next: it proves nothing. Sealed under the incident's key, as it holds facts.

    `layout`: which fields and comparisons its bytes stand for (`casework.engine.columns`); `register`: the digest of the
    agreements that it was made with.
    """

    incident = models.OneToOneField("incidents.Incident", on_delete=models.CASCADE, primary_key=True, related_name="fact_sheet")
    revision = models.PositiveIntegerField()
    layout = models.CharField(max_length=64)
    register = models.CharField(max_length=64)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.incident_id} r{self.revision}"
