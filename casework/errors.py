"""What can stand in the way of casework. Each says what is wrong and what to do."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.functional import Promise

Words = str | Promise


class CaseworkError(Exception):
    """The base of this app's errors."""


class NotAllowed(CaseworkError):
    """This person may not do this. A page answers as if the thing did not exist."""


class NotAnAttorney(CaseworkError):
    """Only attorneys lead a case or are on one."""


class LeadStays(CaseworkError):
    """The lead of a case cannot be taken off it or kept from it: another attorney leads first."""


class CannotJoin(CaseworkError):
    """This person cannot be put on this case. Why is not said: whoever asks may not know of a wall."""


class CannotDecide(CaseworkError):
    """A decision lacks something. `problems` holds every missing thing at once, in words for the person who decides."""

    def __init__(self, problems: Sequence[Words]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = list(problems)


class ChangedMeanwhile(CaseworkError):
    """What the attorney read is no longer what stands: the record or the law moved between reading and deciding.

    `changes`: a list of `casework.services.changes.Change`; empty where only the release moved and the result is the same.
    """

    def __init__(self, changes: Sequence[Any]) -> None:
        super().__init__("the finding changed since it was read")
        self.changes = list(changes)


class NotWeighed(CaseworkError):
    """What a release would change on file is not known yet: it is weighed to the end before anybody adopts it."""


class NoEvaluation(CaseworkError):
    """The incident has no evaluation, so there is nothing to decide about."""


class AlreadyEnded(CaseworkError):
    """The register gives this agreement another end. `ended`: the day that stands."""

    def __init__(self, ended: date) -> None:
        super().__init__(f"the register says that it ended on {ended}")
        self.ended = ended


class NoSuchAnswer(CaseworkError):
    """A question of the register was answered with something that it does not offer, or was answered already."""
