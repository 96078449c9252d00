"""A state and its city: who yields to whom, on which day, and what police work on a crime never brings up."""

from datetime import date
from typing import Any

import pytest

from casework.engine import Law, Register, Result, evaluate, load_law
from casework.engine.applicable import Answer, Asked, applicable
from tests.builders import minimal_document
from tests.casework.law.cases import ROOT

pytestmark = pytest.mark.assurance("4.3")

TODAY = date(2026, 11, 22)
RAISED = {"indicated", "possible"}
SL_CODES = (
    *("SL-PARTICIPATION", "SL-INQUIRY", "SL-DETAINER", "SL-TRANSFER", "SL-INFORMATION", "SL-RESOURCES"),
    *("SL-AGREEMENT-BARRED", "SL-IDENTIFICATION", "SL-PROTECTED-PLACE"),
)


@pytest.fixture(scope="module")
def law() -> Law:
    return load_law(ROOT / "casework" / "law")


def results(law: Law, day: str, place: dict[str, Any], agency: dict[str, Any], **facts: Any) -> dict[str, Result]:
    agreements = Register.of(facts.pop("agreements", ()))
    document = minimal_document(
        occurred_at=f"{day}T09:00:00-05:00", place=place, agencies=[agency], agencies_complete=True, **facts
    )
    return {one.code: one for one in evaluate(document, law, agreements=agreements, as_of=TODAY).results}


def police(*actions: str) -> dict[str, Any]:
    """City police at an immigration operation that concerned no crime."""
    who = {"key": "A1", "level": "municipal", "component": "police", "name": "City Police", "actions": list(actions)}
    return {**who, "criminal_matter": False, "requested_by_immigration": True}


def roles(result: Result) -> dict[str, str]:
    return {one["id"]: one["role"] for one in result.authorities}


def sheet(law: Law, state: str, day: str, city: str | None = None) -> Answer:
    return applicable(law, Asked(state=state, day=date.fromisoformat(day), as_of=TODAY, city=city))


def test_compelling_a_city_rule_against_what_the_state_commands_is_displaced_for_those_acts(law: Law) -> None:
    rows = {one.record.id: one for one in sheet(law, "TX", "2026-06-01", "Houston").rows}
    houston = rows["tx/houston/policy/500-5"]
    assert ("SL-DETAINER", "tx/statute/gov-752-053") in houston.displaced_by
    assert ("SL-DETAINER", "tx/statute/gov-752-053") not in houston.contested_by


def test_silent_on_the_act_a_compelling_statute_stands_beside_the_city_rule_and_both_are_shown(law: Law) -> None:
    found = results(law, "2026-05-01", {"state": "LA", "city": "New Orleans"}, police("arrested"))["SL-PARTICIPATION"]
    assert (found.status, found.support) == ("indicated", "contested")
    assert roles(found)["la/new-orleans/policy/41-6-1"] == "supports"
    assert roles(found)["la/statute/act314-2024"] == "contrary"


def test_enjoined_a_state_crime_governs_nothing_from_the_day_of_the_injunction(law: Law) -> None:
    days = ("2025-04-28", "2025-04-29")
    rows = [next(one for one in sheet(law, "FL", day).rows if one.record.id == "fl/statute/811-102") for day in days]
    assert [one.governs for one in rows] == [True, False]
    assert rows[1].status_on_day == "enjoined"


def test_silent_state_the_city_law_binds_alone_and_the_blank_is_told(law: Law) -> None:
    found = results(law, "2026-05-01", {"state": "RI", "city": "Providence"}, police("perimeter"))["SL-PARTICIPATION"]
    assert (found.status, found.support) == ("indicated", "binding")
    assert [one.id for one in sheet(law, "RI", "2026-05-01", "Providence").blanks] == ["ri/no-statewide-law"]


def test_stricter_a_city_adds_its_own_law_to_that_of_its_state(law: Law) -> None:
    chicago = results(law, "2026-05-01", {"state": "IL", "city": "Chicago"}, police("perimeter"))["SL-PARTICIPATION"]
    elsewhere = {"state": "IL", "city": "Springfield", "county": "Sangamon"}
    springfield = results(law, "2026-05-01", elsewhere, police("perimeter"))["SL-PARTICIPATION"]
    assert chicago.status == springfield.status == "indicated"
    assert {"il/chicago/ordinance/2-173", "il/statute/5-ilcs-805-15"} <= roles(chicago).keys()
    assert "il/chicago/ordinance/2-173" not in roles(springfield)


def test_federal_override_a_mask_law_does_not_bind_federal_agents_and_the_supremacy_clause_is_shown(law: Law) -> None:
    agent = {"key": "A1", "level": "federal", "component": "ice_ero", "masked": True, "actions": ["arrested"]}
    found = results(law, "2026-05-01", {"state": "CA", "city": "Los Angeles"}, agent)["SL-IDENTIFICATION"]
    assert found.status == "not_applicable"
    assert roles(found)["us/const/art-6-cl-2"] == "contrary"


@pytest.mark.parametrize(("day", "raised"), [("2026-02-16", False), ("2026-02-17", True)])
def test_an_agreement_is_barred_by_a_law_that_came_later_and_from_its_day(law: Law, day: str, raised: bool) -> None:
    agreement = {"agency": "City Police", "state": "MD", "model": "task_force", "signed": "2025-03-01"}
    found = results(law, day, {"state": "MD"}, police("arrested"), agreements=[agreement])["SL-AGREEMENT-BARRED"]
    assert (found.status == "indicated") is raised
    assert ("md/statute/ps-5-104-1" in roles(found)) is raised


@pytest.mark.parametrize("code", SL_CODES)
@pytest.mark.parametrize(
    "place",
    [
        {"state": "IL", "city": "Chicago"},
        {"state": "RI", "city": "Providence"},
        {"state": "CA", "city": "Los Angeles"},
        {"state": "MA", "city": "Boston"},
    ],
    ids=lambda place: place["city"],
)
def test_police_at_a_burglary_raise_none_of_the_state_and_local_codes(law: Law, place: dict[str, Any], code: str) -> None:
    officers = police("perimeter", "arrested", "questioned_about_status", "provided_equipment", "shared_information")
    officers.update(criminal_matter=True, requested_by_immigration=False, basis="criminal_probable_cause")
    officers.update(actions_complete=True, masked=False, plain_clothes=False, identified_agency=True)
    burglar = {"key": "P1", "arrested": True, "arrested_by": ["A1"], "arrest_basis": "criminal_probable_cause"}
    found = results(law, "2026-05-01", {**place, "premises": "house"}, officers, persons=[burglar], persons_complete=True)
    assert found[code].status not in RAISED
