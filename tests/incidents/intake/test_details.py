"""The details by topic: answers are added, blanks erase nothing, differing accounts both stand, conflicts lose nothing."""

import re

import pytest
from django.urls import reverse

from incidents.format import get
from incidents.models import Incident
from incidents.services import readers
from incidents.services import record as records
from tests.incidents.intake.conftest import record, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.assurance("2.4")]


@pytest.fixture
def incident(signed_in):
    return record(signed_in)


@pytest.fixture
def joined(incident, volunteer, other_volunteer):
    readers.grant(actor=volunteer, incident=incident, user=other_volunteer)
    return other_volunteer


def topic(incident, name, member=""):
    arguments = {"identifier": incident.pk, "topic": name, **({"member": member} if member else {})}
    return reverse("incident-topic", kwargs=arguments)


def head(incident):
    incident.refresh_from_db()
    return incident.head, records.read(incident)


def test_every_page_of_questions_opens(signed_in, incident):
    text = signed_in.get(reverse("incident-questions", kwargs={"identifier": incident.pk})).content.decode()
    links = set(re.findall(r'href="(/incidents/[^"]+/questions/[^"]+/)"', text))
    assert len(links) > 20
    assert {link: signed_in.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_answers_are_added_and_blanks_erase_nothing(signed_in, incident):
    signed_in.post(topic(incident, "entry"), {"base": "1", "entry.property_damage": "yes"})
    number, document = head(incident)
    assert number == 2
    assert get(document, "/entry/property_damage") is True
    assert get(document, "/entry/manner") == "pushed_past"


def test_dont_know_in_the_details_is_noted_and_leaves_the_fact_unknown(signed_in, incident):
    signed_in.post(topic(incident, "arrival"), {"base": "1", "encounter.knocked": "unknown"})
    _number, document = head(incident)
    assert get(document, "/encounter/knocked") is None
    page = signed_in.get(reverse("incident-questions", kwargs={"identifier": incident.pk})).content.decode()
    assert "0 answered · 1 don't know" in page


def test_two_people_who_differ_are_two_accounts_and_the_fact_is_unknown(client, signed_in, incident, joined):
    client.logout()
    sign_in(client, joined)
    client.post(topic(incident, "entry"), {"base": "1", "told_by": "here", "entry.manner": "forced_door"})
    _number, document = head(incident)
    assert get(document, "/entry/manner") is None
    told = [account["facts"].get("/entry/manner") for account in document["accounts"]]
    assert sorted(filter(None, told)) == ["forced_door", "pushed_past"]
    page = client.get(reverse("incident", kwargs={"identifier": incident.pk})).content.decode()
    assert "Where accounts differ" in page
    assert "They pushed past somebody or the door" in page


def test_saying_how_one_knows_anew_moves_the_answer_to_that_account(signed_in, incident):
    signed_in.post(topic(incident, "entry"), {"base": "1", "entry.entered": "yes", "entry.entered.how": "saw"})
    _number, document = head(incident)
    told_in = [account["source"] for account in document["accounts"] if "/entry/entered" in account["facts"]]
    perceived = {source["key"]: source["perceived"] for source in document["sources"]}
    assert [perceived[key] for key in told_in] == ["saw"]
    assert document["provenance"]["/entry/entered"] == told_in


def test_a_change_in_between_that_touches_nothing_here_is_no_conflict(signed_in, incident):
    signed_in.post(topic(incident, "harm"), {"base": "1", "harm.injuries": "a cut hand"})
    answer = signed_in.post(topic(incident, "entry"), {"base": "1", "entry.property_damage": "no"})
    assert answer.status_code == 302
    number, document = head(incident)
    assert number == 3
    assert get(document, "/harm/injuries") == "a cut hand"
    assert get(document, "/entry/property_damage") is False


def conflict(client, incident, joined, volunteer):
    """Somebody else answers the same question while the volunteer's page is open."""
    client.logout()
    sign_in(client, joined)
    client.post(topic(incident, "arrival"), {"base": "1", "told_by": "here", "encounter.knocked": "no"})
    client.logout()
    sign_in(client, volunteer)
    sent = {"base": "1", "encounter.knocked": "yes", "encounter.announced_identity": "yes"}
    return sent, client.post(topic(incident, "arrival"), sent)


def test_a_conflict_shows_both_and_changes_nothing(client, signed_in, incident, joined, volunteer):
    _sent, page = conflict(client, incident, joined, volunteer)
    assert page.status_code == 409
    text = page.content.decode()
    assert "Otis Varga changed this incident" in text
    assert "Keep both, as two accounts" in text
    assert 'name="encounter.announced_identity" value="yes"' in text
    assert head(incident)[0] == 2


def test_both_sides_of_a_conflict_can_stand(client, signed_in, incident, joined, volunteer):
    sent, _page = conflict(client, incident, joined, volunteer)
    client.post(topic(incident, "arrival"), {**sent, "base": "2", "encounter.knocked.decided": "mine"})
    _number, document = head(incident)
    told = [account["facts"].get("/encounter/knocked") for account in document["accounts"]]
    assert True in told
    assert False in told
    assert get(document, "/encounter/knocked") is None


def test_what_is_recorded_can_be_left_and_the_rest_is_saved(client, signed_in, incident, joined, volunteer):
    sent, _page = conflict(client, incident, joined, volunteer)
    client.post(topic(incident, "arrival"), {**sent, "base": "2", "encounter.knocked.decided": "theirs"})
    _number, document = head(incident)
    assert get(document, "/encounter/knocked") is False
    assert get(document, "/encounter/announced_identity") is True


@pytest.mark.parametrize(
    ("list_name", "what", "path", "value"),
    [
        ("agencies", "sheriff", "/agencies/A3/component", "sheriff"),
        ("documents", "judge", "/documents/D1/signed_by", "judge"),
        ("persons", "bystander", "/persons/P2/role", "bystander"),
    ],
)
def test_a_member_is_added_by_what_was_seen(signed_in, incident, list_name, what, path, value):
    where = reverse("incident-add", kwargs={"identifier": incident.pk, "list_name": list_name})
    assert signed_in.post(where, {"what": what}).status_code == 302
    assert get(head(incident)[1], path) == value


def test_vehicles_officers_words_and_custody_are_told_one_by_one(signed_in, incident):
    signed_in.post(topic(incident, "vehicles", "A1/0"), {"base": "1", "agencies.A1.vehicles.0.plate": "ABC 123"})
    signed_in.post(topic(incident, "officers", "A1/O1"), {"base": "2", "agencies.A1.officers_described.O1.masked": "yes"})
    signed_in.post(topic(incident, "words", "0"), {"base": "3", "words_spoken.0.words": "Open the door"})
    signed_in.post(topic(incident, "custody", "0"), {"base": "4", "custody.0.person": "P1", "custody.0.detainer_lodged": "yes"})
    number, document = head(incident)
    assert number == 5
    assert get(document, "/agencies/A1/vehicles/0/plate") == "ABC 123"
    assert get(document, "/agencies/A1/officers_described/O1/masked") is True
    assert get(document, "/words_spoken/0/words") == "Open the door"
    assert document["custody"] == [{"person": "P1", "detainer_lodged": True}]


def test_a_fault_names_the_field_and_keeps_what_was_typed(signed_in, incident):
    sent = {"base": "1", "encounter.seconds_waited": "-3", "encounter.knocked": "yes"}
    page = signed_in.post(topic(incident, "arrival"), sent)
    assert page.status_code == 422
    text = page.content.decode()
    assert "For about how many seconds did they wait?" in text
    assert 'value="-3"' in text
    assert head(incident)[0] == 1


def test_a_status_word_is_shown_before_saving(signed_in, incident):
    page = signed_in.post(topic(incident, "harm"), {"base": "1", "harm.injuries": "the undocumented man fell"})
    assert "undocumented" in page.content.decode()
    assert head(incident)[0] == 1
    signed_in.post(
        topic(incident, "harm"),
        {"base": "1", "harm.injuries": "the undocumented man fell", "kept_words": ["undocumented"]},
    )
    assert head(incident)[0] == 2


@pytest.mark.parametrize("name", ["identity", "nothing", "agency_seen"])
def test_a_page_of_questions_that_is_not_there_is_not_found(signed_in, incident, name):
    assert signed_in.get(topic(incident, name)).status_code == 404


def test_one_fact_is_taken_back_with_a_reason(signed_in, incident):
    where = reverse("incident-retract", kwargs={"identifier": incident.pk})
    assert signed_in.post(where, {"path": "/entry/manner", "reason": ""}).status_code == 422
    assert signed_in.post(where, {"path": "/entry/manner", "reason": "I mixed up two doors"}).status_code == 302
    number, document = head(incident)
    assert number == 2
    assert get(document, "/entry/manner") is None
    assert "/entry/manner" not in document["provenance"]
    page = signed_in.get(reverse("incident", kwargs={"identifier": incident.pk})).content.decode()
    assert "I mixed up two doors" in page


def test_a_member_is_taken_out_with_all_that_names_it(signed_in, incident):
    signed_in.post(topic(incident, "entry"), {"base": "1", "entry.by": ["A1", "A2"]})
    signed_in.post(topic(incident, "person_taken", "P1"), {"base": "2", "persons.P1.arrested_by": ["A2"]})
    where = reverse("incident-retract", kwargs={"identifier": incident.pk})
    page = signed_in.post(where, {"path": "/agencies/A2", "reason": "They were at another house"})
    assert page.status_code == 302, page.context["form"].errors
    _number, document = head(incident)
    assert [agency["key"] for agency in document["agencies"]] == ["A1"]
    assert get(document, "/entry/by") == ["A1"]
    assert get(document, "/persons/P1/arrested_by") is None


@pytest.mark.parametrize("path", ["/occurred_at", "/place/state", "/agencies/A1/level", "/format", "/accounts/C1", "x", ""])
def test_what_a_record_cannot_do_without_is_not_taken_back(signed_in, incident, path):
    where = reverse("incident-retract", kwargs={"identifier": incident.pk})
    assert signed_in.post(where, {"path": path, "reason": "a reason"}).status_code == 404


def test_another_door_copies_place_time_and_agencies_and_not_the_unit(signed_in, incident, volunteer):
    answer = signed_in.post(reverse("incident-another-door", kwargs={"identifier": incident.pk}))
    draft = volunteer.drafts.get()
    assert answer.url == reverse("incident-quick", kwargs={"identifier": draft.pk, "screen": "account"})
    page = signed_in.get(answer.url).content.decode()
    assert "Ashland Street 1200" in page
    assert "2B" not in page
    account = {"told_by": "here", "day": "2026-02-17", "hour": "06:20", "state": "TX", "city": "Houston", "unit": "3C"}
    signed_in.post(answer.url, {**account, "action": "next"})
    came = answer.url.replace("account", "came")
    signed_in.post(came, {"copied": ["copied_1"], "action": "seal"})
    second = Incident.objects.get(pk=draft.pk)
    document = records.read(second)
    incident.refresh_from_db()
    assert second.operation == incident.operation
    assert [agency["masked"] for agency in document["agencies"]] == [True]
    assert "actions" not in document["agencies"][0]
    assert document["place"]["unit"] == "3C"


def test_another_volunteer_finds_nothing_at_any_address(client, signed_in, incident, other_volunteer):
    client.logout()
    sign_in(client, other_volunteer)
    arguments = {"identifier": incident.pk}
    addresses = [
        reverse("incident", kwargs=arguments),
        reverse("incident-questions", kwargs=arguments),
        topic(incident, "entry"),
        reverse("incident-add", kwargs={**arguments, "list_name": "agencies"}),
        reverse("incident-retract", kwargs=arguments) + "?path=/entry/entered",
        reverse("incident-join", kwargs=arguments),
        reverse("incident-evidence-add", kwargs=arguments),
        reverse("evidence-original", kwargs={**arguments, "key": "E1"}),
    ]
    assert {where: client.get(where).status_code for where in addresses} == dict.fromkeys(addresses, 404)
    posted = [*addresses, reverse("incident-another-door", kwargs=arguments)]
    assert {where: client.post(where).status_code for where in posted} == dict.fromkeys(posted, 404)


def test_an_administrator_sees_no_incident(client, signed_in, incident, administrator):
    client.logout()
    sign_in(client, administrator)
    assert client.get(reverse("incident-list")).status_code == 404
    assert client.get(reverse("incident", kwargs={"identifier": incident.pk})).status_code == 404


def test_a_volunteer_joins_by_address_and_leaves_again(client, signed_in, incident, other_volunteer, volunteer):
    where = reverse("incident-join", kwargs={"identifier": incident.pk})
    assert "No volunteer or coordinator" in signed_in.post(where, {"email": "nobody@example.org"}).content.decode()
    signed_in.post(where, {"email": other_volunteer.email.upper()})
    client.logout()
    sign_in(client, other_volunteer)
    assert client.get(reverse("incident", kwargs={"identifier": incident.pk})).status_code == 200
    assert "recorded by Vera Lindholm" in client.get(reverse("incident-list")).content.decode()
    client.logout()
    sign_in(client, volunteer)
    client.post(reverse("incident-leave", kwargs={"identifier": incident.pk, "user": other_volunteer.pk}))
    client.logout()
    sign_in(client, other_volunteer)
    assert client.get(reverse("incident", kwargs={"identifier": incident.pk})).status_code == 404
