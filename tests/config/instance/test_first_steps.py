"""Home of an administrator: steps that are done by what is true, and come back when it is true no more."""

import re

import pytest
from django.test import Client

from accounts.models import Role
from accounts.services import factors
from config.instance import facts, steps
from incidents.models import LedgerEntry
from tests.conftest import person

pytestmark = [pytest.mark.django_db, pytest.mark.assurance("3.5")]


@pytest.fixture
def home(administrator):
    client = Client()
    client.force_login(administrator)
    return client


def done(administrator):
    return {step.key for step in steps.steps(administrator) if step.done}


def test_an_empty_instance_greets_its_administrator_with_the_steps(home):
    page = home.get("/").text
    assert "Welcome, Admin Quill" in page
    assert "Your second factor" in page
    assert "Incidents and cases are not shown to this role." in page


@pytest.mark.parametrize(("act", "key"), [("about-read", "about"), ("sheet-put-away", "keys"), ("mail-off", "mail")])
def test_what_is_said_with_a_button_is_kept_with_who_said_it(home, administrator, act, key):
    assert key not in done(administrator)
    assert home.post(f"/first-steps/{act}/").url == "/"
    assert key in done(administrator)
    assert LedgerEntry.objects.latest("sequence").actor_id == administrator.pk


def test_a_step_comes_back_when_it_is_true_no_more(home, administrator, monkeypatch):
    home.post("/first-steps/sheet-put-away/")
    assert "keys" in done(administrator)
    monkeypatch.setattr(facts, "keys_fingerprint", lambda: "other keys")
    assert "keys" not in done(administrator)


def test_a_factor_and_people_are_steps_that_are_checked_in_the_system(administrator):
    lone = person("Sole Keeper", Role.ADMINISTRATOR, enrolled=False)
    assert "factor" not in done(lone)
    assert "factor" in done(administrator)
    assert factors.has_factor(administrator)


def test_only_an_administrator_says_so(coordinator):
    client = Client()
    client.force_login(coordinator)
    assert client.post("/first-steps/about-read/").status_code == 404
    assert Client().post("/first-steps/about-read/").status_code == 302


def test_every_open_step_says_where_to_go_or_what_to_do(home, administrator):
    page = home.get("/").text
    steps_shown = re.findall(r'<li class="(done|open)">', page)
    found = steps.steps(administrator)
    assert [state == "done" for state in steps_shown] == [step.done for step in found]
    for step in found:
        assert step.says, step.key
