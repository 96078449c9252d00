"""The register, deadlines and names of agencies in a real browser: they fit, axe finds nothing, names come while one writes."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from casework.models import ListedAgency
from casework.services import cases, sheets
from incidents.services import agencies
from tests.builders import full_document, record_incident
from tests.casework.conftest import engine_says, put_law  # noqa: F401
from tests.casework.fixtures import entry_document
from tests.casework.services.test_deadlines import put_claims  # noqa: F401
from tests.casework.sheets.workbooks import JAIL, entry, published

pytestmark = pytest.mark.browser
LONG = "Lake of the Northern Woods and the Southern Prairies Regional County Sheriff's Office"
LIST = "ori,data_year,pub_agency_name,state_abbr,county_name,agency_type_name\nMA0130000,2025,Suffolk,MA,SUFFOLK,County\n"


def serious(page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:160]}" for rule in found if rule["impact"] in ("serious", "critical")]


@pytest.fixture
def listed(db, tmp_path):
    rows = [entry(LONG, county="Lake County", signed=date(2025, 5, 1)), entry("Gary Police", model=JAIL, signed="05/082025")]
    rows.append(entry("Lake County Sheriff's Office", county="Lake County", signed=date(2025, 5, 1)))
    days = {"06102025": rows, "06202025": rows, "07012025": rows[1:]}
    paths = [published(tmp_path, f"participatingAgencies{day}am.xlsx", *listed) for day, listed in days.items()]
    sheets.take(actor=None, readings=[sheets.read(path) for path in paths])


@pytest.mark.assurance("5.6")
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_pages_of_the_register_fit_and_can_be_used_by_everybody(
    page, sign_in, speak, attorney, listed, screenshot, language
):
    sign_in(attorney)
    speak(language)
    agency = ListedAgency.objects.get(name=LONG)
    addresses = {
        "states": reverse("register"),
        "place": reverse("register") + "?state=IN&day=2025-06-15",
        "agency": reverse("register-agency", args=[agency.pk]),
        "questions": reverse("register-questions"),
    }
    for name, address in addresses.items():
        page.goto(address)
        screenshot(page, f"register-{name}-{language}")
        assert serious(page) == [], name


@pytest.mark.assurance("5.3")
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_deadlines_of_a_case_fit_and_can_be_used_by_everybody(
    page,
    sign_in,
    speak,
    attorney,
    coordinator,
    put_claims,  # noqa: F811
    screenshot,
    language,
):
    incident = record_incident(coordinator, entry_document())
    case = cases.open_case(actor=coordinator, title="Boston", incident=incident, lead=attorney)
    sign_in(attorney)
    speak(language)
    page.goto(reverse("case-deadlines", args=[case.pk]))
    page.evaluate("document.querySelectorAll('main details').forEach(part => { part.open = true })")
    screenshot(page, f"deadlines-{language}")
    assert serious(page) == []


@pytest.fixture
def questions(page, sign_in, volunteer, tmp_path):
    """The questions about the county's agency, as its volunteer sees them."""
    path = tmp_path / "agencies.csv"
    path.write_text(LIST)
    agencies.take_list(actor=None, path=path)
    incident = record_incident(volunteer, full_document("suggested"))
    sign_in(volunteer)
    address = reverse("incident-topic", kwargs={"identifier": incident.pk, "topic": "agency_seen", "member": "A2"})
    return lambda: page.goto(address)


@pytest.mark.assurance("5.2")
def test_full_names_are_suggested_while_one_writes(page, questions):
    questions()
    field = page.locator(".ask:has(a[data-suggest]) input[type=text]")
    field.fill("suffolk sh")
    expect(page.locator("datalist option")).to_have_attribute("value", "Suffolk County Sheriff's Office")
    field.fill("no such agency anywhere")
    expect(page.locator("datalist option")).to_have_count(0)


@pytest.mark.assurance("5.2")
def test_without_a_script_a_page_finds_the_name(page, questions, chromium, live_server):
    questions()
    address = page.locator("a[data-suggest]").get_attribute("href")
    assert address.endswith("?state=MA")
    context = chromium.new_context(
        java_script_enabled=False, base_url=live_server.url, storage_state=page.context.storage_state()
    )
    plain = context.new_page()
    plain.goto(address)
    plain.get_by_label("Name or place").fill("suffolk")
    plain.get_by_role("button", name="Search").click()
    expect(plain.get_by_text("Suffolk County Sheriff's Office")).to_be_visible()
    context.close()
