"""Roles changed, people locked out and let in, leaving: who may, what ends, and that somebody always administers."""

import pytest
from django.test import Client

from accounts import tokens
from accounts.errors import LastAdministrator, NotAllowed, StatesDoNotFit
from accounts.models import ApiToken, Invitation, Role, User
from accounts.services import people, standing
from incidents.models import LedgerEntry
from tests.conftest import person

pytestmark = [pytest.mark.django_db, pytest.mark.assurance("3.1")]


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def last_act():
    return LedgerEntry.objects.order_by("-sequence").values("act", "actor", "subject", "detail").first()


@pytest.mark.assurance("A4")
def test_locking_out_ends_sessions_tokens_and_invitations_with_the_next_request(administrator, coordinator, figure):
    browsers = [signed_in(coordinator) for _ in range(3)]
    key = tokens.issue(user=coordinator, label="script")
    invitation = people.invite(actor=coordinator, role=Role.VOLUNTEER).invitation
    assert all(browser.get("/incidents/").status_code == 200 for browser in browsers)
    assert Client().get("/api/v1/incidents/", headers={"Authorization": f"Token {key}"}).status_code == 200
    standing.lock_out(actor=administrator, person=coordinator)
    refused = [browser.get("/incidents/") for browser in browsers]
    assert all(answer.headers["Location"].startswith("/sign-in/") for answer in refused)
    assert Client().get("/api/v1/incidents/", headers={"Authorization": f"Token {key}"}).status_code == 401
    invitation.refresh_from_db()
    assert invitation.withdrawn_at
    assert last_act() == {
        "act": "person.locked_out",
        "actor": administrator.pk,
        "subject": f"person:{coordinator.pk}",
        "detail": {"role": "coordinator", "sessions": 3, "tokens": 1, "invitations": 1},
    }
    figure("3 sessions, 1 API token and 1 invitation of a person locked out: the next request of each refused")


def test_locking_out_leaves_everybody_else_where_they_are(administrator, volunteer, other_volunteer):
    browser = signed_in(other_volunteer)
    standing.lock_out(actor=administrator, person=volunteer)
    assert browser.get("/incidents/").status_code == 200


def test_whoever_is_let_in_again_has_the_role_they_had_and_nothing_that_had_ended(administrator, coordinator):
    browser = signed_in(coordinator)
    tokens.issue(user=coordinator, label="script")
    standing.lock_out(actor=administrator, person=coordinator)
    standing.let_in(actor=administrator, person=coordinator)
    coordinator.refresh_from_db()
    assert (coordinator.is_active, coordinator.role, coordinator.states) == (True, Role.COORDINATOR, ["MA", "RI"])
    assert browser.get("/incidents/").status_code == 302
    assert not ApiToken.objects.exists()
    assert last_act()["act"] == "person.let_in"


@pytest.mark.assurance("A4")
def test_a_changed_role_ends_what_was_open_and_is_written_down(administrator, coordinator):
    browser = signed_in(coordinator)
    standing.change_role(actor=administrator, person=coordinator, role=Role.VOLUNTEER)
    coordinator.refresh_from_db()
    assert (coordinator.role, coordinator.states) == (Role.VOLUNTEER, [])
    assert browser.get("/incidents/").status_code == 302
    detail = last_act()["detail"]
    assert (detail["role_before"], detail["role"], detail["states_before"]) == ("coordinator", "volunteer", ["MA", "RI"])


def test_a_change_that_changes_nothing_ends_nothing(administrator, coordinator):
    browser = signed_in(coordinator)
    standing.change_role(actor=administrator, person=coordinator, role=Role.COORDINATOR, states=["ri", "ma"])
    assert browser.get("/incidents/").status_code == 200
    assert not LedgerEntry.objects.exists()


def test_leaving_ends_ones_own_access(volunteer):
    browser = signed_in(volunteer)
    standing.leave(actor=volunteer)
    volunteer.refresh_from_db()
    assert not volunteer.is_active
    assert browser.get("/incidents/").status_code == 302
    assert last_act()["act"] == "person.left"


ACTS = {
    "change_role": lambda actor, one: standing.change_role(actor=actor, person=one, role=Role.ATTORNEY),
    "lock_out": lambda actor, one: standing.lock_out(actor=actor, person=one),
    "let_in": lambda actor, one: standing.let_in(actor=actor, person=one),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", ["coordinator", "attorney", "volunteer", "other_volunteer"])
def test_only_administrators_change_what_people_may_be(request, volunteer, act, who):
    with pytest.raises(NotAllowed):
        ACTS[act](request.getfixturevalue(who), volunteer)
    assert not LedgerEntry.objects.exists()


@pytest.mark.parametrize("act", ACTS)
def test_an_administrator_does_not_act_on_themselves(administrator, act):
    person("Second Quill", Role.ADMINISTRATOR)
    with pytest.raises(NotAllowed):
        ACTS[act](administrator, administrator)


@pytest.mark.parametrize("act", ACTS)
def test_an_administrator_who_was_locked_out_a_moment_ago_acts_no_more(administrator, volunteer, act):
    other = person("Second Quill", Role.ADMINISTRATOR)
    standing.lock_out(actor=other, person=administrator)
    assert administrator.is_active  # what the request still believes
    with pytest.raises(NotAllowed):
        ACTS[act](administrator, volunteer)


def test_the_last_administrator_stays(administrator):
    with pytest.raises(LastAdministrator):
        standing.leave(actor=administrator)
    with pytest.raises(LastAdministrator):
        standing.lock_out(actor=None, person=administrator)
    other = person("Second Quill", Role.ADMINISTRATOR)
    standing.lock_out(actor=None, person=other)
    with pytest.raises(LastAdministrator):
        standing.leave(actor=administrator)
    assert User.objects.get(role=Role.ADMINISTRATOR, is_active=True) == administrator


def test_one_of_two_administrators_can_go_and_then_no_more(administrator):
    other = person("Second Quill", Role.ADMINISTRATOR)
    standing.change_role(actor=other, person=administrator, role=Role.VOLUNTEER)
    with pytest.raises(LastAdministrator):
        standing.leave(actor=other)


def test_states_that_do_not_fit_change_nothing(administrator, volunteer):
    with pytest.raises(StatesDoNotFit):
        standing.change_role(actor=administrator, person=volunteer, role=Role.COORDINATOR)
    assert User.objects.get(pk=volunteer.pk).role == Role.VOLUNTEER


def test_whoever_is_demoted_has_no_invitation_left_open(administrator, coordinator):
    people.invite(actor=coordinator, role=Role.VOLUNTEER)
    standing.change_role(actor=administrator, person=coordinator, role=Role.VOLUNTEER)
    assert not Invitation.objects.filter(withdrawn_at=None).exists()
