"""Ids of another incident or case in paths, queries, forms and JSON: not there, in the same words as an id that nobody has."""

import json
import logging
import re
import statistics
import time
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework.services import cases
from incidents.models import Incident
from tests.access import population
from tests.access.observing import values_of
from tests.access.table import ROWS
from tests.builders import full_document, record_incident
from tests.walking import routes

pytestmark = [pytest.mark.django_db, pytest.mark.assurance("3.3"), pytest.mark.assurance("A2")]
IDS = ("identifier", "incident", "case", "finding", "report", "pk", "user")
OPEN = {"incident-quick"}  # an id that is new is a new draft: whoever has it made it


@pytest.fixture
def made(small_law):
    return population.make()


@pytest.fixture
def small_law():
    """The population is evaluated under the real law; nothing here is about it."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


def bare(answer, *ids):
    """A body without the ids that were asked for and without tokens of forms."""
    text = answer.content.decode(errors="replace") if not answer.streaming else ""
    for one in ids:
        text = text.replace(f"/{one}/", "/…/") if isinstance(one, int) else text.replace(str(one), "…")
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)


def swapped(made):
    """(route, path with an id of somebody else's, path with an id that nobody has, the two ids), one id at a time."""
    for route in routes():
        values = values_of(route, made)
        for name in IDS:
            if name in route.parameters and name in values and route.names[0] not in OPEN:
                nobody = uuid4() if route.parameters[name] == "uuid" else 10**9
                yield route, route.path(**values), route.path(**{**values, name: nobody}), values[name], nobody


@pytest.mark.parametrize("who", ["volunteer", "far", "off", "walled", "idle", "auditor", "administrator"])
def test_an_id_of_others_is_answered_as_one_that_nobody_has(made, who, figure):
    client = Client(raise_request_exception=False)
    client.force_login(made.people[who])
    client.get("/account/")
    tried, different = 0, []
    for route, theirs, nobodys, one, other in swapped(made):
        row = ROWS[route.names[0]]
        for method in [name for name, may in (("get", row.get), ("post", row.post)) if who not in may]:
            answers = []
            for path in (theirs, nobodys):
                with transaction.atomic():
                    answers.append(getattr(client, method)(path))
                    transaction.set_rollback(True)
            tried += 1
            same = answers[0].status_code == answers[1].status_code and bare(answers[0], one) == bare(answers[1], other)
            if not same or answers[0].status_code not in (403, 404, 405):
                different.append((route.written, method, *[answer.status_code for answer in answers]))
    assert different == []
    figure(f"{who}: {tried} swapped ids, each as if nobody had it")


def test_an_id_of_another_case_in_a_path_of_one_s_own_is_not_there(made):
    """An attorney with two cases: the incident, the finding and the report of one asked for under the other."""
    attorney = made.people["attorney"]
    second = cases.open_case(actor=attorney, title="Second", incident=record_incident(attorney, full_document("second")))
    client = Client(raise_request_exception=False)
    client.force_login(attorney)
    wrong = []
    for route in routes():
        if "case" in route.parameters and {"incident", "finding"} & set(route.parameters):
            path = route.path(**{**values_of(route, made), "case": second.pk})
            for method in ("get", "post"):
                if getattr(client, method)(path).status_code not in (404, 405):
                    wrong.append((route.written, method))
    assert wrong == []


def test_ids_of_others_in_bodies_and_filters_are_not_there(made, figure):
    theirs = Incident.objects.get()
    volunteer = made.people["volunteer"]
    own = record_incident(volunteer, full_document("own"))
    client = Client(raise_request_exception=False)
    client.force_login(volunteer)
    before = theirs.head
    sent = [
        client.post("/api/v1/incidents/", json.dumps(full_document("matrix")), content_type="application/json"),
        client.post(
            f"/api/v1/incidents/{own.pk}/revisions/",
            json.dumps({"base": 1, "update": {"id": str(theirs.pk), "narrative": "x"}}),
            content_type="application/json",
        ),
        client.get(f"/api/v1/incidents/?operation={theirs.operation}"),
        client.get(f"/incidents/?q={theirs.pk}"),
    ]
    theirs.refresh_from_db()
    assert theirs.head == before
    for answer in sent[2:]:
        assert str(theirs.pk) not in re.sub(r"[?&](q|operation)=[^&\"]+", "", bare(answer)) or answer.status_code >= 400
    assert sent[0].status_code in (400, 403, 404, 409)
    assert "Somebody knocked" not in bare(sent[0])
    figure(f"{len(sent)} bodies and filters with the id of others, 0 taken")


def test_the_work_is_the_same_for_an_id_of_others_and_for_nobody_s(made):
    client = Client(raise_request_exception=False)
    client.force_login(made.people["off"])
    client.get("/account/")
    apart = []
    for route, theirs, nobodys, _one, _other in swapped(made):
        asked = []
        for path in (theirs, nobodys):
            with CaptureQueriesContext(connection) as queries:
                client.get(path)
            asked.append(len(queries))
        if abs(asked[0] - asked[1]) > 1:
            apart.append((route.written, asked))
    assert apart == []


@pytest.mark.slow
def test_the_time_is_the_same_within_fifty_milliseconds(made, figure):
    client = Client(raise_request_exception=False)
    client.force_login(made.people["off"])
    most = 0.0
    for _route, theirs, nobodys, _one, _other in list(swapped(made))[::4]:
        medians = []
        for path in (theirs, nobodys):
            times = []
            for _ in range(15):
                began = time.perf_counter()
                client.get(path)
                times.append(time.perf_counter() - began)
            medians.append(statistics.median(times))
        most = max(most, abs(medians[0] - medians[1]))
    assert most <= 0.05
    figure(f"medians at most {1000 * most:.1f} ms apart")
