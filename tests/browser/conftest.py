"""Chromium for page tests: a live server, a page, signing in, and pictures at the widths that every page must bear.

Pictures go into SCREENSHOTS_DIR where that is set, to be looked at; otherwise into the test's own folder.
"""

import os
import re
import shutil
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client, TransactionTestCase
from playwright.sync_api import sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HEIGHTS = {320: 640, 390: 844, 1280: 900, 1920: 1080}


@pytest.fixture(scope="module")
def chromium():
    """One browser for the tests of a file. Playwright keeps an event loop in this thread, which Django would refuse."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    patch = pytest.MonkeyPatch()
    patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, headless=True, args=ARGUMENTS)
        yield browser
        browser.close()
    patch.undo()


@pytest.fixture(scope="module", autouse=True)
def emptied_between_tests():
    """A live server's database is emptied after each test, which the triggers of append-only tables refuse: lift them there."""
    patch = pytest.MonkeyPatch()
    teardown = TransactionTestCase._fixture_teardown

    def without_triggers(case):
        restore = lift_triggers()
        teardown(case)
        restore()

    patch.setattr(TransactionTestCase, "_fixture_teardown", without_triggers)
    yield
    patch.undo()


def lift_triggers():
    """Sets the triggers of the test database aside; returns what puts them back."""
    if connection.vendor == "postgresql":
        execute("SET session_replication_role = replica")
        return lambda: execute("SET session_replication_role = origin")
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
    execute(*(f'DROP TRIGGER "{name}"' for name, _ in triggers))
    return lambda: execute(*(sql for _, sql in triggers))


def execute(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.fixture
def page(chromium, live_server):
    """A phone's page. What the browser complains of on the console (a blocked script, a missing file) fails the test; a line
    that a test cut is no complaint."""
    context = chromium.new_context(viewport={"width": 390, "height": 844}, base_url=live_server.url, locale="en-US")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    meant = [text for text in complaints if not re.search(r"status of 4\d\d|net::ERR_FAILED", text)]
    assert meant == []


@pytest.fixture
def sign_in(page, live_server):
    """sign_in(person): from here on the page belongs to that person."""

    def sign_in(person) -> None:
        client = Client()
        client.force_login(person)
        page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])

    return sign_in


@pytest.fixture
def speak(page, live_server):
    """speak("es"): the language of the pages that follow."""
    return lambda code: page.context.add_cookies([{"name": "django_language", "value": code, "url": live_server.url}])


@pytest.fixture
def screenshot(tmp_path):
    """screenshot(page, name): pictures at phone and desk width, light and dark. A page wider than its window fails."""
    folder = Path(os.environ.get("SCREENSHOTS_DIR") or tmp_path / "screenshots")
    folder.mkdir(parents=True, exist_ok=True)

    def screenshot(page, name: str, widths: tuple[int, ...] = (390, 1280)) -> list[Path]:
        pictures = []
        for width in widths:
            page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                pictures.append(folder / f"{name}-{width}-{scheme}.png")
                page.screenshot(path=pictures[-1], full_page=True)
            assert wider_than_window(page) == [], f"{name} at {width} px"
        page.emulate_media(color_scheme="light")
        return pictures

    return screenshot


def wider_than_window(page) -> list[str]:
    """The elements that stick out to the right, where the page scrolls sideways; else nothing."""
    return page.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth ? [] :
        [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
        .slice(0, 5).map(e => `${e.tagName} ${e.className}`)"""
    )
