"""The register as pages: a state on a day with its map, one agency over time, and the questions that a person answers."""

import re
from datetime import date

import pytest
from django.urls import reverse

from casework.models import ListedAgency, RegisterQuestion
from casework.services import agreements, sheets
from tests.casework.sheets.workbooks import JAIL, WARRANTS, entry, published
from tests.conftest import Role, person

pytestmark = pytest.mark.django_db
LAKE = "Lake County Sheriff's Office"


@pytest.fixture
def listed(tmp_path):
    lake = entry(LAKE, county="Lake County", signed=date(2025, 5, 1))
    jail = entry(LAKE, county="Lake County", model=JAIL, signed=date(2019, 4, 24))
    gary = entry("Gary Police Department", county="Lake County", model=WARRANTS, signed="05/082025")
    state = entry("Indiana State Police", kind="State Agency")
    paths = [
        published(tmp_path, "participatingAgencies06102025am.xlsx", lake, jail, gary, state),
        published(tmp_path, "participatingAgencies06202025am.xlsx", lake, jail, gary, state),
        published(tmp_path, "participatingAgencies07012025am.xlsx", lake, gary, state),
    ]
    sheets.take(actor=None, readings=[sheets.read(path) for path in paths])


def text_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.mark.assurance("5.6")
@pytest.mark.parametrize("role", Role)
def test_everybody_who_works_here_reads_the_register(client, listed, role):
    client.force_login(person("Somebody Here", role))
    assert client.get(reverse("register")).status_code == 200
    agency = ListedAgency.objects.get(name=LAKE)
    assert client.get(reverse("register-agency", args=[agency.pk])).status_code == 200


@pytest.mark.assurance("5.6")
@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.ATTORNEY, Role.COORDINATOR)])
def test_only_attorneys_and_coordinators_see_and_answer_questions(client, listed, role):
    client.force_login(person("Somebody Here", role))
    question = RegisterQuestion.objects.get()
    assert client.get(reverse("register-questions")).status_code == 404
    assert client.post(reverse("register-answer", args=[question.pk]), {"said": "unknown", "note": "x"}).status_code == 404
    assert not RegisterQuestion.objects.exclude(answer="").exists()


@pytest.mark.assurance("5.6")
def test_a_county_on_a_day_says_who_holds_what(client, volunteer, listed):
    client.force_login(volunteer)
    said = text_of(client.get(reverse("register"), {"state": "IN", "county": "Lake County", "day": "2025-06-25"}))
    assert "3 agencies" in said
    row = r"Lake County Sheriff&#x27;s Office Lake Agreement in force Task force ?; perhaps Jail enforcement"
    assert re.search(row, said)
    assert "Indiana State Police" in said
    elsewhere = text_of(client.get(reverse("register"), {"state": "IN", "county": "Porter", "day": "2025-06-25"}))
    assert LAKE.replace("'", "&#x27;") not in elsewhere


@pytest.mark.assurance("5.6")
def test_the_map_draws_every_county_and_marks_the_one_that_holds(client, volunteer, listed):
    client.force_login(volunteer)
    page = client.get(reverse("register"), {"state": "IN", "day": "2025-06-15"}).content.decode()
    assert len(re.findall(r'<path d="M[^"]+" class="county', page)) == 92
    assert re.findall(r'class="county in_force"><title>([^<]+)</title>', page) == ["Lake County: Agreement in force (2)"]
    assert "style=" not in page.split("<main")[1]


@pytest.mark.assurance("5.6")
def test_an_agency_over_time_with_the_rows_as_evidence(client, attorney, listed):
    client.force_login(attorney)
    agency = ListedAgency.objects.get(name=LAKE)
    said = text_of(client.get(reverse("register-agency", args=[agency.pk]), {"day": "2025-07-01"}))
    assert "Signed on 24 April 2019. Listed by 2 sheets in a row, from 10 June 2025 to 20 June 2025." in said
    assert "It ended after 20 June 2025 and not after 1 July 2025." in said
    assert "The last sheet here still lists it." in said
    assert said.count("Lake County Sheriff&#x27;s Office · Lake County · Task Force Model · 2025-05-01 · link") == 3


def test_what_was_added_by_hand_stands_on_the_page_of_the_agency(client, attorney, listed):
    contract = {"kind": "detention_contract", "agency": LAKE, "state": "IN", "scope": "40 beds", "document": "ab" * 32}
    agreements.add(actor=attorney, source="The contract of 2024", **contract)
    client.force_login(attorney)
    said = text_of(client.get(reverse("register-agency", args=[ListedAgency.objects.get(name=LAKE).pk])))
    assert "Detention contract" in said
    assert "40 beds" in said


@pytest.mark.assurance("5.6")
def test_a_question_is_answered_with_how_one_knows(client, coordinator, listed):
    client.force_login(coordinator)
    question = RegisterQuestion.objects.get()
    address = reverse("register-answer", args=[question.pk])
    page = text_of(client.get(reverse("register-questions")))
    assert "Gary Police Department, IN: which day was it signed?" in page
    assert "8 May 2025, which may have been meant" in page
    for sent in ({}, {"said": "2025-05-08"}, {"note": "x"}, {"said": "task_force", "note": "x"}, {"day": "May", "note": "x"}):
        assert client.post(address, sent).status_code == 422, sent
    sent = {"said": "2025-05-08", "note": "Read in the agreement"}
    assert client.post(address, sent).url == reverse("register-questions")
    assert agreements.agreement_on("Gary Police", "IN", date(2025, 5, 20)).state == "in_force"
    assert "Read in the agreement" in text_of(client.get(reverse("register-questions")))


def test_a_day_that_was_read_elsewhere_counts_before_the_one_offered(client, attorney, listed):
    client.force_login(attorney)
    question = RegisterQuestion.objects.get()
    client.post(reverse("register-answer", args=[question.pk]), {"said": "2025-05-08", "day": "2025-05-09", "note": "x"})
    question.refresh_from_db()
    assert question.answer == "2025-05-09"


def test_an_empty_register_says_what_belongs_there_and_hostile_words_do_nothing(client, volunteer):
    client.force_login(volunteer)
    assert "No list is here yet" in text_of(client.get(reverse("register")))
    assert client.get(reverse("register"), {"state": "ZZ"}).status_code == 422
    assert client.get(reverse("register"), {"day": "yesterday"}).status_code == 422
    page = client.get(reverse("register"), {"q": "<script>alert(1)</script>", "county": "%"}).content.decode()
    assert "<script>alert" not in page
    assert client.get(reverse("register-agency", args=[999_999])).status_code == 404


@pytest.mark.assurance("5.6")
def test_the_pages_speak_spanish(client, volunteer, listed):
    client.force_login(volunteer)
    client.cookies["django_language"] = "es"
    said = text_of(client.get(reverse("register"), {"state": "IN", "county": "Lake", "day": "2025-06-15"}))
    assert "3 agencias" in said
    assert "Acuerdo vigente" in said
