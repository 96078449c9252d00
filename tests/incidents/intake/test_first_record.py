"""The first record: free account, quick questions, one sealed revision; nothing typed is lost on the way."""

import uuid

import pytest
from django.urls import reverse

from incidents.format import get
from incidents.models import Draft, Incident
from incidents.services import record as records
from tests.incidents.intake.conftest import ACCOUNT, CAME, DID, address, record, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.assurance("2.4")]


def test_all_screens_become_one_first_revision(signed_in):
    incident = record(signed_in)
    document = records.read(incident)
    assert incident.head == 1
    assert document["occurred_at"] == "2026-02-17T06:20:00-06:00"
    assert document["place"] == {
        "state": "TX", "city": "Houston", "address": "Ashland Street 1200", "unit": "2B", "premises": "apartment",
    }  # fmt: skip
    assert get(document, "/agencies/A1/masked") is True
    assert get(document, "/agencies/A1/marked_police_only") is True
    assert get(document, "/agencies/A2/level") == "municipal"
    assert get(document, "/agencies/A2/actions") == ["traffic_control"]
    assert get(document, "/entry/manner") == "pushed_past"
    assert get(document, "/persons/P1/arrested") is True
    assert get(document, "/persons/P1/arrest_place") == "inside_home"
    assert get(document, "/present/taken_away") == 1
    assert document["documents"] == []
    assert document["documents_complete"] is True
    assert not Draft.objects.exists()


def test_an_answer_stands_in_the_account_of_how_it_is_known(signed_in):
    document = records.read(record(signed_in))
    sources = {source["key"]: source["perceived"] for source in document["sources"]}
    entered = document["provenance"]["/entry/entered"]
    masked = document["provenance"]["/agencies/A1/masked"]
    assert [sources[key] for key in entered] == ["heard"]
    assert [sources[key] for key in masked] == ["saw"]
    told = {account["source"]: account["facts"] for account in document["accounts"]}
    assert told[entered[0]] == {"/entry/entered": True}


def test_dont_know_is_asked_and_unknown_and_never_false(signed_in):
    document = records.read(record(signed_in))
    assert get(document, "/agencies/A1/identified_agency") is None
    assert get(document, "/consent/response") is None
    asked = {q["path"]: q for page in document["extensions"]["asked"] for q in page["questions"]}
    assert asked["/agencies/A1/identified_agency"]["outcome"] == "dont_know"
    assert asked["/consent/response"]["outcome"] == "dont_know"
    assert asked["/encounter/observers_ordered_to_stop_recording"]["outcome"] == "skipped"
    assert asked["/entry/entered"]["wording"] == "Did any of them go inside the home?"


def test_what_was_asked_is_kept_in_the_language_it_was_asked_in(signed_in):
    signed_in.cookies["django_language"] = "es"
    document = records.read(record(signed_in))
    page = document["extensions"]["asked"][1]
    assert page["language"] == "es"
    assert "¿Alguno de ellos entró a la vivienda?" in [question["wording"] for question in page["questions"]]


def test_a_screen_with_a_fault_keeps_everything_typed(signed_in):
    identifier = uuid.uuid4()
    sent = {**ACCOUNT, "day": "the other day", "action": "next"}
    page = signed_in.post(address(identifier, "account"), sent, follow=True)
    text = page.content.decode()
    assert "This is not a day. Write it like 2026-01-14." in text
    assert ACCOUNT["narrative"] in text
    assert "Ashland Street 1200" in text
    assert not Incident.objects.exists()


def test_a_draft_is_on_top_of_the_list_and_can_be_discarded(signed_in):
    identifier = uuid.uuid4()
    signed_in.post(address(identifier, "account"), {**ACCOUNT, "action": "later"})
    page = signed_in.get(reverse("incident-list"))
    assert "Ashland Street 1200, Houston, Texas" in page.content.decode()
    signed_in.post(reverse("draft-discard", kwargs={"identifier": identifier}))
    assert not Draft.objects.exists()


def test_a_half_written_form_is_kept_as_it_is_while_it_is_written(signed_in):
    identifier = uuid.uuid4()
    answer = signed_in.post(address(identifier, "account"), {"narrative": "They are at the d", "action": "keep"})
    assert answer.status_code == 204
    assert "They are at the d" in signed_in.get(address(identifier, "account")).content.decode()


def test_a_draft_of_somebody_else_does_not_exist(signed_in, client, other_volunteer):
    identifier = uuid.uuid4()
    signed_in.post(address(identifier, "account"), {**ACCOUNT, "action": "later"})
    client.logout()
    sign_in(client, other_volunteer)
    assert client.get(address(identifier, "account")).status_code == 404
    assert client.post(address(identifier, "account"), {**ACCOUNT, "action": "later"}).status_code == 404
    assert client.post(reverse("draft-discard", kwargs={"identifier": identifier})).status_code == 404


def test_sending_the_last_screen_twice_records_once(signed_in):
    incident = record(signed_in)
    again = signed_in.post(address(incident.pk, "did"), {"entry.entered": "no", "action": "next"})
    assert again.status_code == 302
    assert again.url == reverse("incident", kwargs={"identifier": incident.pk})
    assert Incident.objects.count() == 1


def test_a_record_can_be_sealed_after_the_second_screen(signed_in):
    identifier = uuid.uuid4()
    signed_in.post(address(identifier, "account"), {**ACCOUNT, "action": "next"})
    signed_in.post(address(identifier, "came"), {**CAME, "action": "seal"})
    assert get(records.read(Incident.objects.get(pk=identifier)), "/place/premises") == "apartment"


def test_an_a_number_is_shown_before_saving_and_can_be_kept(signed_in):
    identifier = uuid.uuid4()
    sent = {**ACCOUNT, "narrative": "The paper said A 123-456-789.", "action": "next"}
    page = signed_in.post(address(identifier, "account"), sent, follow=True)
    assert "looks like an A-number" in page.content.decode()
    kept = signed_in.post(address(identifier, "account"), {**sent, "kept_words": ["A 123-456-789"]})
    assert kept.url == address(identifier, "came")


WHO = {"entry.by": ["agencies_seen_police_only"], "persons_taken_1.arrested_by": ["agencies_seen_city_police"]}


def test_who_went_in_and_who_took_somebody_is_asked_and_recorded_as_said(signed_in):
    document = records.read(record(signed_in, did={**DID, **WHO}))
    assert get(document, "/entry/by") == ["A1"]
    assert get(document, "/persons/P1/arrested_by") == ["A2"]


def test_who_it_was_is_never_guessed_where_there_was_only_one_group(signed_in):
    document = records.read(record(signed_in, came={**CAME, "agencies_seen": ["ice"]}, did={"entry.entered": "yes"}))
    assert get(document, "/entry/by") is None
    assert get(document, "/persons/P1/arrested_by") is None
    outcomes = {q["path"]: q["outcome"] for page in document["extensions"]["asked"] for q in page["questions"]}
    assert outcomes["/entry/by"] == outcomes["/persons/P1/arrested_by"] == "skipped"


def test_a_group_that_is_unmarked_again_is_never_mistaken_for_another(signed_in):
    identifier = uuid.uuid4()
    signed_in.post(address(identifier, "account"), {**ACCOUNT, "action": "next"})
    signed_in.post(address(identifier, "came"), {**CAME, "action": "next"})
    signed_in.post(address(identifier, "did"), {**DID, **WHO, "action": "later"})
    signed_in.post(address(identifier, "came"), {**CAME, "agencies_seen": ["city_police"], "action": "seal"})
    page = signed_in.get(address(identifier, "did") + "?check=1").content.decode()
    assert not Incident.objects.exists()
    assert "One of the groups marked here is no longer listed." in page
    signed_in.post(address(identifier, "did"), {**DID, "entry.by": ["agencies_seen_city_police"], "action": "next"})
    assert get(records.read(Incident.objects.get()), "/entry/by") == ["A1"]


def test_at_a_car_nobody_is_asked_about_a_home_and_what_was_said_before_is_kept(signed_in):
    identifier = uuid.uuid4()
    signed_in.post(address(identifier, "account"), {**ACCOUNT, "action": "next"})
    signed_in.post(address(identifier, "came"), {**CAME, "place.premises": "vehicle", "action": "next"})
    assert "go inside the home" not in signed_in.get(address(identifier, "did")).content.decode()
    signed_in.post(address(identifier, "came"), {**CAME, "action": "next"})
    signed_in.post(address(identifier, "did"), {"entry.entered": "yes", "action": "later"})
    signed_in.post(address(identifier, "came"), {**CAME, "place.premises": "vehicle", "action": "seal"})
    assert get(records.read(Incident.objects.get(pk=identifier)), "/entry/entered") is True


@pytest.mark.parametrize(("said", "listed", "count"), [("0", 0, 0), ("3", 3, 3), ("13", 12, None), ("dont_know", 0, None)])
def test_how_many_were_taken_is_one_tap_and_more_than_twelve_is_no_number(signed_in, said, listed, count):
    document = records.read(record(signed_in, came={**CAME, "persons_taken": said}, did={}))
    assert len(document.get("persons", [])) == listed
    assert get(document, "/present/taken_away") == count


def test_the_states_recorded_in_before_stand_first(signed_in):
    record(signed_in)
    page = signed_in.get(reverse("incident-new")).content.decode()
    assert page.index('value="TX"') < page.index('value="AL"')


def test_an_answer_told_by_a_resident_is_a_residents_account(signed_in):
    incident = record(signed_in, account={**ACCOUNT, "told_by": "resident"})
    source = records.read(incident)["sources"][0]
    assert (source["kind"], source["perceived"]) == ("resident_account", "was_told")
