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


class AgreementKind(models.TextChoices):
    """What stands in the register of agreements. Only the first counts as one under 8 U.S.C. 1357(g)."""

    SECTION_287G = "287g", _("287(g) agreement")
    DETENTION = "detention_contract", _("Detention contract")
    ORDERING = "basic_ordering_agreement", _("Basic ordering agreement")
    MUTUAL_AID = "mutual_aid", _("Mutual aid")
    TASK_FORCE = "joint_task_force", _("Joint task force")


class SheetKind(models.TextChoices):
    """The two lists that ICE publishes under 8 U.S.C. 1357(g)."""

    PARTICIPATING = "participating", _("Participating agencies")
    PENDING = "pending", _("Pending agencies")


class QuestionKind(models.TextChoices):
    """What a sheet can leave unsure."""

    SAME_BODY = "same_body", _("One agency or two?")
    SIGNED = "signed", _("Which day was it signed?")
    MODEL = "model", _("Which model is it?")


class ImpactKind(models.TextChoices):
    """How a result would differ under another release."""

    APPEARS = "appears", _("Would appear")
    VANISHES = "vanishes", _("Would vanish")
    CHANGES = "changes", _("Would change")
    TEXT = "text", _("Would rest on other text")
