"""The pages of people: who finds them, what they show once, and that each button does what it says."""

import re

import pytest
from django.test import Client

from accounts.models import Invitation, Role, User
from accounts.services import factors, people
from accounts.tokens import digest_of
from incidents.models import LedgerEntry
from tests.conftest import person

pytestmark = [pytest.mark.django_db, pytest.mark.assurance("3.1")]


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def theirs(coordinator):
    """Nora, a volunteer whom the coordinator invited."""
    made = people.invite(actor=coordinator, role=Role.VOLUNTEER)
    return people.accept(
        digest=digest_of(made.token), name="Nora Field", email="nora@example.org", password="several plain words"
    )


def routes(person, link):
    at = f"/people/{person.pk}/"
    gets = ["/people/", "/people/invite/", at]
    acts = [at + act for act in ("role/", "link/", "lock-out/", "let-in/")]
    return gets, [*acts, f"/people/invitations/{link.pk}/withdraw/", "/people/invite/"]


@pytest.mark.assurance("3.2")
@pytest.mark.parametrize("who", ["volunteer", "attorney", "other_attorney"])
def test_people_are_not_there_for_anybody_else(request, administrator, other_volunteer, who):
    link = people.invite(actor=administrator, role=Role.VOLUNTEER).invitation
    client = signed_in(request.getfixturevalue(who))
    before = LedgerEntry.objects.count()
    gets, posts = routes(other_volunteer, link)
    assert [client.get(address).status_code for address in gets] == [404] * 3
    assert [client.post(address, {"role": "administrator", "days": 3}).status_code for address in posts] == [404] * 6
    assert LedgerEntry.objects.count() == before


@pytest.mark.assurance("3.2")
def test_a_coordinator_finds_the_volunteers_they_invited_and_nobody_else(coordinator, administrator, theirs, volunteer):
    client = signed_in(coordinator)
    page = client.get("/people/").text
    assert "Nora Field" in page
    assert "Vera Lindholm" not in page
    assert "Admin Quill" not in page
    for one in (volunteer, administrator, coordinator):
        assert client.get(f"/people/{one.pk}/").status_code == 404
        assert client.post(f"/people/{one.pk}/link/").status_code == 404
    assert client.get(f"/people/{theirs.pk}/").status_code == 200
    for act in ("role", "lock-out", "let-in"):
        assert client.post(f"/people/{theirs.pk}/{act}/", {"role": "administrator"}).status_code == 404
    assert client.post(f"/people/{theirs.pk}/link/").status_code == 200


@pytest.mark.assurance("3.2")
def test_a_coordinator_invites_volunteers_whatever_the_form_says(coordinator):
    client = signed_in(coordinator)
    page = client.get("/people/invite/").text
    assert "Invite a volunteer" in page
    assert 'value="administrator"' not in page
    assert client.post("/people/invite/", {"role": "administrator", "days": 3}).status_code == 422
    assert client.post("/people/invite/", {"role": "volunteer", "days": 3}).status_code == 200
    assert [link.role for link in Invitation.objects.all()] == ["volunteer"]


def test_the_link_and_its_code_are_shown_once(administrator, settings):
    settings.ORIGIN = "https://threshold.example.org"
    client = signed_in(administrator)
    answer = client.post("/people/invite/", {"role": "coordinator", "states": "ma, RI", "name": "Nora", "days": 7})
    [token] = re.findall(r"https://threshold\.example\.org/join/([\w-]{43})/</code>", answer.text)
    assert '<svg class="qr"' in answer.text
    assert "no-store" in answer.headers["Cache-Control"]
    link = Invitation.objects.get()
    assert (link.digest, link.role, link.states) == (digest_of(token), "coordinator", ["MA", "RI"])
    for address in ("/people/", "/people/invite/"):
        assert token not in client.get(address).text
    assert client.get(f"/join/{token}/").status_code == 302


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"role": "coordinator", "states": "", "days": 3}, "at least one state"),
        ({"role": "volunteer", "states": "MA", "days": 3}, "at least one state"),
        ({"role": "coordinator", "states": "MA QQ", "days": 3}, "QQ"),
        ({"days": 3}, "Choose what this person is here for"),
        ({"role": "volunteer", "days": 30}, "valid choice"),
    ],
)
def test_an_invitation_that_makes_no_sense_is_said_at_its_field(administrator, sent, says):
    answer = signed_in(administrator).post("/people/invite/", sent)
    assert answer.status_code == 422
    assert says in answer.text
    assert not Invitation.objects.exists()


def test_an_open_link_is_listed_and_withdrawn(administrator):
    client = signed_in(administrator)
    link = people.invite(actor=administrator, role=Role.VOLUNTEER, name="Nora").invitation
    assert "Links not used yet" in client.get("/people/").text
    client.post(f"/people/invitations/{link.pk}/withdraw/")
    assert "Links not used yet" not in client.get("/people/").text
    assert "was used or withdrawn before" in client.post(f"/people/invitations/{link.pk}/withdraw/", follow=True).text


def test_a_role_is_changed_and_taken_back_with_one_button(administrator, coordinator):
    client = signed_in(administrator)
    page = client.post(f"/people/{coordinator.pk}/role/", {"role": "attorney", "states": ""}, follow=True).text
    assert "The role was Coordinator and is Attorney now" in page
    undo = page[page.index('class="notice success"') :]
    assert 'name="role" value="coordinator"' in undo
    assert 'name="states" value="MA RI"' in undo
    client.post(f"/people/{coordinator.pk}/role/", {"role": "coordinator", "states": "MA RI"})
    coordinator.refresh_from_db()
    assert (coordinator.role, coordinator.states) == (Role.COORDINATOR, ["MA", "RI"])


def test_locking_out_is_one_button_and_letting_in_another(administrator, volunteer):
    client, theirs = signed_in(administrator), signed_in(volunteer)
    page = client.post(f"/people/{volunteer.pk}/lock-out/", follow=True).text
    assert "The access of this person has ended" in page
    assert theirs.get("/incidents/").status_code == 302
    page = client.post(f"/people/{volunteer.pk}/let-in/", follow=True).text
    assert "The access of this person has ended" not in page
    assert User.objects.get(pk=volunteer.pk).is_active


def test_an_administrator_finds_no_button_against_themselves(administrator):
    client = signed_in(administrator)
    page = client.get(f"/people/{administrator.pk}/").text
    assert "lock-out" not in page
    assert "Your own role is changed by another administrator" in page
    assert client.post(f"/people/{administrator.pk}/lock-out/").status_code == 404
    assert client.post(f"/people/{administrator.pk}/link/").status_code == 404


def test_people_are_found_by_name_or_address(administrator, volunteer, attorney):
    client = signed_in(administrator)
    assert "Vera Lindholm" in client.get("/people/?q=vera").text
    assert "Ada Brandt" not in client.get("/people/?q=vera").text
    assert "Nobody of that name" in client.get("/people/?q=nobody").text


def test_a_page_of_people_asks_the_database_the_same_however_many_there_are(administrator, django_assert_max_num_queries):
    for number in range(40):
        person(f"Person {number:03}", Role.VOLUNTEER)
    client = signed_in(administrator)
    client.get("/people/")  # the first page of a session is noted as seen
    with django_assert_max_num_queries(8):
        client.get("/people/")


def test_no_page_of_people_has_anything_inline(administrator, volunteer):
    client = signed_in(administrator)
    pages = [client.get(address).text for address in ("/people/", "/people/invite/", f"/people/{volunteer.pk}/")]
    pages.append(client.post("/people/invite/", {"role": "volunteer", "days": 3}).text)
    for page in pages:
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", page)


def test_an_administrator_sees_who_has_a_second_factor_and_who_does_not_yet(administrator, attorney):
    waiting = person("Nils Open", Role.ATTORNEY, enrolled=False)
    client = signed_in(administrator)
    rows = re.split(r"<tr>", client.get("/people/").text)
    assert ">Yes<" in next(row for row in rows if attorney.name in row)
    assert "Not yet" in next(row for row in rows if waiting.name in row)
    assert "sees nothing but the page to set one up" in client.get(f"/people/{waiting.pk}/").text
    assert "Remove the second factor" not in client.get(f"/people/{waiting.pk}/").text


def test_a_coordinator_is_not_told_who_has_a_second_factor(coordinator, theirs):
    client = signed_in(coordinator)
    assert "Second factor" not in client.get("/people/").text
    assert "Second factor" not in client.get(f"/people/{theirs.pk}/").text


@pytest.mark.assurance("A7")
def test_a_lost_second_factor_is_removed_by_an_administrator_and_nothing_is_open_until_another_is_there(
    administrator, attorney
):
    theirs = signed_in(attorney)
    assert theirs.get("/cases/").status_code == 200
    client = signed_in(administrator)
    assert "Remove the second factor" in client.get(f"/people/{attorney.pk}/").text
    assert client.post(f"/people/{attorney.pk}/second-factor/remove/").status_code == 302
    assert "Not yet" in client.get(f"/people/{attorney.pk}/").text
    entry = LedgerEntry.objects.get(act="person.second_factor_removed")
    assert (entry.actor_id, entry.detail["factors"]) == (administrator.pk, 1)
    ended = theirs.get("/cases/")
    assert (ended.status_code, ended.url) == (302, "/sign-in/?next=/cases/")
    again = signed_in(attorney).get("/cases/")
    assert again.status_code == 302
    assert "sign-in" not in again.url


@pytest.mark.assurance("A7")
@pytest.mark.parametrize("who", ["coordinator", "attorney", "volunteer"])
def test_nobody_else_removes_a_second_factor(request, who, other_attorney):
    client = signed_in(request.getfixturevalue(who))
    assert client.post(f"/people/{other_attorney.pk}/second-factor/remove/").status_code == 404
    assert factors.has_factor(other_attorney)
