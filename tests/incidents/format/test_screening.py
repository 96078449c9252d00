import json
import time

import pytest

from incidents.format import InvalidDocument, parse, validate
from incidents.format.screening import MAX_BYTES
from tests.builders import full_document, minimal_document


def codes(errors):
    return [(error.path, error.code) for error in errors]


def refused(data):
    with pytest.raises(InvalidDocument) as caught:
        parse(data)
    return codes(caught.value.errors)


def test_a_document_is_read_from_its_bytes():
    assert parse(json.dumps(full_document()).encode()) == full_document()


@pytest.mark.assurance("B11")
def test_nul_is_refused_with_its_path():
    document = minimal_document(agencies=[{"key": "A1", "level": "federal", "name": "ICE\x00"}])
    assert codes(validate(document)) == [("/agencies/A1/name", "character")]
    assert "U+0000" in validate(document)[0].message


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\x7f", "\x85", "\ud800"])
def test_a_character_that_cannot_be_kept_is_refused_in_text_and_in_names(character):
    assert codes(validate(minimal_document(narrative=f"a{character}b"))) == [("/narrative", "character")]
    assert [error.code for error in validate(minimal_document(extensions={f"a{character}": 1}))] == ["character"]


def test_a_lone_surrogate_written_as_an_escape_is_refused():
    assert refused(b'{"narrative": "\\ud800"}') == [("/narrative", "character")]


@pytest.mark.parametrize("text", ["line\nline\r\n\ttab", "\u202eabc\u202c", "a\u200db", "\u0301" * 1000, "🚪", "هجرة"])
def test_every_other_text_is_taken_as_it_is(text):
    assert validate(minimal_document(narrative=text)) == []


@pytest.mark.assurance("B8")
def test_deep_nesting_is_a_fault_and_no_recursion_error():
    deep = 1
    for _ in range(100_000):
        deep = [deep]
    started = time.monotonic()
    assert [error.code for error in validate({**minimal_document(), "extensions": {"deep": deep}})] == ["too_deep"]
    assert refused(b"[" * 100_000) == [("", "too_deep")]
    assert time.monotonic() - started < 1
    while isinstance(deep, list):
        deep = deep.pop()


def test_nesting_just_over_the_limit_is_refused_and_just_under_it_is_taken():
    def nested(levels):
        value = 1
        for _ in range(levels):
            value = {"a": value}
        return minimal_document(extensions=value)

    assert validate(nested(31)) == []
    assert [error.code for error in validate(nested(32))] == ["too_deep"]


@pytest.mark.assurance("B8")
def test_ten_megabytes_of_text_are_refused_within_a_second():
    started = time.monotonic()
    assert [error.code for error in validate(minimal_document(narrative="x" * 10_000_000))] == ["too_much_text"]
    assert refused(b" " * (MAX_BYTES + 1)) == [("", "too_large")]
    assert time.monotonic() - started < 1


def test_too_many_values_are_refused():
    assert [error.code for error in validate(minimal_document(extensions={"many": [0] * 60_000}))] == ["too_many_values"]


@pytest.mark.parametrize("number", [2**53, -(2**53), 10**400, float("inf"), float("nan"), 1e300])
def test_a_number_that_cannot_be_kept_exactly_is_refused(number):
    assert codes(validate(minimal_document(extensions={"n": number}))) == [("/extensions/n", "number_range")]


@pytest.mark.parametrize("data", [b'{"a": NaN}', b'{"a": Infinity}', b'{"a": ' + b"9" * 5000 + b"}", b'{"a": 1e999}'])
def test_numbers_outside_json_are_refused_when_read(data):
    assert [code for _path, code in refused(data)] == ["number_range"]


def test_one_name_twice_in_an_object_is_refused():
    assert refused(b'{"a": 1, "a": 2}') == [("", "same_name_twice")]


def test_two_names_that_are_one_after_composition_are_refused():
    assert [error.code for error in validate(minimal_document(extensions={"é": 1, "e\u0301": 2}))] == ["same_name_twice"]


def test_text_that_is_no_json_says_where():
    with pytest.raises(InvalidDocument) as caught:
        parse(b'{\n "a": }')
    assert "line 2" in caught.value.errors[0].message
    assert refused(b"\xff\xfe{}") == [("", "not_utf8")]


@pytest.mark.parametrize("value", [(1, 2), b"bytes", {1: "a"}, object()])
def test_a_value_that_json_does_not_know_is_refused(value):
    assert [error.code for error in validate(minimal_document(extensions={"v": value}))] == ["not_json"]


@pytest.mark.parametrize("document", [None, [], "text", 3, True])
def test_what_is_no_object_is_no_document(document):
    assert [error.code for error in validate(document)] == ["wrong_type"]
