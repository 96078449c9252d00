"""What is not on file is said wherever an evaluation of the place is shown, and is never “no law”."""

from datetime import date

import pytest

from casework.display.on_file import missing_at, notes_of
from casework.engine import Explainer, Register, evaluate
from casework.services.law import current_law
from incidents.models import Incident
from tests.builders import minimal_document

pytestmark = pytest.mark.assurance("4.6")


def read(**place):
    document = minimal_document(occurred_at="2026-05-01T10:00:00-05:00", place=place)
    return evaluate(document, current_law(), agreements=Register.unknown(), as_of=date(2026, 6, 1)).as_dict()


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ({"state": "MA", "city": "Worcester"}, "No local law on file for Worcester, MA. That is not “no law”"),
        ({"state": "IL"}, "it is not known which local law on file in IL reaches this place"),
        ({"state": "PR"}, "No state law on file for PR. That is not “no law”"),
    ],
)
def test_a_place_with_no_data_says_so(place, said):
    assert any(said in note for note in notes_of(read(**place)))


def test_a_city_with_law_on_file_says_nothing():
    assert notes_of(read(state="RI", city="Providence")) == []


def test_a_county_that_was_read_from_coordinates_is_told_as_such():
    notes = notes_of(read(state="IL", latitude=41.8781, longitude=-87.6298))
    assert "By its coordinates the place lies in Cook County (boundaries of 2023)." in notes[0]


def test_an_evaluation_from_before_this_was_noted_says_nothing():
    assert notes_of({"results": []}) == []


def test_a_case_says_it_of_an_incident_by_its_row():
    assert "Worcester, MA" in missing_at(current_law(), Incident(state="MA", city="Worcester", county=""))[0]


@pytest.mark.parametrize(("language", "said"), [("en", "which is not “no law”"), ("es", "no significa «no hay norma»")])
def test_the_text_of_an_evaluation_says_it_in_both_languages(language, said):
    text = Explainer(current_law(), language).text(read(state="MA", city="Worcester"), "a.json")
    assert said in text
    assert "Worcester, MA" in text
