"""The shell in a real browser: what it looks like, whether everybody can use it, and what the script adds."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.conftest import PASSWORD, code_now

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.browser.urls_with_parts")]
PAGES = {"parts": "/parts/", "sign-in": "/sign-in/", "about": "/about/", "nothing-here": "/nothing-here/"}
WIDTHS = (320, 390, 1280, 1920)


def findings(page) -> list[str]:
    """What axe finds serious or critical, each with its first place."""
    found = Axe().run(page).response["violations"]
    serious = [rule for rule in found if rule["impact"] in ("serious", "critical")]
    return [f"{rule['id']}: {rule['nodes'][0]['target']} {rule['nodes'][0]['html'][:120]}" for rule in serious]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_every_width_in_both_schemes(page, speak, screenshot, name, language):
    speak(language)
    page.goto(PAGES[name])
    screenshot(page, f"{name}-{language}", WIDTHS)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_serious(page, name, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(PAGES[name])
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
    assert findings(page) == []


def test_a_page_at_200_percent_zoom_does_not_scroll_sideways(page, screenshot):
    page.goto("/parts/")
    page.evaluate("document.documentElement.style.setProperty('font-size', '212.5%')")
    screenshot(page, "parts-zoomed", (390, 1280))


def test_the_home_of_each_role_fits_a_name_of_80_characters(page, sign_in, administrator, screenshot):
    administrator.name = "Maximiliana Bartholomea de la Concepción Villavicencio-Echeverría y Montenegro"
    administrator.save()
    sign_in(administrator)
    page.goto("/")
    screenshot(page, "home-administrator", WIDTHS)


def test_signing_in_by_keyboard_alone(page, administrator):
    page.goto("/sign-in/")
    page.keyboard.type(administrator.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox")).to_be_focused()
    page.keyboard.type(code_now())
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Welcome, Admin Quill")


def test_the_first_tab_stop_skips_to_the_content(page):
    page.goto("/about/")
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Skip to the content")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_focus_is_visible_on_every_stop(page):
    page.goto("/about/")
    stops = 0
    while stops == 0 or not page.evaluate("document.activeElement === document.body"):
        page.keyboard.press("Tab")
        outline = page.evaluate(
            "document.activeElement === document.body || getComputedStyle(document.activeElement).outlineStyle"
        )
        assert outline != "none", page.evaluate("document.activeElement.outerHTML.slice(0, 80)")
        stops += 1
    assert stops > 4


def test_an_answer_tapped_again_is_not_asked(page):
    page.goto("/parts/")
    yes = page.locator("#id_q-entered_0")
    expect(yes).to_be_checked()
    yes.click()
    expect(page.locator("#id_q-entered_3")).to_be_checked()
    yes.click()
    expect(yes).to_be_checked()


def test_how_it_is_known_is_asked_after_yes_or_no_only(page):
    page.goto("/parts/")
    source = page.locator("#id_q-entered_known")
    expect(source).to_be_visible()
    page.locator("#id_q-entered_2").click()
    expect(source).to_be_hidden()


def test_answers_are_at_least_48_pixels_high(page):
    page.goto("/parts/")
    heights = page.evaluate("[...document.querySelectorAll('.answers > label')].slice(0, 3).map(e => e.offsetHeight)")
    assert min(heights) >= 48


def test_a_digest_shows_whole_on_demand_and_copies(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/parts/")
    page.locator(".digest summary").click()
    page.locator(".digest button").click()
    expect(page.locator(".digest button")).to_have_text("Copied")
    assert len(page.evaluate("navigator.clipboard.readText()")) == 64


def test_folded_reasons_stay_as_they_were_left(page):
    page.goto("/parts/")
    part = page.locator('details[data-remember="consent"]')
    part.locator("summary").first.click()
    expect(part).not_to_have_attribute("open", "")
    page.reload()
    expect(part).not_to_have_attribute("open", "")


def test_an_authority_closes_with_escape(page):
    page.goto("/parts/")
    cite = page.locator("details.cite").first
    cite.locator("summary").click()
    expect(cite.locator(".cite__card")).to_be_visible()
    page.keyboard.press("Escape")
    expect(cite.locator(".cite__card")).to_be_hidden()


def test_the_language_button_comes_back_to_the_same_page(page):
    page.goto("/about/")
    page.get_by_role("button", name="ES Español").click()
    expect(page).to_have_url(re.compile("/about/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Qué se guarda y quién puede verlo")


def test_nothing_is_loaded_from_elsewhere(page, live_server):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/parts/")
    assert [url for url in asked if not url.startswith(live_server.url)] == []
