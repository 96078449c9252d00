"""Agreements under 8 U.S.C. 1357(g) on a day: in force, not in force, or unclear."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

# A sheet of participating agencies shows that an agency was not listed only where sheets lie close on both sides of the day.
SHEET_REACH = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class AgreementState:
    """`state` is in_force, not_in_force or unclear; `models` are those in force."""

    state: str
    models: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One agreement. It holds from the day it was signed, up to and without the day it ended."""

    agency: str
    state: str | None
    county: str | None
    model: str | None
    signed: date | None
    ended: date | None

    def holds(self, day: date) -> bool:
        return (self.signed is None or self.signed <= day) and (self.ended is None or day < self.ended)


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("’", "'").split())


@dataclass(frozen=True, slots=True)
class Register:
    """Rows of agreements. `whole` says that an agency it does not name has none; else `sheets` are the days it was seen."""

    rows: tuple[Row, ...] = ()
    whole: bool = True
    sheets: tuple[date, ...] = ()

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, Any]], *, whole: bool = True, sheets: Iterable[date] = ()) -> "Register":
        """From plain rows {agency, state, county, model, signed, ended}; days are ISO text or dates."""
        return cls(tuple(map(_row, rows)), whole, tuple(sorted(sheets)))

    @classmethod
    def unknown(cls) -> "Register":
        """Nobody has said which agreements there were."""
        return cls((), False, ())

    def agreement_on(self, agency_name: str | None, state: str, day: date) -> AgreementState:
        """The agreement of an agency, matched by its exact name; a name known in part, or not at all, is unclear."""
        rows = [row for row in self.rows if row.state in (None, state)]
        exact = [row for row in rows if agency_name and _plain(row.agency) == _plain(agency_name)]
        models = tuple(sorted({row.model for row in exact if row.holds(day) and row.model}))
        if any(row.holds(day) for row in exact):
            return AgreementState("in_force", models)
        if not exact and any(_alike(agency_name, row.agency) for row in rows):
            return AgreementState("unclear")
        return AgreementState("not_in_force" if self._covers(day) else "unclear")

    def _covers(self, day: date) -> bool:
        if self.whole:
            return True
        before = any(day - SHEET_REACH <= sheet <= day for sheet in self.sheets)
        return before and any(day <= sheet <= day + SHEET_REACH for sheet in self.sheets)


def _alike(name: str | None, listed: str) -> bool:
    if not name:
        return True
    one, other = _plain(name), _plain(listed)
    return one in other or other in one


def _row(row: Mapping[str, Any]) -> Row:
    return Row(
        row["agency"], row.get("state"), row.get("county"), row.get("model"), _day(row.get("signed")), _day(row.get("ended"))
    )


def _day(value: Any) -> date | None:
    return value if isinstance(value, date) or not value else date.fromisoformat(value)
