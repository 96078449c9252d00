"""The pages: asking, watching, taking away. What a person may not see is not found."""

import hashlib

import pytest
from django.urls import reverse

from incidents.models import LedgerEntry
from incidents.services import record
from reports.enums import State, Step
from reports.errors import WordsToLookAt
from reports.models import Report
from reports.services import keeping, reports
from tests.reports.conftest import DAY


@pytest.fixture
def report(decided, attorney, fonts):
    asked = reports.request_report(actor=attorney, case=decided, on=DAY)
    reports.work(asked.pk)
    asked.refresh_from_db()
    return asked


@pytest.fixture
def page(client, attorney):
    client.force_login(attorney)
    return client


def test_attorney_asks_for_a_report_and_gets_it(page, decided, fonts, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = page.post(reverse("report-request", args=[decided.pk]), {"language": "es"})
    report = Report.objects.get()
    assert answer.url == reverse("report", args=[report.pk])
    assert report.language == "es"
    assert b"Download the PDF" in page.get(answer.url).content


def test_form_without_a_language_is_shown_again_with_the_reason(page, decided):
    answer = page.post(reverse("report-request", args=[decided.pk]), {"language": "xx"})
    assert answer.status_code == 422
    assert not Report.objects.exists()


def test_empty_list_says_what_belongs_there(page, case):
    assert b"No report yet" in page.get(reverse("report-request", args=[case.pk])).content


def test_list_shows_each_report_with_the_digest_of_its_file(page, report):
    said = page.get(reverse("report-request", args=[report.case_id])).content.decode()
    assert reverse("report", args=[report.pk]) in said
    assert report.sha256 in said


@pytest.mark.parametrize("step", [Step.WAITING, Step.SETTING, Step.SEALING])
def test_page_of_an_unfinished_report_names_its_step_and_looks_again(page, report, step):
    state = State.QUEUED if step == Step.WAITING else State.RUNNING
    later = reports.timezone.now() + reports.LEASE
    Report.objects.filter(pk=report.pk).update(state=state, step=step, lease_until=later)
    said = page.get(reverse("report", args=[report.pk])).content.decode()
    assert str(step.label) in said
    assert 'http-equiv="refresh"' in said


def test_page_of_a_report_that_nobody_works_on_has_it_taken_up(page, decided, attorney, fonts):
    left = reports.request_report(actor=attorney, case=decided, on=DAY)
    assert b"Download the PDF" in page.get(reverse("report", args=[left.pk])).content


def test_failed_report_says_why_and_offers_another_try(page, report):
    Report.objects.filter(pk=report.pk).update(state=State.FAILED, error="The file could not be written.")
    said = page.get(reverse("report", args=[report.pk])).content.decode()
    assert "The file could not be written." in said
    assert reverse("report-again", args=[report.pk]) in said
    page.post(reverse("report-again", args=[report.pk]))
    assert Report.objects.count() == 2


def test_download_is_an_attachment_that_nothing_stores_or_sniffs(page, report):
    answer = page.get(reverse("report-file", args=[report.pk]))
    assert hashlib.sha256(answer.content).hexdigest() == report.sha256
    assert answer["Content-Disposition"] == f'attachment; filename="threshold-report-1-{report.sha256[:8]}.pdf"'
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "application/pdf"
    assert LedgerEntry.objects.filter(act="report.downloaded").count() == 1


def test_lost_file_is_said_in_words_and_nothing_is_handed_out(page, report):
    keeping.path_of(report).unlink()
    answer = page.get(reverse("report-file", args=[report.pk]), follow=True)
    assert answer.redirect_chain
    assert b"does not match its recorded digest" in answer.content
    assert not LedgerEntry.objects.filter(act="report.downloaded").exists()


@pytest.mark.assurance("A2")
@pytest.mark.parametrize("who", ["other_attorney", "coordinator", "volunteer", "administrator"])
def test_reports_are_not_found_by_anybody_else(client, request, report, who):
    client.force_login(request.getfixturevalue(who))
    for name, key in (("report", report.pk), ("report-file", report.pk), ("report-request", report.case_id)):
        assert client.get(reverse(name, args=[key])).status_code == 404
    for name, key in (("report-again", report.pk), ("report-request", report.case_id)):
        assert client.post(reverse(name, args=[key]), {"language": "en"}).status_code == 404
    assert Report.objects.count() == 1


def test_pages_ask_strangers_to_sign_in(client, report):
    answer = client.get(reverse("report-file", args=[report.pk]))
    assert answer.status_code == 302
    assert reverse("sign-in") in answer.url


def test_case_page_leads_to_its_reports(page, case):
    assert reverse("report-request", args=[case.pk]) in page.get(reverse("case", args=[case.pk])).content.decode()


@pytest.mark.assurance("M2")
def test_words_that_identify_somebody_are_looked_at_before_they_go_into_a_report(page, decided, attorney, incident, figure):
    words = "A123 456 789"
    incident.refresh_from_db()
    record.revise(
        actor=incident.created_by, incident=incident, base=incident.head, update={"narrative": f"He showed a card, {words}."}
    )
    asked = reverse("report-request", args=[decided.pk])
    answer = page.post(asked, {"language": "en"})
    assert (answer.status_code, Report.objects.count()) == (422, 0)
    said = answer.content.decode()
    assert words in said
    assert "looks like an A-number" in said
    assert page.post(asked, {"language": "en", "kept_words": ["something else"]}).status_code == 422
    with pytest.raises(WordsToLookAt):
        reports.request_report(actor=attorney, case=decided, on=DAY)
    assert page.post(asked, {"language": "en", "kept_words": [words]}).status_code == 302
    detail = LedgerEntry.objects.get(act="report.requested").detail
    assert detail["words_kept"] == 1
    assert words not in str(detail)
    figure("a report with an A-number in it is asked for only once somebody said yes to the words")
