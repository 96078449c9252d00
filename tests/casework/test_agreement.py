"""The predicates and the queries give the same answer, for a seeded population of people, incidents, cases and walls."""

import random

import pytest

from accounts.models import Role
from casework import access as case_access
from casework import selectors as case_selectors
from casework.models import Case
from casework.services import cases, walls
from incidents import access, selectors
from incidents.models import Incident
from incidents.services import readers
from reports import access as report_access
from reports import selectors as report_selectors
from reports.models import Report
from reports.services import reports
from tests.builders import minimal_document, record_incident
from tests.conftest import person

pytestmark = [pytest.mark.django_db, pytest.mark.assurance("3.2"), pytest.mark.assurance("A2")]
STATES = ("MA", "RI", "TX")


@pytest.fixture
def population(small):
    """Everybody of every role, with the history that a year leaves: cases, joined people, walls, changed roles and states."""
    rng = random.Random(20261125)  # noqa: S311  the same people each time
    people = [
        person(f"Person {number}", role, states=rng.sample(STATES, 2) if role == Role.COORDINATOR else [])
        for number, role in enumerate([*Role] * 4)
    ]
    makers = [one for one in people if access.can_create(one)]
    attorneys = [one for one in people if one.role == Role.ATTORNEY]
    fitting = [one for one in people if one.role in (Role.ATTORNEY, Role.REVIEWER)]
    incidents = [
        record_incident(rng.choice(makers), minimal_document(f"i{number}", place={"state": rng.choice(STATES)}))
        for number in range(14)
    ]
    for incident in incidents[:10]:
        readers.grant(actor=incident.created_by, incident=incident, user=rng.choice(people))
        lead = rng.choice(attorneys)
        readers.grant(actor=incident.created_by, incident=incident, user=lead)
        if lead.pk != incident.created_by_id:
            readers.grant(actor=incident.created_by, incident=incident, user=lead, through="given")
        case = cases.open_case(actor=lead, title=f"Case {incident.pk}", incident=incident)
        for user in rng.sample(fitting, 2):
            if user != lead:
                cases.add_member(actor=lead, case=case, user=user)
        for user in rng.sample([one for one in people if one != lead], 2):
            walls.raise_wall(actor=lead, case=case, user=user, reason="conflict")
        reports.request_report(actor=lead, case=case, language="en")
        if rng.random() < 0.3:
            for wall in list(case.walls.filter(lifted_at=None))[:1]:
                walls.lift_wall(actor=lead, case=case, user=wall.user)
    for user in rng.sample(people, 8):
        user.role, user.is_active = rng.choice([*Role]), rng.random() < 0.8
        user.states = rng.sample(STATES, 1) if user.role == Role.COORDINATOR else []
        user.save()
    return people


def test_the_predicate_and_the_query_agree_for_every_pair(population, figure):
    pairs = seen = 0
    for user in population:
        for rows, visible, may in (
            (Incident.objects.all(), selectors.incidents_visible_to(user), access.can_read),
            (Case.objects.all(), case_selectors.cases_visible_to(user), case_access.can_see_case),
            (Report.objects.all(), report_selectors.reports_visible_to(user), report_access.can_read),
        ):
            listed = set(visible)
            for row in rows:
                pairs += 1
                seen += row in listed
                assert may(user, row) is (row in listed), (user.role, user.is_active, type(row).__name__)
    assert seen > 40
    figure(f"{pairs} pairs of a person and a thing, {seen} of them seen, 0 disagreements")


def test_whoever_may_act_on_a_thing_may_see_it(population):
    for user in population:
        for incident in Incident.objects.all():
            acts = [
                getattr(access, name)
                for name in vars(access)
                if name.startswith("can_") and name.endswith(("e", "d", "t", "r"))
            ]
            for act in acts:
                if act.__code__.co_argcount == 2 and act(user, incident):
                    assert access.can_read(user, incident), (user.role, act.__name__)
        for case in Case.objects.all():
            for act in (
                case_access.can_decide,
                case_access.can_change_members,
                case_access.can_raise_walls,
                case_access.can_read_notes,
            ):
                if act(user, case):
                    assert case_access.can_see_case(user, case), (user.role, act.__name__)
