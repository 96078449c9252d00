"""Coming by a link: nothing is used up by looking, the token stays nowhere, and every dead link looks alike."""

import logging
from datetime import timedelta

import pytest
import segno
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from accounts.models import Invitation, Role, User
from accounts.people.qr import BORDER, code_of
from accounts.services import people, standing
from incidents.models import LedgerEntry
from tests.conftest import PASSWORD, person

pytestmark = [pytest.mark.django_db, pytest.mark.assurance("3.1")]
FORM = {"name": "Nora Field", "email": "nora@example.org", "password": "several plain words", "again": "several plain words"}


@pytest.fixture
def made(administrator):
    return people.invite(actor=administrator, role=Role.VOLUNTEER, name="Nora", email="nora@example.org")


def arrived(token, client=None):
    client = client or Client()
    answer = client.get(f"/join/{token}/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/join/")
    return client


def test_the_page_says_who_invites_to_what_and_what_is_kept(made):
    page = arrived(made.token).get("/join/").text
    assert "Admin Quill invites you to join as Volunteer." in page
    assert 'href="/about/"' in page
    assert 'value="nora@example.org"' in page


def test_whoever_joins_is_signed_in_with_the_role_of_the_invitation(made):
    client = arrived(made.token)
    answer = client.post("/join/", FORM)
    assert answer.status_code == 302
    nora = User.objects.get(email="nora@example.org")
    assert (nora.name, nora.role) == ("Nora Field", Role.VOLUNTEER)
    assert client.session["_auth_user_id"] == str(nora.pk)
    assert client.get("/incidents/").status_code == 200
    assert "join" not in {name for name, morsel in client.cookies.items() if morsel.value}


@pytest.mark.assurance("A11")
def test_looking_at_a_link_uses_nothing_up_and_writes_nothing(made, figure):
    before = (Session.objects.count(), LedgerEntry.objects.count(), Invitation.objects.values().get())
    for agent in ("WhatsApp/2", "Slackbot-LinkExpanding 1.0", "facebookexternalhit/1.1"):
        for _ in range(10):
            client = Client(headers={"user-agent": agent})
            assert client.head(f"/join/{made.token}/").status_code == 302
            assert client.get(f"/join/{made.token}/", follow=True).status_code == 200
    assert (Session.objects.count(), LedgerEntry.objects.count(), Invitation.objects.values().get()) == before
    assert arrived(made.token).post("/join/", FORM).status_code == 302
    figure("a link previewed 60 times still opens; 0 rows written by previews")


@pytest.mark.assurance("A11")
def test_the_token_is_in_no_page_no_cookie_no_row_and_no_log(made, caplog):
    caplog.set_level(logging.DEBUG)
    client = arrived(made.token)
    pages = client.get("/join/").text + client.post("/join/", {**FORM, "again": "x"}).text
    client.post(f"/join/{made.token}/")
    Client(enforce_csrf_checks=True).post(f"/join/{made.token}/")
    client.post("/join/", FORM)
    pages += client.get("/join/").text + client.get("/").text + client.get("/incidents/").text
    assert made.token not in pages
    assert made.token not in str(client.cookies)
    assert made.token not in caplog.text
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            assert made.token not in str(cursor.fetchall()), table


def test_the_address_with_the_token_is_kept_by_no_cache_and_sent_to_no_other_site(made):
    answer = Client().get(f"/join/{made.token}/")
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Referrer-Policy"] == "same-origin"
    cookie = answer.cookies["join"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["max-age"]) == (True, "Lax", "/join/", 3600)


def dead_link(how, administrator):
    made = people.invite(actor=administrator, role=Role.VOLUNTEER)
    if how == "used":
        arrived(made.token).post("/join/", FORM)
    if how == "withdrawn":
        people.withdraw_invitation(actor=administrator, invitation=made.invitation)
    if how == "expired":
        past = timezone.now() - timedelta(days=8)
        Invitation.objects.filter(pk=made.invitation.pk).update(made_at=past, expires_at=past + timedelta(days=7))
    return "y" * 43 if how == "unknown" else made.token


def looked_up(client, method):
    with CaptureQueriesContext(connection) as queries:
        answer = getattr(client, method)("/join/", FORM if method == "post" else None)
    return answer.status_code, answer.text, len(queries), dict(answer.headers)


@pytest.mark.assurance("A9")
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_dead_link_is_answered_alike(administrator, method, figure):
    answers = {
        how: looked_up(arrived(dead_link(how, administrator)), method) for how in ("used", "withdrawn", "expired", "unknown")
    }
    first = answers["unknown"]
    assert first[0] == 404
    assert "This link opens nothing" in first[1]
    strip = lambda text: "".join(line for line in text.splitlines() if "csrfmiddlewaretoken" not in line)  # noqa: E731
    for how, (status, text, queries, headers) in answers.items():
        assert (status, strip(text), queries) == (404, strip(first[1]), first[2]), how
        assert headers == first[3] or headers.keys() == first[3].keys()
    figure(f"{method}: 4 kinds of dead link, one status, one text, {first[2]} query each")


def test_without_a_link_there_is_the_same_page(client):
    assert client.get("/join/").status_code == 404
    client.cookies["join"] = "forged:value"
    assert "This link opens nothing" in client.get("/join/").text


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"again": "several other words"}, "The two passwords differ"),
        ({"password": "short", "again": "short"}, "at least 12 characters"),
        ({"password": "nora@example.org", "again": "nora@example.org"}, "too similar"),
        ({"name": ""}, "required"),
        ({"email": "not an address"}, "valid email"),
    ],
)
def test_a_wrong_form_says_what_to_change_and_uses_nothing_up(made, changes, says):
    client = arrived(made.token)
    answer = client.post("/join/", {**FORM, **changes})
    assert answer.status_code == 422
    assert says in answer.text
    assert not User.objects.filter(email="nora@example.org").exists()
    assert client.post("/join/", FORM).status_code == 302


def test_an_address_that_is_taken_is_said_at_its_field(made, volunteer):
    answer = arrived(made.token).post("/join/", {**FORM, "email": volunteer.email})
    assert answer.status_code == 422
    assert "signs in with this e-mail address already" in answer.text


def test_somebody_signed_in_uses_nothing_up(made, volunteer):
    client = Client()
    client.force_login(volunteer)
    arrived(made.token, client)
    assert "You are signed in as Vera Lindholm" in client.get("/join/").text
    client.post("/join/", FORM)
    assert Invitation.objects.get().used_at is None


def test_a_new_password_by_link_is_set_and_then_asked_for(administrator, volunteer):
    elsewhere = Client()
    elsewhere.force_login(volunteer)
    made = people.make_link(actor=administrator, person=volunteer)
    client = arrived(made.token)
    assert "made this link for Vera Lindholm" in client.get("/join/").text
    answer = client.post("/join/", {"password": "quite another sentence", "again": "quite another sentence"})
    assert answer.headers["Location"] == "/sign-in/"
    assert "_auth_user_id" not in client.session
    assert elsewhere.get("/incidents/").status_code == 302
    volunteer.refresh_from_db()
    assert volunteer.check_password("quite another sentence")
    assert client.get("/join/").status_code == 404


def test_a_link_for_a_password_says_nothing_of_the_password_it_replaces(administrator, volunteer):
    made = people.make_link(actor=administrator, person=volunteer)
    page = arrived(made.token).post("/join/", {"password": "short", "again": "short"}).text
    assert PASSWORD not in page
    assert 'value="short"' not in page


def test_the_page_is_there_in_spanish(made):
    client = arrived(made.token)
    client.cookies["django_language"] = "es"
    page = client.get("/join/").text
    assert "Admin Quill le invita" in page
    with translation.override("es"):
        assert "Este enlace no abre nada" in Client(headers={"accept-language": "es"}).get("/join/").text


def test_leaving_asks_first_and_then_ends_access(volunteer):
    client = Client()
    client.force_login(volunteer)
    assert "What you recorded stays" in client.get("/account/leave/").text
    volunteer.refresh_from_db()
    assert volunteer.is_active
    assert client.post("/account/leave/").headers["Location"] == "/sign-in/"
    assert client.get("/incidents/").status_code == 302
    client.post("/sign-in/", {"login": volunteer.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_the_last_administrator_is_told_why_they_stay(administrator):
    client = Client()
    client.force_login(administrator)
    assert "Nobody else administers this instance" in client.get("/account/leave/").text
    assert client.post("/account/leave/").status_code == 422
    person("Second Quill", Role.ADMINISTRATOR)
    assert client.post("/account/leave/").status_code == 302
    assert not standing.is_last_administrator(administrator) or not User.objects.get(pk=administrator.pk).is_active


def test_the_code_draws_every_dark_module_once(administrator):
    address = "http://localhost:8000/join/" + "k" * 43 + "/"
    code = code_of(address)
    matrix = [list(row) for row in segno.make(address, error="m", micro=False).matrix]
    drawn = [[0] * len(matrix) for _ in matrix]
    for stroke in code.path.split("M")[1:]:
        where, length = stroke.split("h")
        x, y = where.split(" ")
        for step in range(int(length)):
            drawn[int(y.removesuffix(".5")) - BORDER][int(x) - BORDER + step] += 1
    assert drawn == matrix
    assert code.side == len(matrix) + 2 * BORDER
