"""The shell's pages: who is sent where, what an error says, and that nothing inline gets past the policy."""

import re

import pytest
from django.conf import settings as project
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.test import Client, RequestFactory
from django.urls import path
from django.utils import translation

from config import urls, views

pytestmark = pytest.mark.django_db
LOST = "Nothing that was recorded before is changed or lost."


def refuse(request):
    raise PermissionDenied


def swallow(request):
    raise RequestDataTooBig


def fail(request):
    raise ZeroDivisionError


urlpatterns = [*urls.urlpatterns, path("refuse/", refuse), path("swallow/", swallow), path("fail/", fail)]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500


@pytest.fixture
def strict_client(administrator):
    client = Client(raise_request_exception=False)
    client.force_login(administrator)
    return client


def test_home_asks_a_stranger_to_sign_in(client):
    assert client.get("/").headers["Location"] == "/sign-in/?next=/"


def test_home_tells_an_administrator_that_cases_are_not_shown(client, administrator):
    client.force_login(administrator)
    assert "Incidents and cases are not shown to this role" in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("volunteer", "/incidents/"),
        ("coordinator", "/incidents/"),
        ("attorney", "/cases/"),
        ("reviewer", "/cases/"),
        ("auditor", "/ledger/"),
    ],
)
def test_home_sends_a_role_to_its_work(request, client, name, expected):
    client.force_login(request.getfixturevalue(name))
    assert client.get("/").headers["Location"] == expected


def test_the_sign_in_page_says_what_a_running_server_can_read(client):
    page = client.get("/sign-in/").content.decode()
    assert "While the server runs it can read them" in page
    assert 'href="/about/"' in page


def test_signing_in_with_a_wrong_password_says_what_to_do_and_keeps_the_address(client, volunteer):
    page = client.post("/sign-in/", {"login": volunteer.email, "password": "wrong"}).content.decode()
    assert "do not match anybody here" in page
    assert f'value="{volunteer.email}"' in page


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/refuse/", 403, "Nothing was changed."),
        ("/swallow/", 413, "Your own copy is untouched"),
        ("/fail/", 500, LOST),
        ("/nothing/", 404, "Nothing was changed."),
    ],
)
@pytest.mark.urls(__name__)
def test_an_error_page_says_what_happened_and_what_became_of_the_record(strict_client, address, status, says):
    answer = strict_client.get(address)
    assert answer.status_code == status
    assert says in answer.content.decode()
    assert "Go to your start page" in answer.content.decode()


def test_an_unreadable_request_is_answered_with_400():
    request = RequestFactory().get("/")
    assert views.bad_request(request, ValueError()).status_code == 400


def test_a_form_sent_without_its_token_says_that_it_was_open_too_long():
    answer = Client(enforce_csrf_checks=True).post("/sign-in/", {})
    assert answer.status_code == 403
    assert "This form was open too long" in answer.content.decode()


def test_the_parts_are_shown_only_where_debugging_is_on(client):
    assert not project.DEBUG
    assert client.get("/parts/").status_code == 404


@pytest.mark.parametrize("address", ["/sign-in/", "/about/"])
def test_a_page_has_nothing_inline_and_a_policy_that_would_refuse_it(client, address):
    answer = client.get(address)
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    page = answer.content.decode()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", page)


def test_the_parts_have_nothing_inline():
    page = views.parts(RequestFactory().get("/parts/")).content.decode()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", page)


def test_choosing_spanish_keeps_to_it_and_comes_back(client):
    answer = client.post("/language/", {"language": "es", "next": "/about/"})
    assert answer.headers["Location"] == "/about/"
    page = client.get("/about/").content.decode()
    assert '<html lang="es">' in page


def test_choosing_a_language_never_leads_off_the_site(client):
    answer = client.post("/language/", {"language": "es", "next": "https://example.com/"})
    assert answer.headers["Location"] == "/"


def test_the_shell_tells_its_errors_in_spanish(client):
    with translation.override("es"):
        page = views.not_found(RequestFactory().get("/"), ValueError()).content.decode()
    assert "No hay nada en esta dirección" in page
