"""One record whose seal is broken: its own pages say so, and the lists and the rest of its case stand."""

import logging

import pytest
from django.test import Client

from casework.services import cases
from incidents.models import Draft, Incident
from incidents.services import drafts
from tests.access import observing, population
from tests.access.table import ROWS
from tests.builders import full_document, identifier, record_incident
from tests.walking import routes

pytestmark = [pytest.mark.django_db, pytest.mark.assurance("3.3")]
OTHER_KEY = b"\x01\x02k1" + bytes(60)


@pytest.fixture
def made():
    """The population of the matrix with the only record's key made useless, and another record in its case that is whole."""
    made = population.make()
    attorney, incident = made.people["attorney"], Incident.objects.get()
    cases.add_incident(
        actor=attorney, case=incident.cases.get(), incident=record_incident(attorney, full_document("whole", narrative="whole"))
    )
    Incident.objects.filter(pk=incident.pk).update(key_wrapped=OTHER_KEY)
    return made


@pytest.mark.parametrize("who", ["attorney", "maker", "coordinator", "reviewer"])
def test_no_page_fails_without_saying_why(made, who, caplog, figure):
    client = Client(raise_request_exception=False)
    client.force_login(made.people[who])
    told, asked = 0, 0
    for route in routes():
        if who not in ROWS[route.names[0]].get:
            continue
        answer = client.get(route.path(**observing.values_of(route, made)) + observing.ASKED.get(route.names[0], ""))
        asked += 1
        if answer.status_code >= 500:
            said = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert b"This cannot be opened" in said or b"record_unreadable" in said, route.written
            told += 1
    figure(f"{who}: {asked} routes, {told} say that the record cannot be opened, 0 fail otherwise")
    assert told
    assert "matrix" not in caplog.text


@pytest.mark.parametrize("path", ["/incidents/", "/cases/", "/api/v1/incidents/"])
def test_a_list_shows_the_others(made, path):
    client = Client()
    client.force_login(made.people["attorney"])
    assert client.get(path).status_code == 200
    page = client.get("/incidents/").text
    assert "This record cannot be opened" in page
    assert page.count('<th scope="row">') == 2


def test_a_case_shows_its_other_records_and_does_not_say_that_nothing_was_found(made):
    client = Client()
    client.force_login(made.people["attorney"])
    page = client.get(f"/cases/{made.values['case']}/").text
    assert page.count('class="case-incident"') == 2
    assert page.count("cannot be opened") == 1
    assert page.count("finding-list__title") >= 1


def test_a_draft_that_cannot_be_opened_stands_in_the_list_and_can_be_discarded(volunteer):
    for name in ("broken", "whole"):
        drafts.save(actor=volunteer, identifier=identifier(name), content={"screens": {}, "operation": ""})
    Draft.objects.filter(pk=identifier("broken")).update(key_wrapped=OTHER_KEY)
    client = Client()
    client.force_login(volunteer)
    page = client.get("/incidents/").text
    assert page.count("A draft that cannot be opened") == 1
    assert page.count("Discard this draft") == 2
    assert client.post(f"/incidents/drafts/{identifier('broken')}/discard/").status_code == 302
    assert Draft.objects.count() == 1


def test_what_a_page_left_open_keeps_by_itself_does_not_bring_a_discarded_draft_back(volunteer):
    client = Client()
    client.force_login(volunteer)
    draft = identifier("gone")
    page = f"/incidents/drafts/{draft}/account/"
    sent = {"action": "keep", "narrative": "Somebody knocked."}
    assert client.post(page, sent).status_code == 204
    assert client.post(f"/incidents/drafts/{draft}/discard/").status_code == 302
    assert client.post(page, sent).status_code == 410
    assert not Draft.objects.exists()
    client.post(page, {**sent, "action": "later"})
    assert Draft.objects.count() == 1, "whoever sends it on purpose begins it again"


@pytest.fixture(autouse=True)
def quiet():
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)
