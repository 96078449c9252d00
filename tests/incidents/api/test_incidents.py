"""The REST interface of the record."""

import json
import re
from copy import deepcopy

import pytest
from rest_framework.test import APIClient

from accounts import tokens
from incidents.models import Incident, LedgerEntry, Revision
from tests.builders import full_document, minimal_document

ROOT = "/api/v1/incidents/"
pytestmark = [pytest.mark.django_db, pytest.mark.assurance("2.3")]


def client(user):
    made = APIClient()
    made.credentials(HTTP_AUTHORIZATION=f"Token {tokens.issue(user=user, label='test')}")
    return made


def sent(user, document):
    return client(user).post(ROOT, document, format="json")


def address(document, *rest):
    return "/".join([ROOT + document["id"], *map(str, rest)]) + "/"


def test_a_new_incident_is_answered_with_its_first_revision(volunteer):
    answer = sent(volunteer, full_document())
    assert answer.status_code == 201
    assert answer.json()["revision"]["number"] == 1
    assert answer.json()["document"]["narrative"] == full_document()["narrative"]
    assert len(answer.json()["revision"]["digest"]) == 64


def test_the_same_document_sent_twice_is_one_incident_and_one_ledger_entry(volunteer):
    first, second = sent(volunteer, full_document()), sent(volunteer, full_document())
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert (
        Incident.objects.count() == Revision.objects.count() == LedgerEntry.objects.filter(act="incident.received").count() == 1
    )


def test_another_document_under_a_taken_id_is_a_conflict_and_changes_nothing(volunteer):
    sent(volunteer, minimal_document())
    answer = sent(volunteer, minimal_document(narrative="Something else."))
    assert answer.status_code == 409
    assert answer.json()["errors"][0]["path"] == "/id"
    assert Revision.objects.count() == 1


def test_a_bad_field_is_named_by_its_path_with_what_to_do(volunteer):
    document = full_document()
    document["agencies"][0]["masked"] = "maybe"
    answer = sent(volunteer, document)
    assert answer.status_code == 400
    error = answer.json()["errors"][0]
    assert error["path"] == "/agencies/A1/masked"
    assert error["message"]
    assert error["fix"]
    assert not Incident.objects.exists()


def test_errors_are_said_in_spanish_where_spanish_is_asked(volunteer):
    document = minimal_document(place={"state": "Massachusetts"})
    english = client(volunteer).post(ROOT, document, format="json").json()["errors"][0]
    spanish = client(volunteer).post(ROOT, document, format="json", HTTP_ACCEPT_LANGUAGE="es").json()["errors"][0]
    assert english["path"] == spanish["path"] == "/place/state"
    assert english["message"] != spanish["message"]


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"a":' * 100_000, b'{"id":1,"id":2}', b'{"n":1e999}', b"\xff"])
def test_a_body_that_is_no_document_is_refused_and_never_a_server_error(volunteer, body):
    answer = client(volunteer).post(ROOT, body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["message"]


def test_nul_and_surrogates_are_refused_with_the_path(volunteer):
    body = json.dumps(minimal_document(narrative="a\u0000b"))
    answer = client(volunteer).post(ROOT, body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["path"] == "/narrative"


def test_nobody_is_answered_without_signing_in():
    answer = APIClient().get(ROOT)
    assert answer.status_code == 401
    assert answer.json()["errors"][0]["code"] == "not_signed_in"


def test_a_wrong_token_is_refused_without_saying_more():
    answer = APIClient().get(ROOT, HTTP_AUTHORIZATION="Token nonsense")
    assert answer.status_code == 401


def test_an_administrator_is_kept_from_incidents(volunteer, administrator):
    sent(volunteer, minimal_document())
    assert client(administrator).get(ROOT).status_code == 403
    assert client(administrator).get(address(minimal_document())).status_code == 403


@pytest.mark.parametrize("rest", [(), ("revisions",), ("revisions", 1), ("differences",)], ids=str)
def test_what_is_not_yours_does_not_exist(volunteer, other_volunteer, rest):
    sent(volunteer, minimal_document())
    stranger = client(other_volunteer)
    assert stranger.get(address(minimal_document(), *rest)).status_code == 404
    assert stranger.get(address(minimal_document("never-recorded"), *rest)).status_code == 404


def test_a_stranger_can_neither_revise_nor_retract(volunteer, other_volunteer):
    sent(volunteer, minimal_document(narrative="As told."))
    change = {"base": 1, "update": {"narrative": "Changed."}}
    assert client(other_volunteer).post(address(minimal_document(), "revisions"), change, format="json").status_code == 404
    taken = {"base": 1, "retract": [{"path": "/narrative", "reason": "no"}]}
    assert client(other_volunteer).post(address(minimal_document(), "retractions"), taken, format="json").status_code == 404
    assert Revision.objects.count() == 1


def test_a_revision_adds_and_a_blank_erases_nothing(volunteer):
    document = full_document()
    sent(volunteer, document)
    change = {
        "base": 1,
        "update": {"narrative": "", "entry": {"manner": None, "property_damage": True}},
        "reason": "photo shows it",
    }
    answer = client(volunteer).post(address(document, "revisions"), change, format="json")
    assert answer.status_code == 201
    after = answer.json()["document"]
    assert after["narrative"] == document["narrative"]
    assert after["entry"]["manner"] == document["entry"]["manner"]
    assert after["entry"]["property_damage"] is True
    assert answer.json()["revision"]["reason"] == "photo shows it"


def test_a_stale_base_is_a_conflict_that_shows_both_versions(volunteer):
    document = minimal_document()
    sent(volunteer, document)
    user = client(volunteer)
    user.post(address(document, "revisions"), {"base": 1, "update": {"narrative": "First."}}, format="json")
    late = {"base": 1, "update": {"narrative": "Second."}}
    answer = user.post(address(document, "revisions"), late, format="json")
    assert answer.status_code == 409
    body = answer.json()
    assert (body["head"], body["document"]["narrative"]) == (2, "First.")
    assert body["sent"]["update"] == late["update"]
    assert Revision.objects.count() == 2


def test_a_retraction_needs_a_reason_and_leaves_the_value_in_its_revision(volunteer):
    document = minimal_document(narrative="The door was blue.")
    sent(volunteer, document)
    user = client(volunteer)
    refused = user.post(address(document, "retractions"), {"base": 1, "retract": [{"path": "/narrative"}]}, format="json")
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["path"] == "/retract/0/reason"
    taken = user.post(
        address(document, "retractions"),
        {"base": 1, "retract": [{"path": "/narrative", "reason": "another house"}]},
        format="json",
    )
    assert taken.status_code == 201
    assert "narrative" not in taken.json()["document"]
    assert user.get(address(document, "revisions", 1)).json()["document"]["narrative"] == "The door was blue."


def test_only_an_attorney_settles_a_fact_on_which_accounts_differ(volunteer):
    document = full_document()
    sent(volunteer, document)
    change = {"base": 1, "settle": [{"path": "/entry/entered", "value": True, "reason": "video"}]}
    assert client(volunteer).post(address(document, "revisions"), change, format="json").status_code == 403


def test_differences_are_told_fact_by_fact(volunteer):
    document = minimal_document()
    sent(volunteer, document)
    user = client(volunteer)
    user.post(address(document, "revisions"), {"base": 1, "update": {"encounter": {"knocked": True}}}, format="json")
    answer = user.get(address(document, "differences") + "?before=1&after=2")
    assert answer.json()["changes"] == [{"path": "/encounter/knocked", "before": None, "after": True}]
    assert user.get(address(document, "differences") + "?before=1").status_code == 400
    assert user.get(address(document, "differences") + "?before=1&after=9").status_code == 404


def test_the_list_is_read_with_a_cursor_and_holds_only_your_own(volunteer, other_volunteer):
    for number in range(3):
        sent(volunteer, minimal_document(f"mine-{number}"))
    sent(other_volunteer, minimal_document("theirs"))
    first = client(volunteer).get(ROOT + "?limit=2").json()
    second = client(volunteer).get(first["next"]).json()
    ids = [row["id"] for row in first["results"] + second["results"]]
    assert len(ids) == 3
    assert second["next"] is None
    assert minimal_document("theirs")["id"] not in ids
    assert "narrative" not in first["results"][0]


def test_the_api_answers_what_was_sent_byte_for_byte_in_canonical_form(volunteer):
    from incidents.format import canonical

    document = full_document(narrative="Cafe\u0301 \u2014 “quoted” <b>&amp;</b>")
    answer = sent(volunteer, deepcopy(document))
    assert answer.json()["document"]["narrative"] == "Café — “quoted” <b>&amp;</b>"
    assert canonical(answer.json()["document"]) == canonical(client(volunteer).get(address(document)).json()["document"])


def test_the_description_is_served_here_and_knows_the_document(volunteer, client):
    client.force_login(volunteer)
    answer = client.get("/api/schema/", HTTP_ACCEPT="application/json")
    assert answer.status_code == 200
    assert "Incident_agency" in answer.content.decode()
    page = client.get("/api/docs/")
    assert page.status_code == 200
    scripts = re.findall(r'<(?:script|link)[^>]+(?:src|href)="([^"]+)"', page.content.decode())
    assert scripts
    assert all(script.startswith("/") and not script.startswith("//") for script in scripts)
