"""Guessing: how many tries count, from where, what is on file of them, and how the person whose account it is still gets in."""

import pytest
import time_machine
from axes.models import AccessAttempt, AccessFailureLog
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import Client

from accounts import addresses
from accounts.services import people
from tests.conftest import PASSWORD, Role, person

pytestmark = [pytest.mark.django_db, pytest.mark.assurance("3.1"), pytest.mark.assurance("A8")]


@pytest.fixture
def looked_at(monkeypatch):
    """How often a password was really compared."""
    from accounts.models import User

    seen = []
    check = User.check_password
    monkeypatch.setattr(User, "check_password", lambda someone, raw: seen.append(someone.email) or check(someone, raw))
    return seen


WRONG = "wrong wrong wrong"


def guess(email, password=WRONG, address="203.0.113.9", **extra):
    return Client(REMOTE_ADDR=address, **extra).post("/sign-in/", {"login": email, "password": password})


def test_a_thousand_guesses_at_one_account_from_many_addresses_are_ten(volunteer, looked_at, figure):
    for number in range(1_000):
        guess(volunteer.email, f"guess {number}", f"10.{number // 250}.{number % 250}.1")
    assert len(looked_at) <= 10
    assert guess(volunteer.email, PASSWORD, "192.0.2.1").status_code == 429
    figure(f"1,000 guesses at one account, {len(looked_at)} compared")


def test_one_address_at_many_accounts_has_thirty_tries(db, looked_at, figure):
    for number in range(60):
        person(f"Person {number}", Role.VOLUNTEER)
    for number in range(60):
        guess(f"person.{number}@example.org")
    assert len(looked_at) <= 30
    figure(f"one address at 60 accounts, {len(looked_at)} compared")


def test_a_header_that_the_client_writes_itself_changes_nothing(db, looked_at, figure):
    for number in range(60):
        person(f"Person {number}", Role.VOLUNTEER)
        guess(f"person.{number}@example.org", headers={"x-forwarded-for": f"198.51.100.{number}"})
    assert len(looked_at) <= 30
    figure(f"60 invented forwarding headers, {len(looked_at)} compared")


def test_behind_a_proxy_the_address_is_the_one_that_the_proxy_saw(rf, settings):
    settings.TRUSTED_PROXIES = 1
    said = [
        addresses.of(rf.get("/", HTTP_X_FORWARDED_FOR=f"{spoof}, 203.0.113.5", REMOTE_ADDR="127.0.0.1")) for spoof in ("a", "b")
    ]
    assert len(set(said)) == 1
    assert said[0] == addresses.pseudonym("203.0.113.5")
    settings.TRUSTED_PROXIES = 0
    assert addresses.of(rf.get("/", HTTP_X_FORWARDED_FOR="203.0.113.5", REMOTE_ADDR="127.0.0.1")) != said[0]


def test_addresses_are_pseudonyms_and_a_network_of_one_person_is_one(settings):
    assert addresses.pseudonym("203.0.113.5").startswith("fd")
    assert addresses.pseudonym("2001:db8::1") == addresses.pseudonym("2001:db8::ffff")
    assert addresses.pseudonym("2001:db8::1") != addresses.pseudonym("2001:db8:0:1::1")
    before = addresses.pseudonym("203.0.113.5")
    settings.SECRET_KEY = "another secret key that is long enough for a test"
    assert addresses.pseudonym("203.0.113.5") != before


def test_the_person_whose_account_is_tried_gets_in_by_a_fresh_link(administrator, volunteer):
    for _ in range(12):
        guess(volunteer.email)
    assert guess(volunteer.email, PASSWORD, "192.0.2.1").status_code == 429
    made = people.make_link(actor=administrator, person=volunteer)
    client = Client()
    client.get(f"/join/{made.token}/")
    client.post("/join/", {"password": "a wholly new phrase", "again": "a wholly new phrase"})
    answer = client.post("/sign-in/", {"login": volunteer.email, "password": "a wholly new phrase"})
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(volunteer.pk)


def test_after_a_quarter_of_an_hour_the_password_works_again(volunteer):
    with time_machine.travel(1_800_000_000, tick=False) as clock:
        for _ in range(12):
            guess(volunteer.email)
        assert guess(volunteer.email, PASSWORD).status_code == 429
        clock.shift(15 * 60 + 1)
        assert guess(volunteer.email, PASSWORD).status_code == 302


def test_a_few_slips_end_with_the_right_password(volunteer):
    for _ in range(9):
        guess(volunteer.email)
    assert guess(volunteer.email, PASSWORD).status_code == 302
    assert not AccessAttempt.objects.filter(username=volunteer.email).exists()


def test_each_failure_is_on_file_without_address_or_password(volunteer):
    for number in range(5):
        guess(volunteer.email, f"secret guess {number}")
    rows = list(AccessFailureLog.objects.filter(username=volunteer.email))
    assert len(rows) == 5
    stored = str([list(model.objects.values()) for model in (AccessFailureLog, AccessAttempt)])
    assert "203.0.113" not in stored
    assert "secret guess" not in stored


@pytest.mark.django_db(transaction=True)
def test_a_failure_stays_on_file_though_what_it_was_part_of_breaks(volunteer, monkeypatch):
    """A sign-in that fails inside a page which then breaks: what the page did is undone, the failure is on file."""
    from accounts.adapters import AccountAdapter

    monkeypatch.setattr(AccountAdapter, "authentication_failed", lambda *said, **more: 1 / 0)
    assert (
        Client(raise_request_exception=False).post("/sign-in/", {"login": volunteer.email, "password": "x"}).status_code == 500
    )
    assert AccessFailureLog.objects.filter(username=volunteer.email).count() == 1


def test_the_page_for_too_many_tries_says_what_to_do_in_both_languages(volunteer):
    for _ in range(12):
        guess(volunteer.email)
    answer = guess(volunteer.email)
    assert answer.status_code == 429
    assert answer["Retry-After"] == "900"
    assert "a passkey still signs you in" in answer.text
    assert "Demasiados intentos" in guess(volunteer.email, headers={"accept-language": "es"}).text


def test_passwords_are_hashed_with_argon2_and_with_nothing_weaker():
    from importlib import import_module

    assert import_module("config.settings").PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    assert PBKDF2PasswordHasher.algorithm not in str(import_module("config.settings").PASSWORD_HASHERS)
