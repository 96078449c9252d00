"""Rows of ICE's lists of participating and pending agencies, as published: headers drift, cells hold what they hold.

A row keeps every cell as written beside what was understood of it; what was not understood stays None, and is asked.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from casework.engine.agency_names import county_of, key_of
from casework.sheets.archive import LIMITS, Clock, Limits
from casework.sheets.workbook import Cell, Row, Worksheet, read_workbook

HEADERS = {
    "state": ("state",),
    "agency": ("law enforcement agency", "agency", "agency name", "lea", "law enforcement agency name", "participating agency"),
    "type": ("type", "agency type"),
    "county": ("county", "parish", "county parish"),
    "model": ("support type", "model", "program", "type of support", "287 g model", "support types"),
    "signed": ("signed", "date signed", "signed date", "moa signed", "signature date"),
    "moa": ("moa", "memorandum of agreement", "link to moa"),
    "addendum": ("addendum", "addenda"),
}
HEADER_WITHIN = 20  # rows from the top
MODELS = {
    "tunnel": "tunnel_task_force",
    "task force": "task_force",
    "warrant service": "warrant_service_officer",
    "jail enforcement": "jail_enforcement",
}
# The first agreement under 8 U.S.C. 1357(g) was signed in 2002.
FIRST_AGREEMENT = date(2002, 1, 1)


@dataclass(frozen=True, slots=True)
class Line:
    """One row. `number`: as a spreadsheet shows it. `written`: column -> text. `refused`: why nothing can be made of it."""

    worksheet: str
    number: int
    written: Mapping[str, str]
    refused: str = ""
    state: str = ""
    agency: str = ""
    key: str = ""
    county: str = ""
    model: str = ""
    signed: date | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A workbook's rows. `columns`: header of each column that was used; `others`: headers of columns that were not."""

    lines: tuple[Line, ...]
    columns: Mapping[str, str]
    others: tuple[str, ...]
    empty_rows: int

    @property
    def has_days(self) -> bool:
        return "signed" in self.columns


@dataclass(frozen=True, slots=True)
class SheetName:
    """What a file's name says: `kind` participating, pending or empty; `as_of` None where it names no day."""

    kind: str
    as_of: date | None
    part_of_day: str


def sheet_name(name: str) -> SheetName:
    """participatingAgencies07182025pm.xlsx: the list of participating agencies of the afternoon of 18 July 2025."""
    lower = name.lower()
    kind = next((kind for kind in ("participating", "pending") if kind in lower), "")
    part = re.search(r"\d\W*(am|pm)\b", lower)
    return SheetName(kind, _day_in(lower), part.group(1) if part else "")


def _day_in(text: str) -> date | None:
    patterns = (
        (r"(?<!\d)(20\d\d)[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)", (1, 2, 3)),
        (r"(?<!\d)(\d\d?)[-_./](\d\d?)[-_./](20\d\d)(?!\d)", (3, 1, 2)),
        (r"(?<!\d)(\d\d)(\d\d)(20\d\d)(?!\d)", (3, 1, 2)),
        (r"(?<!\d)(\d\d)(\d\d)(\d\d)(?!\d)", (3, 1, 2)),
    )
    for pattern, order in patterns:
        if found := re.search(pattern, text):
            year, month, day = (int(found.group(place)) for place in order)
            made = _made(year + 2000 if year < 100 else year, month, day)
            if made is not None:
                return made
    return None


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_listing(
    raw: bytes, *, states: Mapping[str, str], as_of: date, limits: Limits = LIMITS, clock: Clock | None = None
) -> Listed:
    """Every row of every worksheet. `states`: code -> name. Raises Unreadable where the limits or the file forbid it."""
    book = read_workbook(raw, limits, clock)
    codes = {key_of(name): code for code, name in states.items()} | {code.lower(): code for code in states}
    lines, columns, others, empty = list[Line](), dict[str, str](), list[str](), 0
    for worksheet in book.worksheets:
        found = _header(worksheet)
        empty += sum(not any(str(value).strip() for value in row.cells.values()) for row in worksheet.rows)
        reading = _Reading(worksheet.name, found[1] if found else {}, codes, as_of, book.since_1904)
        columns |= reading.headers
        others += found[2] if found else []
        lines += reading.lines(worksheet.rows, found[0] if found else -1)
    return Listed(tuple(lines), columns, tuple(dict.fromkeys(others)), empty)


def _header(worksheet: Worksheet) -> tuple[int, dict[str, tuple[int, str]], list[str]] | None:
    """(row number, field -> (column, header), other headers) of the row that names at least state and agency."""
    for row in worksheet.rows[:HEADER_WITHIN]:
        fields: dict[str, tuple[int, str]] = {}
        others = []
        for column, value in sorted(row.cells.items()):
            words = " ".join(re.findall(r"[a-z0-9]+", str(value).lower()))
            field = next((field for field, names in HEADERS.items() if words in names and field not in fields), None)
            if field:
                fields[field] = (column, text_of(value))
            else:
                others.append(text_of(value))
        if {"state", "agency"} <= set(fields):
            return row.number, fields, others
    return None


@dataclass(frozen=True, slots=True)
class _Reading:
    worksheet: str
    fields: Mapping[str, tuple[int, str]]
    codes: Mapping[str, str]
    as_of: date
    since_1904: bool

    @property
    def headers(self) -> dict[str, str]:
        return {field: header for field, (_column, header) in self.fields.items()}

    def lines(self, rows: Iterable[Row], header: int) -> Iterator[Line]:
        """Filled rows below the header; where there is none, every filled row, refused."""
        for row in rows:
            if row.number > header and any(str(value).strip() for value in row.cells.values()):
                yield self._line(row)

    def _line(self, row: Row) -> Line:
        written = {field: self._written(field, row) for field in self.fields}
        others = {column for column, _header in self.fields.values()}
        written |= {f"column {column + 1}": text_of(value) for column, value in row.cells.items() if column not in others}
        written = {field: text for field, text in written.items() if text}
        state = self.codes.get(key_of(written.get("state", "")), "")
        key = key_of(written.get("agency", ""))
        refused = self._refused(written, state, key)
        if refused:
            return Line(self.worksheet, row.number, written, refused)
        return Line(
            self.worksheet,
            row.number,
            written,
            state=state,
            agency=written["agency"],
            key=key,
            county=county_of(written.get("county")),
            model=model_of(written.get("model", "")),
            signed=self._signed(row),
        )

    def _refused(self, written: Mapping[str, str], state: str, key: str) -> str:
        if not self.fields:
            return "no row of this worksheet names the columns STATE and LAW ENFORCEMENT AGENCY"
        if not written.get("agency") or not key:
            return "it names no agency"
        if len(written["agency"]) > 160:
            return "the agency's name has more than 160 letters"
        return "" if state else f"`{written.get('state', '')}` is no state"

    def _written(self, field: str, row: Row) -> str:
        value = row.cells.get(self.fields[field][0])
        if field == "signed" and isinstance(value, float):
            found = self._of_serial(value)
            return found.isoformat() if found else text_of(value)
        return text_of(value)

    def _signed(self, row: Row) -> date | None:
        """The day of signing where it is beyond doubt: neither before there were agreements nor after the sheet."""
        if "signed" not in self.fields:
            return None
        value = row.cells.get(self.fields["signed"][0])
        found = self._of_serial(value) if isinstance(value, float) else day_written(text_of(value))
        return found if found and FIRST_AGREEMENT <= found <= self.as_of else None

    def _of_serial(self, serial: float) -> date | None:
        """A day as spreadsheets count them (ECMA-376 part 1, 18.17.4.1)."""
        start = date(1904, 1, 1) if self.since_1904 else date(1899, 12, 30)
        try:
            return start + timedelta(days=int(serial))
        except (OverflowError, ValueError):
            return None


def text_of(value: Cell) -> str:
    """A cell as text: spaces of any kind run together, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())


def day_written(text: str) -> date | None:
    """2025-05-08, 5/8/2025 or 5/8/25, and nothing else."""
    if found := re.fullmatch(r"(20\d\d)-(\d\d)-(\d\d)( 00:00:00)?", text):
        return _made(int(found[1]), int(found[2]), int(found[3]))
    if found := re.fullmatch(r"(\d\d?)/(\d\d?)/((?:20)?\d\d)", text):
        year = int(found[3])
        return _made(year + 2000 if year < 100 else year, int(found[1]), int(found[2]))
    return None


def day_meant(text: str, as_of: date) -> date | None:
    """What a day that cannot be read was probably meant to be: `05/082025` is 8 May 2025. To be put before a person."""
    digits = re.sub(r"\D", "", text)
    tries = []
    if found := re.fullmatch(r"\d(\d{3})-?(\d\d)-?(\d\d)", text):
        tries.append((int("2" + found[1]), int(found[2]), int(found[3])))
    if len(digits) in (6, 7, 8) and not text[:4].isdigit():
        year, rest = int(digits[-4:]), digits[:-4]
        slash = text.find("/")
        cut = slash if 0 < slash < len(rest) else (len(rest) + 1) // 2
        tries += [(year, int(rest[:cut]), int(rest[cut:]))] if rest[:cut] and rest[cut:] else []
    days = (_made(*one) for one in tries)
    return next((day for day in days if day and FIRST_AGREEMENT <= day <= as_of), None)


def model_of(text: str) -> str:
    """The model that a cell names; empty where it names none, or more than one."""
    words = " ".join(re.findall(r"[a-z]+", text.lower()))
    if "tunnel" in words:
        words = words.replace("task force", "")
    found = [model for phrase, model in MODELS.items() if phrase in words]
    return found[0] if len(found) == 1 else ""
