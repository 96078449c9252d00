"""Whom and when a limit reaches, what displaces it, and how firmly it stands."""

from typing import Any

from tests.casework.engine.conftest import Bench, LawFolder
from tests.casework.engine.test_displacement import ORDINANCE, folder_with, held

CUSTODY = {"in_local_custody": True, "detainer_lodged": True, "held_past_release_hours": 20, "probable_cause_shown": True}
HELD = {"key": "A1", "level": "state", "component": "corrections", "actions": ["held_on_detainer"], "criminal_matter": False}


def jail(state: str, **more: Any) -> dict[str, Any]:
    return {"place": {"state": state, "premises": "jail"}, "agencies": [HELD], "agencies_complete": True, **more}


def test_an_exception_for_a_kind_of_agency_leaves_the_result_open_where_the_kind_is_unknown(real: Bench) -> None:
    """California leaves out its state prisons (corrections)."""
    unknown = {name: value for name, value in HELD.items() if name != "component"}
    for agency, expected in ((HELD, "not_applicable"), (unknown, "possible"), ({**HELD, "component": "sheriff"}, "indicated")):
        incident = jail("CA", agencies=[agency], custody=[CUSTODY])
        assert real.one("SL-DETAINER", "A1", **incident).status == expected


def test_a_hold_whose_want_of_power_hangs_on_a_prison_that_may_be_excepted_is_possible(real: Bench) -> None:
    unknown = {name: value for name, value in HELD.items() if name != "component"}
    for agency, expected in ((HELD, "not_indicated"), (unknown, "possible")):
        assert real.one("FA-DETAINER", **jail("CA", agencies=[agency], custody=[CUSTODY])).status == expected


def test_want_of_power_that_rests_on_contested_state_law_alone_is_contested(real: Bench) -> None:
    agency = {**HELD, "level": "county", "component": "sheriff"}
    incident = jail("MT", agencies=[agency], custody=[CUSTODY])
    limit, hold = real.one("SL-DETAINER", "A1", **incident), real.one("FA-DETAINER", **incident)
    assert (limit.status, limit.support) == ("indicated", "contested")
    assert (hold.status, hold.support) == ("indicated", "contested")
    without_cause = jail("MT", agencies=[agency], custody=[{**CUSTODY, "probable_cause_shown": False}])
    assert real.one("FA-DETAINER", **without_cause).support == "binding"


def test_a_contested_limit_is_never_binding(law_folder: LawFolder) -> None:
    bench = folder_with(law_folder, history=[{"from": "2026-12-01", "status": "in_force"}])
    assert held(bench).support == "binding"
    law_folder.files[ORDINANCE]["history"] = [{"from": "2000-01-01", "status": "contested", "note": "Said so."}]
    assert held(Bench(law_folder.load())).support == "contested"


def test_whether_a_compelling_statute_is_on_point_is_asked_before_it_displaces(law_folder: LawFolder) -> None:
    asks = ["agencies[].level = municipal", "custody[].in_local_custody = true", "custody[].detainer_lodged = true"]
    bench = folder_with(law_folder, elements=[{"code": "SL-T", "all": asks}])
    lodged = {"detainer_lodged": True}
    for jailed, expected in ((True, "not_indicated"), (False, "indicated")):
        assert held(bench, custody=[{**lodged, "in_local_custody": jailed}]).status == expected
    unknown = held(bench, custody=[lodged])
    assert unknown.status == "possible"
    assert held(bench, custody=[{"judge_found_probable_cause": False}]).status == "indicated"
    assert "/custody/0/in_local_custody" in [one.path for one in unknown.open_questions]


def test_louisiana_displaces_a_city_policy_against_holds(real: Bench) -> None:
    agency = {**HELD, "level": "municipal", "component": "police"}
    place = {"state": "LA", "city": "New Orleans", "premises": "jail"}
    result = real.one("SL-DETAINER", "A1", place=place, agencies=[agency], occurred_at="2025-09-20T09:00:00-05:00")
    assert result.status == "not_indicated"
    assert {row["id"]: row["role"] for row in result.authorities}["la/statute/act314-2024"] == "defeats"


def test_a_city_rule_does_not_bite_before_its_clause_began(real: Bench) -> None:
    arrested = {"actions": ["arrested"], "basis": "administrative_warrant"}
    agency = {**HELD, **arrested, "level": "municipal", "component": "police"}
    for city, before, after in (("Houston", "2026-04-07", "2026-04-08"), ("Austin", "2026-02-28", "2026-03-01")):
        place = {"state": "TX", "city": city, "premises": "public_place"}
        days = {day: f"{day}T09:00:00-05:00" for day in (before, after)}
        found = {day: real.one("SL-DETAINER", "A1", place=place, agencies=[agency], occurred_at=at) for day, at in days.items()}
        assert (city, found[before].status) == (city, "not_applicable")
        assert (city, found[after].status, found[after].support) == (city, "indicated", "contested")
