"""Statutes, regulations and the limits of states and localities, tried where worked examples of one rule say too little."""

from datetime import date
from typing import Any

import pytest

from casework.engine import Law, Register, evaluate, load_law
from casework.engine.examples import strongest
from tests.casework.law.files import LAW

SUMMER = "2026-08-10T10:00:00-04:00"
POLICE = {"key": "A1", "level": "municipal", "component": "police"}
SHERIFF = {"key": "A1", "level": "county", "component": "sheriff", "name": "County Sheriff"}
ICE = {"key": "A1", "level": "federal", "component": "ice_ero"}
ASKED = {"criminal_matter": False, "basis": "request_by_immigration"}
CIVIL = {"key": "P1", "arrested": True, "arrest_basis": "administrative_warrant"}


@pytest.fixture(scope="module")
def law() -> Law:
    return load_law(LAW)


def found(law: Law, code: str, *, agreements: Any = (), **incident: Any) -> Any:
    base = {"format": "incident/1", "id": "6860b6cf-36b5-540a-838e-023cf11b5f84", "occurred_at": SUMMER}
    evaluation = evaluate({**base, **incident}, law, agreements=Register.of(agreements), as_of=date(2026, 11, 1), codes=(code,))
    return strongest(evaluation.results)


@pytest.mark.parametrize(
    ("state", "city", "day", "agency", "expected"),
    [
        ("VA", "Richmond", "2026-07-01", {**POLICE, "masked": True}, "indicated"),
        ("VA", "Richmond", "2026-06-30", {**POLICE, "masked": True}, "not_applicable"),
        ("VA", "Richmond", "2026-07-01", {**ICE, "masked": True}, "not_applicable"),
        ("WA", "Seattle", "2026-08-10", {**ICE, "masked": True}, "indicated"),
        ("WA", "Seattle", "2026-08-10", {**ICE, "masked": False, "identified_agency": False}, "indicated"),
        ("WA", "Seattle", "2026-08-10", {**ICE, "plain_clothes": True}, "not_raised"),
        ("NJ", "Newark", "2026-03-24", {**ICE, "identified_agency": False}, "not_applicable"),
        ("NJ", "Newark", "2026-03-25", {**ICE, "identified_agency": False}, "indicated"),
        ("CA", "Fresno", "2026-08-10", {**POLICE, "identified_agency": False}, "possible"),
        ("CA", "Fresno", "2026-08-10", {**POLICE, "actions": ["arrested"]}, "not_raised"),
        ("CO", "Denver", "2026-08-10", {**ICE, "masked": True, "actions": ["arrested"]}, "indicated"),
        ("CO", "Boulder", "2026-08-10", {**ICE, "masked": True, "actions": ["arrested"]}, "not_applicable"),
        ("CO", None, "2026-08-10", {**ICE, "masked": True, "actions": ["arrested"]}, "possible"),
        ("TX", "Austin", "2026-08-10", {**ICE, "masked": True}, "not_applicable"),
    ],
)
def test_masks_and_identification(state: str, city: str | None, day: str, agency: Any, expected: str, law: Law) -> None:
    county = {"Boulder": "Boulder County"}.get(city or "")
    place = {"state": state, "city": city, "county": county, "premises": "public_place"}
    result = found(law, "SL-IDENTIFICATION", occurred_at=f"{day}T10:00:00-05:00", place=place, agencies=[agency])
    assert result.status == expected


def test_a_reason_for_a_mask_that_nobody_gave_is_presumed_none(law: Law) -> None:
    place = {"state": "CA", "city": "Fresno", "premises": "public_place"}
    masked = {**POLICE, "masked": True, "plain_clothes": False}
    unsaid = found(law, "SL-IDENTIFICATION", place=place, agencies=[masked])
    medical = found(law, "SL-IDENTIFICATION", place=place, agencies=[{**masked, "mask_reason": "medical"}])
    assert (unsaid.status, medical.status) == ("indicated", "not_indicated")
    assert "/agencies/A1/mask_reason" in unsaid.rests_on


@pytest.mark.parametrize(
    ("code", "incident"),
    [
        ("SL-IDENTIFICATION", {"agencies": [{**ICE, "masked": True}]}),
        ("SL-PROTECTED-PLACE", {"agencies": [{**ICE, "actions": ["arrested"]}], "persons": [CIVIL]}),
    ],
)
def test_the_supremacy_clause_stands_against_a_state_rule_for_federal_officers(code: str, incident: Any, law: Law) -> None:
    result = found(law, code, place={"state": "WA", "city": "Seattle", "premises": "courthouse"}, **incident)
    roles = {row["id"]: row["role"] for row in result.authorities}
    assert (result.status, result.support) == ("indicated", "contested")
    assert roles["us/const/art-6-cl-2"] == "contrary"


@pytest.mark.parametrize(
    ("state", "premises", "day", "person", "expected"),
    [
        ("IL", "courthouse", "2026-08-10", CIVIL, "indicated"),
        ("IL", "courthouse", "2025-12-08", CIVIL, "not_applicable"),
        ("IL", "courthouse", "2026-08-10", {**CIVIL, "attending_court": False}, "not_indicated"),
        ("WA", "public_place", "2026-08-10", {**CIVIL, "attending_court": True}, "indicated"),
        ("WA", "public_place", "2026-08-10", CIVIL, "not_raised"),
        ("NY", "hospital", "2026-03-10", CIVIL, "not_raised"),
        ("NY", "hospital", "2026-08-10", CIVIL, "indicated"),
        ("CT", "school", "2026-04-10", CIVIL, "not_applicable"),
        ("CT", "school", "2026-08-10", CIVIL, "indicated"),
        ("NV", "courthouse", "2026-08-10", CIVIL, "not_applicable"),
        ("NY", "courthouse", "2026-08-10", {"key": "P1", "detained": True}, "not_raised"),
    ],
)
def test_arrests_at_protected_places(state: str, premises: str, day: str, person: Any, expected: str, law: Law) -> None:
    result = found(
        law,
        "SL-PROTECTED-PLACE",
        occurred_at=f"{day}T10:00:00-05:00",
        place={"state": state, "premises": premises},
        agencies=[{**ICE, "actions": ["arrested" if person.get("arrested") else "detained"]}],
        persons=[person],
        persons_complete=True,
    )
    assert result.status == expected


@pytest.mark.parametrize(
    ("state", "level", "ended", "expected"),
    [
        ("WA", "county", None, "indicated"),
        ("CO", "county", None, "indicated"),
        ("CO", "county", "2026-01-01", "not_raised"),
        ("VA", "state", None, "indicated"),
        ("VA", "county", None, "not_raised"),
        ("TX", "county", None, "not_applicable"),
    ],
)
def test_an_agreement_in_force_by_the_register(state: str, level: str, ended: str | None, expected: str, law: Law) -> None:
    row = {"agency": "County Sheriff", "state": state, "county": None, "model": "task_force", "signed": "2025-03-01"}
    result = found(
        law,
        "SL-AGREEMENT-BARRED",
        agreements=[{**row, "ended": ended}],
        place={"state": state, "premises": "jail"},
        agencies=[{**SHERIFF, "level": level}],
    )
    assert result.status == expected


@pytest.mark.parametrize(("day", "expected"), [("2025-12-10", "not_applicable"), ("2025-12-11", "indicated")])
def test_a_later_clause_of_a_record_begins_on_its_own_day(day: str, expected: str, law: Law) -> None:
    result = found(
        law,
        "SL-RESOURCES",
        occurred_at=f"{day}T10:00:00-06:00",
        place={"state": "MN", "city": "Minneapolis", "premises": "public_place"},
        agencies=[{**POLICE, "actions": ["provided_facility"], **ASKED}],
    )
    assert result.status == expected


@pytest.mark.parametrize(
    ("code", "place", "facts", "rests"),
    [
        (
            "SL-TRANSFER",
            {"state": "CA", "city": "Fresno", "premises": "jail"},
            {
                "agencies": [{**SHERIFF, "actions": ["transferred_to_immigration"], "criminal_matter": False}],
                "custody": [{"agency": "A1"}],
            },
            "/custody/0/judge_found_probable_cause",
        ),
        (
            "SL-INQUIRY",
            {"state": "NJ", "city": "Trenton", "premises": "vehicle"},
            {"agencies": [{**POLICE, "actions": ["questioned_about_status"], "criminal_matter": False}]},
            "/agencies/A1/basis",
        ),
    ],
)
def test_an_exception_that_nobody_raised_is_what_the_result_rests_on(
    code: str, place: Any, facts: Any, rests: str, law: Law
) -> None:
    result = found(law, code, place=place, **facts)
    assert result.status == "indicated"
    assert rests in result.rests_on


def test_a_contested_case_establishes_nothing_clearly(law: Law) -> None:
    place = {"state": "NY", "city": "Albany", "premises": "courthouse"}
    result = found(law, "SL-PROTECTED-PLACE", place=place, agencies=[{**ICE, "actions": ["arrested"]}], persons=[CIVIL])
    assert (result.status, result.clearly_established) == ("indicated", "no")


def test_several_people_and_one_of_them_arrested_on_an_immigration_paper(law: Law) -> None:
    people = [CIVIL, {"key": "P2", "arrested": True, "arrest_basis": "criminal_probable_cause"}]
    place = {"state": "WA", "city": "Seattle", "premises": "courthouse"}
    result = found(law, "SL-PROTECTED-PLACE", place=place, agencies=[{**ICE, "actions": ["arrested"]}], persons=people)
    assert result.status == "indicated"


@pytest.mark.parametrize(
    ("information", "expected"),
    [(["release_date"], "indicated"), (["immigration_status"], "not_indicated"), (None, "possible")],
)
def test_information_is_read_with_section_1373(information: list[str] | None, expected: str, law: Law) -> None:
    agency = {**SHERIFF, "actions": ["shared_information"], "information_shared": information, **ASKED}
    place = {"state": "IL", "county": "Lake County", "premises": "jail"}
    assert found(law, "SL-INFORMATION", place=place, agencies=[agency]).status == expected


def test_an_agency_that_is_named_and_not_listed_leaves_the_scope_unknown(law: Law) -> None:
    person = {"key": "P1", "arrested": True, "arrested_by": ["A1"], "arresting_officer_identified": False}
    result = found(law, "RG-287-8-C2", place={"state": "TX", "premises": "public_place"}, persons=[person])
    assert result.status == "possible"


@pytest.mark.parametrize(("actions", "expected"), [(None, "possible"), (["stood_by"], "not_applicable")])
def test_an_agency_of_which_no_act_is_recorded_may_have_done_it_too(actions: list[str] | None, expected: str, law: Law) -> None:
    held = {"detained": True, "free_to_leave": False, "suspicion_before_seizure": False, "questioned_about_status": True}
    agencies = [{**POLICE, "name": "Town Police", "actions": ["detained"]}, {**ICE, "key": "A2", "actions": actions}]
    place = {"state": "TX", "premises": "public_place"}
    result = found(law, "RG-287-8-B", place=place, agencies=agencies, persons=[{"key": "P1", **held}])
    assert result.status == expected
