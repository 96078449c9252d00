"""Agreements under 8 U.S.C. 1357(g) on a day: in force, not in force, or unclear."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from casework.engine.agency_names import could_be_meant, key_of
from casework.engine.kleene import Truth

# A sheet of participating agencies speaks for the days around it: that an agency was not listed is known only where sheets lie
# this close on both sides, and that it was listed, for no longer than this after the last sheet.
SHEET_REACH = timedelta(days=30)
DAYS = ("signed", "ended", "first", "last", "gone", "absent")


@dataclass(frozen=True, slots=True)
class AgreementState:
    """`state` is in_force, not_in_force or unclear; `models` are those in force, `unsure` those that may be besides.

    A model that a sheet does not say is `unknown`, among the unsure.
    """

    state: str
    models: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One agreement, by hand or from sheets. It holds from the day it was signed, up to and without the day it ended.

    From sheets: `first` and `last` are the days of the first and last sheet in a row that list it, `gone` the day of the next
    one, which does not: its end lies after `last` and not after `gone`. `keys`: every known spelling of the agency; `body`:
    what tells it from another of one name; `absent`: the day of the sheet before `first` that had dropped it.
    """

    agency: str
    state: str | None
    county: str | None
    model: str | None
    signed: date | None
    ended: date | None
    first: date | None = None
    last: date | None = None
    gone: date | None = None
    absent: date | None = None
    keys: tuple[str, ...] = ()
    body: str = ""

    def holds(self, day: date) -> Truth:
        if self.ended is not None and day >= self.ended:
            return False
        if self.signed is not None and day < self.signed:
            return False
        return True if self.last is None else self._listed(day, self.last)

    def _listed(self, day: date, last: date) -> Truth:
        if self.first is not None and day < self.first and (self.signed is None or self.absent is not None):
            return False if self.absent is not None and day <= self.absent else None
        if day <= last:
            return True
        if self.gone is not None:
            return False if day >= self.gone else None
        return True if day <= last + SHEET_REACH else None


@dataclass(frozen=True)
class Register:
    """Rows of agreements. `whole` says that an agency it does not name has none; else `sheets` are the days it was seen.

    `doubts`: (state, key) of agencies that somebody must still tell from another; the state is empty where it is not known.
    `known`: (state, key) of agencies that are on no sheet and surely bodies of their own, though a listed name is near theirs.
    """

    rows: tuple[Row, ...] = ()
    whole: bool = True
    sheets: tuple[date, ...] = ()
    doubts: frozenset[tuple[str, str]] = frozenset()
    known: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def of(
        cls,
        rows: Iterable[Mapping[str, Any]],
        *,
        whole: bool = True,
        sheets: Iterable[date] = (),
        doubts: Iterable[tuple[str, str]] = (),
        known: Iterable[tuple[str, str]] = (),
    ) -> "Register":
        """From plain rows {agency, state, county, model, signed, ended}, days as ISO text or dates; rows from sheets have
        {first, last, gone, absent, keys, body} besides.
        """
        return cls(tuple(map(_row, rows)), whole, tuple(sorted(sheets)), frozenset(doubts), frozenset(known))

    @classmethod
    def unknown(cls) -> "Register":
        """Nobody has said which agreements there were."""
        return cls((), False, ())

    def with_rows(self, rows: Iterable[Mapping[str, Any]]) -> "Register":
        """This register with more rows."""
        more = tuple(map(_row, rows))
        return replace(self, rows=(*self.rows, *more)) if more else self

    def agreement_on(self, agency_name: str | None, state: str, day: date) -> AgreementState:
        """The agreement of an agency, matched by its name in any spelling; a name known in part, or not at all, is unclear."""
        key = key_of(agency_name or "")
        exact = [row for row in self._by_key.get(key, ()) if key and row.state in (None, state)]
        if exact:
            return self._of_one(exact, self._is_doubted(key, state), day)
        if not key and not self.whole:
            return AgreementState("unclear")
        meant_otherwise = (state, key) not in self.known and self._meant_otherwise(key, state)
        if self._is_doubted(key, state) or meant_otherwise:
            return AgreementState("unclear")
        return AgreementState("not_in_force" if self._covers(day) else "unclear")

    def _of_one(self, exact: list[Row], doubted: bool, day: date) -> AgreementState:
        values = [(row.model or "unknown", self._holds(row, day)) for row in exact]
        models = tuple(sorted({model for model, value in values if value and model != "unknown"}))
        open_models = {model for model, value in values if value is None or (value and model == "unknown")}
        unsure = tuple(sorted(open_models - set(models)))
        one_body = len({row.body for row in exact if row.body}) <= 1
        if any(value for _model, value in values):
            return AgreementState("in_force", models, unsure) if one_body else AgreementState("unclear", (), (*models, *unsure))
        if unsure or doubted:
            return AgreementState("unclear", (), unsure)
        return AgreementState("not_in_force" if self._covers(day) else "unclear")

    def _is_doubted(self, key: str, state: str) -> bool:
        return (state, key) in self.doubts or ("", key) in self.doubts

    def _holds(self, row: Row, day: date) -> Truth:
        """What was recorded by hand of the end of an agreement is sharper than the window that sheets leave."""
        ended = self._ends.get((row.model, row.signed, row.state, key_of(row.agency)))
        return False if ended is not None and day >= ended else row.holds(day)

    @cached_property
    def _ends(self) -> dict[tuple[Any, ...], date]:
        by_hand = (row for row in self.rows if row.ended is not None and row.signed is not None and not row.body)
        return {(row.model, row.signed, row.state, key_of(row.agency)): row.ended for row in by_hand if row.ended is not None}

    @cached_property
    def _by_key(self) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for row in self.rows:
            for key in {*row.keys, key_of(row.agency)}:
                found.setdefault(key, []).append(row)
        return found

    def _meant_otherwise(self, key: str, state: str) -> bool:
        """Whether the name could mean an agency that is listed under another one."""
        listed = (listed for listed, rows in self._by_key.items() if any(row.state in (None, state) for row in rows))
        return any(not key or could_be_meant(key, one) for one in listed)

    def _covers(self, day: date) -> bool:
        if self.whole:
            return True
        before = any(day - SHEET_REACH <= sheet <= day for sheet in self.sheets)
        return before and any(day <= sheet <= day + SHEET_REACH for sheet in self.sheets)


def _row(row: Mapping[str, Any]) -> Row:
    signed, ended, first, last, gone, absent = (_day(row.get(name)) for name in DAYS)
    return Row(
        agency=row["agency"],
        state=row.get("state"),
        county=row.get("county"),
        model=row.get("model"),
        signed=signed,
        ended=ended,
        first=first,
        last=last,
        gone=gone,
        absent=absent,
        keys=tuple(row.get("keys", ())),
        body=row.get("body", ""),
    )


def _day(value: Any) -> date | None:
    return value if isinstance(value, date) or not value else date.fromisoformat(value)
