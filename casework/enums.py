"""The closed lists of casework: what an evaluation can say, and what an attorney can decide."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """What the recorded facts say under one rule. Never that a violation happened."""

    INDICATED = "indicated", _("Indicated")
    POSSIBLE = "possible", _("Possible")
    NOT_INDICATED = "not_indicated", _("Not indicated")
    NOT_RAISED = "not_raised", _("Not raised")
    NOT_APPLICABLE = "not_applicable", _("Not applicable")


# The two for which a finding is opened and which an attorney can confirm.
RAISED = (Status.INDICATED, Status.POSSIBLE)


class Support(models.TextChoices):
    BINDING = "binding", _("Binding here")
    PERSUASIVE = "persuasive", _("Persuasive here")
    CONTESTED = "contested", _("Contested")


class Decision(models.TextChoices):
    CONFIRM = "confirm", _("Confirmed")
    DISMISS = "dismiss", _("Dismissed")
    NEEDS_FACTS = "needs_facts", _("Needs facts")


class AgreementModel(models.TextChoices):
    """The four models of agreement under 8 U.S.C. 1357(g) that have been signed."""

    JAIL = "jail_enforcement", _("Jail enforcement")
    WARRANT_SERVICE = "warrant_service_officer", _("Warrant service officer")
    TASK_FORCE = "task_force", _("Task force")
    TUNNEL = "tunnel_task_force", _("Tunnel task force")
