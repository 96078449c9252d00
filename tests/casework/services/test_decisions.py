"""What stands in the way of a decision, and what a decision leaves behind."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, connection

from casework.errors import CannotDecide, ChangedMeanwhile, NotAllowed
from casework.models import AppendOnlyError, Review
from casework.services import cases, decisions, evaluation, standing
from casework.services.law import current_law, rule_digest
from incidents.models import LedgerEntry
from incidents.services import record
from tests.casework.fixtures import ENTRY, PAYTON, SCHNECKLOTH, entry_result
from tests.casework.fixtures import evaluation as said
from tests.casework.fixtures.law import authorities, rules, small_law

pytestmark = pytest.mark.assurance("2.6")

TODAY = date(2026, 11, 20)
RULED_OUT = {"probation": "No parole search was claimed.", "owner": "The family has lived there for years."}


@pytest.fixture
def read(incident, case):
    """The evaluation that the attorney has before them."""
    return evaluation.current(incident, on=TODAY)


@pytest.fixture
def finding(incident, read):
    return incident.findings.get(code=ENTRY)


def confirmed(actor, case, finding, read, **changes):
    given = {"reason": "The door was broken and no judge had signed.", "ruled_out": RULED_OUT, **changes}
    return decisions.confirm(actor=actor, case=case, finding=finding, evaluation=read, **given)


def adopted(actor, case, finding):
    return decisions.adopt(actor=actor, case=case, finding=finding, digest=rule_digest(current_law(), finding.code))


def test_a_finding_with_everything_done_is_confirmed(attorney, case, finding, read):
    adopted(attorney, case, finding)
    review = confirmed(attorney, case, finding, read, note="Ask the neighbor again.")
    content = decisions.content_of(review)
    assert review.decision == "confirm"
    assert content["note"] == "Ask the neighbor again."
    assert {item["key"]: item["word"] for item in content["ruled_out"]} == RULED_OUT


def test_what_an_attorney_wrote_lies_sealed(attorney, case, finding, read):
    review = decisions.dismiss(
        actor=attorney, case=case, finding=finding, evaluation=read, reason="Marmalade.", note="Strategy of ours."
    )
    stored = bytes(Review.objects.get(pk=review.pk).sealed)
    assert b"Marmalade" not in stored
    assert b"Strategy" not in stored


def test_the_ledger_carries_ids_and_digests_of_a_decision_and_no_words(attorney, case, finding, read):
    review = decisions.dismiss(actor=attorney, case=case, finding=finding, evaluation=read, reason="Marmalade.")
    entry = LedgerEntry.objects.get(act="finding.decided")
    assert entry.detail["review"] == review.pk
    assert entry.detail["evaluation"] == str(read.pk)
    assert "Marmalade" not in str(entry.detail)


def test_a_rule_that_was_not_adopted_keeps_a_finding_from_being_confirmed(attorney, case, finding, read):
    with pytest.raises(CannotDecide) as raised:
        confirmed(attorney, case, finding, read)
    assert len(raised.value.problems) == 1
    assert "adopt" in str(raised.value.problems[0])


def test_the_adoption_of_another_attorney_is_not_enough(attorney, other_attorney, case, finding, read):
    cases.add_member(actor=attorney, case=case, user=other_attorney)
    adopted(other_attorney, case, finding)
    with pytest.raises(CannotDecide):
        confirmed(attorney, case, finding, read)


def test_the_adoption_of_an_earlier_text_is_not_enough(attorney, case, finding, incident, put_law):
    adopted(attorney, case, finding)
    edited = {**rules(), ENTRY: replace(rules()[ENTRY], digest=f"{ENTRY}:2")}
    put_law(small_law("2" * 64, rules=edited))
    newer = evaluation.current(incident, on=TODAY)
    with pytest.raises(CannotDecide):
        confirmed(attorney, case, finding, newer)


@pytest.mark.parametrize("ruled_out", [{}, {"probation": "No parole."}, {**RULED_OUT, "owner": "  "}])
def test_every_listed_exception_must_be_ruled_out_with_a_word(attorney, case, finding, read, ruled_out):
    adopted(attorney, case, finding)
    with pytest.raises(CannotDecide) as raised:
        confirmed(attorney, case, finding, read, ruled_out=ruled_out)
    assert len(raised.value.problems) == 1


def test_everything_that_is_missing_is_told_at_once(attorney, case, finding, read):
    with pytest.raises(CannotDecide) as raised:
        confirmed(attorney, case, finding, read, reason=" ", ruled_out={})
    assert len(raised.value.problems) == 3


@pytest.mark.parametrize("status", ["not_indicated", "not_raised", "not_applicable"])
def test_a_finding_that_is_no_longer_raised_cannot_be_confirmed(
    attorney, case, finding, incident, status, engine_says, put_law
):
    adopted(attorney, case, finding)
    engine_says(said(entry_result(status=status)))
    put_law(small_law("2" * 64))
    newer = evaluation.current(incident, on=TODAY)
    with pytest.raises(CannotDecide):
        confirmed(attorney, case, finding, newer)


@pytest.mark.parametrize("act", [decisions.dismiss, decisions.ask_facts])
def test_no_decision_goes_without_a_reason(attorney, case, finding, read, act):
    with pytest.raises(CannotDecide):
        act(actor=attorney, case=case, finding=finding, evaluation=read, reason="\n ")
    assert not Review.objects.exists()


def test_a_record_that_moved_on_stops_a_decision_and_tells_what_changed(attorney, case, finding, incident, read, engine_says):
    adopted(attorney, case, finding)
    record.revise(actor=attorney, incident=incident, base=1, update={"exigency": {"claimed": True}})
    engine_says(said(entry_result(status="possible")))
    with pytest.raises(ChangedMeanwhile) as raised:
        confirmed(attorney, case, finding, read)
    assert ("status", "indicated", "possible") in [(one.kind, one.before, one.after) for one in raised.value.changes]
    assert not Review.objects.exists()


def test_a_law_that_moved_on_stops_a_decision_even_where_the_result_is_the_same(attorney, case, finding, read, put_law):
    put_law(small_law("2" * 64))
    with pytest.raises(ChangedMeanwhile) as raised:
        decisions.dismiss(actor=attorney, case=case, finding=finding, evaluation=read, reason="No.")
    assert raised.value.changes == []


@pytest.mark.parametrize("person", ["volunteer", "coordinator", "other_attorney", "administrator"])
def test_nobody_decides_who_is_not_on_the_case(person, request, case, finding, read):
    outsider = request.getfixturevalue(person)
    with pytest.raises(NotAllowed):
        decisions.dismiss(actor=outsider, case=case, finding=finding, evaluation=read, reason="No.")
    with pytest.raises(NotAllowed):
        adopted(outsider, case, finding)
    with pytest.raises(NotAllowed):
        confirmed(outsider, case, finding, read)


def test_adopting_twice_is_once(attorney, case, finding):
    assert adopted(attorney, case, finding) == adopted(attorney, case, finding)
    assert LedgerEntry.objects.filter(act="rule.adopted").count() == 1


def test_a_rule_is_adopted_as_it_was_read_or_not_at_all(attorney, case, finding):
    with pytest.raises(ChangedMeanwhile):
        decisions.adopt(actor=attorney, case=case, finding=finding, digest="another text")


def test_a_reading_names_the_attorney_and_where(attorney, small):
    reading = decisions.record_reading(
        actor=attorney, authority=PAYTON, digest=f"{PAYTON}:1", note="445 U.S. Reports, bound volume."
    )
    assert reading.attorney == attorney
    assert LedgerEntry.objects.get(act="authority.read").subject == f"authority:{PAYTON}"


def test_a_reading_without_a_place_is_refused(attorney, small):
    with pytest.raises(CannotDecide):
        decisions.record_reading(actor=attorney, authority=PAYTON, digest=f"{PAYTON}:1", note=" ")


@pytest.mark.parametrize("person", ["volunteer", "coordinator", "administrator"])
def test_only_attorneys_record_a_reading(person, request, small):
    with pytest.raises(NotAllowed):
        decisions.record_reading(actor=request.getfixturevalue(person), authority=PAYTON, digest=f"{PAYTON}:1", note="Here.")


def test_an_authority_nobody_has_read_is_marked_until_somebody_has(attorney, case, finding, read):
    adopted(attorney, case, finding)
    confirmed(attorney, case, finding, read)
    assert standing.confirmed(case=case, on=TODAY)[0].unread == (SCHNECKLOTH,)
    decisions.record_reading(
        actor=attorney, authority=SCHNECKLOTH, digest=f"{SCHNECKLOTH}:1", note="412 U.S. 218, read online."
    )
    assert standing.confirmed(case=case, on=TODAY)[0].unread == ()


def test_what_is_confirmed_leaves_without_the_private_note(attorney, case, finding, read):
    adopted(attorney, case, finding)
    confirmed(attorney, case, finding, read, note="Privileged thought.")
    (kept,) = standing.confirmed(case=case, on=TODAY)
    assert kept.review.reason == "The door was broken and no judge had signed."
    assert "Privileged thought." not in repr(kept)


def test_a_dismissed_finding_is_not_among_the_confirmed(attorney, case, finding, read):
    adopted(attorney, case, finding)
    confirmed(attorney, case, finding, read)
    decisions.dismiss(actor=attorney, case=case, finding=finding, evaluation=read, reason="The tenant had invited them.")
    assert standing.confirmed(case=case, on=TODAY) == []


def test_a_change_since_the_decision_is_shown_and_the_decision_stands(attorney, case, finding, incident, read, engine_says):
    adopted(attorney, case, finding)
    confirmed(attorney, case, finding, read)
    record.revise(actor=attorney, incident=incident, base=1, update={"exigency": {"claimed": True}})
    engine_says(said(entry_result(status="possible", support="contested")))
    shown = next(one for one in standing.of_incident(case=case, incident=incident, on=TODAY) if one.finding == finding)
    assert shown.is_confirmed
    assert {change.kind for change in shown.changes} == {"status", "support"}


def test_an_edited_authority_is_a_change_though_the_result_is_the_same(attorney, case, finding, incident, read, put_law):
    adopted(attorney, case, finding)
    confirmed(attorney, case, finding, read)
    edited = {**authorities(), PAYTON: replace(authorities()[PAYTON], digest="edited")}
    put_law(small_law("2" * 64, authorities=edited))
    shown = next(one for one in standing.of_incident(case=case, incident=incident, on=TODAY) if one.finding == finding)
    assert [(change.kind, change.name) for change in shown.changes] == [("text", PAYTON)]


def test_two_cases_of_one_incident_decide_apart(coordinator, attorney, other_attorney, incident, case, finding, read):
    other = cases.open_case(actor=coordinator, title="Another file", incident=incident, lead=other_attorney)
    decisions.dismiss(actor=attorney, case=case, finding=finding, evaluation=read, reason="Ours.")
    shown = next(one for one in standing.of_incident(case=other, incident=incident, on=TODAY) if one.finding == finding)
    assert shown.review is None


def test_a_decision_is_never_edited(attorney, case, finding, read):
    review = decisions.dismiss(actor=attorney, case=case, finding=finding, evaluation=read, reason="No.")
    review.decision = "confirm"
    with pytest.raises(AppendOnlyError):
        review.save()
    with pytest.raises(AppendOnlyError):
        review.delete()
    with pytest.raises(AppendOnlyError):
        Review.objects.update(decision="confirm")


@pytest.mark.parametrize("statement", ["UPDATE casework_review SET decision = 'confirm'", "DELETE FROM casework_review"])
def test_the_database_refuses_to_change_a_decision(attorney, case, finding, read, statement):
    decisions.dismiss(actor=attorney, case=case, finding=finding, evaluation=read, reason="No.")
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute(statement)
