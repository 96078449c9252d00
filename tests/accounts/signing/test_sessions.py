"""Sessions: a new key at every step up, an end on the server, bounds in time, and no way back for what has ended."""

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.services import sessions
from tests.conftest import PASSWORD, code_now

pytestmark = [pytest.mark.django_db, pytest.mark.assurance("3.1")]
START = 1_800_000_000


def sign_in(client, person, steps=0):
    answer = client.post("/sign-in/", {"login": person.email, "password": PASSWORD})
    if person.needs_second_factor:
        answer = client.post("/sign-in/second-step/", {"code": code_now(steps)})
    return answer


def is_in(client):
    return client.get("/account/").status_code == 200


@pytest.mark.assurance("A5")
def test_a_session_that_was_put_on_a_browser_before_signing_in_is_not_the_one_after(client, volunteer):
    client.get("/sign-in/")
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["sessionid"] = before = session.session_key
    sign_in(client, volunteer)
    assert client.session.session_key != before
    assert not Session.objects.filter(pk=before).exists()


@pytest.mark.assurance("A5")
def test_the_key_changes_again_at_the_second_step_at_a_confirmation_and_with_the_password(client, attorney):
    client.post("/sign-in/", {"login": attorney.email, "password": PASSWORD})
    keys = [client.session.session_key]
    client.post("/sign-in/second-step/", {"code": code_now()})
    keys.append(client.session.session_key)
    client.post("/account/confirm/code/", {"code": code_now(1)})
    keys.append(client.session.session_key)
    new = {"oldpassword": PASSWORD, "password1": "another long phrase", "password2": "another long phrase"}
    assert client.post("/account/password/", new).status_code == 302
    keys.append(client.session.session_key)
    assert len(set(keys)) == 4
    assert not Session.objects.filter(pk__in=keys[:-1]).exists()
    assert is_in(client)


@pytest.mark.assurance("A5")
def test_a_new_password_ends_every_other_session(volunteer):
    here, there = Client(), Client()
    for one in (here, there):
        sign_in(one, volunteer)
        assert is_in(one)
    here.post("/account/confirm/", {"password": PASSWORD})
    here.post("/account/password/", {"oldpassword": PASSWORD, "password1": "another long one", "password2": "another long one"})
    assert is_in(here)
    assert not is_in(there)


@pytest.mark.assurance("A5")
def test_signing_out_ends_the_session_on_the_server(client, volunteer):
    sign_in(client, volunteer)
    taken = client.session.session_key
    answer = client.post("/sign-out/")
    assert answer["Location"] == "/sign-in/"
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert not Session.objects.filter(pk=taken).exists()
    thief = Client()
    thief.cookies["sessionid"] = taken
    assert not is_in(thief)


@pytest.mark.assurance("A5")
def test_a_request_that_ends_after_the_sign_out_brings_nothing_back(client, volunteer):
    """Two requests at once: one signs out while the other still holds the session and saves it at its end."""
    sign_in(client, volunteer)
    slow = SessionStore(client.session.session_key)
    assert slow["_auth_user_id"]
    client.post("/sign-out/")
    slow["late"] = True
    with pytest.raises(UpdateError):
        slow.save()
    assert not Session.objects.exists()


@pytest.mark.assurance("A6")
@pytest.mark.parametrize(
    ("name", "jumps", "still_in"),
    [
        ("29 minutes idle", [29 * 60], True),
        ("31 minutes idle", [31 * 60], False),
        ("busy for 11 hours", [20 * 60] * 33, True),
        ("busy for more than 12 hours", [20 * 60] * 37, False),
        ("the clock a day forward", [86_400], False),
        ("the clock a day back", [-86_400], False),
        ("the clock two minutes back", [-120], False),
        ("the clock a second back, many times", [-1] * 30, True),
        ("the clock back by a minute at a time", [-50] * 3, False),
        ("the year 2038", [20 * 60 * 24 * 365], False),
    ],
)
def test_a_session_ends_in_time(client, volunteer, name, jumps, still_in):
    with time_machine.travel(START, tick=False) as clock:
        client.force_login(volunteer)
        assert is_in(client)
        for jump in jumps:
            clock.shift(jump)
            answer = is_in(client)
        assert answer is still_in, name


@pytest.mark.assurance("A6")
def test_whoever_was_signed_out_by_time_is_told_so_and_loses_the_session(client, volunteer):
    with time_machine.travel(START, tick=False) as clock:
        client.force_login(volunteer)
        client.get("/account/")
        before = client.session.session_key
        clock.shift(31 * 60)
        assert "this page was open for long" in client.get("/account/", follow=True).text
        assert not Session.objects.filter(pk=before).exists()


def test_where_somebody_is_signed_in_is_listed_and_can_be_ended(client, volunteer):
    phone = Client(headers={"user-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18.0 Mobile Safari/604.1"})
    sign_in(phone, volunteer)
    assert is_in(phone)
    sign_in(client, volunteer)
    page = client.get("/account/sessions/").text
    assert "Safari on iPhone" in page
    other = UserSession.objects.exclude(session_key=client.session.session_key).get()
    client.post(f"/account/sessions/{other.pk}/end/")
    assert not is_in(phone)
    assert is_in(client)


def test_nobody_ends_the_session_of_somebody_else(client, volunteer, other_volunteer):
    theirs = Client()
    theirs.force_login(other_volunteer)
    assert is_in(theirs)
    client.force_login(volunteer)
    row = UserSession.objects.get(user=other_volunteer)
    assert client.post(f"/account/sessions/{row.pk}/end/").status_code == 404
    assert is_in(theirs)


def test_no_address_of_anybody_is_on_file(volunteer):
    client = Client(REMOTE_ADDR="203.0.113.77")
    sign_in(client, volunteer)
    client.get("/account/")
    [row] = UserSession.objects.all()
    assert row.ip.startswith("fd")
    assert "203.0.113" not in row.ip


def test_a_session_is_written_down_as_seen_once_a_minute_and_not_at_every_click(client, volunteer):
    with time_machine.travel(START, tick=False) as clock:
        client.force_login(volunteer)
        seen = []
        for _ in range(4):
            client.get("/account/")
            seen.append(client.session[sessions.SEEN])
            clock.shift(25)
        assert len(set(seen)) == 2


def test_a_password_that_was_sent_too_late_is_kept_nowhere(client, attorney):
    """The confirmation is older than five minutes: the form is asked for again, and no word of it lies in the session."""
    with time_machine.travel(START, tick=False) as clock:
        client.force_login(attorney)
        client.post("/account/confirm/code/", {"code": code_now()})
        clock.shift(6 * 60)
        secret = "a phrase that must lie nowhere"
        answer = client.post("/account/password/", {"oldpassword": PASSWORD, "password1": secret, "password2": secret})
        assert answer["Location"] == "/account/confirm/code/?next=%2Faccount%2Fpassword%2F"
        assert secret not in str(dict(client.session))
        assert PASSWORD not in str(dict(client.session))
