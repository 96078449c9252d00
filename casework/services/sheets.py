"""Taking published sheets into the register: every row kept, every row accounted for."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.db import transaction

from accounts.models import User
from casework.engine.agency_names import names_its_county
from casework.enums import SheetKind
from casework.models import ListedAgency, RegisterQuestion, Sheet, SheetRow
from casework.services import listings
from casework.sheets import LIMITS, Limits, Line, Listed, Unreadable, read_listing, sheet_name
from casework.sheets.archive import read_file
from incidents.intake.places import STATES
from incidents.services import ledger

NAMES = {code: name for code, (name, _zone) in STATES.items()}


@dataclass(frozen=True)
class Reading:
    """A workbook that was read. `day_from`: name, where the file's name gave the day, or option."""

    name: str
    kind: str
    as_of: date
    part_of_day: str
    day_from: str
    digest: str
    listed: Listed


@dataclass(frozen=True)
class Account:
    """What became of each row of one sheet: `imported`, `same` as before, a `question`, or `refused` [(where, why)].

    `short`: it has so few rows beside the list before it that it is not read as saying who was not listed.
    """

    reading: Reading
    known: bool
    short: bool = False
    outcomes: Counter[str] = field(default_factory=Counter)
    refused: tuple[tuple[str, str], ...] = ()

    @property
    def rows(self) -> int:
        return len(self.reading.listed.lines)

    @property
    def adds_up(self) -> bool:
        return sum(self.outcomes.values()) == self.rows


def read(path: Path, *, as_of: date | None = None, kind: str = "", limits: Limits = LIMITS) -> Reading:
    """Reads a workbook; nothing is kept. Raises Unreadable, which says what is wrong with the file and what to do."""
    said = sheet_name(path.name)
    day = as_of or said.as_of
    if day is None:
        raise Unreadable("its name gives no day: give the day on which it was published with --as-of YYYY-MM-DD")
    raw = read_file(path, limits)
    listed = read_listing(raw, states=NAMES, as_of=day, limits=limits)
    if not listed.columns:
        raise Unreadable("no worksheet has a row with the columns STATE and LAW ENFORCEMENT AGENCY")
    found = kind or said.kind or (SheetKind.PARTICIPATING if listed.has_days else SheetKind.PENDING)
    if found == SheetKind.PARTICIPATING and not listed.has_days:
        raise Unreadable("it has no column SIGNED, which a list of participating agencies has; say --kind pending if it is one")
    day_from = "option" if as_of else "name"
    return Reading(path.name[-200:], found, day, said.part_of_day, day_from, hashlib.sha256(raw).hexdigest(), listed)


def take(*, actor: User | None, readings: Sequence[Reading]) -> list[Account]:
    """Keeps sheets and all their rows, follows the register anew, and accounts for every row, all in one transaction.

    A sheet that is here already changes nothing.
    """
    with transaction.atomic():
        before = _agreements()
        kept = [_keep(actor, reading) for reading in readings]
        listings.renew()
        accounts = []
        for reading, (sheet, known) in zip(readings, kept, strict=True):
            account = _account(reading, sheet, known, set() if known else before)
            before |= _agreements(sheet)
            accounts.append(account)
        for account, (sheet, known) in zip(accounts, kept, strict=True):
            if not known:
                detail = {"digest": sheet.digest, "as_of": sheet.as_of.isoformat(), "rows": dict(account.outcomes)}
                ledger.append(actor=actor, act="register.sheet_imported", subject=f"sheet:{sheet.pk}", detail=detail)
    return accounts


def follow_anew(*, actor: User | None) -> bool:
    """Makes the register anew from the sheets and answers that are here; whether it now says something else."""
    with transaction.atomic():
        before = listings.newest_edition()
        listings.renew()
        edition = listings.newest_edition()
        if edition != before:
            ledger.append(actor=actor, act="register.followed_anew", subject="register", detail={"edition": edition})
    return edition != before


Agreement = tuple[int, str, date | None, str]


def _agreements(sheet: Sheet | None = None) -> set[Agreement]:
    """What rows say, of one sheet or of all: (agency, model, signed, kind of sheet)."""
    rows = SheetRow.objects.exclude(agency=None).order_by()
    rows = rows if sheet is None else rows.filter(sheet=sheet)
    return set(rows.values_list("agency", "model", "signed", "sheet__kind").distinct())


def _keep(actor: User | None, reading: Reading) -> tuple[Sheet, bool]:
    """The sheet with its rows, and whether it was here before."""
    key = {"digest": reading.digest, "as_of": reading.as_of, "kind": reading.kind}
    known = Sheet.objects.filter(**key).first()
    if known is not None:
        return known, True
    sheet = Sheet.objects.create(
        **key,
        name=reading.name,
        part_of_day=reading.part_of_day,
        day_from=reading.day_from,
        rows=len(reading.listed.lines),
        empty_rows=reading.listed.empty_rows,
        columns=dict(reading.listed.columns),
        imported_by=actor,
    )
    agencies = _agencies(reading.listed.lines)
    SheetRow.objects.bulk_create((_row(sheet, line, agencies) for line in reading.listed.lines), batch_size=500)
    return sheet, False


def _row(sheet: Sheet, line: Line, agencies: dict[tuple[str, str, str], ListedAgency]) -> SheetRow:
    return SheetRow(
        sheet=sheet,
        worksheet=line.worksheet[:100],
        number=line.number,
        written=dict(line.written),
        refused=line.refused,
        agency=None if line.refused else agencies[_name(line)],
        model=line.model,
        signed=line.signed,
    )


def _name(line: Line) -> tuple[str, str, str]:
    """What tells an agency from others. A name that holds its county, or its state, needs no county beside it."""
    whole = names_its_county(line.key) or "state" in line.key.split() or NAMES[line.state].lower() in line.key
    return line.state, line.key, "" if whole else line.county[:80]


def _agencies(lines: Sequence[Line]) -> dict[tuple[str, str, str], ListedAgency]:
    """The agencies that rows name, made where they are new."""
    wanted = {_name(line): line.agency for line in lines if not line.refused}
    states = {state for state, _key, _county in wanted}
    found = {(one.state, one.key, one.county): one for one in ListedAgency.objects.filter(state__in=states)}
    new = [
        ListedAgency(state=state, key=key, county=county, name=name)
        for (state, key, county), name in sorted(wanted.items())
        if (state, key, county) not in found
    ]
    ListedAgency.objects.bulk_create(new, batch_size=500)
    return found | {(one.state, one.key, one.county): one for one in ListedAgency.objects.filter(state__in=states)}


def _account(reading: Reading, sheet: Sheet, known: bool, before: set[Agreement]) -> Account:
    doubtful = _doubtful_agencies()
    signed, models = _open_texts("signed"), _open_texts("model")
    outcomes: Counter[str] = Counter()
    seen = set(before)
    for row in sheet.sheet_rows.all():
        said = (row.agency_id, row.model, row.signed, sheet.kind)
        is_asked = row.agency_id in doubtful or (
            sheet.kind == SheetKind.PARTICIPATING
            and (
                (row.signed is None and (row.agency_id, row.model, row.written.get("signed", "")[:200]) in signed)
                or (not row.model and (row.agency_id, "", row.written.get("model", "")[:200]) in models)
            )
        )
        outcome = "refused" if row.refused else "question" if is_asked else "same" if known or said in seen else "imported"
        outcomes[outcome] += 1
    refused = [(f"{one.worksheet}, row {one.number}", one.refused) for one in sheet.sheet_rows.exclude(refused="")]
    short = sheet.pk in listings.cut_short(list(Sheet.objects.filter(kind=SheetKind.PARTICIPATING)))
    return Account(reading, known, short, outcomes, tuple(refused))


def _doubtful_agencies() -> set[int]:
    pairs = RegisterQuestion.objects.filter(kind="same_body", answer="").values_list("agency", "other")
    return {pk for pair in pairs for pk in pair}


def _open_texts(kind: str) -> set[tuple[int, str, str]]:
    return set(RegisterQuestion.objects.filter(kind=kind, answer="").values_list("agency", "model", "written"))
