"""The second factor: asked of everybody who can read cases, everywhere; each code once; seeds sealed; no way around."""

import itertools
import json

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings as configured
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from accounts import tokens
from accounts.middleware import BEFORE_ENROLMENT
from accounts.models import SECOND_FACTOR_ROLES, ApiToken, Role
from accounts.services import factors, people
from tests.builders import record_incident
from tests.conftest import PASSWORD, SECRET, code_now, enrol, person
from tests.walking import routes

pytestmark = [pytest.mark.django_db, pytest.mark.assurance("3.1")]


@pytest.fixture
def half(db):
    """An attorney who has a password and nothing else yet."""
    return person("Hal Verne", Role.ATTORNEY, enrolled=False)


@pytest.mark.assurance("A7")
def test_whoever_lacks_the_factor_reaches_only_the_way_to_it(half, figure):
    """Every route of the running code, GET and POST."""
    record_incident(half)
    client = Client()
    client.force_login(half)
    assert "Set up a second factor first." in client.get("/account/").text
    open_to, asked = set(), 0
    for route, method in itertools.product(routes(), ("get", "post")):
        name, path = route.names[0], route.path()
        if (name, method) == ("leave", "post"):  # one's own way out is open, and would end the test
            continue
        answer = getattr(client, method)(path)
        asked += 1
        kept_out = (answer.status_code == 302 and answer["Location"] in ("/account/", "/sign-in/")) or answer.status_code in (
            403,
            405,
        )
        if not kept_out and name not in BEFORE_ENROLMENT:
            open_to.add((name, path, method, answer.status_code))
        if answer.status_code == 302 and answer["Location"].startswith("/sign-in/"):
            client.force_login(half)  # it was the way out
    assert asked > 150
    assert (
        open_to - {one for one in open_to if one[0] in ("account_login", "sign-in", "mfa_authenticate", "mfa_login_webauthn")}
        == set()
    )
    figure(f"{asked} requests to every route, {len(BEFORE_ENROLMENT)} names open, 0 beyond them")


@pytest.mark.assurance("A7")
@pytest.mark.parametrize("role", sorted(SECOND_FACTOR_ROLES))
def test_a_token_of_somebody_without_the_factor_opens_nothing(role):
    someone = person("Tok Lee", role, enrolled=False, states=["MA"] if role == Role.COORDINATOR else [])
    key = tokens.issue(user=someone, label="import")
    client = Client(headers={"authorization": f"Token {key}"})
    refused = client.get("/api/v1/incidents/")
    assert refused.status_code == 401
    assert "second factor" in refused.text
    enrol(someone)
    assert client.get("/api/v1/incidents/").status_code in (200, 403)  # 403: a role that has no incidents


@pytest.mark.assurance("A7")
def test_a_password_alone_opens_nothing(client, attorney):
    answer = client.post("/sign-in/", {"login": attorney.email, "password": PASSWORD})
    assert answer["Location"] == "/sign-in/second-step/"
    assert client.get("/cases/")["Location"].startswith("/sign-in/")
    assert "_auth_user_id" not in client.session
    assert client.post("/sign-in/second-step/", {"code": code_now()})["Location"] == "/"
    assert client.get("/cases/").status_code == 200


@pytest.mark.assurance("A7")
def test_a_code_is_accepted_once_by_every_worker_and_whatever_the_clock_does(attorney):
    code = code_now()
    first, second = Client(), Client()
    for client in (first, second):
        client.post("/sign-in/", {"login": attorney.email, "password": PASSWORD})
    assert first.post("/sign-in/second-step/", {"code": code}).status_code == 302
    cache.clear()  # another worker's memory
    assert second.post("/sign-in/second-step/", {"code": code}).status_code == 200
    with time_machine.travel("2026-01-01"):
        back = code_now()
        assert not factors.accept_code(Authenticator.objects.get(user=attorney, type="totp"), back)
    assert not factors.accept_code(Authenticator.objects.get(user=attorney, type="totp"), code_now(-1))


@pytest.mark.assurance("A7")
def test_codes_of_half_a_minute_around_are_accepted_and_none_beyond(attorney, figure):
    with time_machine.travel(1_800_000_015, tick=False):
        accepted = []
        for step in range(-10, 11):
            row = Authenticator.objects.get(user=attorney, type="totp")
            row.data.pop("accepted", None)
            row.save()
            if factors.accept_code(row, code_now(step)):
                accepted.append(step)
    assert accepted == [-1, 0, 1]
    figure("of 21 codes around now, 3 accepted")


@pytest.mark.assurance("A7")
def test_a_thousand_guesses_of_a_code_are_ten(client, attorney, figure):
    client.post("/sign-in/", {"login": attorney.email, "password": PASSWORD})
    heard = 0
    right = code_now(), code_now(1), code_now(-1)
    wrong = (f"{number:06}" for number in range(1_003) if f"{number:06}" not in right)
    for code, _ in zip(wrong, range(1_000), strict=False):
        page = client.post(
            "/sign-in/second-step/", {"code": code}, REMOTE_ADDR=f"198.51.{int(code) % 200}.{int(code) % 250}"
        ).text
        heard += "was used before" in page
    assert heard <= 10
    assert client.post("/sign-in/second-step/", {"code": code_now()}).status_code == 200
    figure(f"1,000 guesses, {heard} looked at")


@pytest.mark.assurance("A7")
def test_a_recovery_code_works_once(attorney):
    client = Client()
    client.force_login(attorney)
    client.post("/account/confirm/code/", {"code": code_now()})
    client.post("/account/recovery-codes/new/")
    page = client.get("/account/recovery-codes/").text
    code = Authenticator.objects.get(user=attorney, type="recovery_codes").wrap().get_unused_codes()[0]
    assert code in page
    for expected in (302, 200):
        fresh = Client()
        fresh.post("/sign-in/", {"login": attorney.email, "password": PASSWORD})
        assert fresh.post("/sign-in/second-step/", {"code": code}).status_code == expected


@pytest.mark.assurance("A7")
def test_a_new_password_by_a_link_leaves_the_factor_in_place(administrator, attorney):
    made = people.make_link(actor=administrator, person=attorney)
    client = Client()
    client.get(f"/join/{made.token}/")
    answer = client.post("/join/", {"password": "a wholly new phrase", "again": "a wholly new phrase"})
    assert answer["Location"] == "/sign-in/"
    assert "_auth_user_id" not in client.session
    answer = client.post("/sign-in/", {"login": attorney.email, "password": "a wholly new phrase"})
    assert answer["Location"] == "/sign-in/second-step/"
    assert client.get("/cases/").status_code == 302


@pytest.mark.assurance("A7")
def test_the_factor_that_a_role_needs_cannot_be_removed(client, attorney):
    client.force_login(attorney)
    client.post("/account/confirm/code/", {"code": code_now()})
    assert "Your role needs a second factor" in client.get("/account/code-app/remove/").text
    client.post("/account/code-app/remove/")
    assert factors.has_factor(attorney)


def test_a_volunteer_may_set_one_up_and_remove_it(client, volunteer):
    client.force_login(volunteer)
    client.post("/account/confirm/", {"password": PASSWORD})
    page = client.get("/account/code-app/").text
    secret = client.session["mfa.totp.secret"]
    assert secret[:4] in page
    from allauth.mfa.totp.internal import auth

    code = auth.format_hotp_value(auth.hotp_value(secret, next(auth.yield_hotp_counters_from_time()) + 1))
    assert client.post("/account/code-app/", {"code": code})["Location"] == "/account/recovery-codes/"
    assert factors.has_factor(volunteer)
    row = Authenticator.objects.get(user=volunteer, type="totp")
    assert not factors.accept_code(row, code), "the code that set it up is used up"
    client.post("/account/code-app/remove/")
    assert not factors.has_factor(volunteer)


@pytest.mark.assurance("A7")
def test_setting_one_up_takes_a_confirmation_and_ends_the_other_sessions(half):
    here, there = Client(), Client()
    for client in (here, there):
        client.force_login(half)
        client.get("/account/")
    assert here.get("/account/code-app/")["Location"].startswith("/account/confirm/")
    here.post("/account/confirm/", {"password": PASSWORD})
    here.get("/account/code-app/")
    from allauth.mfa.totp.internal import auth

    code = auth.format_hotp_value(
        auth.hotp_value(here.session["mfa.totp.secret"], next(auth.yield_hotp_counters_from_time()) + 1)
    )
    assert here.post("/account/code-app/", {"code": code}).status_code == 302
    assert here.get("/cases/").status_code == 200
    assert there.get("/cases/")["Location"].startswith("/sign-in/")


@pytest.mark.assurance("A7")
def test_seeds_are_sealed_and_go_under_a_new_key(attorney, settings):
    stored = json.dumps(Authenticator.objects.get(user=attorney, type="totp").data)
    assert SECRET not in stored
    file = settings.ACCOUNT_KEYS_FILE
    old = file.read_text()
    file.write_text(f"{Fernet.generate_key().decode()}\n{old}")
    call_command("rewrap_accounts", verbosity=0)
    file.write_text(file.read_text().splitlines()[0])
    assert factors.accept_code(Authenticator.objects.get(user=attorney, type="totp"), code_now())


def test_a_key_for_a_program_is_shown_once_and_only_after_a_confirmation(client, attorney):
    client.force_login(attorney)
    assert client.post("/account/keys/", {"label": "hotline"})["Location"].startswith("/account/confirm/code/")
    assert not ApiToken.objects.exists()
    client.post("/account/confirm/code/", {"code": code_now()})
    page = client.post("/account/keys/", {"label": "hotline"}).text
    token = ApiToken.objects.get()
    key = page.split("<code>")[1].split("</code>")[0]
    assert tokens.digest_of(key) == token.digest
    assert key not in client.get("/account/keys/").text
    assert Client(headers={"authorization": f"Token {key}"}).get("/api/v1/incidents/").status_code == 200
    client.post(f"/account/keys/{token.pk}/end/")
    assert Client(headers={"authorization": f"Token {key}"}).get("/api/v1/incidents/").status_code == 401


def test_no_other_way_in_is_mounted():
    """No sign-up, no social account, no stock administration with a door of its own."""
    paths = [route.path() for route in routes()]
    assert not [
        path for path in paths if any(word in path for word in ("signup", "social", "/admin", "login/code", "confirm-email"))
    ]
    assert "django.contrib.admin" not in configured.INSTALLED_APPS
