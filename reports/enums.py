"""Where a report stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Being composed")
    DONE = "done", _("Ready")
    FAILED = "failed", _("Not composed")


class Step(models.TextChoices):
    """What a report that is not finished is at, in the order of the work."""

    WAITING = "waiting", _("Waiting for a free worker")
    SETTING = "setting", _("Setting the pages")
    SEALING = "sealing", _("Sealing the file")
    FINISHED = "finished", _("Finished")
