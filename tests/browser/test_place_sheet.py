"""The law of a place on paper: one sheet, printed on one side for most places and on both where a state has most law."""

import re

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.assurance("4.4")]
SIDES = {
    "state=MA&city=Worcester": 1,
    "state=RI&city=Providence": 1,
    "state=TX&city=Houston": 1,
    "state=IL&city=Chicago": 1,
    "state=MI&city=Center+Line": 1,
    "state=CA&city=Los+Angeles": 2,
}


@pytest.mark.parametrize("paper", ["Letter", "A4"])
@pytest.mark.parametrize("place", SIDES)
def test_the_law_of_a_place_is_printed_on_one_sheet(page, sign_in, attorney, place, paper, figure):
    sign_in(attorney)
    page.goto(f"/law/places/?{place}&day=2026-11-20")
    sides = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=paper)))
    assert 1 <= sides <= SIDES[place]
    figure(f"{place}, {paper}: {sides}")


@pytest.mark.parametrize("day", ["2025-10-20", "2026-11-20"])
@pytest.mark.parametrize("place", SIDES)
def test_the_law_of_a_place_fits_a_phone_and_a_desk(page, sign_in, attorney, screenshot, place, day):
    sign_in(attorney)
    page.goto(f"/law/places/?{place}&day={day}")
    screenshot(page, f"place-{place.rpartition('=')[2]}-{day}", (320, 390, 1280))
