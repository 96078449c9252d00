"""Canaries in all that is sensitive: each kind of person follows every link shown to them and reads no more than is theirs."""

import logging
import re
import zlib
from collections import deque

import pytest
from django.test import Client

from accounts import tokens
from casework.services import decisions, walls
from casework.services.law import current_law, rule_digest
from incidents.services import identities, record
from tests.access import population
from tests.access.observing import values_of
from tests.conftest import SECRET
from tests.walking import routes

pytestmark = [pytest.mark.django_db, pytest.mark.assurance("3.3"), pytest.mark.assurance("A3")]
MOST = 600  # pages of one person; nobody is led to so many
# What each kind of person may come across. Nothing else of the list below may appear to them anywhere.
MAY = {
    "maker": {"narrative", "address", "filename", "photo"},
    "joined": {"narrative", "address", "filename", "photo"},
    "coordinator": {"narrative", "address", "filename", "photo", "opening reason"},
    "attorney": {"narrative", "address", "filename", "photo", "note", "reason", "opening reason"},
    "reviewer": {"narrative", "address", "filename", "photo", "reason"},
    **{who: set() for who in ("volunteer", "far", "off", "walled", "idle", "auditor", "administrator", "pending", "anonymous")},
}
CANARIES = {
    "narrative": "canary-narrative-1d2f",
    "address": "canary-address-77ab",
    "filename": "canary-filename-90cc",
    "photo": "CanarySerial",
    "identity": "canary-identity-3e41",
    "note": "canary-note-52bd",
    "reason": "canary-reason-64fe",
    "wall reason": "canary-wall-8c10",
    "opening reason": "canary-opening-a2e7",
    "draft": "canary-draft-b9d3",
    "code app": SECRET,
}


@pytest.fixture
def made():
    """The population with a canary in every field that somebody could be hurt by."""
    made = population.make()
    maker, attorney = made.people["maker"], made.people["attorney"]
    from incidents.models import Incident

    incident = Incident.objects.get()
    update = {
        "narrative": CANARIES["narrative"],
        "place": {**record.read(incident)["place"], "address": CANARIES["address"]},
        "evidence": [{**record.read(incident)["evidence"][0], "filename": f"{CANARIES['filename']}.jpg"}],
    }
    record.revise(actor=maker, incident=incident, base=incident.head, update=update, reason="the canaries")
    identities.enter(actor=maker, incident=incident, person="P1", details={"name": CANARIES["identity"]})
    _decide(made, attorney, incident)
    _open_original(attorney, incident)
    case = incident.cases.get()
    walls.raise_wall(actor=attorney, case=case, user=made.people["volunteer"], reason=CANARIES["wall reason"])
    from incidents.services import drafts

    drafts.save(
        actor=maker,
        identifier=made.values["draft"],
        content={"screens": {"account": {"narrative": [CANARIES["draft"]]}}, "operation": ""},
    )
    made.keys["maker's key"] = tokens.issue(user=maker, label="canary")
    return made


def _decide(made, attorney, incident):
    from django.utils import timezone

    from casework.services import evaluation

    case = incident.cases.get()
    current = evaluation.current(incident, on=timezone.localdate())
    finding = incident.findings.filter(states__status="indicated").first() or incident.findings.first()
    decisions.adopt(actor=attorney, case=case, finding=finding, digest=rule_digest(current_law(), finding.code))
    decisions.dismiss(
        actor=attorney, case=case, finding=finding, evaluation=current, reason=CANARIES["reason"], note=CANARIES["note"]
    )


def _open_original(attorney, incident):
    from incidents.services import evidence

    file = incident.evidence_files.get()
    b"".join(evidence.open_original(actor=attorney, file=file, reason=CANARIES["opening reason"]))


def pages(client, made):
    """(path, everything in the answer) of all that this person is led to, and of every route there is."""
    waiting = deque(["/", "/nothing/here/", *(route.path(**values_of(route, made)) for route in routes())])
    seen = set()
    while waiting:
        assert len(seen) < MOST, "the crawl was cut short"
        path = waiting.popleft()
        if path in seen or path.startswith(("/sign-out", "/static")):
            continue
        seen.add(path)
        answer = client.get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        yield path, _readable(body, answer)
        if answer.get("Content-Type", "").startswith("text/html"):
            waiting.extend(re.findall(r'href="(/[^"#?]*)"', body.decode(errors="replace")))


def _readable(body, answer):
    """The body with every stream of a PDF inflated, and the headers."""
    parts = [body.decode("utf-8", "replace"), str(answer.headers)]
    if body.startswith(b"%PDF"):
        for stream in re.findall(rb"stream\r?\n(.*?)endstream", body, re.S):
            try:
                parts.append(zlib.decompress(stream).decode("latin-1"))
            except zlib.error:
                continue
    return "\n".join(parts)


@pytest.mark.parametrize("who", MAY)
def test_nobody_comes_across_what_is_not_for_them(made, who, figure):
    logging.disable(logging.WARNING)
    client = Client(raise_request_exception=False)
    if who in made.people:
        client.force_login(made.people[who])
    found, count = {}, 0
    for path, text in pages(client, made):
        count += 1
        for name, canary in CANARIES.items():
            if canary in text:
                found.setdefault(name, path)
    logging.disable(logging.NOTSET)
    own_draft = {"draft"} if who == "maker" else set()
    assert set(found) - MAY[who] - own_draft == set(), found
    assert len(set(found) & MAY[who]) >= len(MAY[who]) - 1, "the crawler must find what there is"
    figure(f"{who}: {count} pages, {len(found)} of {len(CANARIES)} kinds of canary, all for them")


KEYS = {
    "": {"document", "id", "revision"},
    "revisions/1/": {"document", "id", "revision"},
    "evaluation/": {"as_of", "format", "incident_day", "not_on_file", "places", "questions", "release", "results"},
}


def test_no_answer_of_the_interface_has_a_key_that_is_not_declared(made):
    client = Client(headers={"authorization": f"Token {made.keys[chr(39).join(('attorney', 's key'))]}"})
    base = f"/api/v1/incidents/{made.values['incident']}/"
    assert {path: set(client.get(base + path).json()) for path in KEYS} == KEYS
