"""The earliest day by which something must be done, counted step by step. Pure: every day is an argument.

The day of the event is not counted. Where the last day is a Saturday, a Sunday or a holiday, an office may be closed, so the
working day before it is the one to keep; that some rules carry a last day over to the next working day is never counted on.
"""

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import holidays

from casework.engine.claim_records import Claim, Period

WEEKEND = {5: "saturday", 6: "sunday"}
# Why there is no day to count down to: nobody read the text, only an account of it, no period is on file, no denial yet.
MEMORY, ACCOUNT, NO_PERIOD, NO_DENIAL = "memory", "account", "no_period", "no_denial"


@dataclass(frozen=True, slots=True)
class Step:
    """`kind`: start, period, last_day, closed, due or ask. `values`: plain JSON, to be put in words."""

    kind: str
    values: Mapping[str, Any]

    def as_dict(self) -> dict[str, Any]:
        return {"kind": self.kind, **self.values}


@dataclass(frozen=True, slots=True)
class Deadline:
    """`due` is None where no day can be given. `ask`: why an attorney must be asked today; empty where the text was read."""

    claim: str
    start: date
    due: date | None
    ask: str
    steps: tuple[Step, ...]


def compute(claim: Claim, *, start: date, denied: date | None, closed: Callable[[date], str | None]) -> Deadline:
    """The earliest day that could apply. `start`: the local day of the incident, the safe start where a claim accrues later.

    `denied`: the day of the denial, for what runs from one. `closed(day)` names why an office is closed on a day, or is None.
    """
    from_denial = claim.runs_from == "denial"
    begins = denied if from_denial and denied else start
    why = claim.checked if claim.checked in (MEMORY, ACCOUNT) else ""
    if claim.period is None or claim.checked == MEMORY or (from_denial and denied is None):
        ask = NO_PERIOD if claim.period is None else NO_DENIAL if from_denial and denied is None else MEMORY
        ask = MEMORY if claim.checked == MEMORY else ask
        return Deadline(claim.id, begins, None, ask, (Step("ask", {"why": ask}),))
    last, shortened = last_day(begins, claim.period)
    steps = [
        Step("start", {"day": begins.isoformat(), "runs_from": claim.runs_from or "incident"}),
        Step("period", {"period": claim.period.written}),
        Step("last_day", {"day": last.isoformat(), "shortened": shortened}),
    ]
    due = last
    while due > begins and (reason := closed(due)):
        steps.append(Step("closed", {"day": due.isoformat(), "why": reason}))
        due -= timedelta(days=1)
    steps.append(Step("due", {"day": due.isoformat()}))
    return Deadline(claim.id, begins, due, why, tuple(steps))


def last_day(start: date, period: Period) -> tuple[date, bool]:
    """The last day of a period, and whether the month had no such day, so that it ends on the month's last."""
    if period.days:
        return start + timedelta(days=period.days), False
    months = start.year * 12 + start.month - 1 + period.months
    year, month = divmod(months, 12)
    longest = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, longest)), start.day > longest


def closed_in(state: str | None) -> Callable[[date], str | None]:
    """Why offices are closed on a day: weekends, and the holidays of the federal government and of the state (USPS code)."""

    def closed(day: date) -> str | None:
        name = _holidays(None, day.year).get(day) or (_holidays(state, day.year).get(day) if state else None)
        return name or WEEKEND.get(day.weekday())

    return closed


@lru_cache(maxsize=256)
def _holidays(state: str | None, year: int) -> Mapping[date, str]:
    """Holidays and the days on which they are observed; a state that the calendar does not know has the federal ones."""
    known = state if state in holidays.list_supported_countries()["US"] else None
    return dict(holidays.country_holidays("US", subdiv=known, years=year))
