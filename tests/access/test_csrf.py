"""Forged requests: every unsafe method on every route, in every form, is refused before it does anything."""

import json
import logging
from collections import Counter

import pytest
from django.test import Client

from accounts.models import User
from casework.models import CaseMember, Review
from incidents.models import Incident, LedgerEntry, Revision
from tests.access import population
from tests.access.observing import values_of
from tests.builders import minimal_document
from tests.walking import routes

pytestmark = [pytest.mark.django_db, pytest.mark.assurance("3.3"), pytest.mark.assurance("A10")]
KEPT = (User, CaseMember, Review, Incident, LedgerEntry, Revision)
FORGED = {
    "a form": ("post", {"data": {"x": "1"}}, {}),
    "JSON": ("post", {"data": json.dumps({"x": 1}), "content_type": "application/json"}, {}),
    "text that is JSON": ("post", {"data": json.dumps({"x": 1}), "content_type": "text/plain"}, {}),
    "multipart": ("post", {"data": b"--b\r\n\r\n--b--", "content_type": "multipart/form-data; boundary=b"}, {}),
    "Origin null": ("post", {"data": {"x": "1"}}, {"origin": "null"}),
    "a subdomain": ("post", {"data": {"x": "1"}}, {"origin": "http://evil.localhost:8000"}),
    "another scheme": ("post", {"data": {"x": "1"}}, {"origin": "https://testserver"}),
    "put": ("put", {"data": json.dumps({"x": 1}), "content_type": "application/json"}, {}),
    "patch": ("patch", {"data": json.dumps({"x": 1}), "content_type": "application/json"}, {}),
    "delete": ("delete", {}, {}),
}


def test_every_forged_request_is_refused_and_changes_nothing(figure):
    logging.disable(logging.WARNING)
    made = population.make()
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(made.people["attorney"])
    client.get("/account/")
    before, let_through, answers = [model.objects.count() for model in KEPT], [], Counter()
    for route in routes():
        for how, (method, sent, headers) in FORGED.items():
            answer = getattr(client, method)(route.path(**values_of(route, made)), headers=headers, **sent)
            answers[answer.status_code] += 1
            if answer.status_code not in (403, 404, 405):
                let_through.append((route.written, how, answer.status_code))
    logging.disable(logging.NOTSET)
    assert let_through == []
    assert [model.objects.count() for model in KEPT] == before
    how = ", ".join(f"{count} with {status}" for status, count in sorted(answers.items()))
    figure(f"{answers.total()} forged requests to {len(routes())} routes, all refused ({how}), 0 effects")


def test_over_https_a_request_from_elsewhere_is_refused_though_it_carries_a_token(volunteer):
    client = Client(enforce_csrf_checks=True)
    client.force_login(volunteer)
    token = client.get("/account/leave/", secure=True).context["csrf_token"]
    for referer in ("https://elsewhere.example/", "https://evil.testserver/", ""):
        answer = client.post(
            "/account/leave/", {"csrfmiddlewaretoken": str(token)}, secure=True, headers={"referer": referer} if referer else {}
        )
        assert answer.status_code == 403
    volunteer.refresh_from_db()
    assert volunteer.is_active


def test_the_interface_for_programs_takes_a_cookie_only_with_its_token_and_says_what_is_missing(volunteer):
    client = Client(enforce_csrf_checks=True)
    client.force_login(volunteer)
    document = json.dumps(minimal_document())
    refused = client.post("/api/v1/incidents/", document, content_type="application/json")
    assert refused.status_code == 403
    [error] = refused.json()["errors"]
    assert error["code"] == "csrf_failed"
    assert "X-CSRFToken" in error["fix"]
    assert not Incident.objects.exists()
    client.get("/account/leave/")
    token = client.cookies["csrftoken"].value
    taken = client.post("/api/v1/incidents/", document, content_type="application/json", headers={"x-csrftoken": token})
    assert taken.status_code == 201


def test_a_key_of_a_program_needs_no_token_and_a_cookie_beside_it_gives_nothing(volunteer, other_volunteer):
    from accounts import tokens

    key = tokens.issue(user=volunteer, label="import")
    client = Client(enforce_csrf_checks=True, headers={"authorization": f"Token {key}"})
    client.force_login(other_volunteer)
    assert client.post("/api/v1/incidents/", json.dumps(minimal_document()), content_type="application/json").status_code == 201
    assert Incident.objects.get().created_by == volunteer
