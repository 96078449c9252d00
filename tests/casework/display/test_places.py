"""Jurisdictions in words."""

import pytest
from django.utils import translation

from casework.display.places import place_words
from casework.display.trace import heading
from casework.services.law import current_law
from tests.casework.fixtures import node


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("us", "the United States"),
        ("us.il", "Illinois"),
        ("us.il.chicago", "Chicago, Illinois"),
        ("us.ilnd", "the Northern District of Illinois"),
        ("us.dma", "the federal district of Massachusetts"),
        ("us.ca9", "the federal circuit 9"),
    ],
)
def test_a_jurisdiction_has_a_name(name, said):
    assert place_words(current_law(), name) == said


def test_no_place_of_the_law_files_is_shown_by_its_id():
    law = current_law()
    named = {place for one in law.authorities.values() for place in (*one.binding_in, one.jurisdiction)}
    assert [place for place in named if place_words(law, place) == place.removeprefix("us.").title()] == []


def test_a_step_says_where_an_authority_reaches_in_words():
    step = node("scope", True, "in us.ilnd, us.mo")
    assert heading(step, {}) == "It reaches this place: the Northern District of Illinois; Missouri"
    with translation.override("es"):
        assert heading(step, {}) == "Alcanza este lugar: el Distrito Norte de Illinois; Missouri"
