"""`manage.py import_287g`."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from casework.models import ListedAgency, Sheet, SheetRow
from incidents.models import LedgerEntry
from tests.casework.sheets.workbooks import PENDING, entry, published

pytestmark = pytest.mark.django_db


def run(*paths, **options):
    out, err = StringIO(), StringIO()
    try:
        call_command("import_287g", *map(str, paths), stdout=out, stderr=err, **options)
    except CommandError as error:
        return out.getvalue(), f"{err.getvalue()}{error}"
    return out.getvalue(), err.getvalue()


@pytest.mark.assurance("5.1")
def test_the_report_accounts_for_every_row_and_says_where_the_day_comes_from(tmp_path, attorney):
    rows = [entry("Gary Police"), entry("", state="OHIO"), entry("Lima Police", state="OHIO", signed="7/72025")]
    said, _err = run(published(tmp_path, "participatingAgencies07182025pm.xlsx", *rows), by=attorney.email)
    assert "Participating agencies, as of 2025-07-18 (from the file's name)" in said
    assert "3 rows = 1 imported + 0 same as before + 1 question + 1 refused" in said
    assert "Sheet, row 3: refused: it names no agency" in said
    entry_ = LedgerEntry.objects.get(act="register.sheet_imported")
    assert (entry_.actor, entry_.detail["rows"]) == (attorney, {"imported": 1, "refused": 1, "question": 1})


def test_the_same_sheet_again_says_so(tmp_path):
    path = published(tmp_path, "pendingAgencies07182025pm.xlsx", entry("Gary Police")[:5], header=PENDING)
    run(path)
    said, _err = run(path)
    assert "This sheet was here already." in said
    assert "1 rows = 0 imported + 1 same as before" in said


@pytest.mark.assurance("B20")
def test_a_file_that_is_refused_is_named_and_the_others_are_taken(tmp_path):
    good = published(tmp_path, "participatingAgencies07182025pm.xlsx", entry("Gary Police"))
    bad = tmp_path / "participatingAgencies07192025pm.xlsx"
    bad.write_bytes(b"<html>not found</html>")
    said, err = run(bad, good)
    assert "participatingAgencies07192025pm.xlsx: refused: this is no workbook (.xlsx)" in err
    assert "1 of 2 files were refused" in err
    assert "1 imported" in said
    assert Sheet.objects.count() == 1


def test_a_day_can_be_given_for_one_sheet(tmp_path):
    path = published(tmp_path, "agencies.xlsx", entry("Gary Police"))
    assert "--as-of" in run(path)[1]
    assert "write the day as YYYY-MM-DD" in run(path, as_of="18 July 2025")[1]
    assert "one sheet at a time" in run(path, path, as_of="2025-07-18")[1]
    assert "as of 2025-07-18 (from --as-of)" in run(path, as_of="2025-07-18")[0]


def test_without_a_sheet_the_register_is_followed_anew(tmp_path):
    run(published(tmp_path, "participatingAgencies07182025pm.xlsx", entry("Gary Police")))
    assert "Nothing has changed." in run()[0]
    row = {"sheet": Sheet.objects.get(), "agency": ListedAgency.objects.get(), "written": {"agency": "Gary Police"}}
    SheetRow.objects.create(worksheet="Sheet", number=99, model="jail_enforcement", signed=date(2025, 5, 1), **row)
    assert "followed anew" in run()[0]
    assert LedgerEntry.objects.filter(act="register.followed_anew").exists()


def test_a_file_that_is_not_there_is_named(tmp_path):
    assert "cannot be opened" in run(tmp_path / "participatingAgencies07182025pm.xlsx")[1]
