"""What raises a defeater, and what a result rests on where nothing did."""

from typing import Any

import pytest

from tests.casework.engine.conftest import Bench

FORCED = {
    "place": {"state": "TN", "premises": "house"},
    "encounter": {"judicial_warrant_existed": False},
    "entry": {"entered": True, "manner": "forced_door"},
}
POSED = {
    "asked": True,
    "response": "explicit_yes",
    "by": "adult_resident",
    "identity_deception": True,
    "deception_kinds": ["posed_as_police_or_other_agency"],
}


@pytest.mark.parametrize(
    "exigency",
    [
        {"claimed": False, "specific_facts": True},
        {"claimed": False, "emergency_observed": True},
        {"specific_facts": True},
        {"claimed": False, "pursuit_began_in_public": True},
    ],
)
def test_facts_of_an_emergency_that_nobody_claimed_or_named_raise_none(real: Bench, exigency: dict[str, Any]) -> None:
    assert real.one("FA-ENTRY", **FORCED, exigency=exigency).status == "indicated"


def test_a_result_rests_on_the_kind_of_emergency_where_it_alone_would_take_it_away(real: Bench) -> None:
    observed = real.one("FA-ENTRY", **FORCED, exigency={"emergency_observed": True})
    assert "/exigency/kind" in observed.rests_on
    unseen = real.one("FA-ENTRY", **FORCED)
    assert not [path for path in unseen.rests_on if path.startswith("/exigency")]
    assert real.one("FA-ENTRY", **FORCED, exigency={"claimed": True}).status == "possible"


@pytest.mark.parametrize(
    ("state", "exceeded", "entry", "ruse"),
    [
        ("GA", None, "not_indicated", "possible"),
        ("FL", True, "not_indicated", "indicated"),
        ("GA", False, "not_indicated", "not_indicated"),
        ("CA", None, "indicated", "indicated"),
    ],
)
def test_going_beyond_what_was_allowed_does_not_undo_consent_to_the_entry(
    real: Bench, state: str, exceeded: bool | None, entry: str, ruse: str
) -> None:
    incident = {
        "place": {"state": state, "premises": "house"},
        "encounter": {"judicial_warrant_existed": False},
        "entry": {"entered": True},
        "consent": {**POSED, "scope_exceeded": exceeded},
        "documents_complete": True,
    }
    assert (real.one("FA-ENTRY", **incident).status, real.one("FA-CONSENT-RUSE", **incident).status) == (entry, ruse)


def test_the_raising_fact_of_a_defeater_is_rested_on_where_it_would_take_the_result_away(real: Bench) -> None:
    held = {"in_local_custody": True, "detainer_lodged": True, "held_past_release_hours": 24, "probable_cause_shown": False}
    jail = {"place": {"state": "PA", "premises": "jail"}}
    result = real.one("FA-DETAINER", **jail, custody=[held])
    assert {"/custody/0/judge_found_probable_cause", "/custody/0/detainer_accompanied_by"} <= set(result.rests_on)
    served = {"actions": ["questioned_about_status", "served_administrative_warrant"], "actions_complete": True}
    deputy = {"key": "A1", "level": "county", "name": "County Sheriff", "criminal_matter": False, **served}
    function = real.one("ST-287G-NO-AGREEMENT", "A1", place={"state": "IN"}, agencies=[deputy])
    assert function.status == "indicated"
    assert {"/agencies/A1/requested_by_immigration", "/agencies/A1/under_federal_supervision"} <= set(function.rests_on)


@pytest.mark.parametrize("when", ["before_entry", "after_entry"])
def test_a_paper_presented_at_some_time_was_presented(real: Bench, when: str) -> None:
    paper = {"key": "D1", "kind": "administrative_arrest_warrant", "presented_when": when}
    result = real.one("FA-ADMIN-WARRANT", **FORCED, documents=[paper])
    assert result.status == "indicated"
    assert "/documents/D1/presented" in result.rests_on


def test_who_answered_raises_no_consent(real: Bench) -> None:
    paper = {"key": "D1", "kind": "administrative_arrest_warrant", "presented": "shown"}
    incident = {**FORCED, "entry": {"entered": True}, "documents": [paper]}
    assert real.one("FA-ADMIN-WARRANT", **incident, consent={"by": "adult_resident"}).status == "indicated"
    assert real.one("FA-ADMIN-WARRANT", **incident, consent={"asked": True}).status == "possible"


def test_a_paper_of_a_kind_that_nobody_made_out_may_be_a_judges(real: Bench) -> None:
    agency = {"key": "A1", "level": "federal", "component": "ice_ero", "actions": ["entered_home"], "basis": "detainer"}
    incident = {**FORCED, "encounter": {}, "agencies": [agency], "documents_complete": True}
    for signed_by, expected in ((None, "possible"), ("judge", "possible"), ("immigration_officer", "indicated")):
        papers = [{"key": "D1", "kind": "unknown_paper", "signed_by": signed_by}]
        assert real.one("FA-ENTRY", **incident, documents=papers).status == expected
