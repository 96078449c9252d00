"""What a stranger, a careless volunteer or a broken disk can send or cause: a refusal each time, and never more than that."""

import base64
import json
import logging
import time
from urllib.parse import quote

import pytest
from django.test import Client

from incidents.errors import IdentifierTaken
from incidents.models import Incident, Revision
from incidents.services import record
from tests.builders import full_document, minimal_document, record_incident

ROOT = "/api/v1/incidents/"
pytestmark = [pytest.mark.django_db, pytest.mark.assurance("2.3")]


@pytest.fixture
def web(volunteer):
    client = Client(raise_request_exception=False)
    client.force_login(volunteer)
    return client


def post(client, address, body):
    data = body if isinstance(body, bytes) else json.dumps(body)
    return client.post(address, data, content_type="application/json")


@pytest.mark.parametrize("inside", ["p=abc", "p=%00", "p=2026", "o=-1&p=x", "p=99999-01-01T00:00:00Z", "r=1&p=", "\xff"])
def test_a_cursor_made_by_hand_is_not_found(web, inside):
    cursor = quote(base64.b64encode(inside.encode()).decode())
    assert web.get(f"{ROOT}?cursor={cursor}").status_code in (200, 404)


BODIES = [
    b"", b"null", b"[]", b'"x"', b"{", b"\xff", b"\xef\xbb\xbf{}", b"[" * 100_000, b'{"a":' * 10_000, b'{"a":1e999}',
    b'{"a":-' + b"9" * 5_000 + b"}", b'{"a":NaN}', b'{"a":1,"a":2}', b'{"a":"\\ud800"}', b'{"a":"\\u0000"}',
    b'{"narrative":"' + b"x" * 10_000_000 + b'"}',
    json.dumps({"accounts": [{"facts": {f"/custody/{'9' * 5_000}/person": 1}}]}).encode(),
]  # fmt: skip


@pytest.mark.assurance("B8")
@pytest.mark.assurance("B11")
def test_every_hostile_body_is_refused_within_a_second_on_every_address(web, volunteer, figure):
    incident = record_incident(volunteer)
    addresses = [ROOT, f"{ROOT}{incident.pk}/revisions/", f"{ROOT}{incident.pk}/retractions/"]
    slowest = 0.0
    for body in BODIES:
        for address in addresses:
            began = time.perf_counter()
            answer = post(web, address, body)
            slowest = max(slowest, time.perf_counter() - began)
            assert 400 <= answer.status_code < 500, body[:30]
            assert answer.headers["Content-Type"] == "application/json"
    assert Revision.objects.count() == 1
    figure(f"{len(BODIES) * len(addresses)} bodies refused, the slowest in {slowest:.2f} s")
    assert slowest < 1


CHANGES = [
    {"update": []}, {"update": None}, {"update": {"persons": {"P1": 1}}}, {"update": {"persons": [["x"]]}},
    {"update": {"accounts": [{"key": "C1", "facts": "x"}]}}, {"update": {"id": "x"}}, {"update": {"custody": [1]}},
    {"retract": "x"}, {"retract": [1]}, {"retract": {"0": 1}}, {"retract": [{"path": "", "reason": "x"}]},
    {"retract": [{"path": "/", "reason": "x"}]}, {"retract": [{"path": "x", "reason": "x"}]},
    {"retract": [{"path": "/id", "reason": "x"}]}, {"retract": [{"path": "/place", "reason": "x"}]},
    {"retract": [{"path": "/accounts/C1/facts", "reason": "x"}]}, {"retract": [{"path": "/persons/P1/key", "reason": "x"}]},
    {"retract": [{"path": "/custody/" + "1" * 280, "reason": "x"}]}, {"retract": [{"path": "/a~b", "reason": "x"}]},
    {"retract": [{"path": "/../../etc", "reason": "x"}]}, {"settle": [{"path": "/x", "value": 1, "reason": "x"}]},
    {"base": 10**15}, {"base": -1}, {"base": True}, {"base": "x"}, {"base": 1.5}, {"base": None},
]  # fmt: skip


def test_every_hostile_change_is_refused_and_changes_nothing(web):
    document = full_document()
    assert post(web, ROOT, document).status_code == 201
    for change in CHANGES:
        answer = post(web, f"{ROOT}{document['id']}/revisions/", {"base": 1, **change})
        assert 400 <= answer.status_code < 500, change
        assert answer.json()["errors"][0]["code"]
    assert Revision.objects.count() == 1


@pytest.mark.assurance("A2")
def test_a_taken_identifier_is_answered_alike_whatever_lies_under_it(web, other_volunteer):
    """An identifier is a random number that its owner alone knows: who has it learns nothing new from a conflict. Whether the
    document they hold is the one recorded there, they cannot learn."""
    theirs = record_incident(other_volunteer, minimal_document("theirs"))
    same = post(web, ROOT, minimal_document("theirs"))
    other = post(web, ROOT, minimal_document("theirs", narrative="a guess"))
    assert (same.status_code, same.json()) == (other.status_code, other.json())
    assert same.status_code == 409
    assert "document" not in same.json()
    assert web.get(f"{ROOT}{theirs.pk}/").status_code == 404


@pytest.mark.assurance("M5")
def test_a_record_that_cannot_be_opened_is_the_servers_fault_and_is_noted(web, volunteer, caplog):
    incident = record_incident(volunteer, minimal_document(narrative="CANARY-4711"))
    Incident.objects.filter(pk=incident.pk).update(key_wrapped=b"\x01\x02k1" + bytes(60))
    answer = web.get(f"{ROOT}{incident.pk}/")
    assert answer.status_code == 500
    assert answer.json()["errors"][0]["code"] == "record_unreadable"
    assert f"{ROOT}{incident.pk}/" in caplog.text
    assert "CANARY-4711" not in caplog.text


@pytest.mark.assurance("M5")
@pytest.mark.assurance("B17")
def test_no_log_line_holds_content_at_the_finest_level(web, volunteer, caplog, figure):
    """Text, names, an address, a token and a line end in a path, through success, refusal, conflict and failure."""
    canaries = [f"CANARY{number}" for number in range(1, 6)]
    text, name, street, key, token = canaries
    with caplog.at_level(logging.DEBUG):
        document = full_document(narrative=text, place={"state": "MA", "address": street})
        post(web, ROOT, document)
        post(web, ROOT, {**document, "narrative": text * 2})
        post(web, ROOT, {**document, "persons": [{"key": key, "name": name}]})
        post(web, f"{ROOT}{document['id']}/revisions/", {"base": 9, "update": {"narrative": text}})
        post(web, f"{ROOT}{document['id']}/revisions/", {"base": 1, "retract": [{"path": "/narrative", "reason": name}]})
        web.get(ROOT, headers={"Authorization": f"Token {token}"})
        web.post("/sign-in/", {"login": f"{name}@example.org", "password": token})
        web.get(f"{ROOT}x%0d%0aINFO forged line")
        Incident.objects.update(key_wrapped=b"")
        web.get(f"/incidents/{document['id']}/")
        web.get(f"{ROOT}{document['id']}/")
    lines = [caplog.handler.format(entry) for entry in caplog.records]
    assert len(lines) > 5
    found = [canary for canary in canaries for line in lines if canary in line]
    assert found == []
    assert not any("\nINFO forged" in line for line in lines)
    figure(f"{len(canaries)} canaries, {len(lines)} log lines at DEBUG, 0 found")


def test_the_refusal_of_another_content_is_logged_with_marks_that_cannot_be_guessed(volunteer, caplog):
    """A plain digest in a log would stay after a purge, and a short document can be guessed until its digest fits."""
    first = record_incident(volunteer)
    with pytest.raises(IdentifierTaken):
        record.create(actor=volunteer, document=minimal_document(narrative="other"))
    assert first.revisions.get().digest not in caplog.text
    assert str(first.pk) in caplog.text
