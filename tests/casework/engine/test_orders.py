"""Court orders: what they forbid, on which days, whom they bind, and what points to a breach."""

from typing import Any

import pytest

from tests.casework.engine.conftest import Bench, LawFolder, authority, both, example, part

CHURCH = {"state": "TX", "premises": "place_of_worship"}
DENVER = {"state": "CO", "county": "Denver", "premises": "public_place"}
ICE = {"key": "A1", "level": "federal", "component": "ice_ero", "actions": ["arrested"]}
ARREST = {"key": "P1", "arrested": True, "arrested_by": ["A1"]}


def at_church(real: Bench, **incident: Any) -> str:
    base = {"place": CHURCH, "occurred_at": "2026-03-03T09:00:00-06:00", "documents": [], "documents_complete": True}
    status: str = real.one("CO-ORDER", **{**base, **incident}).status
    return status


def test_standing_by_at_a_place_of_worship_breaks_no_order(real: Bench) -> None:
    assert at_church(real, agencies=[{**ICE, "actions": ["stood_by"], "actions_complete": True}]) == "not_raised"


def test_an_arrest_in_a_church_without_a_warrant_meets_the_order(real: Bench) -> None:
    arrested = {**ARREST, "arrest_basis": "warrantless_immigration"}
    assert at_church(real, agencies=[ICE], persons=[arrested]) == "indicated"
    assert at_church(real, agencies=[{**ICE, "actions": ["questioned_about_status"]}]) == "indicated"


def test_an_arrest_in_a_church_on_a_warrant_is_excepted(real: Bench) -> None:
    arrested = {**ARREST, "arrest_basis": "administrative_warrant"}
    given = real.one(
        "CO-ORDER",
        place=CHURCH,
        agencies=[ICE],
        agencies_complete=True,
        persons=[arrested],
        persons_complete=True,
        documents_complete=True,
    )
    assert given.status == "not_indicated"


def test_papers_that_are_absent_point_to_no_breach(real: Bench) -> None:
    nowhere = {"state": "TX"}
    assert at_church(real, place=nowhere, agencies=[{**ICE, "actions": []}]) == "not_raised"


@pytest.mark.parametrize(
    "persons",
    [
        [{**ARREST, "arrest_basis": "warrantless_immigration", "likely_to_escape": True}],
        [
            {**ARREST, "arrest_basis": "warrantless_immigration", "likely_to_escape": True},
            {"key": "P2", "arrested": True, "arrested_by": ["A1"], "arrest_basis": "administrative_warrant"},
        ],
    ],
)
def test_persons_whom_nobody_recorded_point_to_nothing(real: Bench, persons: list[dict[str, Any]]) -> None:
    assert real.one("CO-ORDER", place=DENVER, agencies=[ICE], persons=persons).status == "not_raised"


def test_an_exception_that_is_recorded_leaves_nothing_to_point_to_the_order(real: Bench) -> None:
    sheriff = {"key": "A1", "level": "county", "component": "sheriff", "actions": ["arrested"], "criminal_matter": False}
    maricopa = {"state": "AZ", "county": "Maricopa", "premises": "public_place"}
    raised = real.one("CO-ORDER", place=maricopa, agencies=[sheriff])
    assert raised.status == "indicated"
    assert real.one("CO-ORDER", place=maricopa, agencies=[{**sheriff, "designated_287g": True}]).status == "not_raised"
    door = {"state": "CA", "county": "Los Angeles", "premises": "house"}
    ruse = {"consent": {"identity_deception": True}, "place": door}
    assert real.one("CO-ORDER", agencies=[ICE], **ruse).status == "indicated"
    assert real.one("CO-ORDER", agencies=[{**ICE, "identified_agency": True}], **ruse).status == "not_raised"


def test_the_decree_of_the_chicago_area_ends_with_its_term(real: Bench) -> None:
    arrested = {**ARREST, "arrest_basis": "warrantless_immigration", "likely_to_escape": False}
    incident = {"place": {"state": "KY", "premises": "public_place"}, "agencies": [ICE], "persons": [arrested]}
    assert real.one("CO-ORDER", occurred_at="2026-02-02T23:00:00-05:00", **incident).status == "indicated"
    assert real.one("CO-ORDER", occurred_at="2026-02-03T00:00:00-05:00", **incident).status == "not_applicable"


def with_an_order(folder: LawFolder, status: str) -> Bench:
    """An order of a Texas court against Border Patrol, whose standing on the day is as given."""
    folder.files["authorities/us/txsd/o.yaml"] = authority(
        "us/txsd/o",
        kind="court_order",
        decided=None,
        binding_in=["us.txsd"],
        jurisdiction="us.txsd",
        area={"states": ["TX"]},
        binds_agencies=["border_patrol"],
        history=[{"from": "2026-01-01", "status": status, "note": "Said so."}],
        codes=["CO-T"],
        elements=["agencies[].actions contains any [searched]"],
    )
    folder.files["codes.yaml"]["codes"]["CO-T"] = {"unit": "incident", "family": "court_order", "title": both("Order")}
    folder.files["rules/CO-T.yaml"] = {
        "code": "CO-T",
        "authorities": [],
        "scope": [part("applies", {"orders": "applies"})],
        "elements": [part("barred", {"orders": "barred"})],
        "triggers": [part("pointed", {"orders": "pointed"})],
        "examples": [example("not_raised")] * 4,
    }
    return Bench(folder.load())


SEARCHED = {"key": "A1", "level": "federal", "component": "border_patrol", "actions": ["searched"]}


@pytest.mark.parametrize(
    ("status", "expected"), [("in_force", "indicated"), ("contested", "possible"), ("stayed", "not_applicable")]
)
def test_an_order_whose_force_is_in_doubt_on_the_day_is_possible_at_most(
    law_folder: LawFolder, status: str, expected: str
) -> None:
    assert with_an_order(law_folder, status).one("CO-T", agencies=[SEARCHED]).status == expected


def test_an_agency_that_an_order_does_not_bind_is_outside_it(law_folder: LawFolder) -> None:
    bench = with_an_order(law_folder, "in_force")
    bureau = {**SEARCHED, "component": "fbi"}
    assert bench.one("CO-T", agencies=[bureau], agencies_complete=True).status == "not_applicable"
