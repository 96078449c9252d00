"""Evaluations and findings over REST: for those who work on cases, and never the attorneys' words."""

import json
from datetime import date

import pytest
from rest_framework.test import APIClient

from accounts import tokens
from casework.services import cases, decisions, evaluation
from incidents.services import record
from tests.builders import minimal_document, record_incident

pytestmark = [pytest.mark.django_db, pytest.mark.assurance("2.3")]
CANARY = "canary-7f3a privileged"


def client(user):
    made = APIClient()
    made.credentials(HTTP_AUTHORIZATION=f"Token {tokens.issue(user=user, label='test')}")
    return made


@pytest.fixture
def incident(volunteer):
    return record_incident(
        volunteer,
        minimal_document(
            place={"state": "MA", "city": "Boston", "premises": "house"},
            agencies=[{"key": "A1", "level": "federal", "component": "ice_ero", "actions": ["entered_home"]}],
            encounter={"judicial_warrant_existed": False},
            entry={"entered": True, "by": ["A1"]},
            consent={"response": "refused"},
        ),
    )


@pytest.fixture
def case(coordinator, attorney, incident):
    return cases.open_case(actor=coordinator, title="Boston, 14 January 2026", incident=incident, lead=attorney)


def address(incident, part):
    return f"/api/v1/incidents/{incident.pk}/{part}/"


def entry(findings):
    return next(one for one in findings if one["code"] == "FA-ENTRY")


def test_an_attorney_on_the_case_reads_the_evaluation_with_its_trace(attorney, case, incident):
    answer = client(attorney).get(address(incident, "evaluation"))
    assert answer.status_code == 200
    body = answer.json()
    assert (body["format"], body["incident_day"]) == ("evaluation/1", "2026-01-14")
    result = entry(body["results"])
    assert result["status"] == "indicated"
    assert result["trace"]["children"]


def test_reading_twice_evaluates_once(attorney, case, incident):
    first, second = (client(attorney).get(address(incident, "evaluation")).content for _ in range(2))
    assert first == second
    assert incident.evaluations.count() == 1


def test_findings_carry_their_history(attorney, volunteer, case, incident):
    client(attorney).get(address(incident, "findings"))
    record.revise(
        actor=volunteer,
        incident=incident,
        base=1,
        update={},
        retract=[{"path": "/encounter/judicial_warrant_existed", "reason": "unsure"}],
    )
    states = entry(client(attorney).get(address(incident, "findings")).json())["states"]
    assert [(state["status"], state["revision"]) for state in states] == [("indicated", 1), ("possible", 2)]


def test_a_decision_is_answered_without_the_attorneys_words(attorney, coordinator, case, incident):
    current = evaluation.current(incident, on=date(2026, 6, 1))
    finding = incident.findings.get(code="FA-ENTRY")
    decisions.dismiss(actor=attorney, case=case, finding=finding, evaluation=current, reason=CANARY, note=CANARY)
    for user in (attorney, coordinator):
        answer = client(user).get(address(incident, "findings"))
        assert entry(answer.json())["decisions"][0]["decision"] == "dismiss"
        assert CANARY not in json.dumps(answer.json())


def test_whoever_told_what_happened_is_not_shown_what_the_law_would_make_of_it(volunteer, incident):
    for part in ("evaluation", "findings"):
        assert client(volunteer).get(address(incident, part)).status_code == 403


def test_an_attorney_who_is_not_on_the_case_finds_nothing(other_attorney, case, incident):
    for part in ("evaluation", "findings"):
        assert client(other_attorney).get(address(incident, part)).status_code == 404
