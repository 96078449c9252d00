"""Who is here cannot be learnt by trying: the same text, the same status, the same work, the same time."""

import re
import statistics
import time

import pytest
from axes.models import AccessAttempt, AccessFailureLog
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.conftest import Role, person

pytestmark = [pytest.mark.django_db, pytest.mark.assurance("3.1"), pytest.mark.assurance("A9")]
WRONG = "not the password of anybody"


@pytest.fixture
def addressed(volunteer, attorney):
    """Address -> who that is: known, with a factor, gone, nobody."""
    gone = person("Gone Person", Role.VOLUNTEER)
    gone.is_active = False
    gone.save()
    return {"known": volunteer.email, "with a factor": attorney.email, "gone": gone.email, "nobody": "nobody@example.org"}


def bare(answer, email):
    """A page without what the person wrote into it and without its form tokens."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.text).replace(email, "…")


def test_the_same_words_and_status_whoever_it_is(addressed):
    answers = {who: Client().post("/sign-in/", {"login": email, "password": WRONG}) for who, email in addressed.items()}
    assert {answer.status_code for answer in answers.values()} == {200}
    assert len({bare(answer, addressed[who]) for who, answer in answers.items()}) == 1


def test_somebody_whose_access_has_ended_is_told_no_more_with_the_right_password(addressed):
    wrong, right = (
        Client().post("/sign-in/", {"login": addressed["gone"], "password": word}) for word in (WRONG, "correct horse battery")
    )
    assert bare(wrong, addressed["gone"]) == bare(right, addressed["gone"])


def test_too_many_tries_are_answered_alike(addressed):
    answers = set()
    for email in addressed.values():
        for _ in range(11):
            answer = Client(REMOTE_ADDR=f"198.51.100.{len(answers) + 1}").post("/sign-in/", {"login": email, "password": WRONG})
        answers.add((answer.status_code, bare(answer, email)))
    assert {status for status, _page in answers} == {429}
    assert len(answers) == 1


def test_one_password_is_hashed_whoever_it_is_and_the_database_is_asked_alike(addressed, monkeypatch, figure):
    from django.contrib.auth.hashers import MD5PasswordHasher

    work, hashed = {}, []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *said, **more: hashed.append(1) or encode(*said, **more))
    for who, email in addressed.items():
        hashed.clear()
        with CaptureQueriesContext(connection) as asked:
            Client().post("/sign-in/", {"login": email, "password": WRONG})
        work[who] = (len(hashed), len(asked))
        cache.clear()
    assert {hashes for hashes, _queries in work.values()} == {1}
    assert len({queries for _hashes, queries in work.values()}) == 1
    figure(f"1 hash and {work['nobody'][1]} queries for each of {len(work)} kinds of address")


@pytest.mark.slow
def test_the_time_is_the_same_over_two_hundred_tries(addressed, settings, figure):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    spent = {who: [] for who in ("known", "nobody")}
    known = person("Timed Person", Role.VOLUNTEER)
    emails = {"known": known.email, "nobody": "timed.nobody@example.org"}
    client = Client()
    for _ in range(200):
        for who, email in emails.items():
            cache.clear()
            AccessAttempt.objects.all().delete()
            AccessFailureLog.objects.all().delete()
            began = time.perf_counter()
            client.post("/sign-in/", {"login": email, "password": WRONG})
            spent[who].append(time.perf_counter() - began)
    medians = {who: statistics.median(times) for who, times in spent.items()}
    apart = abs(medians["known"] / medians["nobody"] - 1)
    assert apart <= 0.10, medians
    figure(
        f"medians of 200 tries {1000 * medians['known']:.1f} and {1000 * medians['nobody']:.1f} ms, {100 * apart:.1f} % apart"
    )
