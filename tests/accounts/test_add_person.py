"""manage.py add_person: the only way in."""

import io

import pytest
from django.core.management import CommandError, call_command

from accounts.management.commands import add_person
from accounts.models import Role, User
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
    assert client.login(username="nora@example.org", password=PASSWORD)


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
