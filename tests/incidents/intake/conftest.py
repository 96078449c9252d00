"""A volunteer's way through the form, as a browser without script would send it."""

import uuid

import pytest
from django.urls import reverse

from incidents.models import Incident

ACCOUNT = {
    "told_by": "here",
    "narrative": "Four men knocked and pushed past my neighbor. They showed a paper from far away.",
    "spoken": "en",
    "day": "2026-02-17",
    "hour": "06:20",
    "state": "TX",
    "city": "Houston",
    "address": "Ashland Street 1200",
    "unit": "2B",
}
CAME = {
    "place.premises": "apartment",
    "agencies_seen": ["police_only", "city_police"],
    "persons_taken": "1",
    "extensions.still_held": "yes",
}
DID = {
    "agencies_seen_police_only.masked": "yes",
    "agencies_seen_police_only.identified_agency": "unknown",
    "agencies_seen_police_only.actions": ["knocked", "entered_home", "arrested"],
    "agencies_seen_city_police.actions": ["traffic_control"],
    "entry.entered": "yes",
    "entry.entered.how": "heard",
    "entry.manner": "pushed_past",
    "consent.response": "dont_know",
    "paper_seen": "none",
    "persons_taken_1.arrest_place": "inside_home",
    "persons_taken_1.force": ["handcuffs"],
}


def sign_in(client, user):
    client.force_login(user)
    return client


@pytest.fixture
def signed_in(client, volunteer):
    return sign_in(client, volunteer)


def address(identifier, screen):
    return reverse("incident-quick", kwargs={"identifier": identifier, "screen": screen})


def record(client, account=ACCOUNT, came=CAME, did=DID):
    """Goes through all three screens and gives the incident."""
    identifier = uuid.uuid4()
    for screen, sent in (("account", account), ("came", came), ("did", did)):
        client.post(address(identifier, screen), {**sent, "action": "next"})
    return Incident.objects.get(pk=identifier)
