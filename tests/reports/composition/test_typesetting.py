"""Lines: how they break, which face draws them, and that no text is lost on the way."""

import sys
import unicodedata

import pytest
from arabic_reshaper import reshape
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.composition.faces import Face, typefaces
from reports.composition.typesetting import Run, Setter, Style, Text

BODY = Style(Face.SERIF, 10.5, 14.5)
LETTERS = st.text(alphabet=st.sampled_from("ab cdé-ßXY z"), max_size=200)


@pytest.fixture(scope="module")
def setter(fonts):
    return Setter(typefaces(fonts))


def said(lines):
    return ["".join(piece.text for piece in line.pieces) for line in lines]


@settings(max_examples=200, deadline=None)
@given(text=LETTERS, width=st.floats(min_value=20, max_value=300))
def test_no_letter_is_lost_and_no_line_is_too_wide(fonts, text, width):
    lines = Setter(typefaces(fonts)).lines([Run(text)], BODY, width)
    assert "".join(said(lines)).replace(" ", "") == text.replace(" ", "")
    assert all(line.width <= width + 0.01 for line in lines)


def test_lines_break_between_words(setter):
    assert said(setter.lines([Run("one two three four")], BODY, 60)) == ["one two", "three four"]


def test_line_breaks_of_the_text_are_kept(setter):
    assert said(setter.lines([Run("one\n\ntwo")], BODY, 300)) == ["one", "", "two"]


def test_word_wider_than_a_line_is_broken_where_the_line_ends(setter):
    lines = setter.lines([Run("x" * 100)], BODY, 200)
    assert "".join(said(lines)) == "x" * 100
    assert len(lines) > 2


def test_word_may_run_on_from_one_run_into_the_next(setter):
    assert said(setter.lines([Run("one (", Face.SANS_BOLD), Run("two) three")], BODY, 1000)) == ["one (two) three"]


def test_letter_that_a_face_lacks_is_drawn_by_another(setter):
    pieces = setter.lines([Run("name محمد")], BODY, 300)[0].pieces
    assert {piece.typeface.name for piece in pieces} == {"Threshold-serif", "Threshold-arabic"}


def test_letter_beyond_the_basic_plane_is_left_to_the_cleaner(fonts):
    assert typefaces(fonts).find(Face.SERIF, 0x1DF0B) is None
    assert not typefaces(fonts).covers(0x1DF0B)


def test_arabic_breaks_in_reading_order_and_runs_from_the_right(setter):
    drawn = said(setter.lines([Run("كتب ورد سمك قمر")], BODY, 50))
    first, last = (unicodedata.normalize("NFKC", line)[::-1] for line in (drawn[0], drawn[-1]))
    assert first.startswith("كتب")
    assert last.endswith("قمر")


def test_arabic_letters_take_their_joined_forms(setter):
    drawn = said(setter.lines([Run("كتاب")], BODY, 300))[0]
    assert drawn == reshape("كتاب")[::-1]


def test_every_joined_form_has_a_glyph(setter, fonts):
    faces = typefaces(fonts)
    letters = [chr(code) for code in range(0x600, 0x700) if faces.covers(code)]
    texts = [before + letter + after for letter in letters for before in ("", "ب", "ل") for after in ("", "ب")]
    missing = {
        character
        for text in texts
        for line in setter.lines([Run(text)], BODY, 300)
        for piece in line.pieces
        for character in piece.text
        if ord(character) not in piece.typeface.widths
    }
    assert missing == set()


def test_the_work_grows_with_the_length_and_no_faster(setter):
    def calls(words):
        count = 0

        def seen(frame, event, argument):
            nonlocal count
            count += event in ("call", "c_call")

        sys.setprofile(seen)
        try:
            setter.lines([Run("word " * words)], BODY, 400)
        finally:
            sys.setprofile(None)
        return count

    calls(100)
    assert calls(20_000) < 11 * calls(2_000)


def test_text_divides_between_pages_with_two_lines_on_either_side(setter):
    text = Text(setter.lines([Run("word " * 60)], BODY, 200), BODY)
    text.wrap(200, 1000)
    total = len(text.lines)
    parts = text.split(200, 3 * BODY.leading + 1)
    assert [len(part.lines) for part in parts] == [3, total - 3]
    assert text.split(200, BODY.leading + 1) == []
    assert len(text.split(200, (total - 1) * BODY.leading)[1].lines) == 2
