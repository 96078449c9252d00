"""A volunteer records an incident in a real browser, on a phone: account, questions, details, a photo, another door."""

import hashlib
import os
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import Role, User
from incidents.models import Draft, EvidenceFile, Incident, Upload
from incidents.services import readers
from incidents.services import record as records
from tests.builders import record_incident
from tests.incidents.intake.conftest import ACCOUNT, record

pytestmark = [pytest.mark.browser, pytest.mark.assurance("2.4")]
WIDTHS = (320, 390, 1280)
LONG_NAME = "Maximiliana Guadalupe Fernández de la Concepción y Villanueva-Oyarzábal Echeverr"


def serious(page) -> list[str]:
    """What axe finds serious or critical, each with its first place."""
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:160]}" for rule in found if rule["impact"] in ("serious", "critical")]


def choose(page, name: str, value: str) -> None:
    page.locator(f'input[name="{name}"][value="{value}"]').check()


def tell(page) -> None:
    """The first screen, filled in."""
    choose(page, "told_by", "here")
    for name in ("narrative", "day", "hour", "city", "address", "unit"):
        page.fill(f'[name="{name}"]', ACCOUNT[name])
    page.select_option('[name="state"]', ACCOUNT["state"])


def go(page, action: str) -> None:
    page.locator(f'button[name="action"][value="{action}"]').click()


def test_a_volunteer_records_an_incident_from_the_first_word_to_the_photo(page, sign_in, volunteer, screenshot):
    sign_in(volunteer)
    page.goto("/incidents/")
    expect(page.get_by_role("heading", name="No incidents yet")).to_be_visible()
    screenshot(page, "intake-list-empty", WIDTHS)
    page.get_by_role("link", name="Record an incident").first.click()
    screenshot(page, "intake-account-empty", WIDTHS)
    tell(page)
    go(page, "next")
    expect(page.get_by_role("heading", name="Who came")).to_be_visible()
    choose(page, "place.premises", "apartment")
    choose(page, "agencies_seen", "police_only")
    choose(page, "agencies_seen", "city_police")
    choose(page, "persons_taken", "1")
    choose(page, "extensions.still_held", "yes")
    screenshot(page, "intake-came", WIDTHS)
    go(page, "next")
    screenshot(page, "intake-did-empty", WIDTHS)
    choose(page, "agencies_seen_police_only.masked", "yes")
    choose(page, "agencies_seen_police_only.actions", "entered_home")
    page.get_by_role("heading", name="City or town police").click()
    choose(page, "agencies_seen_city_police.actions", "traffic_control")
    choose(page, "entry.entered", "yes")
    page.locator(".how", has=page.locator('input[name="entry.entered.how"]')).locator("summary").click()
    choose(page, "entry.entered.how", "heard")
    choose(page, "entry.manner", "pushed_past")
    choose(page, "entry.by", "agencies_seen_police_only")
    choose(page, "paper_seen", "unread")
    choose(page, "persons_taken_1.arrested_by", "agencies_seen_police_only")
    choose(page, "persons_taken_1.force", "handcuffs")
    screenshot(page, "intake-did", WIDTHS)
    assert serious(page) == []
    go(page, "next")
    expect(page.get_by_role("heading", name="Recorded and sealed")).to_be_visible()
    screenshot(page, "intake-sealed", WIDTHS)
    incident = Incident.objects.get()
    assert incident.head == 1
    assert not Draft.objects.exists()
    assert serious(page) == []
    page.get_by_role("link", name="See the record").click()
    assert serious(page) == []
    screenshot(page, "intake-incident", WIDTHS)

    page.get_by_role("link", name="Add details").first.click()
    screenshot(page, "intake-questions", WIDTHS)
    page.get_by_role("link", name=re.compile("^At the door")).click()
    choose(page, "encounter.knocked", "yes")
    choose(page, "encounter.ordered_to_open", "unknown")
    screenshot(page, "intake-topic", WIDTHS)
    go(page, "save")
    expect(page.get_by_text("1 answer is recorded here.")).to_be_visible()

    page.goto(reverse("incident-evidence-add", args=[incident.pk]))
    page.set_input_files('input[type="file"]', {"name": "door.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8 door"})
    page.fill('[name="note"]', "the broken door")
    page.get_by_role("button", name="Send this file").click()
    expect(page.get_by_text("is received and kept exactly")).to_be_visible()
    assert EvidenceFile.objects.get().size == 7
    screenshot(page, "intake-files", WIDTHS)

    page.goto(reverse("incident", args=[incident.pk]))
    page.get_by_role("button", name="Another door").click()
    expect(page.locator('[name="address"]')).to_have_value(ACCOUNT["address"])
    expect(page.locator('[name="unit"]')).to_have_value("")
    screenshot(page, "intake-another-door", (390,))


@pytest.mark.assurance("6.1")
def test_a_large_file_goes_in_pieces_and_goes_on_when_the_line_is_back(page, sign_in, volunteer):
    sign_in(volunteer)
    incident = record_incident(volunteer)
    content = os.urandom(9_000_000)
    cut = []

    def line(route):
        if route.request.method == "PATCH" and len(cut) < 2:
            cut.append(route.request.headers["upload-offset"])
            route.abort()
        else:
            route.continue_()

    page.route("**/uploads/**", line)
    page.goto(reverse("incident-evidence-add", args=[incident.pk]))
    page.set_input_files('input[type="file"]', {"name": "stairs.mp4", "mimeType": "video/mp4", "buffer": content})
    page.fill('[name="note"]', "from the stairs")
    page.get_by_role("button", name="Send this file").click()
    expect(page.get_by_text("is received and kept exactly")).to_be_visible(timeout=30_000)
    file = EvidenceFile.objects.get()
    assert (file.sha256, cut) == (hashlib.sha256(content).hexdigest(), ["0", "0"])
    assert Upload.objects.get().file == file


def test_what_is_typed_is_kept_while_it_is_typed_and_after_a_reload(page, sign_in, volunteer):
    sign_in(volunteer)
    page.goto("/incidents/new/")
    page.fill('[name="narrative"]', "They are at the door now")
    expect(page.get_by_text("Kept. You can close this page")).to_be_visible()
    page.reload()
    expect(page.locator('[name="narrative"]')).to_have_value("They are at the door now")


def test_a_word_about_status_is_shown_and_can_be_kept(page, sign_in, volunteer, screenshot):
    sign_in(volunteer)
    page.goto("/incidents/new/")
    tell(page)
    page.fill('[name="narrative"]', "The man, who is undocumented, opened. His number is A 123-456-789.")
    go(page, "next")
    expect(page.get_by_text("looks like an A-number")).to_be_visible()
    screenshot(page, "intake-warning", WIDTHS)
    for box in page.locator('input[name="kept_words"]').all():
        box.check()
    go(page, "next")
    expect(page.get_by_role("heading", name="Who came")).to_be_visible()


def test_an_answer_is_cleared_by_a_second_tap(page, sign_in, volunteer):
    sign_in(volunteer)
    page.goto("/incidents/new/")
    tell(page)
    go(page, "next")
    go(page, "next")
    answer = page.locator('label:has(> input[name="entry.entered"][value="yes"])')
    answer.click()
    expect(page.locator('input[name="entry.entered"][value="yes"]')).to_be_checked()
    answer.click()
    expect(page.locator('input[name="entry.entered"][value=""]')).to_be_checked()


@pytest.fixture
def long_name(db):
    return User.objects.create_user("long@example.org", "x", name=LONG_NAME, role=Role.VOLUNTEER)


@pytest.mark.parametrize("code", ["en", "es"])
def test_every_page_bears_a_long_name_and_both_languages(page, sign_in, speak, screenshot, client, volunteer, long_name, code):
    client.force_login(volunteer)
    incident = record(client, account={**ACCOUNT, "address": "Avenida " + "Villanueva-Oyarzábal " * 3 + "1200"})
    readers.grant(actor=volunteer, incident=incident, user=long_name)
    client.force_login(long_name)
    client.post(
        reverse("incident-topic", args=[incident.pk, "entry"]), {"base": "1", "told_by": "here", "entry.manner": "forced_door"}
    )
    sign_in(long_name)
    speak(code)
    pages = {
        "list": reverse("incident-list"),
        "account": reverse("incident-new"),
        "incident": reverse("incident", args=[incident.pk]),
        "questions": reverse("incident-questions", args=[incident.pk]),
        "agency": reverse("incident-topic", args=[incident.pk, "agency_did", "A1"]),
        "add": reverse("incident-add", args=[incident.pk, "persons"]),
        "retract": reverse("incident-retract", args=[incident.pk]) + "?path=/entry/entered",
        "files": reverse("incident-evidence-add", args=[incident.pk]),
    }
    for name, address in pages.items():
        page.goto(address)
        assert serious(page) == [], name
        screenshot(page, f"intake-{code}-{name}", WIDTHS)
    sign_in(volunteer)
    page.goto(reverse("incident-join", args=[incident.pk]))
    screenshot(page, f"intake-{code}-join", WIDTHS)


def test_two_people_who_change_one_answer_see_both(page, sign_in, screenshot, client, volunteer, other_volunteer):
    client.force_login(volunteer)
    incident = record(client)
    readers.grant(actor=volunteer, incident=incident, user=other_volunteer)
    sign_in(volunteer)
    page.goto(reverse("incident-topic", args=[incident.pk, "arrival"]))
    client.force_login(other_volunteer)
    where = reverse("incident-topic", args=[incident.pk, "arrival"])
    client.post(where, {"base": "1", "told_by": "here", "encounter.knocked": "no"})
    choose(page, "encounter.knocked", "yes")
    go(page, "save")
    expect(page.get_by_role("heading", name="Two people changed the same answer")).to_be_visible()
    screenshot(page, "intake-conflict", WIDTHS)
    assert serious(page) == []
    go(page, "save")
    expect(page.get_by_text("answer is recorded here")).to_be_visible()
    told = [account["facts"].get("/encounter/knocked") for account in records.read(incident_now(incident))["accounts"]]
    assert {True, False} <= set(told)


def incident_now(incident):
    incident.refresh_from_db()
    return incident
