"""`manage.py demo`: the main job through every room, and once only."""

import datetime as dt

import pypdfium2
import pytest
from django.core.management import call_command

from accounts.models import Role
from casework.models import Evaluation, Review
from config.demo import people
from config.demo.cases import decided_cases
from config.demo.run import walk
from incidents.models import Incident, LedgerEntry
from incidents.services.verification import verify
from reports.models import Report

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.assurance("2.2")]
ON = dt.date(2026, 11, 25)


@pytest.fixture
def payton():
    return next(case for case in decided_cases() if case.slug.startswith("payton"))


def counts():
    return [table.objects.count() for table in (Incident, Evaluation, Review, Report, LedgerEntry)]


def test_a_case_becomes_a_report_whose_text_carries_the_confirmed_finding(payton, tmp_path):
    row = walk(payton, people.cast(), tmp_path, ON)
    assert row.indicated == ["FA-ENTRY"]
    text = "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(row.pdf))
    assert "FA-ENTRY" in text
    assert "or an attorney to decide" in text
    assert verify().first is None


def test_a_second_walk_repeats_nothing(payton, tmp_path):
    cast = people.cast()
    first = walk(payton, cast, tmp_path, ON)
    before, written = counts(), first.pdf.read_bytes()
    second = walk(payton, people.cast(), tmp_path, ON)
    assert counts() == before
    assert second == first
    assert second.pdf.read_bytes() == written


def test_a_report_that_was_deleted_from_the_folder_is_handed_out_again(payton, tmp_path):
    cast = people.cast()
    first = walk(payton, cast, tmp_path, ON)
    content = first.pdf.read_bytes()
    first.pdf.unlink()
    assert walk(payton, cast, tmp_path, ON).pdf.read_bytes() == content
    assert Report.objects.count() == 1


def test_the_table_names_each_case_its_place_and_its_report(settings, tmp_path, capsys, monkeypatch):
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr("config.management.commands.demo.decided_cases", lambda: decided_cases()[:1])
    call_command("demo")
    shown = capsys.readouterr().out
    assert "Bumper v. North Carolina" in shown
    assert "FA-CONSENT-COERCED" in shown
    assert (tmp_path / "demo" / "bumper-v-north-carolina-1968.pdf").is_file()
    for email, *_ in people.CAST:
        assert email in shown
    assert str(Role.ATTORNEY.label) in shown
