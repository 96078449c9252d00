import pytest

from incidents.format import InvalidDocument, differing, get, merge, reconcile, settle
from tests.builders import minimal_document

SOURCES = [{"key": "S1", "kind": "resident_account"}, {"key": "S2", "kind": "witness_account"}]


def telling(*accounts, **fields):
    """A document in which account C1 tells the first facts, C2 the second."""
    told = [{"key": f"C{n}", "source": f"S{n}", "facts": facts} for n, facts in enumerate(accounts, start=1)]
    return minimal_document(agencies=[{"key": "A1", "level": "federal"}], sources=SOURCES, accounts=told, **fields)


def codes(caught):
    return [(error.path, error.code) for error in caught.value.errors]


def test_where_one_or_all_accounts_agree_the_fact_is_theirs():
    assert get(reconcile(telling({"/entry/entered": True})), "/entry/entered") is True
    both = reconcile(telling({"/agencies/A1/masked": False}, {"/agencies/A1/masked": False}))
    assert get(both, "/agencies/A1/masked") is False
    assert differing(both) == {}


def test_where_accounts_differ_the_fact_is_unknown_and_both_values_are_kept():
    document = reconcile(telling({"/entry/entered": True}, {"/entry/entered": False}, entry={"entered": True}))
    assert get(document, "/entry/entered") is None
    assert differing(document) == {"/entry/entered": [("C1", True), ("C2", False)]}


def test_an_account_that_says_nothing_of_a_fact_is_in_agreement_with_all():
    document = reconcile(telling({"/entry/entered": True}, {"/entry/entered": None}))
    assert get(document, "/entry/entered") is True
    assert differing(document) == {}


def test_the_order_of_a_list_of_plain_values_is_no_difference():
    facts = "/agencies/A1/actions"
    document = telling({facts: ["knocked", "searched"]}, {facts: ["searched", "knocked"]})
    assert differing(document) == {}
    assert get(reconcile(document), facts) == ["knocked", "searched"]


def test_true_and_one_differ():
    assert differing(telling({"/present/adults": 1}, {"/present/adults": 2}))
    assert differing(telling({"/extensions": 1}, {"/extensions": True}))


def test_a_fact_the_format_requires_stays_as_first_recorded_while_accounts_differ():
    document = reconcile(telling({"/place/state": "MA"}, {"/place/state": "RI"}))
    assert get(document, "/place/state") == "MA"
    assert set(differing(document)) == {"/place/state"}


def test_a_settled_fact_stays_until_the_accounts_of_that_path_change():
    before = reconcile(telling({"/entry/entered": True}, {"/entry/entered": False}))
    settled = settle(before, [{"path": "/entry/entered", "value": True, "reason": "the recording shows it"}])
    assert get(settled, "/entry/entered") is True

    elsewhere = merge(settled, {"narrative": "more", "accounts": [{"key": "C2", "facts": {"/consent/response": "refused"}}]})
    assert get(reconcile(elsewhere, before=settled), "/entry/entered") is True

    changed = merge(settled, {"accounts": [{"key": "C3", "source": "S1", "facts": {"/entry/entered": False}}]})
    assert get(reconcile(changed, before=settled), "/entry/entered") is None

    agreed = merge(settled, {"accounts": [{"key": "C1", "facts": {"/entry/entered": False}}]})
    assert get(reconcile(agreed, before=settled), "/entry/entered") is False


@pytest.mark.parametrize("second", [False, True])
def test_a_told_fact_cannot_be_overwritten_past_its_accounts(second):
    before = reconcile(telling({"/entry/entered": True}, {"/entry/entered": second}))
    with pytest.raises(InvalidDocument) as caught:
        reconcile(merge(before, {"entry": {"entered": False}}), before=before)
    assert codes(caught) == [("/entry/entered", "told_by_accounts")]


def test_saying_again_what_all_accounts_say_is_no_overwriting():
    before = reconcile(telling({"/entry/entered": True}))
    again = merge(before, {"entry": {"entered": True}})
    assert reconcile(again, before=before) == before


def test_a_retracted_fact_stays_unknown_while_its_accounts_are_as_they_were():
    before = reconcile(telling({"/entry/entered": True}))
    retracted = merge(before, {}, [{"path": "/entry/entered", "reason": "not sure any more"}])
    after = reconcile(retracted, before=before, decided={"/entry/entered"})
    assert get(after, "/entry/entered") is None
    assert get(reconcile(merge(after, {"narrative": "x"}), before=after), "/entry/entered") is None


def test_a_part_that_is_retracted_whole_takes_its_told_facts_along():
    before = reconcile(telling({"/entry/entered": True}))
    retracted = merge(before, {}, [{"path": "/entry", "reason": "another home"}])
    assert get(reconcile(retracted, before=before, decided={"/entry"}), "/entry/entered") is None


def test_with_one_of_two_differing_accounts_retracted_the_other_one_holds():
    before = reconcile(telling({"/entry/entered": True}, {"/entry/entered": False}))
    retracted = merge(before, {}, [{"path": "/accounts/C2", "reason": "was not there"}])
    assert get(reconcile(retracted, before=before), "/entry/entered") is True


def test_with_the_last_account_retracted_the_fact_that_repeated_it_is_unknown():
    before = reconcile(telling({"/entry/entered": True}))
    retracted = merge(before, {}, [{"path": "/accounts/C1", "reason": "withdrawn"}])
    assert get(reconcile(retracted, before=before), "/entry/entered") is None


def test_reconciling_twice_changes_nothing_more():
    once = reconcile(telling({"/entry/entered": True, "/search/phone": True}, {"/entry/entered": False}))
    assert reconcile(once) == once


@pytest.mark.parametrize(
    ("settlement", "code"),
    [
        ({"path": "/entry/entered", "value": True, "reason": " "}, "reason_missing"),
        ({"path": "/entry/entered", "value": True}, "reason_missing"),
        ({"path": "/entry/entered", "value": None, "reason": "why"}, "value_missing"),
        ({"path": "/entry/manner", "value": "window", "reason": "why"}, "nothing_to_settle"),
    ],
)
def test_a_settlement_needs_a_told_fact_a_value_and_a_reason(settlement, code):
    document = reconcile(telling({"/entry/entered": True}, {"/entry/entered": False}))
    with pytest.raises(InvalidDocument) as caught:
        settle(document, [settlement])
    assert codes(caught) == [(settlement["path"], code)]
