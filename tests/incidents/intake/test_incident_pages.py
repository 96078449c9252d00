"""The list, the page after sealing, and the incident page: what they say, to whom, and what they keep quiet about."""

import pytest
from django.urls import reverse

from accounts.models import Role
from casework.services import cases
from incidents.services import readers
from tests.conftest import person
from tests.incidents.intake.conftest import CAME, address, record, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.assurance("2.4")]


def page(client, name, incident, query=""):
    return client.get(reverse(name, args=[incident.pk]) + query).content.decode()


def test_sealing_leads_to_a_page_that_says_what_can_be_done_now(signed_in):
    incident = record(signed_in)
    again = signed_in.post(address(incident.pk, "did"), {"action": "next"}, follow=True)
    assert again.status_code == 200
    text = page(signed_in, "incident-sealed", incident)
    assert "Recorded and sealed" in text
    for name in ("incident-evidence-add", "incident-questions", "incident-join", "incident", "incident-another-door"):
        assert reverse(name, args=[incident.pk]) in text


@pytest.mark.parametrize(
    ("answer", "said"),
    [("yes", "Somebody is still being held"), ("", "If somebody is still being held"), ("no", None)],
)
def test_where_somebody_is_held_the_page_says_whom_to_call_and_that_it_calls_nobody(signed_in, answer, said):
    text = page(signed_in, "incident-sealed", record(signed_in, came={**CAME, "extensions.still_held": answer}))
    assert ("attorney on call" in text) is (said is not None)
    assert said is None or (said in text and "This page calls nobody" in text)


def test_the_page_after_sealing_is_not_there_for_others(client, signed_in, other_volunteer):
    incident = record(signed_in)
    client.logout()
    assert sign_in(client, other_volunteer).get(reverse("incident-sealed", args=[incident.pk])).status_code == 404


def test_taking_back_is_offered_once_and_beside_every_fact_only_when_asked_for(signed_in):
    incident = record(signed_in)
    quiet, asked = page(signed_in, "incident", incident), page(signed_in, "incident", incident, "?take-back")
    where = reverse("incident-retract", args=[incident.pk])
    assert where not in quiet
    assert "?take-back#facts" in quiet
    assert asked.count(where) > 8


def test_a_coordinator_and_the_attorney_of_a_case_find_their_way_to_it_and_a_stranger_to_the_case_does_not(
    client, signed_in, volunteer, attorney, other_attorney
):
    incident = record(signed_in)
    coordinator = person("Rosa Teller", Role.COORDINATOR, states=["TX"])
    case = cases.open_case(actor=coordinator, title="A door", incident=incident, lead=attorney)
    readers.grant(actor=volunteer, incident=incident, user=other_attorney)
    shown = {}
    for user in (volunteer, coordinator, attorney, other_attorney):
        client.logout()
        text = page(sign_in(client, user), "incident", incident)
        shown[user.name] = (reverse("case", args=[case.pk]) in text, reverse("case-open", args=[incident.pk]) in text)
    assert shown == {
        volunteer.name: (False, False),
        coordinator.name: (True, True),
        attorney.name: (True, True),
        other_attorney.name: (False, True),
    }
