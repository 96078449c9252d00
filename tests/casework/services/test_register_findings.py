"""What the register says of a day reaches the findings: before the signing, within, in the window of its end, and after."""

from datetime import date

import pytest

from casework import engine
from casework.services import agreements, sheets
from casework.services.law import current_law
from tests.builders import identifier
from tests.casework.sheets.workbooks import JAIL, TASK_FORCE, entry, published

pytestmark = pytest.mark.django_db
LAKE, HARFORD = "Lake County Sheriff's Office", "Harford County Sheriff's Office"
LATER = date(2026, 11, 1)


@pytest.fixture
def listed(tmp_path):
    """Two agreements in sheets of 2026, listed up to 20 August and gone on 15 September; neighbours stay listed."""
    neighbours = ("Porter", "Jasper", "Newton")
    stay = [entry(f"{one} County Sheriff's Office", county=f"{one} County", signed=date(2026, 1, 5)) for one in neighbours]
    lake = entry(LAKE, county="Lake County", model=TASK_FORCE, signed=date(2026, 7, 10))
    harford = entry(HARFORD, state="MARYLAND", county="Harford County", model=JAIL, signed=date(2026, 7, 10))
    rows = {"07012026": stay, "07202026": [*stay, lake, harford], "08202026": [*stay, lake, harford]}
    rows |= {"09152026": stay, "10052026": stay}
    paths = [published(tmp_path, f"participatingAgencies{day}am.xlsx", *listed) for day, listed in rows.items()]
    sheets.take(actor=None, readings=[sheets.read(path) for path in paths])


def status(code, name, state, day, **agency):
    document = {
        "format": "incident/1",
        "id": identifier("register"),
        "occurred_at": f"{day}T09:00:00-05:00",
        "place": {"state": state, "premises": "jail" if "transferred_to_immigration" in agency["actions"] else "public_place"},
        "agencies": [{"key": "A1", "level": "county", "component": "sheriff", "name": name, **agency}],
    }
    register = agreements.standing_register().register
    found = engine.evaluate(document, current_law(), agreements=register, as_of=LATER, codes=(code,)).as_dict()
    return next((one["status"] for one in found["results"] if one["code"] == code), "not_raised")


ARREST = {"actions": ["arrested"], "basis": "administrative_warrant", "criminal_matter": False}
TRANSFER = {"actions": ["transferred_to_immigration"]}


@pytest.mark.assurance("5.1")
@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-07-09", "indicated"),  # the day before it was signed
        ("2026-07-10", "not_indicated"),  # the day of signing
        ("2026-08-20", "not_indicated"),  # the last sheet that lists it
        ("2026-09-01", "possible"),  # it ended on some day between two sheets
        ("2026-09-15", "indicated"),  # the first sheet without it
        ("2026-12-01", "possible"),  # no sheet speaks of that day
    ],
)
def test_an_arrest_without_an_agreement_follows_the_sheets(listed, day, expected):
    assert status("ST-287G-NO-AGREEMENT", LAKE, "IN", day, **ARREST) == expected


@pytest.mark.assurance("5.1")
@pytest.mark.parametrize(
    ("day", "expected"),
    [("2026-07-05", "not_raised"), ("2026-08-01", "indicated"), ("2026-09-01", "not_raised"), ("2026-09-20", "not_raised")],
)
def test_an_agreement_that_a_state_bars_follows_the_sheets(listed, day, expected):
    """Only an agreement that is known to be in force points to it; nothing else in this record does."""
    assert status("SL-AGREEMENT-BARRED", HARFORD, "MD", day, **TRANSFER) == expected


@pytest.mark.assurance("5.1")
def test_an_unnamed_agency_is_never_found_to_be_without_an_agreement(listed):
    assert status("ST-287G-NO-AGREEMENT", None, "IN", "2026-08-01", **ARREST) == "possible"
    assert status("ST-287G-NO-AGREEMENT", "Sheriff", "IN", "2026-08-01", **ARREST) == "possible"


@pytest.mark.assurance("5.1")
def test_an_end_recorded_by_hand_closes_the_window(listed):
    agreement, _added = agreements.add(
        actor=None,
        agency=LAKE,
        state="IN",
        model="task_force",
        signed=date(2026, 7, 10),
        source="The agreement",
        document="ab" * 32,
        scope="Task force",
        training="Two deputies, until 2027",
    )
    agreements.rescind(actor=None, agreement=agreement, ended=date(2026, 8, 25), rescission="Letter of the sheriff")
    assert status("ST-287G-NO-AGREEMENT", LAKE, "IN", "2026-09-01", **ARREST) == "indicated"


def test_another_kind_of_agreement_is_no_agreement_under_1357_g(listed):
    agreements.add(
        actor=None, kind="detention_contract", agency=LAKE, state="IN", signed=date(2026, 1, 1), source="The contract"
    )
    assert status("ST-287G-NO-AGREEMENT", LAKE, "IN", "2026-07-09", **ARREST) == "indicated"
