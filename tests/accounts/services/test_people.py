"""Invitations and links for a new password: who may make them, what they give, and that each is used once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import access, selectors
from accounts.errors import EmailTaken, LinkClosed, NotAllowed, StatesDoNotFit
from accounts.models import Invitation, Role, User
from accounts.services import people, standing
from accounts.states import STATES
from accounts.tokens import digest_of
from incidents.intake import places
from incidents.models import LedgerEntry
from tests.conftest import person

pytestmark = [pytest.mark.django_db, pytest.mark.assurance("3.1")]
NEW = {"name": "Nora Field", "email": "Nora@Example.org", "password": "a long enough sentence"}


def accepted(made, **changes):
    return people.accept(digest=digest_of(made.token), **{**NEW, **changes})


MAY_INVITE = {
    "administrator": set(Role.values),
    "coordinator": {"volunteer"},
    "volunteer": set(),
    "other_volunteer": set(),
    "attorney": set(),
}


@pytest.mark.parametrize("who", MAY_INVITE)
def test_who_may_invite_to_which_role(request, who):
    actor = request.getfixturevalue(who)
    assert {role for role in Role.values if access.can_invite(actor, role)} == MAY_INVITE[who]
    for role in Role.values:
        states = ["MA"] if role == Role.COORDINATOR else []
        if role in MAY_INVITE[who]:
            assert people.invite(actor=actor, role=role, states=states).invitation.role == role
        else:
            with pytest.raises(NotAllowed):
                people.invite(actor=actor, role=role, states=states)


def test_the_token_has_256_bits_and_only_its_digest_is_kept(administrator):
    made = people.invite(actor=administrator, role=Role.VOLUNTEER)
    assert len(made.token) >= 43
    row = Invitation.objects.values().get()
    assert row["digest"] == digest_of(made.token)
    assert made.token not in str(row)
    assert made.token not in str(list(LedgerEntry.objects.values()))


def test_an_invitation_makes_the_person_it_describes_and_the_ledger_says_so(administrator):
    made = people.invite(actor=administrator, role=Role.COORDINATOR, states=["ri", "MA"], name="Nora")
    nora = accepted(made)
    assert (nora.role, nora.states, nora.email, nora.name) == ("coordinator", ["MA", "RI"], "nora@example.org", "Nora Field")
    assert nora.check_password(NEW["password"])
    link = Invitation.objects.get()
    assert link.used_by == nora
    assert link.used_at
    acts = list(LedgerEntry.objects.values_list("act", "actor", "subject"))
    subject = f"invitation:{link.pk}"
    assert acts == [
        ("invitation.made", administrator.pk, subject),
        ("person.joined", nora.pk, f"person:{nora.pk}"),
    ]
    assert "Nora" not in str(list(LedgerEntry.objects.values("detail")))


@pytest.mark.assurance("A9")
@pytest.mark.parametrize("how", ["used", "withdrawn", "expired", "unknown", "inviter locked out", "inviter no longer may"])
def test_a_link_that_opens_nothing_is_closed_whatever_the_reason(administrator, coordinator, how):
    made = people.invite(actor=coordinator, role=Role.VOLUNTEER)
    if how == "used":
        accepted(made)
    if how == "withdrawn":
        people.withdraw_invitation(actor=coordinator, invitation=made.invitation)
    if how == "expired":
        past = timezone.now() - timedelta(days=8)
        Invitation.objects.update(made_at=past, expires_at=past + timedelta(days=7))
    if how == "inviter locked out":
        standing.lock_out(actor=administrator, person=coordinator)
    if how == "inviter no longer may":
        User.objects.filter(pk=coordinator.pk).update(role=Role.ATTORNEY)
    token = "x" * 43 if how == "unknown" else made.token
    before = User.objects.count()
    with pytest.raises(LinkClosed):
        people.opened(digest_of(token))
    with pytest.raises(LinkClosed):
        people.accept(digest=digest_of(token), **{**NEW, "email": "second@example.org"})
    assert User.objects.count() == before


def test_no_link_lives_longer_than_a_week(administrator):
    for days in (0, 8, -1):
        with pytest.raises(ValueError, match=str(days)):
            people.invite(actor=administrator, role=Role.VOLUNTEER, days=days)
    made = people.invite(actor=administrator, role=Role.VOLUNTEER)
    assert made.invitation.expires_at - made.invitation.made_at == timedelta(days=7)


@pytest.mark.parametrize(
    ("role", "states"), [("coordinator", []), ("volunteer", ["MA"]), ("attorney", ["MA"]), ("coordinator", ["ZZ"])]
)
def test_states_fit_the_role(administrator, role, states):
    with pytest.raises(StatesDoNotFit):
        people.invite(actor=administrator, role=role, states=states)
    assert not Invitation.objects.exists()


def test_the_states_are_those_in_which_incidents_can_be():
    assert set(places.STATES) == STATES


def test_an_address_that_is_taken_is_refused_whatever_its_capitals_and_the_link_still_works(administrator, volunteer):
    made = people.invite(actor=administrator, role=Role.VOLUNTEER)
    with pytest.raises(EmailTaken):
        accepted(made, email=volunteer.email.upper())
    assert accepted(made).email == "nora@example.org"


@pytest.mark.assurance("A9")
def test_a_link_cannot_be_used_to_find_out_who_is_here(administrator, volunteer, figure):
    made = people.invite(actor=administrator, role=Role.VOLUNTEER)
    for _ in range(Invitation.MOST_REFUSALS):
        with pytest.raises(EmailTaken):
            accepted(made, email=volunteer.email)
    with pytest.raises(LinkClosed):
        accepted(made)
    figure(f"a link is closed after {Invitation.MOST_REFUSALS} addresses that are taken")


def test_a_coordinator_sees_and_withdraws_only_their_own(coordinator, administrator):
    mine, theirs = (people.invite(actor=one, role=Role.VOLUNTEER) for one in (coordinator, administrator))
    assert list(selectors.open_invitations(coordinator)) == [mine.invitation]
    assert len(selectors.open_invitations(administrator)) == 2
    with pytest.raises(NotAllowed):
        people.withdraw_invitation(actor=coordinator, invitation=theirs.invitation)
    assert people.withdraw_invitation(actor=administrator, invitation=mine.invitation)
    assert not people.withdraw_invitation(actor=administrator, invitation=mine.invitation)


def test_what_may_be_seen_of_people_agrees_with_the_query(administrator, coordinator, volunteer, attorney):
    nora = accepted(people.invite(actor=coordinator, role=Role.VOLUNTEER))
    risen = accepted(people.invite(actor=coordinator, role=Role.VOLUNTEER), email="risen@example.org")
    standing.change_role(actor=administrator, person=risen, role=Role.ATTORNEY)
    assert set(selectors.people_visible_to(coordinator)) == {nora}
    for user in (administrator, coordinator, volunteer, attorney):
        allowed = {one for one in User.objects.all() if access.can_see_person(user, one)}
        assert set(selectors.people_visible_to(user)) == allowed
        seen = {link for link in Invitation.objects.all() if access.can_see_invitation(user, link)}
        assert set(selectors.invitations_visible_to(user)) == seen


def test_a_new_password_by_link_ends_the_sessions_and_leaves_the_rest(client, administrator, attorney):
    client.force_login(attorney)
    made = people.make_link(actor=administrator, person=attorney)
    assert people.set_password(digest=digest_of(made.token), password="another long sentence") == attorney
    attorney.refresh_from_db()
    assert attorney.check_password("another long sentence")
    assert (attorney.role, attorney.is_active) == (Role.ATTORNEY, True)
    assert client.get("/").status_code == 302
    assert client.get("/").headers["Location"].startswith("/sign-in/")
    with pytest.raises(LinkClosed):
        people.set_password(digest=digest_of(made.token), password="a third long sentence")


def test_a_second_link_for_a_password_ends_the_first(administrator, volunteer):
    first = people.make_link(actor=administrator, person=volunteer)
    people.make_link(actor=administrator, person=volunteer)
    with pytest.raises(LinkClosed):
        people.opened(digest_of(first.token))


def test_a_link_for_a_password_makes_nobody_and_an_invitation_sets_no_password(administrator, volunteer):
    link = people.make_link(actor=administrator, person=volunteer)
    invitation = people.invite(actor=administrator, role=Role.VOLUNTEER)
    with pytest.raises(LinkClosed):
        accepted(link)
    with pytest.raises(LinkClosed):
        people.set_password(digest=digest_of(invitation.token), password="another long sentence")
    assert people.opened(digest_of(link.token)).person == volunteer


def test_who_may_make_a_link_for_whom(administrator, coordinator, volunteer, attorney):
    nora = accepted(people.invite(actor=coordinator, role=Role.VOLUNTEER))
    gone = person("Gone Away", Role.VOLUNTEER, is_active=False)
    may = {
        (actor.name, one.name)
        for actor in (administrator, coordinator, volunteer, attorney)
        for one in (administrator, coordinator, volunteer, attorney, nora, gone)
        if access.can_make_link(actor, one)
    }
    everybody = {("Admin Quill", one.name) for one in (coordinator, volunteer, attorney, nora)}
    assert may == everybody | {("Cora Santel", "Nora Field")}
    with pytest.raises(NotAllowed):
        people.make_link(actor=coordinator, person=volunteer)


def test_a_link_for_somebody_locked_out_since_sets_nothing(administrator, volunteer):
    made = people.make_link(actor=administrator, person=volunteer)
    standing.lock_out(actor=administrator, person=volunteer)
    with pytest.raises(LinkClosed):
        people.set_password(digest=digest_of(made.token), password="another long sentence")
