"""Small workbooks as ICE publishes them, made by openpyxl."""

from datetime import date, datetime
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook

HEADER = ("STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE", "SIGNED", "MOA", "ADDENDUM")
PENDING = HEADER[:5]
TASK_FORCE, WARRANTS, JAIL = "Task Force Model", "Warrant Service Officer", "Jail Enforcement Model"


def entry(agency, *, state="INDIANA", county="#N/A", model=TASK_FORCE, signed=date(2025, 6, 1), kind="County", moa="link"):
    day = datetime(signed.year, signed.month, signed.day) if isinstance(signed, date) else signed  # noqa: DTZ001
    return state, agency, kind, county, model, day, moa, None


def workbook(rows, header=HEADER, above=()):
    book = Workbook()
    sheet = book.active
    for row in (*above, header, *rows):
        sheet.append(row)
    raw = BytesIO()
    book.save(raw)
    return raw.getvalue()


def published(folder: Path, name: str, *rows, header=HEADER) -> Path:
    path = folder / name
    path.write_bytes(workbook(rows, header))
    return path
