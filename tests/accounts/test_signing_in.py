"""Signing in and out."""

import pytest

from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def test_a_person_signs_in_with_address_and_password(client, volunteer):
    answer = client.post("/sign-in/", {"login": volunteer.email, "password": PASSWORD})
    assert answer.headers["Location"] == "/"
    assert client.session["_auth_user_id"] == str(volunteer.pk)


def test_signing_in_leads_on_to_the_page_that_was_asked_for_but_never_off_the_site(client, volunteer):
    credentials = {"login": volunteer.email, "password": PASSWORD}
    assert client.post("/sign-in/", {**credentials, "next": "/about/"}).headers["Location"] == "/about/"
    client.logout()
    assert client.post("/sign-in/", {**credentials, "next": "https://example.com/"}).headers["Location"] == "/"


def test_a_person_whose_access_has_ended_cannot_sign_in(client, volunteer):
    volunteer.is_active = False
    volunteer.save()
    assert client.post("/sign-in/", {"login": volunteer.email, "password": PASSWORD}).status_code == 200
    assert "_auth_user_id" not in client.session


def test_signing_out_takes_a_button_not_a_link(client, volunteer):
    client.force_login(volunteer)
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/").headers["Location"] == "/sign-in/"
    assert "_auth_user_id" not in client.session
