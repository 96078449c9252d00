"""Signing in on a phone's screen: a code app, and a passkey on a virtual device of the browser's own."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth

from accounts.services import factors
from tests.conftest import PASSWORD, Role, person

pytestmark = [
    pytest.mark.browser,
    pytest.mark.assurance("3.1"),
    pytest.mark.assurance("A7"),
    pytest.mark.django_db(transaction=True),
]
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def half(db):
    return person("Hal Verne", Role.ATTORNEY, enrolled=False)


@pytest.fixture
def device(page):
    """A virtual authenticator with a screen lock that is always opened."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return devtools


@pytest.fixture
def here(live_server):
    """The server under a name: an address of numbers is no relying party (W3C Web Authentication, section 5.1.2)."""
    return live_server.url.replace("127.0.0.1", "localhost")


def sign_in(page, here, someone):
    page.goto(f"{here}/sign-in/")
    page.get_by_label("E-mail address").fill(someone.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def confirm(page):
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def test_a_code_app_is_set_up_and_then_asked_for(page, here, half, screenshot):
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in(page, here, half)
    assert page.get_by_text("Set up a second factor first.").is_visible()
    screenshot(page, "account-to-do")
    page.get_by_role("link", name="Set up an app that shows codes").click()
    confirm(page)
    screenshot(page, "code-app")
    secret = re.sub(r"\s", "", page.locator(".letters code").inner_text())
    page.get_by_label("The code that the app shows now").fill(code(secret, 0))
    page.get_by_role("button", name="Set it up").click()
    assert page.get_by_role("heading", name="Recovery codes").is_visible()
    screenshot(page, "recovery-codes")
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, here, half)
    screenshot(page, "second-step")
    page.get_by_label("Code of your app").fill(code(secret, 1))
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto(f"{here}/cases/")
    assert page.get_by_role("heading", name="Cases").is_visible()


def code(secret, steps):
    counter = [*auth.yield_hotp_counters_from_time()][1] + steps
    return auth.format_hotp_value(auth.hotp_value(secret, counter))


def test_a_passkey_is_set_up_and_signs_in_without_a_password(page, here, half, device, screenshot):
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in(page, here, half)
    page.get_by_role("link", name="Set up a passkey").first.click()
    confirm(page)
    page.get_by_label("Name, so that you know it again").fill("Phone")
    screenshot(page, "passkey-add")
    page.get_by_role("button", name="Set it up").click()
    page.wait_for_url("**/account/recovery-codes/")
    assert factors.has_factor(half)
    page.goto(f"{here}/account/")
    screenshot(page, "account")
    page.get_by_role("button", name="Sign out").click()
    screenshot(page, "sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{here}/cases/")
    assert Authenticator.objects.get(user=half, type="webauthn").last_used_at is not None


def test_a_passkey_is_the_second_step_after_a_password(page, here, half, device):
    sign_in(page, here, half)
    page.get_by_role("link", name="Set up a passkey").first.click()
    confirm(page)
    page.get_by_role("button", name="Set it up").click()
    page.wait_for_url("**/account/recovery-codes/")
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, here, half)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{here}/cases/")


def test_without_a_passkey_the_page_says_so_and_nothing_is_lost(page, here, half, device):
    page.goto(f"{here}/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("The device gave no passkey.").wait_for()
    assert page.get_by_label("E-mail address").is_visible()
