"""The pages of casework: what they say, and for whom they exist at all."""

from datetime import date

import pytest
from django.urls import reverse

from casework.models import AuthorityReading, Case
from casework.services import cases, decisions, evaluation
from tests.builders import minimal_document, record_incident
from tests.casework.fixtures import ENTRY, PAYTON, SCHNECKLOTH, entry_document, low_result
from tests.casework.fixtures import evaluation as said

OTHERS = ["volunteer", "other_volunteer", "other_attorney", "administrator"]


@pytest.fixture
def opened(client, attorney, case, incident):
    """The decision page as the attorney on the case sees it."""
    client.force_login(attorney)
    return client.get(reverse("case-incident", args=[case.pk, incident.pk]))


@pytest.fixture
def finding(incident, case):
    evaluation.current(incident, on=date(2026, 11, 20))
    return incident.findings.get(code=ENTRY)


def routes(case, incident, finding):
    """Every page and act of one case: (method, address)."""
    return {
        "case": ("get", reverse("case", args=[case.pk])),
        "add incident": ("post", reverse("case-add-incident", args=[case.pk])),
        "add member": ("post", reverse("case-add-member", args=[case.pk])),
        "remove member": ("post", reverse("case-remove-member", args=[case.pk, case.lead_id])),
        "decide page": ("get", reverse("case-incident", args=[case.pk, incident.pk])),
        "settle": ("post", reverse("case-settle", args=[case.pk, incident.pk])),
        "finding": ("get", reverse("finding", args=[case.pk, finding.pk])),
        "others": ("get", reverse("case-others", args=[case.pk, incident.pk])),
        "adopt": ("post", reverse("finding-adopt", args=[case.pk, finding.pk])),
        "decide": ("post", reverse("finding-decide", args=[case.pk, finding.pk])),
    }


INSIDE = ["add member", "remove member", "decide page", "finding", "others", "settle", "adopt", "decide"]
ROUTES = ["case", "add incident", *INSIDE]


@pytest.mark.parametrize("person", OTHERS)
@pytest.mark.parametrize("name", ROUTES)
def test_a_case_does_not_exist_for_who_is_not_on_it(client, person, name, request, case, incident, finding):
    client.force_login(request.getfixturevalue(person))
    method, address = routes(case, incident, finding)[name]
    assert getattr(client, method)(address).status_code == 404


@pytest.mark.parametrize("name", INSIDE)
def test_a_coordinator_has_the_case_and_not_what_attorneys_do_in_it(client, name, coordinator, case, incident, finding):
    client.force_login(coordinator)
    method, address = routes(case, incident, finding)[name]
    assert getattr(client, method)(address).status_code == 404


@pytest.mark.parametrize("person", ["volunteer", "administrator"])
def test_the_list_of_cases_exists_for_attorneys_and_coordinators_alone(client, person, request, db):
    client.force_login(request.getfixturevalue(person))
    assert client.get(reverse("case-list")).status_code == 404


@pytest.mark.parametrize("name", ["case-list", "case", "case-incident", "rule", "authority"])
def test_who_is_not_signed_in_is_asked_to(client, name, case, incident):
    given = {"case": [case.pk], "case-incident": [case.pk, incident.pk], "rule": [ENTRY], "authority": [PAYTON]}
    answer = client.get(reverse(name, args=given.get(name, [])))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("sign-in"))


def test_an_incident_is_found_in_its_own_case_alone(client, attorney, coordinator, case):
    other = record_incident(coordinator, minimal_document("another"))
    cases.open_case(actor=coordinator, title="Another file", incident=other, lead=attorney)
    client.force_login(attorney)
    assert client.get(reverse("case-incident", args=[case.pk, other.pk])).status_code == 404


def test_an_empty_list_says_how_a_case_comes(client, attorney):
    client.force_login(attorney)
    assert "No case yet" in client.get(reverse("case-list")).text


def test_the_list_names_case_incident_and_attorneys(client, attorney, case):
    client.force_login(attorney)
    text = client.get(reverse("case-list")).text
    assert case.title in text
    assert "Ada Brandt" in text


def test_a_coordinator_does_not_see_what_was_decided(client, coordinator, attorney, case, incident, finding):
    read = evaluation.current(incident, on=date(2026, 11, 20))
    decisions.dismiss(actor=attorney, case=case, finding=finding, evaluation=read, reason="Marmalade.", note="Privileged.")
    client.force_login(coordinator)
    text = client.get(reverse("case", args=[case.pk])).text
    assert "Indicated" in text
    for hidden in ("Dismissed", "Marmalade", "Privileged."):
        assert hidden not in text


@pytest.mark.assurance("2.6")
def test_the_decision_page_says_it_neutrally(opened):
    assert "The recorded facts, if confirmed, meet its elements, for an attorney to decide." in opened.text
    assert "violation" not in opened.text.lower()


def test_the_decision_page_shows_what_is_indicated_before_what_is_possible(opened):
    assert opened.text.index("Entry into a home without") < opened.text.index("Warrantless immigration arrest")


@pytest.mark.assurance("2.6")
def test_the_decision_page_shows_facts_with_who_says_so(opened):
    assert "Did they knock or ring?" in opened.text
    assert "S1 · a resident" in opened.text


@pytest.mark.assurance("2.6")
def test_accounts_that_differ_stand_side_by_side(opened):
    assert "Account C1" in opened.text
    assert "Account C2" in opened.text
    assert "Settle this fact" in opened.text


@pytest.mark.assurance("2.6")
def test_the_reasons_reach_fact_source_and_authority(opened):
    for part in ("An officer crossed the threshold", "S1 · a resident", "Payton v. New York, 445 U.S. 573 (1980)"):
        assert part in opened.text


@pytest.mark.assurance("2.6")
def test_everything_that_was_looked_at_stands_on_a_page_of_its_own(client, opened, case, incident):
    address = reverse("finding", args=[case.pk, incident.findings.get(code=ENTRY).pk])
    assert address in opened.text
    assert "The door was forced" not in opened.text
    text = client.get(address).text
    for part in ("The door was forced", "They broke or forced the door", "What raises the question", "445 U.S. 573"):
        assert part in text


def test_what_is_not_raised_stands_on_a_page_of_its_own_with_why(client, opened, case, incident):
    address = reverse("case-others", args=[case.pk, incident.pk])
    assert "2 others were looked at and are not raised" in opened.text
    assert address in opened.text
    text = client.get(address).text
    assert "Not raised" in text
    assert "Not applicable" in text


@pytest.mark.assurance("2.6")
def test_an_authority_nobody_read_is_marked_unverified(opened):
    assert "Unverified: read by nobody." in opened.text
    assert "nobody: unverified" in opened.text


@pytest.mark.assurance("2.6")
def test_contrary_authority_stands_beside_the_finding(opened):
    assert "Against it" in opened.text
    assert "ICE memorandum of 12 May 2025" in opened.text


@pytest.mark.assurance("2.6")
def test_what_rests_on_silence_is_said(client, attorney, case, incident, engine_says):
    engine_says(said(low_result(ENTRY, "indicated", rests_on=["/exigency/kind"])))
    client.force_login(attorney)
    text = client.get(reverse("case-incident", args=[case.pk, incident.pk])).text
    assert "Taken as given, because nobody has said otherwise" in text


def test_a_page_with_nothing_raised_says_so(client, attorney, case, incident, engine_says):
    engine_says(said(low_result(ENTRY, "not_raised")))
    client.force_login(attorney)
    assert "Nothing is raised" in client.get(reverse("case-incident", args=[case.pk, incident.pk])).text


def test_a_case_is_opened_from_an_incident(client, coordinator, attorney, incident):
    client.force_login(coordinator)
    page = client.get(reverse("case-open", args=[incident.pk]))
    assert "Boston, MA, 14 January 2026" in page.text
    answer = client.post(reverse("case-open", args=[incident.pk]), {"title": "The alder case", "lead": attorney.pk})
    case = Case.objects.get()
    assert answer.url == reverse("case", args=[case.pk])
    assert list(case.incidents.all()) == [incident]


def test_a_case_without_a_lead_is_not_opened(client, coordinator, incident):
    client.force_login(coordinator)
    answer = client.post(reverse("case-open", args=[incident.pk]), {"title": "No lead", "lead": ""})
    assert answer.status_code == 422
    assert not Case.objects.exists()


def test_a_case_is_not_opened_from_an_incident_that_cannot_be_read(client, other_attorney, incident):
    client.force_login(other_attorney)
    assert client.get(reverse("case-open", args=[incident.pk])).status_code == 404


def test_an_incident_joins_a_case_that_is_open(client, coordinator, case):
    other = record_incident(coordinator, minimal_document("another"))
    client.force_login(coordinator)
    client.post(reverse("case-join", args=[other.pk]), {"case": case.pk})
    assert other in case.incidents.all()


def test_a_member_is_added_and_taken_off(client, attorney, other_attorney, case):
    client.force_login(attorney)
    client.post(reverse("case-add-member", args=[case.pk]), {"user": other_attorney.pk})
    assert other_attorney in case.members.all()
    client.post(reverse("case-remove-member", args=[case.pk, other_attorney.pk]))
    assert other_attorney not in case.members.all()


def test_a_rule_page_shows_its_parts_and_that_it_is_a_draft(client, volunteer, small):
    client.force_login(volunteer)
    text = client.get(reverse("rule", args=[ENTRY])).text
    for part in ("Draft.", "Officers went into a home", "What would take it away", "Must be excluded", "Payton v. New York"):
        assert part in text


@pytest.mark.parametrize(("name", "given"), [("rule", "FA-NOTHING"), ("authority", "us/scotus/nothing")])
def test_law_that_is_not_there_is_not_found(client, attorney, small, name, given):
    client.force_login(attorney)
    assert client.get(reverse(name, args=[given])).status_code == 404


def test_an_authority_page_shows_everything_its_record_says(client, attorney, small):
    client.force_login(attorney)
    text = client.get(reverse("authority", args=[PAYTON])).text
    parts = [
        "445 U.S. 573",
        "the United States",
        "Decided 15 April 1980",
        "A sentence that stands for no record.",
        "justia.com",
    ]
    for part in parts:
        assert part in text


@pytest.mark.assurance("2.6")
def test_an_attorney_records_having_read_a_text(client, attorney, small):
    client.force_login(attorney)
    page = client.get(reverse("authority", args=[SCHNECKLOTH]))
    assert "Unverified." in page.text
    client.post(reverse("authority", args=[SCHNECKLOTH]), {"digest": f"{SCHNECKLOTH}:1", "note": "412 U.S. 218, bound volume"})
    text = client.get(reverse("authority", args=[SCHNECKLOTH])).text
    assert "412 U.S. 218, bound volume" in text
    assert "Unverified." not in text
    assert "I have read this text" not in text


def test_a_reading_without_a_place_is_asked_for_again(client, attorney, small):
    client.force_login(attorney)
    answer = client.post(reverse("authority", args=[SCHNECKLOTH]), {"digest": f"{SCHNECKLOTH}:1", "note": ""})
    assert answer.status_code == 422
    assert not AuthorityReading.objects.exists()


def test_who_is_no_attorney_records_no_reading(client, coordinator, small):
    client.force_login(coordinator)
    assert "I have read this text" not in client.get(reverse("authority", args=[SCHNECKLOTH])).text
    answer = client.post(reverse("authority", args=[SCHNECKLOTH]), {"digest": f"{SCHNECKLOTH}:1", "note": "Here"})
    assert answer.status_code == 404


@pytest.mark.assurance("2.6")
def test_the_decision_page_of_a_full_record_under_the_whole_law_stays_light(
    client, coordinator, attorney, figure, django_assert_max_num_queries
):
    incident = record_incident(coordinator, entry_document("weighed"))
    case = cases.open_case(actor=coordinator, title="Boston", incident=incident, lead=attorney)
    client.force_login(attorney)
    address = reverse("case-incident", args=[case.pk, incident.pk])
    client.get(address)
    with django_assert_max_num_queries(40):
        page = client.get(address)
    assert page.text.count('<article class="finding"') >= 3
    assert len(page.content) < 250_000
    figure(f"decision page of a full record: {len(page.content) // 1000} kB")
