"""Every address of casework tried by everybody it is not for, with ids swapped between cases; and nothing changes by it."""

import re
from datetime import date
from itertools import permutations
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from casework import urls
from casework.models import Adoption, AuthorityReading, Case, CaseIncident, CaseMember, Review
from casework.services import cases, decisions, evaluation
from casework.services.law import current_law, rule_digest
from incidents.models import IncidentReader, LedgerEntry, Revision
from tests.builders import full_document, record_incident
from tests.casework.fixtures import ENTRY, SCHNECKLOTH
from tests.conftest import person

DAY = date(2026, 11, 20)
KEPT = (Adoption, AuthorityReading, Case, CaseIncident, CaseMember, Review, IncidentReader, Revision, LedgerEntry)
CANARIES = ("reason canary 51c9", "note canary 88e2", "ruled-out canary 07af")
# What needs no case: the law, which everybody who works here may read.
OPEN = {"rule", "authority", "law-places", "law-card"}
# The register is public too; its questions are for every attorney and coordinator, whatever their cases (test_register.py).
OPEN |= {"law-releases", "law-weigh", "law-adopt"}  # of every attorney too (test_releases.py)
OPEN |= {"register", "register-agency", "register-questions", "register-answer"}
# Addresses that name a case and something in it.
ABOUT_TWO = [
    route.name
    for route in urls.urlpatterns
    if "<uuid:case>" in str(route.pattern) and re.search("<uuid:(incident|finding)>", str(route.pattern))
]


@pytest.fixture
def far(other_attorney, small):
    """A case of another attorney, in another state."""
    document = full_document("texas")
    document["place"] = {"state": "TX", "city": "Laredo", "premises": "apartment"}
    return cases.open_case(actor=other_attorney, title="Laredo", incident=record_incident(other_attorney, document))


@pytest.fixture
def second(attorney, small):
    """Another case of the same attorney."""
    incident = record_incident(attorney, full_document("second"))
    return cases.open_case(actor=attorney, title="Second", incident=incident)


def finding_of(case):
    incident = case.incidents.get()
    evaluation.current(incident, on=DAY)
    return incident.findings.get(code=ENTRY)


def addresses(case, incident, finding, user):
    """name -> address of every route of casework, each argument filled in."""
    given = {"case": case.pk, "incident": incident.pk, "finding": finding.pk, "user": user.pk}
    given |= {"code": ENTRY, "authority": SCHNECKLOTH, "state": "MA", "listed": 1, "question": 1, "deadline": 1}
    made = {}
    for route in urls.urlpatterns:
        wanted = re.findall(r"<\w+:(\w+)>", str(route.pattern))
        made[route.name] = reverse(route.name, kwargs={name: given[name] for name in wanted})
    return made


def of_case(case):
    finding = finding_of(case)
    return addresses(case, finding.incident, finding, case.lead)


def form(finding):
    """What every form of the pages would send, all in one."""
    read = finding.states.last().evaluation
    asked = {"evaluation": read.pk, "reason": "x", "note": "", "decision": "dismiss"}
    return {
        "path": "/consent/response",
        "base": 1,
        "value": "0",
        "reason": "x",
        "title": "x",
        "lead": finding.incident.created_by_id,
        "digest": rule_digest(current_law(), finding.code),
        **{f"{finding.pk}-{name}": value for name, value in asked.items()},
    }


def counts():
    return [model.objects.count() for model in KEPT]


@pytest.fixture
def wrong_people(case, attorney, other_attorney, volunteer, other_volunteer, administrator):
    former = person("Faye Tormund", "attorney")
    cases.add_member(actor=attorney, case=case, user=former)
    cases.remove_member(actor=attorney, case=case, user=former)
    elsewhere = person("Tess Oduya", "coordinator", states=["TX"])
    return [other_attorney, former, elsewhere, volunteer, other_volunteer, administrator]


@pytest.mark.assurance("A2")
@pytest.mark.assurance("2.6")
def test_whoever_is_not_on_a_case_finds_nothing_of_it(case, far, wrong_people, figure):
    finding, tried = finding_of(case), 0
    made = {name: address for name, address in of_case(case).items() if name not in OPEN | {"case-list"}}
    before = counts()
    for user in wrong_people:
        client = Client()
        client.force_login(user)
        for name, address in made.items():
            answers = [client.get(address).status_code, client.post(address, form(finding)).status_code]
            assert set(answers) <= {404, 405}, (user.name, name, answers)
            assert 404 in answers, (user.name, name, answers)
            tried += 2
    assert counts() == before
    figure(f"{tried} requests by {len(wrong_people)} people who are not on the case, 0 answered")


@pytest.mark.assurance("A2")
def test_a_coordinator_of_the_state_has_none_of_what_attorneys_do(client, case, coordinator, figure):
    finding, before = finding_of(case), counts()
    client.force_login(coordinator)
    theirs = {"case-list", "case-open", "case-join", "case", "case-add-incident", "case-deadlines", *OPEN}
    closed = {name: address for name, address in of_case(case).items() if name not in theirs}
    for name, address in closed.items():
        assert client.get(address).status_code in (404, 405), name
        assert client.post(address, form(finding)).status_code in (404, 405), name
    assert counts() == before
    figure(f"{2 * len(closed)} requests by a coordinator, 0 answered")


@pytest.mark.assurance("A2")
@pytest.mark.assurance("2.6")
def test_ids_of_one_case_do_nothing_under_another(client, attorney, case, second, far, figure):
    """The attorney is on two cases and not on the third: each id of each is put where one of the others belongs."""
    client.force_login(attorney)
    held = {one: finding_of(one) for one in (case, second, far)}
    before, tried = counts(), 0
    for one, other in permutations(held, 2):
        swapped = addresses(one, held[other].incident, held[other], attorney)
        for name in ABOUT_TWO:
            for method in (client.get, client.post):
                answer = method(swapped[name], form(held[other]))
                assert answer.status_code in (404, 405), (name, answer.status_code)
                tried += 1
    assert tried >= 60
    assert counts() == before
    figure(f"{tried} requests with an incident or finding of another case, 0 answered")


@pytest.mark.assurance("A2")
def test_ids_in_a_form_are_held_to_what_the_sender_may_see(client, attorney, volunteer, case, second, far, figure):
    client.force_login(attorney)
    mine, theirs = finding_of(case), finding_of(far)
    read = {f"{mine.pk}-evaluation": theirs.states.last().evaluation.pk}
    swaps = [
        ("case-add-incident", [case.pk], {"incident": theirs.incident_id}),
        ("case-join", [mine.incident_id], {"case": far.pk}),
        ("case-add-member", [case.pk], {"user": volunteer.pk}),
        ("case-add-member", [case.pk], {"user": uuid4()}),
        ("case-open", [mine.incident_id], {"title": "Led by a volunteer", "lead": volunteer.pk}),
        ("finding-decide", [case.pk, mine.pk], {**form(mine), **read}),
        ("finding-decide", [case.pk, mine.pk], {**form(mine), f"{mine.pk}-evaluation": uuid4()}),
        ("finding-decide", [case.pk, mine.pk], form(theirs)),
        ("finding-adopt", [case.pk, mine.pk], {"digest": "of another rule"}),
        ("case-settle", [case.pk, mine.incident_id], {**form(mine), "path": "/place/city"}),
    ]
    before = counts()
    for name, ids, data in swaps:
        assert client.post(reverse(name, args=ids), data).status_code < 500, name
    assert counts() == before
    figure(f"{len(swaps)} forms with an id of somebody else's, 0 taken")


@pytest.mark.assurance("A2")
def test_who_is_not_signed_in_is_asked_to(client, case):
    before = counts()
    for name, address in of_case(case).items():
        for answer in (client.get(address), client.post(address)):
            assert answer.status_code == 302, name
            assert answer.url.startswith(reverse("sign-in")), name
    assert counts() == [*before[:-1], LedgerEntry.objects.count()]


def test_a_form_from_elsewhere_is_refused(attorney, case):
    client, finding = Client(enforce_csrf_checks=True), finding_of(case)
    client.force_login(attorney)
    before = counts()
    for name, address in of_case(case).items():
        assert client.post(address, form(finding)).status_code in (403, 405), name
    assert counts() == before


@pytest.mark.assurance("2.6")
@pytest.mark.parametrize("name", ["finding-decide", "finding-adopt", "case-settle"])
def test_a_form_sent_twice_acts_once(client, attorney, case, name):
    client.force_login(attorney)
    finding = finding_of(case)
    address, sent = of_case(case)[name], form(finding)
    first = client.post(address, sent)
    after = counts()
    second = client.post(address, sent)
    assert (first.status_code, second.status_code) == (302, 302)
    assert counts() == after


def test_a_case_opened_twice_is_one(client, attorney, incident, coordinator):
    client.force_login(coordinator)
    sent = {"title": "Boston", "lead": attorney.pk}
    answers = [client.post(reverse("case-open", args=[incident.pk]), sent) for _ in range(2)]
    assert answers[0].url == answers[1].url
    assert Case.objects.count() == 1


@pytest.fixture
def decided(attorney, case):
    """A confirmed finding whose every word of the attorney is a canary."""
    finding = finding_of(case)
    read = evaluation.current(finding.incident, on=DAY)
    decisions.adopt(actor=attorney, case=case, finding=finding, digest=rule_digest(current_law(), finding.code))
    reason, note, word = CANARIES
    ruled_out = {"probation": word, "owner": word}
    decisions.confirm(
        actor=attorney, case=case, finding=finding, evaluation=read, reason=reason, note=note, ruled_out=ruled_out
    )
    return finding


def every_page(finding):
    """Every address of the whole instance that takes no argument, or an id of this case."""
    review = Review.objects.get(finding=finding)
    given = {"case": review.case_id, "incident": finding.incident_id, "identifier": finding.incident_id, "finding": finding.pk}
    given |= {"user": review.attorney_id, "code": ENTRY, "authority": SCHNECKLOTH}
    for name in {name for name in get_resolver().reverse_dict if isinstance(name, str)}:
        for possibility in get_resolver().reverse_dict.getlist(name):
            wanted = possibility[0][0][1]
            if set(wanted) <= set(given):
                try:
                    yield reverse(name, kwargs={one: given[one] for one in wanted})
                except NoReverseMatch:
                    continue


@pytest.mark.assurance("A13")
@pytest.mark.parametrize("who", ["coordinator", "other_attorney", "volunteer", "administrator"])
def test_what_an_attorney_writes_is_on_no_page_for_anybody_else(who, request, client, decided, figure):
    client.force_login(request.getfixturevalue(who))
    pages = sorted(set(every_page(decided)))
    for address in pages:
        text = client.get(address).content.decode(errors="replace")
        assert not [one for one in CANARIES if one in text], address
    assert len(pages) >= 20
    figure(f"{len(pages)} pages as {who}, 0 canaries")


@pytest.mark.assurance("A13")
def test_the_attorneys_on_the_case_do_read_it(client, attorney, decided, case):
    client.force_login(attorney)
    text = client.get(reverse("case-incident", args=[case.pk, decided.incident_id])).text
    assert all(one in text for one in CANARIES)
