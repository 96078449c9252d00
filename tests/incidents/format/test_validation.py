import pytest
from hypothesis import given, settings

from incidents.format import load_schema, validate
from incidents.format.faults import SENTENCES
from tests.builders import full_document, minimal_document
from tests.incidents.format import strategies


def faults(document):
    return [(error.path, error.code) for error in validate(document)]


def test_the_least_and_the_full_document_are_valid():
    assert faults(minimal_document()) == []
    assert faults(full_document()) == []


@settings(max_examples=50, deadline=None)
@given(strategies.documents)
def test_generated_documents_are_valid(document):
    assert faults(document) == []


@settings(max_examples=150, deadline=None)
@given(strategies.values)
def test_anything_at_all_is_answered_with_faults_and_never_with_an_exception(value):
    assert all(error.message and error.fix for error in validate(value))
    assert all(error.message for error in validate(minimal_document(agencies=value, place=value, accounts=value)))


@pytest.mark.parametrize("name", ["format", "id", "occurred_at", "place"])
def test_a_required_field_that_is_missing_is_named(name):
    document = minimal_document()
    del document[name]
    assert faults(document) == [(f"/{name}", "missing")]


@pytest.mark.parametrize(
    ("fields", "path", "code"),
    [
        ({"format": "incident/2"}, "/format", "not_in_list"),
        ({"id": "not-a-uuid"}, "/id", "uuid"),
        ({"operation": "123"}, "/operation", "uuid"),
        ({"occurred_at": "2026-01-14"}, "/occurred_at", "date_time"),
        ({"occurred_at": "2026-01-14T06:20:00"}, "/occurred_at", "date_time"),
        ({"occurred_at": "2026-02-30T06:20:00Z"}, "/occurred_at", "date_time"),
        ({"occurred_at": "2026-01-14T06:20:00+25:00"}, "/occurred_at", "date_time"),
        ({"occurred_at": None}, "/occurred_at", "wrong_type"),
        ({"ended_at": "2026-01-14T05:00:00-05:00"}, "/ended_at", "end_before_start"),
        ({"place": {"state": "Massachusetts"}}, "/place/state", "pattern"),
        ({"place": {"state": "MA\n"}}, "/place/state", "pattern"),
        ({"place": {"state": "MA", "latitude": 91}}, "/place/latitude", "too_big"),
        ({"place": {"state": "MA", "longitude": -181}}, "/place/longitude", "too_small"),
        ({"narrative": "x" * 50_001}, "/narrative", "too_long"),
        ({"narrative": 3}, "/narrative", "wrong_type"),
        ({"agencies_complete": "yes"}, "/agencies_complete", "wrong_type"),
        ({"surprise": 1}, "/surprise", "unknown_field"),
        ({"agencies": [{"key": "A1", "level": "galactic"}]}, "/agencies/A1/level", "not_in_list"),
        ({"agencies": [{"key": "A1"}]}, "/agencies/A1/level", "missing"),
        ({"agencies": [{"level": "federal"}]}, "/agencies/0/key", "missing"),
        ({"agencies": [{"key": "A1", "level": "federal", "actions": ["flew"]}]}, "/agencies/A1/actions/0", "not_in_list"),
        ({"evidence": [{"key": "E1", "kind": "photo", "sha256": "ab" * 32 + "\n"}]}, "/evidence/E1/sha256", "pattern"),
        ({"present": {"adults": -1}}, "/present/adults", "too_small"),
        ({"custody": [{"person": 3}]}, "/custody/0/person", "wrong_type"),
    ],
)
def test_a_fault_names_its_path_by_key_and_its_kind(fields, path, code):
    assert faults(minimal_document(**fields)) == [(path, code)]


def test_a_fault_says_what_is_wrong_and_what_to_do():
    error = validate(minimal_document(agencies=[{"key": "A1", "level": "galactic"}]))[0]
    assert error.message == "This value is not one of those the format knows."
    assert error.fix == "Send one of: federal, state, county, municipal, tribal, unknown."


def test_every_sentence_can_be_filled_with_the_parameters_it_is_given():
    given_params = {
        "line": 1, "column": 2, "limit": 3, "character": "U+0000", "name": "n", "expected": "e",
        "allowed": "a", "pattern": "p", "key": "k", "lists": "l",
    }  # fmt: skip
    for message, fix in SENTENCES.values():
        assert "%(" not in message % given_params
        assert "%(" not in fix % given_params


def test_at_most_a_hundred_faults_are_listed():
    assert len(validate(minimal_document(**{f"field{n}": 1 for n in range(300)}))) == 100


def test_a_caller_cannot_change_the_schema_for_others():
    load_schema()["required"].append("narrative")
    assert "narrative" not in load_schema()["required"]
