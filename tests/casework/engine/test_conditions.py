"""Lists, members and what is not listed."""

from typing import Any

import pytest

from tests.casework.engine.conftest import Bench, LawFolder, part


@pytest.fixture
def ask(law_folder: LawFolder) -> Any:
    """The value of one condition, asked of the incident."""

    def value(when: Any, code: str = "T-HOME", subject: str | None = None, **incident: Any) -> Any:
        law_folder.rule(code)["elements"] = [part("asked", when)]
        result = Bench(law_folder.load()).one(code, subject, **incident)
        return result.trace.children[1].value

    return value


COUNTY: dict[str, Any] = {"key": "A1", "level": "county"}
FEDERAL: dict[str, Any] = {"key": "A2", "level": "federal"}


def test_some_listed_agency_is_enough(ask: Any) -> None:
    assert ask("agencies[].level = federal", agencies=[COUNTY, FEDERAL]) is True


def test_an_agency_that_is_not_listed_is_unknown_until_the_list_is_whole(ask: Any) -> None:
    assert ask("agencies[].level = federal", agencies=[COUNTY]) is None
    assert ask("agencies[].level = federal", agencies=[COUNTY], agencies_complete=True) is False


def test_a_level_recorded_as_unknown_is_unknown(ask: Any) -> None:
    assert ask("agencies[].level = federal", agencies=[{"key": "A1", "level": "unknown"}], agencies_complete=True) is None


def test_an_action_that_is_not_listed_is_unknown_until_the_actions_are_whole(ask: Any) -> None:
    listed = {**COUNTY, "actions": ["knocked"]}
    assert ask("arrested", "T-AGENCY", "A1", agencies=[listed]) is None
    assert ask("arrested", "T-AGENCY", "A1", agencies=[{**listed, "actions_complete": True}]) is False


def test_a_recorded_list_of_values_is_whole_and_an_absent_one_unknown(ask: Any) -> None:
    assert ask("consent.deception_kinds contains false_warrant", consent={"deception_kinds": []}) is False
    assert ask("consent.deception_kinds contains false_warrant") is None


def test_none_of_the_papers_needs_a_whole_list(ask: Any) -> None:
    when = {"none": "documents", "where": "kind = judicial_search_warrant"}
    paper = [{"key": "D1", "kind": "unknown_paper"}]
    assert ask(when, documents=paper) is None
    assert ask(when, documents=paper, documents_complete=True) is True
    assert ask(when, documents=[{"key": "D2", "kind": "judicial_search_warrant"}]) is False


def test_the_conditions_of_a_member_speak_of_one_and_the_same_member(ask: Any) -> None:
    when = {"some": "agencies", "where": ["level = federal", "masked = true"]}
    agencies = [{**COUNTY, "masked": True}, {**FEDERAL, "masked": False}]
    assert ask(when, agencies=agencies, agencies_complete=True) is False


def test_custody_that_is_recorded_is_whole_and_absent_custody_unknown(ask: Any) -> None:
    assert ask("custody[].held_past_release_hours > 0", custody=[{"held_past_release_hours": 0}]) is False
    assert ask("custody[].held_past_release_hours > 0") is None


def test_an_agency_is_asked_about_its_own_persons(ask: Any) -> None:
    persons = [{"key": "P1", "arrested": True, "arrested_by": ["A2"]}, {"key": "P2", "arrested": False, "arrested_by": ["A1"]}]
    asked = {"agencies": [COUNTY, FEDERAL], "persons": persons, "persons_complete": True}
    assert ask("persons[].arrested = true", "T-AGENCY", "A1", **asked) is False
    assert ask("persons[].arrested = true", "T-AGENCY", "A2", **asked) is True


def test_a_circuit_point_is_read_for_the_place(ask: Any) -> None:
    assert ask({"circuit": "ruse", "is": ["weighs"]}) is True
    assert ask({"circuit": "ruse", "is": ["strong"]}) is False


def test_night_follows_the_local_clock_unless_the_time_is_rough(ask: Any) -> None:
    night = {"clock": ["22:00", "06:00"]}
    assert ask(night, occurred_at="2026-03-10T05:59:00-05:00") is True
    assert ask(night, occurred_at="2026-03-10T06:00:00-05:00") is False
    assert ask(night, occurred_at="2026-03-10T23:00:00-05:00", time_is_approximate=True) is None


def test_at_least_two_counts_what_is_unknown(ask: Any) -> None:
    when = {"counted": ["entered", "warrant", "emergency"], "at_least": 2}
    assert ask(when, entry={"entered": True}) is None
    assert ask(when, entry={"entered": True}, encounter={"judicial_warrant_existed": True}) is True
    assert ask(when, entry={"entered": False}, encounter={"judicial_warrant_existed": False}) is False
