"""The cleaner: what it lets through, and what it names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.composition.cleaning import clean, line


def everything(code: int) -> bool:
    return True


def latin(code: int) -> bool:
    return code < 0x250


@pytest.mark.parametrize(
    ("given_text", "printed"),
    [
        (None, ""),
        ("plain <b>&amp; text", "plain <b>&amp; text"),
        ("a\x00b", "a[U+0000]b"),
        ("a\x1b[31m", "a[U+001B][31m"),
        ("user\u202egnp.exe", "user[U+202E]gnp.exe"),
        ("\u2066x\u2069", "[U+2066]x[U+2069]"),
        ("zero\u200bwidth", "zero[U+200B]width"),
        ("\ufeffstart", "[U+FEFF]start"),
        ("\ud83d half", "[U+D83D] half"),
        ("tab\there", "tab here"),
        ("one\r\ntwo\u2028three\x85four", "one\ntwo\nthree\nfour"),
        ("e\u0301", "é"),
        ("\u200c alone", "[U+200C] alone"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("soft\u00adhyphen", "soft[U+00AD]hyphen"),
        ("variation\ufe00selector", "variation[U+FE00]selector"),
        ("\u3164filler", "[U+3164]filler"),
        (17, "17"),
    ],
)
def test_text_becomes_what_is_printed(given_text, printed):
    assert clean(given_text, everything) == printed


def test_character_that_no_face_draws_is_named():
    assert clean("中 ok", latin) == "[U+4E2D] ok"


def test_space_that_no_face_draws_is_a_space():
    assert clean("a\u3000b", latin) == "a b"


def test_title_is_one_line():
    assert line("one\n\n two", everything) == "one two"


@given(st.text())
def test_printed_text_holds_nothing_that_is_hidden_or_turns_its_neighbours(value):
    hidden = {*map(chr, range(0x20)), *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))} - {"\n"}
    assert not hidden & set(clean(value, latin))


@given(st.text())
def test_cleaning_what_was_cleaned_changes_nothing(value):
    once = clean(value, latin)
    assert clean(once, latin) == once
