from django.db import models


class Agency(models.Model):
    """A law-enforcement agency as the FBI lists it, by its ORI. What people add stands in `AgencyNote`.

    `published`: the name in that list, often only the place. `name`: what is on the cars, so far as its kind implies it.
    `state` is empty for an agency of the federal government. `words`: everything it is found by, in lower case without
    accents, each word after a space.
    """

    ori = models.CharField(max_length=9, unique=True)
    published = models.CharField(max_length=160)
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=2, blank=True, db_index=True)
    county = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=60, blank=True)
    listed_for = models.PositiveIntegerField(null=True)
    words = models.CharField(max_length=1_200)

    class Meta:
        ordering = ["state", "name", "ori"]

    def __str__(self) -> str:
        return f"{self.name}, {self.state}" if self.state else self.name


class AgencyNote(models.Model):
    """What the network knows of an agency: another name, or the body that oversees it, with where that was read."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="notes")
    other_name = models.CharField(max_length=160, blank=True)
    oversight = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "other_name", "oversight"], name="one_note_of_an_agency"),
        ]

    def __str__(self) -> str:
        return self.other_name or self.oversight
