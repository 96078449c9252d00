"""Ways of breach with days of their own, and the signs that point to them."""

from typing import Any

import pytest

from casework.engine import LawError
from tests.casework.engine.conftest import Bench, LawFolder, authority, both, example, part

OWN = "tx/statute/masks"
MASKED = {
    "code": "SL-T",
    "all": ["agencies[].level = municipal", "agencies[].masked = true", "agencies[].plain_clothes = true"],
}
AT_COURT = {
    "code": "SL-T",
    "all": ["place.premises = courthouse", "persons[].arrested = true", "persons[].arrest_basis = detainer"],
}


def folder_with(folder: LawFolder, unit: str, *ways: dict[str, Any]) -> LawFolder:
    folder.files[f"authorities/{OWN}.yaml"] = authority(
        OWN,
        kind="statute",
        decided=None,
        codes=["SL-T"],
        elements=list(ways),
        jurisdiction="us.tx",
        binding_in=["us.tx"],
        applies_to="both",
    )
    folder.files["codes.yaml"]["codes"]["SL-T"] = {"unit": unit, "family": "state_local", "title": both("Masks")}
    folder.files["rules/SL-T.yaml"] = {
        "code": "SL-T",
        "authorities": [],
        "scope": [part("applies", {"state_law": "applies"})],
        "elements": [part("barred", {"state_law": "barred"})],
        "triggers": [part("sign", {"state_law": "sign"})],
        "examples": [example("not_raised" if unit == "agency" else "not_applicable")] * 4,
    }
    return folder


def masked(bench: Bench, day: str, **facts: Any) -> str:
    agency = {"key": "A1", "level": "municipal", "masked": True, "plain_clothes": True, **facts}
    return str(bench.one("SL-T", "A1", occurred_at=f"{day}T09:00:00-05:00", agencies=[agency]).status)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-01-31", "not_applicable"),
        ("2026-02-01", "indicated"),
        ("2026-02-28", "indicated"),
        ("2026-03-01", "not_applicable"),
    ],
)
def test_a_way_holds_from_its_first_to_its_last_day(day: str, expected: str, law_folder: LawFolder) -> None:
    way = {**MASKED, "from": "2026-02-01", "until": "2026-02-28"}
    assert masked(Bench(folder_with(law_folder, "agency", way).load()), day) == expected


def test_a_way_that_ends_before_it_begins_is_a_fault(law_folder: LawFolder) -> None:
    way = {**MASKED, "from": "2026-02-01", "until": "2026-01-01"}
    with pytest.raises(LawError, match="before it begins"):
        folder_with(law_folder, "agency", way).load()


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"plain_clothes": None}, "possible"),
        ({"masked": None}, "possible"),
        ({"masked": None, "plain_clothes": None}, "not_raised"),
        ({"masked": False}, "not_indicated"),
        ({"level": "unknown"}, "possible"),
        ({"level": "federal"}, "not_applicable"),
    ],
)
def test_a_sign_that_the_way_names_points_to_it(facts: dict[str, Any], expected: str, law_folder: LawFolder) -> None:
    assert masked(Bench(folder_with(law_folder, "agency", MASKED).load()), "2026-03-10", **facts) == expected


@pytest.mark.parametrize(
    ("premises", "person", "expected"),
    [
        ("courthouse", {"arrested": True}, "possible"),
        ("courthouse", {"arrested": True, "arrest_basis": "detainer"}, "indicated"),
        ("courthouse", {"detained": True}, "not_raised"),
        (None, {"arrested": True, "arrest_basis": "detainer"}, "not_raised"),
        ("house", {"arrested": True}, "not_applicable"),
    ],
)
def test_an_arrest_at_the_place_of_a_way_points_to_it(
    premises: str | None, person: dict[str, Any], expected: str, law_folder: LawFolder
) -> None:
    bench = Bench(folder_with(law_folder, "incident", AT_COURT).load())
    place = {"state": "TX", "premises": premises}
    result = bench.one("SL-T", None, place=place, persons=[{"key": "P1", **person}])
    assert result.status == expected
