import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.format import InvalidDocument, get, holds, join, remove, split
from incidents.format import set as put
from tests.builders import full_document, minimal_document


@given(st.lists(st.text(max_size=5), min_size=1, max_size=4))
def test_a_path_is_split_into_the_names_it_was_joined_from(tokens):
    assert split(join(tokens)) == tuple(tokens)


def test_members_are_found_by_key_and_those_without_key_by_position():
    document = full_document()
    assert get(document, "/agencies/A2/component") == "sheriff"
    assert get(document, "/agencies/A1/officers_described/O1/masked") is False
    assert get(document, "/custody/0/person") == "P1"
    assert get(document, "/accounts/C1/facts/~1entry~1entered") is True


@pytest.mark.parametrize("path", ["/agencies/0/masked", "/agencies/A9/masked", "/custody/7/person", "/entry/x", "/narrative/x"])
def test_what_is_not_recorded_is_unknown(path):
    assert get(full_document(), path) is None
    assert not holds(full_document(), path)


def test_setting_a_fact_leaves_the_given_document_alone():
    document = minimal_document(agencies=[{"key": "A1", "level": "federal"}])
    changed = put(put(document, "/agencies/A1/masked", True), "/entry/entered", False)
    assert changed["agencies"] == [{"key": "A1", "level": "federal", "masked": True}]
    assert changed["entry"] == {"entered": False}
    assert "entry" not in document
    assert document["agencies"] == [{"key": "A1", "level": "federal"}]


@pytest.mark.parametrize("path", ["/agencies/A9/masked", "/custody/3/person", "entry/entered"])
def test_a_fact_of_a_member_that_is_not_there_cannot_be_set(path):
    with pytest.raises(InvalidDocument):
        put(full_document(), path, True)


def test_the_last_member_taken_out_takes_its_list_with_it():
    document = minimal_document(agencies=[{"key": "A1", "level": "federal"}, {"key": "A2", "level": "state"}])
    one_left = remove(document, "/agencies/A1")
    assert one_left["agencies"] == [{"key": "A2", "level": "state"}]
    assert "agencies" not in remove(one_left, "/agencies/A2")


@pytest.mark.parametrize("path", ["", "/nothing", "/agencies/A9", "/entry/entered/x"])
def test_what_is_not_there_cannot_be_removed(path):
    with pytest.raises(InvalidDocument):
        remove(full_document(), path)
