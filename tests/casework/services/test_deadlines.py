"""The deadlines of a case: computed once under a rule, kept as computed, moved only by an attorney's act."""

from datetime import date

import pytest

from casework.engine.claim_records import read_claims
from casework.engine.yaml_files import read_folder
from casework.errors import NotAllowed
from casework.models import AppendOnlyError, Deadline
from casework.services import cases, deadlines
from incidents.models import LedgerEntry
from incidents.services import readers, record
from tests.builders import record_incident
from tests.casework.engine.test_deadlines import RECORD
from tests.casework.fixtures import entry_document, evaluation
from tests.casework.fixtures.law import small_law

pytestmark = pytest.mark.django_db
TODAY = date(2026, 2, 2)
NOTICE, FEDERAL, SUIT = "claim/ma/notice", "claim/us/ftca", "claim/us/suit"


@pytest.fixture
def put_claims(put_law, engine_says, tmp_path):
    """put_claims(**changed): the law now has a state notice, a federal claim and a suit after denial; the notice as changed."""
    engine_says(evaluation())

    def put(**changed):
        federal = {"jurisdiction": "us", "against": "federal", "period": "P2Y", "runs_from": "accrual", "checked": "text"}
        notice = {"jurisdiction": "us.ma", "against": "both", "period": "P180D", "runs_from": "incident", "checked": "text"}
        rows = {FEDERAL: federal, NOTICE: notice | changed, SUIT: federal | {"period": "P6M", "runs_from": "denial"}}
        for name, row in rows.items():
            path = tmp_path / "claims" / f"{name}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(RECORD.format(name=name.removeprefix("claim/"), **row))
        files = read_folder(tmp_path)
        put_law(small_law(files.digest, claims=read_claims(files)))
        assert not files.problems

    put()
    return put


@pytest.fixture
def case(coordinator, attorney, put_claims):
    incident = record_incident(coordinator, entry_document())
    return cases.open_case(actor=coordinator, title="Boston", incident=incident, lead=attorney)


def of(case, on=TODAY):
    found = deadlines.of_case(case=case, incidents=list(case.incidents.all()), on=on)
    return {one.stored.claim: one for one in found.dues}


@pytest.mark.assurance("5.3")
def test_the_deadlines_of_a_case_are_computed_once_and_in_the_ledger(case):
    first, again = of(case), of(case, date(2026, 3, 1))
    assert {name: one.stored.due for name, one in first.items()} == {
        NOTICE: date(2026, 7, 13),
        FEDERAL: date(2028, 1, 14),
        SUIT: None,
    }
    assert {one.stored.pk for one in first.values()} == {one.stored.pk for one in again.values()}
    assert LedgerEntry.objects.filter(act="case.deadlines_computed").count() == 1


@pytest.mark.assurance("5.3")
def test_a_changed_rule_never_moves_a_day_by_itself(case, put_claims, attorney):
    was = of(case)[NOTICE].stored
    put_claims(period="P90D")
    due = of(case)[NOTICE]
    assert (due.stored, due.stored.due, due.now.due) == (was, date(2026, 7, 13), date(2026, 4, 14))
    assert due.differs
    assert due.earliest == date(2026, 4, 14)
    taken = deadlines.take_over(actor=attorney, case=case, deadline=was, on=TODAY)
    assert (taken.turn, taken.due, taken.taken_by) == (2, date(2026, 4, 14), attorney)
    assert not of(case)[NOTICE].differs
    assert Deadline.objects.get(pk=was.pk).due == date(2026, 7, 13)
    assert LedgerEntry.objects.filter(act="case.deadline_taken_over").count() == 1


@pytest.mark.assurance("5.3")
def test_a_later_day_is_shown_and_the_earlier_one_kept(case, put_claims):
    of(case)
    put_claims(period="P1Y")
    due = of(case)[NOTICE]
    assert due.differs
    assert due.earliest == date(2026, 7, 13)


@pytest.mark.assurance("5.3")
def test_a_rule_that_nobody_has_read_any_more_still_keeps_its_day_and_says_that_it_changed(case, put_claims):
    of(case)
    put_claims(checked="memory")
    due = of(case)[NOTICE]
    assert (due.now.due, due.now.ask, due.differs, due.earliest) == (None, "memory", True, date(2026, 7, 13))


@pytest.mark.assurance("5.3")
def test_a_corrected_day_of_the_incident_is_shown_and_taken_over_by_an_act(case, attorney, coordinator):
    was = of(case)[NOTICE].stored
    incident = case.incidents.get()
    record.revise(actor=coordinator, incident=incident, base=1, update={"occurred_at": "2026-01-10T06:20:00-05:00"})
    due = of(case)[NOTICE]
    assert (due.stored.start, due.now.start) == (date(2026, 1, 14), date(2026, 1, 10))
    taken = deadlines.take_over(actor=attorney, case=case, deadline=was, on=TODAY)
    assert taken.start == date(2026, 1, 10)


@pytest.mark.assurance("5.3")
def test_a_denial_is_recorded_and_counted_from(case, attorney):
    row = of(case)[SUIT].stored
    taken = deadlines.take_over(actor=attorney, case=case, deadline=row, on=TODAY, denied=date(2026, 1, 31))
    assert (taken.due, taken.denied) == (date(2026, 7, 31), date(2026, 1, 31))
    again = deadlines.take_over(actor=attorney, case=case, deadline=row, on=TODAY, denied=date(2026, 1, 31))
    assert again == taken


@pytest.mark.assurance("5.3")
def test_a_finding_that_is_gone_leaves_its_deadlines_as_they_were(case, engine_says, coordinator):
    of(case)
    engine_says({**evaluation(), "results": []})
    record.revise(actor=coordinator, incident=case.incidents.get(), base=1, update={"exigency": {"claimed": True}})
    due = of(case)[NOTICE]
    assert due.now is None
    assert due.differs
    assert due.earliest == date(2026, 7, 13)


def test_the_earliest_day_stands_first_and_those_without_a_day_last(case):
    assert list(of(case)) == [NOTICE, FEDERAL, SUIT]


def test_only_attorneys_of_the_case_take_a_computation_over(case, put_claims, coordinator, other_attorney):
    row = of(case)[NOTICE].stored
    put_claims(period="P90D")
    for person in (coordinator, other_attorney):
        with pytest.raises(NotAllowed):
            deadlines.take_over(actor=person, case=case, deadline=row, on=TODAY)


def test_an_attorney_who_may_no_longer_read_the_incident_moves_nothing_of_it(case, put_claims, attorney, coordinator):
    row = of(case)[NOTICE].stored
    put_claims(period="P90D")
    readers.withdraw(actor=coordinator, incident=row.incident, user=attorney, through=cases.subject(case))
    with pytest.raises(NotAllowed):
        deadlines.take_over(actor=attorney, case=case, deadline=row, on=TODAY)


def test_a_stored_computation_is_never_edited(case):
    row = of(case)[NOTICE].stored
    row.due = date(2030, 1, 1)
    with pytest.raises(AppendOnlyError):
        row.save()


def test_a_case_without_raised_findings_has_none(coordinator, attorney, put_claims, engine_says):
    engine_says({**evaluation(), "results": []})
    incident = record_incident(coordinator, entry_document())
    empty = cases.open_case(actor=coordinator, title="Empty", incident=incident, lead=attorney)
    assert not of(empty)
