"""Deadlines on the page of a case and on their own: the day, the countdown, the steps, and who may move it."""

import re
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from casework.models import Deadline
from casework.services import cases
from tests.builders import record_incident
from tests.casework.fixtures import entry_document
from tests.casework.services.test_deadlines import NOTICE, SUIT, put_claims

pytestmark = pytest.mark.django_db
__all__ = ["put_claims"]


@pytest.fixture
def case(coordinator, attorney, put_claims):
    incident = record_incident(coordinator, entry_document())
    return cases.open_case(actor=coordinator, title="Boston", incident=incident, lead=attorney)


@pytest.fixture
def on(monkeypatch):
    """on(day): today is that day."""
    return lambda day: monkeypatch.setattr(timezone, "localdate", lambda *_args: date.fromisoformat(day))


def text_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.mark.assurance("5.3")
def test_the_page_tells_the_day_the_steps_and_what_it_takes(client, attorney, case, on):
    on("2026-02-02")
    client.force_login(attorney)
    said = text_of(client.get(reverse("case-deadlines", args=[case.pk])))
    assert "13 July 2026 161 days left" in said
    assert "It runs from the incident on 14 January 2026." in said
    assert "Period: 180 days. The day itself is not counted." in said
    assert "It runs from accrual; the incident on 14 January 2026 is the safe start." in said
    assert "It runs from a denial, and none is recorded here." in said


@pytest.mark.assurance("5.3")
@pytest.mark.parametrize(
    ("day", "red", "said"),
    [
        ("2026-02-02", False, "161 days left"),
        ("2026-07-05", False, "8 days left"),
        ("2026-07-06", True, "7 days left"),
        ("2026-07-12", True, "1 day left"),
        ("2026-07-14", True, "The day has passed. Ask today whether anything stopped the period."),
    ],
)
def test_red_is_kept_for_the_last_days(client, attorney, case, on, day, red, said):
    on(day)
    client.force_login(attorney)
    page = client.get(reverse("case", args=[case.pk])).content.decode()
    assert said in page
    assert ("deadline__day loss" in page) is red


@pytest.mark.assurance("5.3")
@pytest.mark.parametrize(("checked", "day"), [("memory", None), ("account", "13 July 2026")])
def test_where_nobody_read_the_text_one_is_told_to_ask_today_and_nothing_counts_down(
    client, coordinator, attorney, put_claims, on, checked, day
):
    put_claims(checked=checked)
    incident = record_incident(coordinator, entry_document())
    case = cases.open_case(actor=coordinator, title="Boston", incident=incident, lead=attorney)
    on("2026-07-10")
    client.force_login(attorney)
    page = client.get(reverse("case-deadlines", args=[case.pk]))
    said = text_of(page)
    assert "Ask today" in said
    assert "13 July 2026 3 days left" not in said
    assert said.count("days left") == 1  # the federal claim, whose text was read
    assert "deadline__day loss" not in page.content.decode()
    assert day is None or day in said


@pytest.mark.assurance("5.3")
def test_a_changed_rule_is_shown_and_taken_over_by_an_attorney(client, attorney, case, put_claims, on):
    on("2026-02-02")
    client.force_login(attorney)
    address = reverse("case-deadlines", args=[case.pk])
    client.get(address)
    put_claims(period="P90D")
    said = text_of(client.get(address))
    assert "Computed today it would be: 14 April 2026." in said
    row = Deadline.objects.get(claim=NOTICE)
    assert client.post(reverse("case-deadline", args=[case.pk, row.pk])).url == address
    assert "Computed today it would be" not in text_of(client.get(address))


def test_a_denial_that_has_not_come_is_not_recorded(client, attorney, case, on):
    on("2026-02-02")
    client.force_login(attorney)
    client.get(reverse("case-deadlines", args=[case.pk]))
    row = Deadline.objects.get(claim=SUIT)
    client.post(reverse("case-deadline", args=[case.pk, row.pk]), {"denied": "2026-03-01"})
    assert Deadline.objects.filter(claim=SUIT).count() == 1
    client.post(reverse("case-deadline", args=[case.pk, row.pk]), {"denied": "2026-01-31"})
    assert "31 July 2026" in text_of(client.get(reverse("case-deadlines", args=[case.pk])))


@pytest.mark.assurance("A2")
def test_who_is_not_on_the_case_sees_and_moves_nothing(client, case, coordinator, other_attorney, volunteer, attorney):
    client.force_login(attorney)
    client.get(reverse("case-deadlines", args=[case.pk]))
    row = Deadline.objects.get(claim=NOTICE)
    for person in (other_attorney, volunteer):
        client.force_login(person)
        assert client.get(reverse("case-deadlines", args=[case.pk])).status_code == 404
        assert client.post(reverse("case-deadline", args=[case.pk, row.pk])).status_code == 404
    client.force_login(coordinator)
    assert client.get(reverse("case-deadlines", args=[case.pk])).status_code == 200
    assert client.post(reverse("case-deadline", args=[case.pk, row.pk])).status_code == 404


@pytest.mark.assurance("5.3")
def test_the_page_speaks_spanish(client, attorney, case, on):
    on("2026-02-02")
    client.force_login(attorney)
    client.cookies["django_language"] = "es"
    said = text_of(client.get(reverse("case-deadlines", args=[case.pk])))
    assert "Plazos" in said
    assert "Quedan 161 días" in said


def printed(*args):
    out = StringIO()
    call_command("deadline", *args, stdout=out)
    return out.getvalue()


@pytest.mark.assurance("5.3")
def test_a_computation_is_printed_step_by_step():
    said = printed("claim/in/notice", "--incident", "2026-01-06")
    assert "Notice of claim (local) (Ind. Code 34-13-3-6, 34-13-3-8, 34-13-3-9)" in said
    assert "1. It runs from the incident on 6 January 2026." in said
    assert "5. 4 July 2026: Independence Day." in said
    assert "7. The day to keep: 2 July 2026." in said


def test_a_record_that_is_not_there_is_named():
    with pytest.raises(CommandError, match="no such record"):
        printed("claim/xx/notice", "--incident", "2026-01-06")
