"""Evaluations by pull: made where there is none, kept as they were, and followed by the findings."""

import json
from datetime import date

import pytest

from casework import engine
from casework.models import AppendOnlyError, Evaluation, Finding
from casework.services import agreements, evaluation
from casework.tasks import evaluate_pending
from incidents.models import LedgerEntry
from incidents.services import record
from tests.builders import minimal_document, record_incident
from tests.casework.fixtures import ENTRY, entry_result, low_result, possible_result
from tests.casework.fixtures import evaluation as said
from tests.casework.fixtures.law import small_law

TODAY = date(2026, 11, 20)


def states(finding):
    return [(state.status, state.support) for state in finding.states.all()]


def test_an_incident_without_an_evaluation_gets_one_when_it_is_asked_for(incident):
    made = evaluation.current(incident, on=TODAY)
    assert made.revision == 1
    assert evaluation.content_of(made)["results"][0]["code"] == ENTRY


def test_the_same_record_law_and_day_give_the_same_row(incident):
    first = evaluation.evaluate_incident(incident=incident, as_of=TODAY)
    again = evaluation.evaluate_incident(incident=incident, as_of=TODAY)
    assert first == again
    assert LedgerEntry.objects.filter(act="incident.evaluated").count() == 1


def test_what_an_evaluation_says_lies_sealed_under_the_key_of_the_incident(incident):
    made = evaluation.current(incident, on=TODAY)
    assert b"forced_door" not in bytes(Evaluation.objects.get(pk=made.pk).sealed)
    assert "forced_door" in json.dumps(evaluation.content_of(made))


def test_an_evaluation_is_never_edited(incident):
    made = evaluation.current(incident, on=TODAY)
    made.digest = "0" * 64
    with pytest.raises(AppendOnlyError):
        made.save()


def test_a_new_revision_is_evaluated_anew(incident, coordinator):
    first = evaluation.current(incident, on=TODAY)
    record.revise(actor=coordinator, incident=incident, base=1, update={"exigency": {"claimed": True}})
    assert evaluation.current(incident, on=TODAY).revision == 2
    assert first.revision == 1


def test_a_new_law_release_is_read_anew(incident, put_law):
    first = evaluation.current(incident, on=TODAY)
    put_law(small_law("2" * 64))
    assert evaluation.current(incident, on=TODAY).release != first.release


def test_a_day_on_which_no_law_changes_needs_no_new_evaluation(incident):
    first = evaluation.current(incident, on=date(2026, 3, 2))
    assert evaluation.current(incident, on=TODAY) == first


def test_a_day_of_the_law_between_makes_a_new_one(incident):
    first = evaluation.current(incident, on=date(2026, 2, 27))
    assert evaluation.current(incident, on=TODAY) != first


def test_an_evaluation_of_a_later_day_does_not_stand_for_an_earlier_one(incident):
    later = evaluation.evaluate_incident(incident=incident, as_of=TODAY)
    assert evaluation.current(incident, on=date(2026, 11, 1)) != later


def test_a_row_in_the_register_is_read_anew(incident, coordinator):
    first = evaluation.current(incident, on=TODAY)
    agreements.add(actor=coordinator, agency="Suffolk County Sheriff", state="MA", model="task_force", source="A sheet of ICE")
    assert evaluation.current(incident, on=TODAY) != first


def test_a_stated_list_replaces_the_register_wholly(incident, coordinator, monkeypatch):
    agreements.add(actor=coordinator, agency="Suffolk County Sheriff", state="MA", model="task_force", source="A sheet of ICE")
    seen = []
    whole = engine.evaluate

    def watch(document, law, *, agreements, as_of):
        seen.append(agreements.agreement_on("Suffolk County Sheriff", "MA", TODAY).state)
        return whole(document, law, agreements=agreements, as_of=as_of)

    monkeypatch.setattr(engine, "evaluate", watch)
    evaluation.current(incident, on=TODAY)
    agreements.state_for_incident(actor=coordinator, incident=incident, rows=[], reason="The case file lists none.")
    evaluation.current(incident, on=TODAY)
    assert seen == ["in_force", "not_in_force"]


def test_an_empty_register_says_nothing_about_an_agency(incident):
    assert agreements.standing_for(incident).register.agreement_on("Suffolk County Sheriff", "MA", TODAY).state == "unclear"


def test_what_is_pending_is_what_has_no_evaluation_that_holds(incident, coordinator):
    other = record_incident(coordinator, minimal_document("another"))
    evaluation.current(incident, on=TODAY)
    assert list(evaluation.pending(TODAY)) == [other]
    record.revise(actor=coordinator, incident=incident, base=1, update={"exigency": {"claimed": True}})
    assert set(evaluation.pending(TODAY)) == {incident, other}


def test_a_stated_list_makes_an_incident_pending_again(incident, coordinator):
    evaluation.current(incident, on=TODAY)
    agreements.state_for_incident(actor=coordinator, incident=incident, rows=[], reason="The case file lists none.")
    assert list(evaluation.pending(TODAY)) == [incident]
    evaluation.current(incident, on=TODAY)
    assert list(evaluation.pending(TODAY)) == []


def test_the_task_leaves_nothing_pending(incident):
    assert evaluate_pending() == 1
    assert evaluate_pending() == 0


def test_only_what_is_raised_opens_a_finding(incident):
    evaluation.current(incident, on=TODAY)
    assert {(one.code, one.subject) for one in incident.findings.all()} == {(ENTRY, ""), ("ST-1357-A2", "P1")}


def test_a_finding_keeps_each_state_that_differs_and_no_other(incident, coordinator, engine_says, put_law):
    evaluation.current(incident, on=TODAY)
    put_law(small_law("2" * 64))
    evaluation.current(incident, on=TODAY)
    engine_says(said(entry_result(status="possible"), possible_result()))
    put_law(small_law("3" * 64))
    evaluation.current(incident, on=TODAY)
    assert states(Finding.objects.get(code=ENTRY)) == [("indicated", "binding"), ("possible", "binding")]


def test_a_fact_below_that_changes_makes_a_state_though_the_status_stays(incident, engine_says, put_law):
    evaluation.current(incident, on=TODAY)
    moved = entry_result()
    moved["trace"]["children"][2]["children"][0]["facts"][0]["value"] = "pushed_past"
    engine_says(said(moved, possible_result()))
    put_law(small_law("2" * 64))
    evaluation.current(incident, on=TODAY)
    assert states(Finding.objects.get(code=ENTRY)) == [("indicated", "binding")] * 2


def test_a_finding_whose_subject_left_the_record_stays_and_is_not_raised(incident, engine_says, put_law):
    evaluation.current(incident, on=TODAY)
    engine_says(said(entry_result()))
    put_law(small_law("2" * 64))
    evaluation.current(incident, on=TODAY)
    assert states(Finding.objects.get(code="ST-1357-A2"))[-1] == ("not_raised", "")


def test_a_finding_that_was_once_raised_follows_a_status_that_is_lower(incident, engine_says, put_law):
    evaluation.current(incident, on=TODAY)
    engine_says(said(low_result(ENTRY, "not_indicated")))
    put_law(small_law("2" * 64))
    evaluation.current(incident, on=TODAY)
    assert states(Finding.objects.get(code=ENTRY)) == [("indicated", "binding"), ("not_indicated", "")]
