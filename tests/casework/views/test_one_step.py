"""Every authority behind a raised result is one step away from the page of its incident."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from casework.services import cases, evaluation
from tests.builders import record_incident
from tests.casework.law.cases import DEMO

pytestmark = [pytest.mark.django_db, pytest.mark.assurance("4.4")]

NAMES = sorted(path.name for path in DEMO.glob("*.json"))


@pytest.mark.parametrize("name", NAMES)
def test_every_authority_of_a_raised_result_is_linked_from_the_page(client, coordinator, attorney, name, figure):
    document = json.loads((DEMO / name).read_text())["incident"]
    incident = record_incident(coordinator, document)
    case = cases.open_case(actor=coordinator, title=name, incident=incident, lead=attorney)
    client.force_login(attorney)
    page = client.get(reverse("case-incident", args=[case.pk, incident.pk])).content.decode()
    content = evaluation.content_of(evaluation.current(incident, on=timezone.localdate()))
    raised = [one for one in content["results"] if one["status"] in ("indicated", "possible")]
    named = {one["id"] for result in raised for one in result["authorities"]}
    unlinked = {one for one in named if f'href="{reverse("authority", args=[one])}"' not in page}
    figure(f"{len(named) - len(unlinked)} of {len(named)} authorities linked")
    assert bool(named) == bool(raised)
    assert unlinked == set()
