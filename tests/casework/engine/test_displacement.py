"""What a state statute that compels does to a local rule that forbids."""

from typing import Any

from tests.casework.engine.conftest import Bench, LawFolder, authority, both, example, part

ORDINANCE = "authorities/tx/houston/ordinance/o.yaml"
STATUTE = "authorities/tx/statute/s.yaml"
HELD = {"key": "A1", "level": "municipal", "actions": ["held_on_detainer"], "criminal_matter": False}
WAY = [{"code": "SL-T", "all": ["agencies[].level = municipal", "agencies[].actions contains any [held_on_detainer]"]}]


def folder_with(folder: LawFolder, **statute: Any) -> Bench:
    law = {"kind": "ordinance", "decided": None, "applies_to": "state_local", "codes": ["SL-T"], "elements": WAY}
    folder.files[ORDINANCE] = authority(
        "tx/houston/ordinance/o", **law, jurisdiction="us.tx.houston", binding_in=["us.tx.houston"]
    )
    compels = {**law, "kind": "statute", "direction": "compels", "jurisdiction": "us.tx", "binding_in": ["us.tx"], **statute}
    folder.files[STATUTE] = authority("tx/statute/s", **compels)
    folder.files["codes.yaml"]["codes"]["SL-T"] = {"unit": "agency", "family": "state_local", "title": both("Hold")}
    folder.files["atoms/all.yaml"]["immigration_operation"] = {
        "label": both("operation"),
        "question": both("What did they do?"),
        "when": "agencies[].actions contains held_on_detainer",
    }
    folder.files["rules/SL-T.yaml"] = {
        "code": "SL-T",
        "authorities": [],
        "scope": [part("applies", {"state_law": "applies"})],
        "elements": [part("barred", {"state_law": "barred"})],
        "triggers": [part("pointed", {"state_law": "pointed"})],
        "examples": [example("not_raised")] * 4,
    }
    return Bench(folder.load())


def held(bench: Bench, **more: Any) -> Any:
    place = {"state": "TX", "city": "Houston", "premises": "jail"}
    return bench.one("SL-T", "A1", **{"place": place, "agencies": [HELD], **more})


def roles(result: Any) -> dict[str, str]:
    return {row["id"]: row["role"] for row in result.authorities}


def test_in_force_read_and_on_point_displaces_the_ordinance(law_folder: LawFolder) -> None:
    result = held(folder_with(law_folder))
    assert result.status == "not_indicated"
    assert roles(result) == {"tx/houston/ordinance/o": "displaced", "tx/statute/s": "defeats"}


def test_an_enjoined_statute_leaves_both_standing(law_folder: LawFolder) -> None:
    history = [{"from": "2000-01-01", "status": "in_force"}, {"from": "2026-01-01", "status": "enjoined"}]
    bench = folder_with(law_folder, history=history)
    result = held(bench)
    assert (result.status, result.support) == ("indicated", "contested")
    assert roles(result) == {"tx/houston/ordinance/o": "supports", "tx/statute/s": "contrary"}
    before = held(bench, occurred_at="2025-12-31T09:00:00-06:00")
    assert before.status == "not_indicated"


def test_a_statute_that_nobody_has_read_leaves_both_standing(law_folder: LawFolder) -> None:
    assert held(folder_with(law_folder, checked="memory")).support == "contested"


def test_a_statute_silent_on_the_act_leaves_both_standing(law_folder: LawFolder) -> None:
    result = held(folder_with(law_folder, elements=[]))
    assert (result.status, result.support) == ("indicated", "contested")


def test_a_repealed_statute_is_no_longer_against_it(law_folder: LawFolder) -> None:
    history = [{"from": "2000-01-01", "status": "in_force"}, {"from": "2010-01-01", "status": "repealed"}]
    result = held(folder_with(law_folder, history=history))
    assert (result.status, result.support) == ("indicated", "binding")


def test_an_exception_takes_one_authority_away_and_no_other(law_folder: LawFolder) -> None:
    bench = folder_with(law_folder, direction="limits", exceptions=[{"all": ["agencies[].basis = emergency"], "note": "aid"}])
    agencies = [{**HELD, "basis": "emergency"}]
    assert roles(held(bench, agencies=agencies)) == {"tx/houston/ordinance/o": "supports"}
    assert held(bench, agencies=agencies).status == "indicated"


def test_an_exception_that_no_field_holds_is_listed_for_an_attorney(law_folder: LawFolder) -> None:
    bench = folder_with(law_folder, direction="limits", exceptions=[{"note": "a listed conviction"}])
    result = held(bench)
    assert result.status == "indicated"
    assert [row["note"] for row in result.rule_out] == ["a listed conviction"]
