"""manage.py add_person and lock_out: for the first administrator, and for when nobody can sign in."""

import io

import pytest
from django.core.management import CommandError, call_command

from accounts.management.commands import add_person
from accounts.models import Role, User
from incidents.models import LedgerEntry
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def typed(monkeypatch):
    """Answers the two questions for the password."""

    def typed(*answers: str) -> None:
        waiting = iter(answers)
        monkeypatch.setattr(add_person, "getpass", lambda prompt: next(waiting))

    return typed


def add(*arguments: str) -> str:
    out = io.StringIO()
    call_command("add_person", *arguments, stdout=out)
    return out.getvalue()


def test_a_person_is_added_with_a_role_and_can_sign_in(typed, client):
    typed(PASSWORD, PASSWORD)
    assert "Nora Field can now sign in as nora@example.org." in add("Nora@Example.org", "Nora Field", "attorney")
    person = User.objects.get(email="nora@example.org")
    assert person.role == Role.ATTORNEY
    entry = LedgerEntry.objects.get()
    assert (entry.act, entry.actor, entry.subject) == ("person.added", None, f"person:{person.pk}")
    client.post("/sign-in/", {"login": "nora@example.org", "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(person.pk)


def test_a_coordinator_is_added_with_states_in_capitals(typed):
    typed(PASSWORD, PASSWORD)
    add("c@example.org", "Cal Ito", "coordinator", "--states", "ma", "ri")
    assert User.objects.get().states == ["MA", "RI"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("c@example.org", "Cal", "coordinator"), "Give --states"),
        (("c@example.org", "Cal", "attorney", "--states", "MA"), "only for a coordinator"),
        (("c@example.org", "Cal", "coordinator", "--states", "Mass"), "MASS"),
        (("not-an-address", "Cal", "attorney"), "valid email"),
    ],
)
def test_a_person_who_makes_no_sense_is_refused_before_a_password_is_asked(typed, arguments, says):
    typed()
    with pytest.raises(CommandError, match=says):
        add(*arguments)
    assert not User.objects.exists()


def test_an_address_that_is_taken_is_refused_whatever_its_capitals(typed, volunteer):
    typed()
    with pytest.raises(CommandError, match="already exists"):
        add(volunteer.email.upper(), "Somebody Else", "volunteer")


def test_two_passwords_that_differ_add_nobody(typed):
    typed(PASSWORD, "correct horse batterx")
    with pytest.raises(CommandError, match="differ"):
        add("n@example.org", "Nora", "volunteer")
    assert not User.objects.exists()


def test_a_short_password_adds_nobody(typed):
    typed("short", "short")
    with pytest.raises(CommandError, match="Nobody was added"):
        add("n@example.org", "Nora", "volunteer")
    assert not User.objects.exists()


@pytest.mark.assurance("3.2")
@pytest.mark.parametrize("role", [role for role in Role.values if role != "coordinator"])
def test_every_role_can_be_added(typed, role):
    typed(PASSWORD, PASSWORD)
    add("n@example.org", "Nora Field", role)
    assert User.objects.get().role == role


def lock(email):
    out = io.StringIO()
    call_command("lock_out", email, stdout=out)
    return out.getvalue()


@pytest.mark.assurance("3.1")
def test_somebody_is_locked_out_from_the_command_line(client, volunteer):
    client.force_login(volunteer)
    assert "Vera Lindholm is locked out" in lock(volunteer.email.upper())
    assert client.get("/incidents/").status_code == 302
    assert "was locked out before" in lock(volunteer.email)
    assert LedgerEntry.objects.get().act == "person.locked_out"


def test_locking_out_says_what_stands_against_it(administrator):
    with pytest.raises(CommandError, match="Nobody signs in"):
        lock("nobody@example.org")
    with pytest.raises(CommandError, match="Nobody else administers"):
        lock(administrator.email)
