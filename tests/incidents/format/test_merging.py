import pytest
from hypothesis import given, settings

from incidents.format import InvalidDocument, canonical, merge, normalized, validate
from tests.builders import full_document, minimal_document
from tests.incidents.format import strategies

BASE = minimal_document(
    narrative="They knocked.",
    agencies=[{"key": "A1", "level": "federal", "masked": True, "actions": ["knocked"]}, {"key": "A2", "level": "state"}],
    persons=[{"key": "P1", "arrested": True, "force": ["hands"]}],
    custody=[{"person": "P1", "detainer_lodged": True}, {"person": "P1", "held_past_release_hours": 3}],
)


def because(*paths):
    return [{"path": path, "reason": "said by mistake"} for path in paths]


def faults(*arguments):
    with pytest.raises(InvalidDocument) as caught:
        merge(*arguments)
    return [(error.path, error.code) for error in caught.value.errors]


def test_what_an_update_does_not_say_stays():
    merged = merge(BASE, {"agencies": [{"key": "A1", "lead": True}]})
    assert merged["agencies"][0] == {"key": "A1", "level": "federal", "masked": True, "actions": ["knocked"], "lead": True}
    assert merged["agencies"][1] == {"key": "A2", "level": "state"}
    assert merged["narrative"] == "They knocked."


def test_the_given_document_is_left_alone():
    before = canonical(BASE)
    merge(BASE, {"agencies": [{"key": "A1", "masked": False}], "entry": {"entered": True}}, because("/narrative"))
    assert canonical(BASE) == before


@pytest.mark.parametrize("blank", [None, "", "   ", "\n\t"])
def test_a_blank_never_erases(blank):
    assert merge(BASE, {"narrative": blank, "persons": [{"key": "P1", "arrested": blank}]}) == BASE


@pytest.mark.parametrize("nothing", [{}, {"agencies": []}, {"custody": []}, {"entry": {"entered": None}}, {"place": {}}])
def test_an_update_that_says_nothing_changes_nothing(nothing):
    assert merge(BASE, nothing) == BASE


def test_false_is_an_answer_and_replaces():
    assert merge(BASE, {"persons": [{"key": "P1", "arrested": False}]})["persons"][0]["arrested"] is False


def test_a_new_key_adds_a_member_and_the_order_of_the_others_stays():
    merged = merge(BASE, {"agencies": [{"key": "A3", "level": "county"}, {"key": "A2", "masked": True}]})
    assert [agency["key"] for agency in merged["agencies"]] == ["A1", "A2", "A3"]


def test_members_inside_members_merge_by_key_too():
    first = merge(BASE, {"agencies": [{"key": "A1", "officers_described": [{"key": "O1", "badge": "417"}]}]})
    second = merge(first, {"agencies": [{"key": "A1", "officers_described": [{"key": "O1", "masked": True}, {"key": "O2"}]}]})
    assert second["agencies"][0]["officers_described"] == [{"key": "O1", "badge": "417", "masked": True}, {"key": "O2"}]


def test_members_without_a_key_merge_by_position_and_none_is_lost():
    merged = merge(BASE, {"custody": [{"probable_cause_shown": False}]})
    assert merged["custody"] == [
        {"person": "P1", "detainer_lodged": True, "probable_cause_shown": False},
        {"person": "P1", "held_past_release_hours": 3},
    ]
    assert len(merge(BASE, {"custody": [{}, {}, {"person": "P1"}]})["custody"]) == 3


def test_a_list_of_plain_values_is_replaced_whole():
    update = {"agencies": [{"key": "A1", "actions": ["searched"]}], "persons": [{"key": "P1", "force": ["handcuffs", "dog"]}]}
    merged = merge(BASE, update)
    assert merged["agencies"][0]["actions"] == ["searched"]
    assert merged["persons"][0]["force"] == ["handcuffs", "dog"]


def test_an_empty_list_of_plain_values_is_recorded_where_nothing_was_and_erases_nothing():
    update = {"persons": [{"key": "P1", "force": []}], "consent": {"deception_kinds": []}}
    merged = merge(BASE, update)
    assert merged["persons"][0]["force"] == ["hands"]
    assert merged["consent"]["deception_kinds"] == []


def test_a_retraction_takes_a_fact_to_unknown_and_a_member_out_of_its_list():
    merged = merge(BASE, {}, because("/narrative", "/agencies/A1/masked", "/agencies/A2"))
    assert "narrative" not in merged
    assert merged["agencies"] == [{"key": "A1", "level": "federal", "actions": ["knocked"]}]


def test_a_retraction_comes_before_the_update_so_that_an_empty_list_can_take_its_place():
    merged = merge(BASE, {"persons": [{"key": "P1", "force": []}]}, because("/persons/P1/force"))
    assert merged["persons"][0]["force"] == []


def test_retractions_by_position_all_mean_the_positions_of_the_base():
    assert "custody" not in merge(BASE, {}, because("/custody/0", "/custody/1"))
    three = merge(BASE, {"custody": [{}, {}, {"agency": "A1"}]})
    assert merge(three, {}, because("/custody/0", "/custody/1"))["custody"] == [{"agency": "A1"}]


def test_a_member_and_a_fact_inside_it_can_be_retracted_together():
    assert len(merge(BASE, {}, because("/agencies/A2", "/agencies/A2/level"))["agencies"]) == 1


def test_one_fact_of_an_account_can_be_retracted_by_its_escaped_path():
    merged = merge(full_document(), {}, because("/accounts/C1/facts/~1entry~1entered"))
    assert merged["accounts"][0]["facts"] == {"/consent/response": "refused"}


@pytest.mark.parametrize(
    ("update", "retract", "path", "code"),
    [
        ({}, [{"path": "/narrative", "reason": " "}], "/narrative", "reason_missing"),
        ({}, [{"path": "/narrative"}], "/narrative", "reason_missing"),
        ({}, because("/entry/entered"), "/entry/entered", "nothing_there"),
        ({}, because("/agencies/A9"), "/agencies/A9", "nothing_there"),
        ({}, because("/id"), "/id", "fixed"),
        ({}, because(""), "", "fixed"),
        ({}, because("narrative"), "narrative", "not_a_fact"),
        ({"id": "6f1c3c1e-7f0e-4b7e-9a53-0c6d6a1f2b35"}, [], "/id", "fixed"),
        ({"format": "incident/2"}, [], "/format", "fixed"),
        ({"agencies": [{"masked": True}]}, [], "/agencies/0", "key_missing"),
        ({"agencies": ["A1"]}, [], "/agencies/0", "key_missing"),
        ({"agencies": [{"key": ["A1"]}]}, [], "/agencies/0", "key_missing"),
        ({"narrative": "\x00"}, [], "/narrative", "character"),
        ([], [], "", "wrong_type"),
    ],
)
def test_a_faulty_change_is_refused_with_its_path(update, retract, path, code):
    assert faults(BASE, update, retract) == [(path, code)]


def test_a_value_of_the_wrong_kind_is_left_for_validation_to_name():
    assert [error.path for error in validate(merge(BASE, {"entry": "yes", "agencies": {"A1": 1}}))] == ["/agencies", "/entry"]


@settings(max_examples=80, deadline=None)
@given(strategies.documents, strategies.parts)
def test_merging_the_same_update_twice_is_merging_it_once(document, update):
    once = merge(document, update)
    assert merge(once, update) == once


@settings(max_examples=80, deadline=None)
@given(strategies.documents, strategies.parts)
def test_no_recorded_fact_becomes_unknown_by_an_update(document, update):
    merged = merge(document, update)
    for path in ("/narrative", "/agencies_complete", "/entry/entered"):
        head, _, tail = path[1:].partition("/")
        value = (document.get(head) or {}).get(tail) if tail else document.get(head)
        if value not in (None, "") and str(value).strip():
            assert ((merged[head] or {}).get(tail) if tail else merged[head]) is not None
    assert {member["key"] for member in document.get("agencies", [])} <= {a["key"] for a in merged.get("agencies", [])}


@settings(max_examples=50, deadline=None)
@given(strategies.documents)
def test_a_document_merged_into_itself_is_the_same_document(document):
    assert merge(document, document) == normalized(document)
