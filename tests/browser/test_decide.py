"""An attorney decides a finding in a real browser: reads the reasons, adopts the rule, rules out, confirms."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from casework.models import Review
from casework.services import cases
from tests.casework.conftest import case, engine_says, incident, put_law, small  # noqa: F401
from tests.casework.fixtures import ENTRY, PAYTON, low_result
from tests.casework.fixtures import evaluation as said

pytestmark = pytest.mark.browser
WIDTHS = (320, 390, 1280, 1920)
DECIDE = re.compile(r"^\s*Decide")


def serious(page) -> list[str]:
    """What axe finds serious or critical, each with its first place."""
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:160]}" for rule in found if rule["impact"] in ("serious", "critical")]


def unfold(page) -> None:
    page.evaluate("document.querySelectorAll('main details:not(.cite)').forEach(part => { part.open = true })")


@pytest.fixture
def addresses(case, incident):  # noqa: F811
    return {
        "cases": reverse("case-list"),
        "case": reverse("case", args=[case.pk]),
        "decide": reverse("case-incident", args=[case.pk, incident.pk]),
        "rule": reverse("rule", args=[ENTRY]),
        "authority": reverse("authority", args=[PAYTON]),
    }


@pytest.fixture
def entry(page, sign_in, attorney, addresses):
    """The finding of the entry on the decision page, signed in as its attorney."""
    sign_in(attorney)
    page.goto(addresses["decide"])
    return page.locator("article.finding").filter(has_text=ENTRY)


def test_an_attorney_reads_the_reasons_down_to_the_fact_and_the_authority(entry, page):
    entry.get_by_text("The reasons: what decided it").click()
    entry.get_by_text("What has to be shown").click()
    entry.locator(".trace summary", has_text="Officers went into a home").click()
    expect(entry.get_by_text("Officers crossed the threshold of the home: Yes")).to_be_visible()
    entry.locator(".trace summary", has_text="No judge had signed a warrant").click()
    entry.locator(".trace .cite summary", has_text="Payton").first.click()
    expect(entry.locator(".cite[open] .cite__card")).to_contain_text("Officers need a warrant signed by a judge")
    page.keyboard.press("Escape")
    expect(entry.locator(".cite[open]")).to_have_count(0)


def test_an_attorney_adopts_rules_out_and_confirms(entry, page):
    entry.locator("summary", has_text=DECIDE).click()
    expect(entry.get_by_role("button", name="Confirm")).to_be_disabled()
    entry.get_by_role("button", name="I have read it and adopt it here").click()
    expect(entry).to_contain_text("Adopted here by Ada Brandt")
    boxes, words = entry.get_by_role("checkbox"), entry.get_by_label("Why it is ruled out")
    for place, word in enumerate(["No parole search.", "The family lives there."]):
        boxes.nth(place).check()
        words.nth(place).fill(word)
    entry.get_by_label("Reason", exact=True).fill("The door was broken and no judge had signed.")
    entry.get_by_role("button", name="Confirm").click()
    expect(entry.locator(".decision")).to_contain_text("Confirmed")
    expect(entry.locator(".decision")).to_contain_text("The family lives there.")
    assert Review.objects.get().decision == "confirm"


def test_a_press_of_enter_in_a_line_decides_nothing(entry, page):
    entry.locator("summary", has_text=DECIDE).click()
    entry.get_by_role("button", name="I have read it and adopt it here").click()
    entry.get_by_label("Why it is ruled out").first.fill("No parole search.")
    page.keyboard.press("Enter")
    expect(entry.get_by_label("Why it is ruled out").first).to_have_value("No parole search.")
    assert not Review.objects.exists()


def test_what_is_missing_is_said_where_it_is_and_nothing_is_lost(entry, page):
    entry.locator("summary", has_text=DECIDE).click()
    entry.get_by_label("Private note").fill("Ask the neighbor again.")
    entry.get_by_role("button", name="Dismiss").click()
    expect(entry.get_by_role("alert")).to_contain_text("Give a reason.")
    expect(entry.get_by_label("Private note")).to_have_value("Ask the neighbor again.")


def test_a_question_leads_to_its_fact_on_the_page(entry, page):
    page.locator(".ask-first a").first.click()
    expect(page.locator("#fact-consent-response")).to_be_in_viewport()


def test_a_differing_fact_is_settled(entry, page):
    section = page.locator(".differing")
    section.get_by_text("Settle this fact").click()
    section.get_by_label("Said no", exact=True).check()
    section.get_by_label("Reason").fill("The witness stood behind a wall.")
    section.get_by_role("button", name="Settle it").click()
    expect(section).to_contain_text("Settled: Said no")


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", ["cases", "case", "decide", "rule", "authority"])
def test_a_page_of_casework_fits_every_width_in_both_schemes(
    page, speak, sign_in, attorney, addresses, screenshot, name, language
):
    sign_in(attorney)
    speak(language)
    page.goto(addresses[name])
    unfold(page)
    screenshot(page, f"casework-{name}-{language}", WIDTHS)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["cases", "case", "decide", "rule", "authority"])
def test_axe_finds_nothing_serious_in_casework(page, sign_in, attorney, addresses, name, scheme):
    sign_in(attorney)
    page.emulate_media(color_scheme=scheme)
    page.goto(addresses[name])
    unfold(page)
    assert serious(page) == []


def test_empty_pages_fit_every_width(page, sign_in, attorney, other_attorney, addresses, engine_says, screenshot):  # noqa: F811
    engine_says(said(low_result(ENTRY, "not_raised")))
    sign_in(other_attorney)
    page.goto(addresses["cases"])
    screenshot(page, "casework-cases-empty", WIDTHS)
    sign_in(attorney)
    page.goto(addresses["decide"])
    screenshot(page, "casework-decide-empty", WIDTHS)


def test_a_name_of_80_characters_fits(page, sign_in, attorney, other_attorney, case, addresses, screenshot):  # noqa: F811
    other_attorney.name = "Maximiliana Bartholomea de la Concepción Villavicencio-Echeverría y Montenegro"
    other_attorney.save()
    cases.add_member(actor=attorney, case=case, user=other_attorney)
    sign_in(attorney)
    page.goto(addresses["case"])
    screenshot(page, "casework-case-long-name", WIDTHS)
