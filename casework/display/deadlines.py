"""Deadlines for pages and for the command line: each step in a sentence, and how near the day is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.engine.claim_records import Claim
from casework.engine.deadlines import ACCOUNT, MEMORY, NO_DENIAL, NO_PERIOD
from casework.models import Deadline
from casework.services.deadlines import Due, OfCase

# From how many days before its day a deadline is red.
NEAR = 7


def said(day: str | date) -> str:
    return date_format(date.fromisoformat(day) if isinstance(day, str) else day, _("j F Y"))


def period_in_words(written: str) -> str:
    number, unit = int(written[1:-1]), written[-1]
    if unit == "D":
        return ngettext("%(number)s day", "%(number)s days", number) % {"number": number}
    if unit == "M":
        return ngettext("%(number)s month", "%(number)s months", number) % {"number": number}
    return ngettext("%(number)s year", "%(number)s years", number) % {"number": number}


def step_in_words(step: Mapping[str, Any]) -> str:
    """One step of a computation."""
    match step["kind"]:
        case "start":
            return _start(step)
        case "period":
            return _("Period: %(period)s. The day itself is not counted.") % {"period": period_in_words(step["period"])}
        case "last_day" if step["shortened"]:
            return _("Last day: %(day)s, because that month has no such day.") % {"day": said(step["day"])}
        case "last_day":
            return _("Last day: %(day)s.") % {"day": said(step["day"])}
        case "closed":
            closed = {"day": said(step["day"]), "why": _reason(step["why"])}
            return _("%(day)s: %(why)s. The working day before it counts; being carried over is not counted on.") % closed
        case "due":
            return _("The day to keep: %(day)s.") % {"day": said(step["day"])}
    return asks()[step["why"]]


def _start(step: Mapping[str, Any]) -> str:
    day = {"day": said(step["day"])}
    if step["runs_from"] == "denial":
        return _("It runs from the denial on %(day)s.") % day
    if step["runs_from"] == "accrual":
        return _("It runs from accrual; the incident on %(day)s is the safe start.") % day
    return _("It runs from the incident on %(day)s.") % day


def _reason(why: str) -> str:
    return {"saturday": _("a Saturday"), "sunday": _("a Sunday")}.get(why, why)


def asks() -> dict[str, str]:
    return {
        MEMORY: _("Nobody has read this text. Ask an attorney today; no day is given."),
        ACCOUNT: _("Only an account of this text was read. Ask an attorney today; do not count on the day."),
        NO_PERIOD: _("No period is on file. Ask an attorney today."),
        NO_DENIAL: _("It runs from a denial, and none is recorded here."),
    }


@dataclass(frozen=True)
class Entry:
    """One deadline as a page shows it on a day."""

    due: Due
    today: date

    @property
    def claim(self) -> Claim | None:
        return self.due.claim

    @property
    def stored(self) -> Deadline:
        return self.due.stored

    @property
    def title(self) -> str:
        return self.claim.title if self.claim else self.stored.claim

    @property
    def ask(self) -> str:
        return asks().get(self.stored.ask, "")

    @property
    def asks_today(self) -> bool:
        """No countdown: nobody has read the text, or no day can be given. A denial that has not come asks nothing yet."""
        return bool(self.stored.ask) and self.stored.ask != NO_DENIAL

    @property
    def days_left(self) -> int | None:
        return (self.due.earliest - self.today).days if self.due.earliest else None

    @property
    def countdown(self) -> str:
        """How many days are left; empty where the day must not be counted on."""
        left = self.days_left
        if left is None or self.asks_today:
            return ""
        if left < 0:
            return _("The day has passed. Ask today whether anything stopped the period.")
        return ngettext("%(number)s day left", "%(number)s days left", left) % {"number": left}

    @property
    def is_near(self) -> bool:
        return self.days_left is not None and self.days_left <= NEAR and not self.asks_today

    @cached_property
    def steps(self) -> list[str]:
        return [step_in_words(step) for step in self.stored.steps if step["kind"] != "ask"]

    @property
    def moved(self) -> str:
        """What is different today, and what that would give; empty where nothing is."""
        now = self.due.now
        if not self.due.differs:
            return ""
        if now is None:
            return _("The findings no longer lead to it. It stays here as it was computed.")
        day = said(now.due) if now.due else _("no day")
        return _("The rule, or the day it runs from, has changed. Computed today it would be: %(day)s.") % {"day": day}

    @property
    def can_be_taken_over(self) -> bool:
        return self.due.differs and self.due.now is not None

    @property
    def takes_denial(self) -> bool:
        return self.claim is not None and self.claim.runs_from == "denial" and self.due.now is not None


class DeadlinesPage:
    """All deadlines of a case on a day, those to do something about first."""

    def __init__(self, found: OfCase, today: date) -> None:
        self.entries = [Entry(due, today) for due in found.dues]
        self.channels: Sequence[Claim] = found.channels
        self.unreadable = found.unreadable

    @property
    def dated(self) -> list[Entry]:
        return [one for one in self.entries if one.due.earliest]

    @property
    def undated(self) -> list[Entry]:
        return [one for one in self.entries if not one.due.earliest]

    @property
    def next(self) -> list[Entry]:
        """The few for the page of the case."""
        return self.dated[:4]
