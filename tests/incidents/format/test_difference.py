from hypothesis import given, settings

from incidents.format import Change, difference, facts, merge
from tests.builders import full_document, minimal_document
from tests.incidents.format import strategies


def test_changes_are_named_fact_by_fact_in_the_order_of_their_paths():
    before = minimal_document(agencies=[{"key": "A1", "level": "federal", "masked": True}], narrative="One.")
    after = minimal_document(
        agencies=[{"key": "A2", "level": "state"}, {"key": "A1", "level": "federal", "masked": False}], entry={"entered": True}
    )
    assert difference(before, after) == [
        Change("/agencies/A1/masked", True, False),
        Change("/agencies/A2/key", None, "A2"),
        Change("/agencies/A2/level", None, "state"),
        Change("/entry/entered", None, True),
        Change("/narrative", "One.", None),
    ]


def test_true_and_one_are_two_values():
    assert difference(minimal_document(extensions={"a": True}), minimal_document(extensions={"a": 1}))


def test_null_and_absent_are_the_same_and_the_order_of_members_is_no_change():
    before = minimal_document(persons=[{"key": "P1"}, {"key": "P2"}])
    after = minimal_document(persons=[{"key": "P2"}, {"key": "P1", "arrested": None}])
    assert difference(before, after) == []


@settings(max_examples=50, deadline=None)
@given(strategies.documents, strategies.documents)
def test_the_difference_backwards_is_the_difference_with_both_sides_exchanged(one, other):
    backwards = [Change(change.path, change.after, change.before) for change in difference(other, one)]
    assert difference(one, other) == backwards
    assert difference(one, one) == []


@settings(max_examples=50, deadline=None)
@given(strategies.documents, strategies.parts)
def test_a_document_differs_after_a_merge_only_where_the_update_speaks(document, update):
    spoken = [f"{path}/" for path in facts(update)]
    assert all(
        any(path.startswith(f"{change.path}/") for path in spoken) for change in difference(document, merge(document, update))
    )


def test_facts_holds_lists_of_plain_values_whole():
    assert facts(full_document())["/agencies/A2/actions"] == ["stood_by"]
