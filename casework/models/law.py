"""What an instance keeps about the law: which release it met, who read which authority, and which agreements stood."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.enums import AgreementKind, AgreementModel, ImpactKind
from casework.models.append_only import AppendOnly


class LawRelease(AppendOnly):
    """A state of the law files, by its digest. `manifest`: {"rules": {code: digest}, "authorities": {id: digest}}."""

    digest = models.CharField(max_length=64, unique=True)
    manifest = models.JSONField()
    first_used_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.digest[:12]


class AuthorityReading(AppendOnly):
    """A named attorney says: I have read this text. It holds for the record as it was, by its digest."""

    authority = models.CharField(max_length=160, db_index=True)
    digest = models.CharField(max_length=64)
    attorney = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="authority_readings")
    note = models.CharField(
        _("where you read it"),
        max_length=400,
        help_text=_("The reporter, site or edition, and its date. Other attorneys see this."),
    )
    read_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "digest", "attorney"], name="one_reading_per_attorney_and_text"),
        ]

    def __str__(self) -> str:
        return f"{self.authority} · {self.attorney}"


class Agreement(models.Model):
    """An agreement that is known by hand: which agency, of which kind and model, from when to when.

    Only those under 8 U.S.C. 1357(g) have a model, and only they count for findings. `expires`: the last day it was made for;
    `ended`: the day on which it was rescinded or lapsed. `document`: SHA-256 of the paper.
    """

    kind = models.CharField(_("kind"), max_length=32, choices=AgreementKind, default=AgreementKind.SECTION_287G)
    agency = models.CharField(_("agency"), max_length=160)
    state = models.CharField(_("state"), max_length=2)
    county = models.CharField(_("county"), max_length=80, blank=True)
    model = models.CharField(_("model"), max_length=32, choices=AgreementModel, blank=True)
    signed = models.DateField(_("signed on"), null=True, blank=True)
    ended = models.DateField(_("ended on"), null=True, blank=True)
    expires = models.DateField(_("made until"), null=True, blank=True)
    rescission = models.CharField(_("how it ended"), max_length=400, blank=True)
    scope = models.CharField(_("what it covers"), max_length=1_000, blank=True)
    training = models.CharField(_("training under it"), max_length=400, blank=True)
    document = models.CharField(_("SHA-256 of its document"), max_length=64, blank=True)
    source = models.CharField(_("source"), max_length=400)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["state", "agency", "signed"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "agency", "state", "county", "model", "signed"], name="one_row_per_agreement"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency}, {self.state} ({self.get_model_display() or self.get_kind_display()})"


class StatedAgreements(AppendOnly):
    """The whole list of agreements that stands for one incident in place of the register, as a case file gives it.

    `rows`: [{agency, state, county, model, signed, ended}]; an empty list says that there are none. The newest row counts.
    """

    incident = models.ForeignKey("incidents.Incident", on_delete=models.PROTECT, related_name="stated_agreements")
    rows = models.JSONField()
    digest = models.CharField(max_length=64)
    reason = models.CharField(max_length=400)
    stated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    stated_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.incident_id}: {len(self.rows)}"


class LawText(AppendOnly):
    """The files of a release, kept so that it can be read after other files lie on the disk.

    `archive`: zlib of the canonical JSON (RFC 8785) {path below the law folder: text}.
    """

    release = models.OneToOneField(LawRelease, on_delete=models.PROTECT, related_name="text")
    archive = models.BinaryField()

    def __str__(self) -> str:
        return f"text of {self.release_id}"


class ReleaseAdoption(AppendOnly):
    """From here on this release is the law of the instance. The newest row counts; nobody adopted the first."""

    release = models.ForeignKey(LawRelease, on_delete=models.PROTECT, related_name="adoptions")
    adopted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("why"), max_length=400, blank=True)
    adopted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.release_id} from {self.adopted_at}"


class Weighing(models.Model):
    """What one release would change against another. Interrupted, it goes on where it stopped.

    First by columns, up to `last`: `done` of `total` incidents, `made`: those whose fact sheet had to be made from the record,
    `unreadable`: those that cannot be opened. From `weighed_at` on those that a change touches are read closer, up to `closer`:
    `read` so far.
    """

    before = models.ForeignKey(LawRelease, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(LawRelease, on_delete=models.PROTECT, related_name="+")
    as_of = models.DateField()
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    unreadable = models.PositiveIntegerField(default=0)
    made = models.PositiveIntegerField(default=0)
    last = models.UUIDField(null=True, editable=False)
    weighed_at = models.DateTimeField(null=True)
    read = models.PositiveIntegerField(default=0)
    closer = models.UUIDField(null=True, editable=False)
    began_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["before", "after"], name="one_weighing_of_two_releases")]

    def __str__(self) -> str:
        return f"{self.before_id} -> {self.after_id}: {self.done} of {self.total}"


class WeighedChange(models.Model):
    """One result that would differ. `kind`: it would appear, vanish, change its status or support, or rest on other text."""

    weighing = models.ForeignKey(Weighing, on_delete=models.CASCADE, related_name="changes")
    incident = models.ForeignKey("incidents.Incident", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    subject = models.CharField(max_length=100, blank=True, default="")
    kind = models.CharField(max_length=8, choices=ImpactKind)
    before = models.CharField(max_length=32, help_text="status, and support where there is one")
    after = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["weighing", "incident", "code", "subject"], name="one_change_per_result"),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.before} -> {self.after}"
