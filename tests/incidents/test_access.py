"""The table of who may do what, and the proof that the predicates and the queries give the same answers."""

import pytest

from incidents import access, selectors
from incidents.models import Incident
from incidents.services import readers, walls
from tests.builders import minimal_document, record_incident
from tests.conftest import Role, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(volunteer, other_volunteer, coordinator, attorney, other_attorney, administrator):
    """Vera's incident in Massachusetts, which Otis joined and Ada was given; and one in Texas that is nobody's of them."""
    stranger = person("Tess Okafor", Role.VOLUNTEER)
    incident = record_incident(volunteer)
    record_incident(stranger, minimal_document("texas", place={"state": "TX"}))
    record_incident(other_volunteer, minimal_document("rhode island", place={"state": "RI"}))
    record_incident(attorney, minimal_document("by an attorney", place={"state": "TX"}))
    readers.grant(actor=volunteer, incident=incident, user=other_volunteer)
    readers.grant(actor=volunteer, incident=incident, user=attorney, through="case:1")
    reviewer, idle = person("Rev Adler", Role.REVIEWER), person("Rev Idle", Role.REVIEWER)
    readers.grant(actor=volunteer, incident=incident, user=reviewer, through="case:1")
    readers.grant(actor=volunteer, incident=incident, user=idle)
    walled = {"walled coordinator": person("Wanda Coor", Role.COORDINATOR, states=["MA"])}
    walled["walled attorney"] = person("Walt Atto", Role.ATTORNEY)
    readers.grant(actor=volunteer, incident=incident, user=walled["walled attorney"], through="case:1")
    for one in walled.values():
        walls.raise_wall(actor=attorney, incident=incident, user=one, through="case:1")
    far = person("Carl Ibsen", Role.COORDINATOR, states=["TX"])
    left = person("Lena Moss", Role.COORDINATOR, states=["MA"])
    left.is_active = False
    left.save()
    return {
        "maker": volunteer, "joined": other_volunteer, "stranger": stranger, "coordinator": coordinator, "far": far,
        "left": left, "attorney": attorney, "other attorney": other_attorney, "administrator": administrator,
        "reviewer": reviewer, "joined reviewer": idle, "auditor": person("Aud Reyes", Role.AUDITOR), **walled,
    }  # fmt: skip


TABLE = {
    #                      read   revise settle evid.  orig.  grant  refer  ident. contact filing prove
    "maker":               (True, True, False, True, False, True, False, False, True, False, False),
    "joined":              (True, True, False, True, False, False, False, False, True, False, False),
    "stranger":            (False,) * 11,
    "coordinator":         (True, True, False, True, True, True, True, False, True, False, False),
    "far":                 (False,) * 11,
    "left":                (False,) * 11,
    "attorney":            (True,) * 11,
    "other attorney":      (False,) * 11,
    "administrator":       (False,) * 11,
    "auditor":             (False,) * 11,
    "reviewer":            (True, *(False,) * 10),
    "joined reviewer":     (False,) * 11,
    "walled coordinator":  (False,) * 11,
    "walled attorney":     (False,) * 11,
}  # fmt: skip
PREDICATES = (
    access.can_read,
    access.can_revise,
    access.can_settle,
    access.can_add_evidence,
    access.can_open_original,
    access.can_grant,
    access.can_refer,
    access.can_read_identities,
    access.can_record_contact,
    access.can_record_identity,
    access.can_prove,
)


@pytest.mark.parametrize("who", TABLE)
def test_who_may_do_what_with_an_incident(cast, volunteer, who):
    incident = Incident.objects.get(created_by=volunteer)
    assert tuple(predicate(cast[who], incident) for predicate in PREDICATES) == TABLE[who]


def test_every_predicate_about_an_incident_is_in_the_table():
    named = {name for name in vars(access) if name.startswith("can_")} - {
        "can_create",
        "can_read_any",
        "can_look_up_agencies",
        "can_read_ledger",
    }
    assert named == {predicate.__name__ for predicate in PREDICATES}


def test_who_may_record_an_incident(cast):
    assert {name for name, user in cast.items() if access.can_create(user)} == set(TABLE) - {
        "left",
        "administrator",
        "auditor",
        "reviewer",
        "joined reviewer",
    }


def test_the_ledger_is_read_by_the_auditor_alone(cast):
    auditor, former = cast.pop("auditor"), person("Fay Reyes", Role.AUDITOR, is_active=False)
    assert access.can_read_ledger(auditor)
    assert not any(access.can_read_ledger(user) for user in (*cast.values(), former))
    assert not access.can_create(auditor)


def test_the_query_and_the_predicate_agree_for_everybody_and_every_incident(cast):
    for name, user in cast.items():
        visible = set(selectors.incidents_visible_to(user))
        assert visible == {incident for incident in Incident.objects.all() if access.can_read(user, incident)}, name


def test_an_incident_appears_once_however_many_rights_lead_to_it(volunteer, coordinator):
    incident = record_incident(volunteer)
    for through in ("joined", "case:1", "case:2"):
        readers.grant(actor=volunteer, incident=incident, user=coordinator, through=through)
    assert list(selectors.incidents_visible_to(coordinator)) == [incident]


def test_what_is_not_visible_is_not_there(cast, volunteer, other_attorney):
    incident = Incident.objects.get(created_by=volunteer)
    assert selectors.incident_visible_to(volunteer, incident.pk) == incident
    assert selectors.incident_visible_to(other_attorney, incident.pk) is None


@pytest.mark.assurance("A4")
@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.COORDINATOR, Role.ADMINISTRATOR])
def test_who_stops_being_an_attorney_loses_what_the_cases_gave(cast, role):
    incident, former = Incident.objects.get(state="MA"), cast["attorney"]
    former.role = role
    former.save()
    assert not access.can_read(former, incident)
    assert incident not in selectors.incidents_visible_to(former)


@pytest.mark.assurance("A4")
def test_a_coordinator_who_changes_states_or_becomes_a_volunteer_loses_them_at_once(cast):
    incident, coordinator = Incident.objects.get(state="MA"), cast["coordinator"]
    coordinator.states = ["TX"]
    assert not access.can_read(coordinator, incident)
    coordinator.states, coordinator.role = ["MA"], Role.VOLUNTEER
    assert not access.can_read(coordinator, incident)
    assert incident not in selectors.incidents_visible_to(coordinator)
