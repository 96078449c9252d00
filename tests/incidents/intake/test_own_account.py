"""Somebody who joins tells it in their own words, beside what the first person told, and before any question."""

import pytest
from django.urls import reverse

from incidents.format import get
from incidents.services import readers
from incidents.services import record as records
from tests.incidents.intake.conftest import ACCOUNT, record, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.assurance("2.4")]
WORDS = "I was in the kitchen and heard glass break."


@pytest.fixture
def incident(signed_in, volunteer, other_volunteer):
    made = record(signed_in)
    readers.grant(actor=volunteer, incident=made, user=other_volunteer)
    return made


@pytest.fixture
def joined(client, incident, other_volunteer):
    client.logout()
    return sign_in(client, other_volunteer)


def where(incident):
    return reverse("incident-account", args=[incident.pk])


def head(incident):
    incident.refresh_from_db()
    return records.read(incident)


def narratives(document):
    return [account["facts"]["/narrative"] for account in document["accounts"] if "/narrative" in account["facts"]]


def test_both_free_accounts_stand_as_they_were_given(joined, incident):
    assert joined.post(where(incident), {"told_by": "lives", "narrative": WORDS}).status_code == 302
    document = head(incident)
    assert narratives(document) == [ACCOUNT["narrative"], WORDS]
    source = document["sources"][-1]
    assert (source["kind"], source["perceived"]) == ("resident_account", "saw")
    page = joined.get(reverse("incident", args=[incident.pk])).content.decode()
    assert WORDS in page
    assert ACCOUNT["narrative"] in page
    assert "somebody who lives there" in page


def test_facts_that_were_told_stay_as_they_are(joined, incident):
    before = head(incident)
    joined.post(where(incident), {"told_by": "here", "narrative": WORDS})
    after = head(incident)
    for path in ("/entry/entered", "/occurred_at", "/agencies/A1/masked", "/persons/P1/arrest_place"):
        assert get(after, path) == get(before, path)


def test_who_comes_new_is_asked_for_their_own_words_before_any_question(joined, incident):
    pages = [
        reverse("incident-questions", args=[incident.pk]),
        reverse("incident-topic", kwargs={"identifier": incident.pk, "topic": "entry"}),
    ]
    assert all(where(incident) in joined.get(page).content.decode() for page in pages)
    joined.post(where(incident), {"told_by": "here", "narrative": WORDS})
    assert not any(where(incident) in joined.get(page).content.decode() for page in pages)


def test_an_answer_of_somebody_else_is_not_shown_before_one_has_answered(joined, incident):
    page = joined.get(reverse("incident-topic", kwargs={"identifier": incident.pk, "topic": "entry"})).content.decode()
    assert "Somebody else has answered this too." in page
    assert 'value="pushed_past" checked' not in page.replace("\n", " ")
    assert "Recorded from somebody else" not in page


def test_ones_own_account_is_added_to_and_the_earlier_words_stay_in_their_revision(joined, incident):
    joined.post(where(incident), {"told_by": "here", "narrative": WORDS})
    assert WORDS in joined.get(where(incident)).content.decode()
    joined.post(where(incident), {"narrative": f"{WORDS} Then it was quiet."})
    assert narratives(head(incident))[1] == f"{WORDS} Then it was quiet."
    assert narratives(records.read(incident, 2))[1] == WORDS


@pytest.mark.parametrize(
    "sent", [{"told_by": "here", "narrative": "  "}, {"narrative": WORDS}, {"told_by": "x", "narrative": WORDS}]
)
def test_nothing_is_recorded_without_words_or_without_how_one_knows(joined, incident, sent):
    page = joined.post(where(incident), sent)
    assert page.status_code == 422
    assert sent["narrative"].strip() in page.content.decode()
    incident.refresh_from_db()
    assert incident.head == 1


def test_words_about_status_are_shown_before_saving(joined, incident):
    sent = {"told_by": "here", "narrative": "My cousin is undocumented."}
    assert joined.post(where(incident), sent).status_code == 422
    assert joined.post(where(incident), {**sent, "kept_words": ["undocumented"]}).status_code == 302


def test_a_stranger_finds_no_such_page(client, incident, attorney):
    client.logout()
    assert sign_in(client, attorney).post(where(incident), {"told_by": "here", "narrative": WORDS}).status_code == 404
