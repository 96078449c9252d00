"""The register of agreements as published lists show it: sheets as they were, and what follows from all of them together."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.enums import AgreementModel, QuestionKind, SheetKind
from casework.models.append_only import AppendOnly


class Sheet(AppendOnly):
    """One published workbook. `day_from`: name (the file's) or option. `columns`: field -> header as written there."""

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=16, choices=SheetKind)
    as_of = models.DateField(db_index=True)
    part_of_day = models.CharField(max_length=2, blank=True)
    day_from = models.CharField(max_length=8)
    digest = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    empty_rows = models.PositiveIntegerField()
    columns = models.JSONField()
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["as_of", "part_of_day", "name", "id"]
        constraints = [models.UniqueConstraint(fields=["digest", "as_of", "kind"], name="one_row_per_sheet")]

    def __str__(self) -> str:
        return self.name


class ListedAgency(models.Model):
    """An agency as sheets name it. `key`: its name in plain words. `county`: told apart by it where the name alone does not.

    `body`: the agency that it is another spelling of; empty for a body of its own. Both follow from the sheets and the answers.
    """

    state = models.CharField(max_length=2)
    key = models.CharField(max_length=160)
    county = models.CharField(max_length=80, blank=True)
    name = models.CharField(max_length=160)
    body = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="spellings")

    class Meta:
        ordering = ["state", "name", "id"]
        constraints = [models.UniqueConstraint(fields=["state", "key", "county"], name="one_listed_agency_per_name")]

    def __str__(self) -> str:
        return f"{self.name}, {self.state}"

    @property
    def root(self) -> "ListedAgency":
        return self.body or self


class SheetRow(AppendOnly):
    """One row of a sheet. `written`: column -> text, as it stood. `refused`: why it names no agency; then `agency` is empty."""

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="sheet_rows")
    worksheet = models.CharField(max_length=100)
    number = models.PositiveIntegerField()
    written = models.JSONField()
    refused = models.CharField(max_length=200, blank=True)
    agency = models.ForeignKey(ListedAgency, null=True, on_delete=models.PROTECT, related_name="sheet_rows")
    model = models.CharField(max_length=32, choices=AgreementModel, blank=True)
    signed = models.DateField(null=True)

    class Meta:
        ordering = ["sheet", "worksheet", "number"]
        constraints = [models.UniqueConstraint(fields=["sheet", "worksheet", "number"], name="one_row_per_line_of_a_sheet")]

    def __str__(self) -> str:
        return f"{self.sheet_id}: {self.worksheet} {self.number}"


class RegisterQuestion(models.Model):
    """What sheets leave unsure, for a person to answer. An empty `answer` is open.

    same_body: whether `agency` and `other` are one body; answered same or different. signed: which day `written` means, for
    `model`; answered with a day or `unknown`. model: which model `written` means; answered with a model or `unknown`.
    """

    kind = models.CharField(max_length=16, choices=QuestionKind)
    agency = models.ForeignKey(ListedAgency, on_delete=models.PROTECT, related_name="questions")
    other = models.ForeignKey(ListedAgency, null=True, on_delete=models.PROTECT, related_name="+")
    model = models.CharField(max_length=32, choices=AgreementModel, blank=True)
    written = models.CharField(max_length=200, blank=True)
    answer = models.CharField(max_length=32, blank=True)
    note = models.CharField(_("how you know"), max_length=400, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["agency__state", "agency__name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "other"], condition=models.Q(kind="same_body"), name="one_question_per_pair_of_agencies"
            ),
            models.UniqueConstraint(
                fields=["kind", "agency", "model", "written"],
                condition=models.Q(other=None),
                name="one_question_per_written_text",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.agency}"


class Listing(models.Model):
    """An unbroken run of sheets that list one agreement of one body. Made anew from all sheets with every import and answer.

    `absent`: the day of the sheet before the first that had dropped it, where there is one. `gone_sheet`: the one after the
    last that no longer lists it. An empty `model` or `signed` is not known.
    """

    agency = models.ForeignKey(ListedAgency, on_delete=models.PROTECT, related_name="listings")
    model = models.CharField(max_length=32, choices=AgreementModel, blank=True)
    signed = models.DateField(null=True)
    absent = models.DateField(null=True)
    first_sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="+")
    last_sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="+")
    gone_sheet = models.ForeignKey(Sheet, null=True, on_delete=models.PROTECT, related_name="+")
    sheets = models.PositiveIntegerField()

    class Meta:
        ordering = ["agency", "model", "signed", "first_sheet__as_of"]

    def __str__(self) -> str:
        return f"{self.agency_id}: {self.model} {self.signed}"


class RegisterEdition(AppendOnly):
    """What all sheets and answers together said at one time, as the engine reads it: JSON, compressed. The newest counts.

    {"rows": [...], "sheets": [day, ...], "doubts": [[state, key], ...], "known": [[state, key], ...]}. `digest` is that of the
    canonical JSON.
    """

    digest = models.CharField(max_length=64, db_index=True)
    content = models.BinaryField()
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.digest[:12]
