"""Deciding on the page: every guard speaks in words, and nothing that was written is lost."""

from datetime import date

import pytest
from django.urls import reverse

from casework.models import Adoption, Review
from casework.services import evaluation
from casework.services.law import current_law, rule_digest
from incidents.services import record
from tests.builders import minimal_document, record_incident
from tests.casework.fixtures import ENTRY, entry_result, possible_result
from tests.casework.fixtures import evaluation as said
from tests.casework.fixtures.law import small_law

pytestmark = pytest.mark.assurance("2.6")


@pytest.fixture(autouse=True)
def signed_in(client, attorney):
    client.force_login(attorney)


@pytest.fixture
def page(client, case, incident):
    """The decision page has been opened, so the incident is evaluated."""
    return client.get(reverse("case-incident", args=[case.pk, incident.pk]))


@pytest.fixture
def finding(page, incident):
    return incident.findings.get(code=ENTRY)


@pytest.fixture
def send(client, case, finding):
    """send(decision, **fields): the decision form as the page would send it."""
    read = finding.states.last().evaluation

    def send(decision="confirm", **fields):
        named = {"evaluation": read.pk, "reason": "The door was broken.", "note": "", "decision": decision, **fields}
        data = {f"{finding.pk}-{name}": value for name, value in named.items() if value is not None}
        return client.post(reverse("finding-decide", args=[case.pk, finding.pk]), data)

    return send


TICKED = {"out_0": "on", "word_0": "No parole search.", "out_1": "on", "word_1": "The family lives there."}


def adopt(client, case, finding, digest=None):
    return client.post(
        reverse("finding-adopt", args=[case.pk, finding.pk]), {"digest": digest or rule_digest(current_law(), finding.code)}
    )


def test_the_page_asks_for_the_rule_to_be_adopted_before_it_confirms(page):
    assert "I have read it and adopt it here" in page.text
    assert "To confirm, read the rule and adopt it first." in page.text


def test_adopting_is_one_button(client, case, finding, attorney):
    answer = adopt(client, case, finding)
    assert answer.status_code == 302
    assert Adoption.objects.get().attorney == attorney
    assert "Adopted here by Ada Brandt" in client.get(answer.url).text


def test_adopting_a_text_that_was_edited_meanwhile_says_so(client, case, finding):
    answer = client.post(reverse("finding-adopt", args=[case.pk, finding.pk]), {"digest": "an older text"}, follow=True)
    assert "The rule has been edited since you opened the page." in answer.text
    assert not Adoption.objects.exists()


def test_a_finding_is_confirmed(client, case, finding, send):
    adopt(client, case, finding)
    answer = send(**TICKED)
    assert answer.status_code == 302
    text = client.get(answer.url).text
    assert "Confirmed" in text
    assert "The door was broken." in text
    assert "The family lives there." in text


def test_confirming_without_adopting_says_what_is_missing_and_loses_nothing(send):
    answer = send(**TICKED)
    assert answer.status_code == 422
    assert "Read the rule as it stands now and adopt it first." in answer.text
    assert "The door was broken." in answer.text
    assert "The family lives there." in answer.text
    assert not Review.objects.exists()


@pytest.mark.parametrize("left_out", ["out_0", "word_1"])
def test_confirming_with_an_exception_left_open_says_how_many(client, case, finding, send, left_out):
    adopt(client, case, finding)
    answer = send(**{**TICKED, left_out: None})
    assert answer.status_code == 422
    assert "1 left" in answer.text


@pytest.mark.parametrize("decision", ["confirm", "dismiss", "needs_facts"])
def test_no_decision_without_a_reason(client, case, finding, send, decision):
    adopt(client, case, finding)
    answer = send(decision, reason=" ", **TICKED)
    assert answer.status_code == 422
    assert "Give a reason." in answer.text


@pytest.mark.parametrize(("decision", "word"), [("dismiss", "Dismissed"), ("needs_facts", "Needs facts")])
def test_dismissing_and_asking_need_no_adoption(client, finding, send, decision, word):
    answer = send(decision)
    assert Review.objects.get().decision == decision
    assert word in client.get(answer.url).text


def test_a_word_that_is_no_decision_decides_nothing(send):
    assert send("approve").status_code == 422
    assert not Review.objects.exists()


def test_a_form_without_a_pressed_button_decides_nothing(send):
    assert send(decision=None).status_code == 422
    assert not Review.objects.exists()


def test_a_record_that_moved_on_is_told_with_what_changed(client, case, finding, send, incident, attorney, engine_says):
    adopt(client, case, finding)
    record.revise(actor=attorney, incident=incident, base=1, update={"exigency": {"claimed": True}})
    engine_says(said(entry_result(status="possible"), possible_result()))
    answer = send(**TICKED)
    assert answer.status_code == 409
    assert "Nothing was decided" in answer.text
    assert "It was “Indicated” and is now “Possible”." in answer.text
    assert "The door was broken." in answer.text
    newer = incident.evaluations.get(revision=2)
    assert f'name="{finding.pk}-evaluation" value="{newer.pk}"' in answer.text


def test_a_change_since_a_decision_is_shown_beside_it(client, case, finding, send, incident, engine_says, put_law):
    adopt(client, case, finding)
    send(**TICKED)
    engine_says(said(entry_result(status="possible"), possible_result()))
    put_law(small_law("2" * 64))
    text = client.get(reverse("case-incident", args=[case.pk, incident.pk])).text
    assert "Changed since it was decided." in text
    assert "It was “Indicated” and is now “Possible”." in text
    assert "Confirmed" in text


def test_the_history_keeps_every_decision(client, case, finding, send, incident):
    send("needs_facts", reason="Who opened the door?")
    send("dismiss", reason="The tenant had invited them.")
    text = client.get(reverse("case-incident", args=[case.pk, incident.pk])).text
    assert "Who opened the door?" in text
    assert "The tenant had invited them." in text


def test_a_differing_fact_is_settled_by_a_revision_with_a_reason(client, case, incident, page):
    data = {"path": "/consent/response", "base": 1, "value": "0", "reason": "The witness stood behind a wall."}
    answer = client.post(reverse("case-settle", args=[case.pk, incident.pk]), data)
    assert answer.status_code == 302
    incident.refresh_from_db()
    assert incident.head == 2
    assert record.read(incident)["consent"]["response"] == "refused"
    assert "Settled: Said no" in client.get(reverse("case-incident", args=[case.pk, incident.pk])).text


@pytest.mark.parametrize("fields", [{"reason": ""}, {"value": "7"}, {"value": ""}])
def test_settling_needs_one_of_the_accounts_and_a_reason(client, case, incident, page, fields):
    data = {"path": "/consent/response", "base": 1, "value": "0", "reason": "The witness stood behind a wall.", **fields}
    answer = client.post(reverse("case-settle", args=[case.pk, incident.pk]), data)
    assert answer.status_code == 422
    incident.refresh_from_db()
    assert incident.head == 1


def test_settling_on_an_older_revision_settles_nothing_and_keeps_the_words(client, case, incident, page, attorney):
    record.revise(actor=attorney, incident=incident, base=1, update={"exigency": {"claimed": True}})
    data = {"path": "/consent/response", "base": 1, "value": "0", "reason": "The witness stood behind a wall."}
    answer = client.post(reverse("case-settle", args=[case.pk, incident.pk]), data)
    assert answer.status_code == 409
    assert "Nothing was settled" in answer.text
    assert "The witness stood behind a wall." in answer.text


def test_what_does_not_differ_cannot_be_settled(client, case, incident, page):
    data = {"path": "/entry/entered", "base": 1, "value": "0", "reason": "No."}
    answer = client.post(reverse("case-settle", args=[case.pk, incident.pk]), data, follow=True)
    assert "nothing to settle" in answer.text


def test_an_evaluation_of_another_incident_decides_nothing(client, case, finding, send, coordinator):
    other = evaluation.current(record_incident(coordinator, minimal_document("another")), on=date(2026, 11, 20))
    assert send("dismiss", evaluation=other.pk).status_code == 404


def test_a_form_that_comes_back_is_pointed_to_from_the_top_of_the_page(client, case, incident, page, finding, send):
    anchor = f"decide-{finding.pk}"
    assert f'decide/#{anchor}"' in page.text
    assert "Nothing was kept yet." not in page.text
    answer = send("dismiss", reason="").text
    assert "Nothing was kept yet." in answer
    assert f'href="#{anchor}"' in answer
    assert f'id="{anchor}"' in answer
    data = {"path": "/consent/response", "base": 1, "value": "0", "reason": ""}
    answer = client.post(reverse("case-settle", args=[case.pk, incident.pk]), data).text
    assert 'href="#differingfact-consent-response"' in answer
    assert 'id="differingfact-consent-response"' in answer


def test_what_was_ruled_out_is_named_beside_its_word(client, case, finding, send):
    adopt(client, case, finding)
    text = client.get(send(**TICKED).url).text
    assert "Ruled out: <span>Somebody there was on parole with a search condition</span>" in text
