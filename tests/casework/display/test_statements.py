"""Conditions as short statements."""

import re

import pytest
from django.utils import translation

from casework.display.authority_page import AuthorityPage
from casework.display.conditions import outline
from casework.display.statements import called, comparison
from casework.engine import conditions as said
from casework.engine.law import Law
from casework.services.law import current_law
from tests.casework.fixtures import PAYTON
from tests.casework.fixtures.law import small_law

NOTHING = frozenset()
# A question, a name of the law files, or a path into lists.
RAW = re.compile(r"\?|[a-z]_[a-z]|\[\]")


@pytest.mark.parametrize(
    ("written", "inside", "statement", "denied"),
    [
        (
            "entry.entered = true",
            "",
            "Officers crossed the threshold of the home: yes",
            "Officers crossed the threshold of the home: no",
        ),
        ("masked = false", "agencies", "Faces were covered: no", "Faces were covered: yes"),
        ("kind = detainer", "documents", "Paper: an immigration detainer", "Paper: not an immigration detainer"),
        (
            "exigency.kind in [hot_pursuit, other]",
            "",
            "Kind of emergency: one of hot pursuit, other",
            "Kind of emergency: none of hot pursuit, other",
        ),
        (
            "custody[].held_past_release_hours > 0",
            "",
            "Hours held past release: more than 0",
            "Hours held past release: at most 0",
        ),
        ("not a comparison", "", "", ""),
    ],
)
def test_a_comparison_is_a_statement_and_so_is_its_denial(written, inside, statement, denied):
    assert comparison(written, inside) == statement
    assert comparison(written, inside, negated=True) == denied


def test_a_statement_is_in_the_language_of_the_reader():
    with translation.override("es"):
        assert comparison("masked = true", "agencies") == "Llevaban el rostro cubierto: sí"


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/agencies/A1/masked", "Faces were covered"),
        ("/place/city", "City"),
        ("/custody/0/in_local_custody", "In local custody"),
        ("/place/some_new_field", "Some new field"),
    ],
)
def test_a_fact_has_a_name(path, name):
    assert called(path) == name


@pytest.fixture
def law() -> Law:
    return small_law()


def compared(text):
    return said.Fact(text, None, (), lambda value: True, NOTHING)


def denied(part):
    return said.Not(part, NOTHING)


def test_a_presumption_denied_is_one_readable_line(law):
    presumed = said.Presumed(compared("entry.entered = true"), False, PAYTON, None, None, NOTHING)
    assert outline(law, denied(presumed)).text == (
        "Officers crossed the threshold of the home: no. "
        "While nobody has said, this counts as met (Payton v. New York, 445 U.S. 573 (1980))"
    )


def test_what_is_denied_twice_is_said_plainly(law):
    assert outline(law, denied(denied(compared("place.city = Boston")))).text == "City: Boston"


def test_a_denied_list_says_how_much_of_it_is_denied(law):
    several = (compared("entry.entered = true"), compared("place.city = Boston"))
    assert outline(law, denied(said.Any_(several, NOTHING))).text == "None of these"
    assert outline(law, denied(said.All(several, NOTHING))).text == "Not all of these"


def lines_of(page):
    return [line for part in (*page.ways, *page.exemptions) for line in part["lines"]]


def whole(line):
    yield line.text
    for child in line.children:
        yield from whole(child)


def test_every_condition_of_every_authority_reads_as_a_statement():
    """No field and no value of the law files is without a name, and nothing reads as a question."""
    held = current_law()
    pages = [AuthorityPage(held, name, {}) for name in held.authorities]
    texts = {text for page in pages for line in lines_of(page) for text in whole(line)}
    assert len(texts) > 100
    assert [text for text in texts if RAW.search(text)] == []
