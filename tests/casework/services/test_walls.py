"""Conflict walls: whoever is kept out sees nothing of a case or its incidents, whatever else would let them in."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from casework import access, selectors
from casework.errors import CannotJoin, LeadStays, NotAllowed
from casework.models import CaseWall
from casework.services import cases, walls
from incidents.models import IncidentWall, LedgerEntry
from incidents.selectors import incidents_visible_to
from incidents.services import readers
from incidents.services.verification import verify
from reports.services import reports
from tests.builders import full_document, minimal_document, record_incident
from tests.conftest import Role, person

pytestmark = [pytest.mark.assurance("3.2")]
REASON = "reason canary 9b11: a cousin of the officer"


@pytest.fixture
def kept_out(case, attorney, volunteer):
    """Somebody of every kind who could see the case, before the wall."""
    incident = case.incidents.get()
    people = {
        "attorney": person("Walt Atto", Role.ATTORNEY),
        "reviewer": person("Rita View", Role.REVIEWER),
        "coordinator": person("Cole Oduya", Role.COORDINATOR, states=[incident.state]),
        "joined": person("Joan Iverson", Role.VOLUNTEER),
    }
    for name in ("attorney", "reviewer"):
        cases.add_member(actor=attorney, case=case, user=people[name])
    readers.grant(actor=attorney, incident=incident, user=people["joined"])
    return {**people, "maker": incident.created_by}


def pages(case, incident):
    base = f"/cases/{case.pk}/"
    yield from (base, f"{base}incidents/{incident.pk}/", f"{base}reports/", f"{base}deadlines/")
    yield from (f"/incidents/{incident.pk}/", f"/incidents/{incident.pk}/files/", f"/incidents/{incident.pk}/questions/")
    yield from (f"/api/v1/incidents/{incident.pk}/", f"/api/v1/incidents/{incident.pk}/findings/")
    yield f"/cases/open/{incident.pk}/"


@pytest.mark.assurance("A4")
@pytest.mark.parametrize("who", ["attorney", "reviewer", "coordinator", "joined", "maker"])
def test_whoever_is_kept_out_finds_nothing_at_the_next_request(case, attorney, kept_out, who):
    user, incident = kept_out[who], case.incidents.get()
    client = Client()
    client.force_login(user)
    assert incident in incidents_visible_to(user)
    walls.raise_wall(actor=attorney, case=case, user=user, reason=REASON)
    answers = {path: client.get(path).status_code for path in pages(case, incident)}
    assert set(answers.values()) <= {404, 403}, answers
    for listing in ("/incidents/", "/cases/", "/"):
        page = client.get(listing, follow=True)
        assert str(case.pk) not in page.text
        assert str(incident.pk) not in page.text
    assert not incidents_visible_to(user).exists()
    assert not selectors.cases_visible_to(user).exists()


def test_an_incident_that_joins_later_is_kept_from_them_too(case, attorney, kept_out):
    user = kept_out["coordinator"]
    walls.raise_wall(actor=attorney, case=case, user=user, reason=REASON)
    later = record_incident(attorney, minimal_document("later", place={"state": user.states[0]}))
    assert later in incidents_visible_to(user)
    cases.add_incident(actor=attorney, case=case, incident=later)
    assert later not in incidents_visible_to(user)


def test_a_wall_of_one_case_holds_in_every_other(case, attorney, other_attorney, kept_out):
    incident, user = case.incidents.get(), kept_out["attorney"]
    cases.add_member(actor=attorney, case=case, user=other_attorney)
    second = cases.open_case(actor=other_attorney, title="Second", incident=incident)
    cases.add_member(actor=other_attorney, case=second, user=user)
    walls.raise_wall(actor=attorney, case=case, user=user, reason=REASON)
    assert not selectors.incidents_in(second, user).exists()
    with pytest.raises(CannotJoin):
        cases.open_case(actor=other_attorney, title="Third", incident=incident, lead=user)


def test_nobody_puts_them_back_by_another_way(case, attorney, kept_out):
    user = kept_out["attorney"]
    walls.raise_wall(actor=attorney, case=case, user=user, reason=REASON)
    assert user not in selectors.people_to_add(case)
    with pytest.raises(CannotJoin):
        cases.add_member(actor=attorney, case=case, user=user)
    readers.grant(actor=attorney, incident=case.incidents.get(), user=user)
    assert not incidents_visible_to(user).exists()


def test_a_wall_that_is_taken_down_gives_back_what_stood_before_and_no_membership(case, attorney, kept_out):
    for who in ("coordinator", "maker", "attorney"):
        walls.raise_wall(actor=attorney, case=case, user=kept_out[who], reason=REASON)
        assert walls.lift_wall(actor=attorney, case=case, user=kept_out[who])
    assert incidents_visible_to(kept_out["coordinator"]).exists()
    assert incidents_visible_to(kept_out["maker"]).exists()
    assert not access.is_on(kept_out["attorney"], case)
    assert not IncidentWall.objects.exists()
    assert not walls.lift_wall(actor=attorney, case=case, user=kept_out["attorney"])


def test_the_lead_stays_until_another_leads_and_nobody_walls_themselves(case, attorney, other_attorney):
    cases.add_member(actor=attorney, case=case, user=other_attorney)
    with pytest.raises(LeadStays):
        walls.raise_wall(actor=other_attorney, case=case, user=attorney, reason=REASON)
    with pytest.raises(NotAllowed):
        walls.raise_wall(actor=other_attorney, case=case, user=other_attorney, reason=REASON)
    cases.change_lead(actor=attorney, case=case, user=other_attorney)
    case.refresh_from_db()
    walls.raise_wall(actor=other_attorney, case=case, user=attorney, reason=REASON)
    assert not access.can_see_case(attorney, case)


@pytest.mark.parametrize("who", ["reviewer", "coordinator", "joined", "maker"])
def test_only_attorneys_on_the_case_raise_and_see_walls(case, attorney, kept_out, other_volunteer, who):
    with pytest.raises(NotAllowed):
        walls.raise_wall(actor=kept_out[who], case=case, user=other_volunteer, reason=REASON)
    walls.raise_wall(actor=attorney, case=case, user=other_volunteer, reason=REASON)
    client = Client()
    client.force_login(kept_out[who])
    assert other_volunteer.name not in client.get(f"/cases/{case.pk}/").text
    assert client.post(f"/cases/{case.pk}/walls/", {"user": other_volunteer.pk, "reason": "x"}).status_code == 404


def test_the_reason_is_sealed_and_stands_in_no_ledger(case, attorney, kept_out):
    wall = walls.raise_wall(actor=attorney, case=case, user=kept_out["joined"], reason=REASON)
    assert walls.reason_of(CaseWall.objects.get(pk=wall.pk)) == REASON
    assert b"canary" not in bytes(CaseWall.objects.get().reason)
    assert "canary" not in str(list(LedgerEntry.objects.values_list("detail", flat=True)))
    assert [entry.act for entry in LedgerEntry.objects.order_by("sequence")][-2:] == [
        "incident.wall_raised",
        "case.wall_raised",
    ]
    assert verify().breaks == []


def test_the_page_raises_and_lifts_a_wall_and_keeps_what_was_written(client, case, attorney, kept_out):
    client.force_login(attorney)
    page = client.post(f"/cases/{case.pk}/walls/", {"user": kept_out["joined"].pk, "reason": ""})
    assert page.status_code == 422
    assert "selected" in page.text
    client.post(f"/cases/{case.pk}/walls/", {"user": kept_out["joined"].pk, "reason": REASON})
    assert "Kept out" in client.get(f"/cases/{case.pk}/").text
    assert not incidents_visible_to(kept_out["joined"]).exists()
    client.post(f"/cases/{case.pk}/walls/{kept_out['joined'].pk}/lift/")
    assert incidents_visible_to(kept_out["joined"]).exists()


@pytest.mark.assurance("A4")
def test_a_report_that_waits_ends_when_whoever_asked_for_it_lost_the_case(
    case, attorney, other_attorney, django_capture_on_commit_callbacks
):
    cases.add_member(actor=attorney, case=case, user=other_attorney)
    asked = reports.request_report(actor=other_attorney, case=case, language="en")
    walls.raise_wall(actor=attorney, case=case, user=other_attorney, reason=REASON)
    assert reports.work(asked.pk) is False
    asked.refresh_from_db()
    assert asked.state == "failed"
    assert "no longer an attorney on the case" in asked.error


def test_a_reviewer_reads_the_case_and_decides_nothing(client, case, attorney, kept_out):
    incident = case.incidents.get()
    client.force_login(kept_out["reviewer"])
    assert client.get("/", follow=True).redirect_chain[-1][0] == "/cases/"
    for path in (f"/cases/{case.pk}/", f"/cases/{case.pk}/incidents/{incident.pk}/", f"/cases/{case.pk}/reports/"):
        page = client.get(path)
        assert page.status_code == 200
        for button in ("Confirm", "Freeze and compose", "I have read it and adopt it here", "Keep out", "Add to the case"):
            assert f">{button}<" not in page.text, (path, button)
    assert client.post(f"/cases/{case.pk}/reports/", {"language": "en"}).status_code == 404
    assert client.get(f"/incidents/{incident.pk}/").status_code == 200
    assert client.get(f"/incidents/{incident.pk}/files/").status_code == 404
    other = record_incident(attorney, full_document("not theirs"))
    assert client.get(f"/incidents/{other.pk}/").status_code == 404


@pytest.mark.assurance("A4")
def test_a_reviewer_who_becomes_a_volunteer_loses_the_case_at_once(client, case, kept_out):
    reviewer = kept_out["reviewer"]
    client.force_login(reviewer)
    assert client.get(f"/cases/{case.pk}/").status_code == 200
    reviewer.role = Role.VOLUNTEER
    reviewer.save()
    assert client.get(f"/cases/{case.pk}/").status_code == 404
    assert not incidents_visible_to(reviewer).exists()


def test_times_of_a_wall_are_those_of_its_entry(case, attorney, kept_out):
    before = datetime.now(UTC)
    wall = walls.raise_wall(actor=attorney, case=case, user=kept_out["joined"], reason=REASON)
    entry = LedgerEntry.objects.get(act="case.wall_raised")
    assert entry.at == wall.raised_at >= before


@pytest.mark.assurance("A4")
def test_another_case_that_holds_a_walled_incident_is_closed_as_a_whole(
    client, case, attorney, other_attorney, kept_out, incident
):
    user, own = kept_out["attorney"], record_incident(kept_out["attorney"], minimal_document("own"))
    second = cases.open_case(actor=user, title="Second canary", incident=own)
    cases.add_member(actor=user, case=second, user=other_attorney)
    cases.add_incident(actor=user, case=second, incident=incident)
    asked = reports.request_report(actor=user, case=second, language="en")
    walls.raise_wall(actor=attorney, case=case, user=user, reason=REASON)
    assert not access.can_see_case(user, second)
    assert access.can_see_case(other_attorney, second)
    client.force_login(user)
    closed = [f"/cases/{second.pk}/", f"/cases/{second.pk}/reports/", f"/reports/{asked.pk}/", f"/reports/{asked.pk}/file/"]
    assert {client.get(path).status_code for path in closed} == {404}
    assert "Second canary" not in client.get("/cases/").text
    record = client.get(f"/incidents/{own.pk}/")
    assert record.status_code == 200
    assert str(second.pk) not in record.text
    assert reports.work(asked.pk) is False
