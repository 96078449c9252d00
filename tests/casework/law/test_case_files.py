"""Case files scored: decided cases and constructed ones, whose expectations name the clause they rest on."""

from collections import defaultdict
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from casework.engine import Law, load_law
from tests.casework.law.cases import DEMO, OWN, PUBLIC, ROOT, cases, evaluated, misses, pointer_of, recorded

FLIP = {"indicated", "not_indicated"}
FIRST_TEN = (
    *("FA-ENTRY", "FA-ADMIN-WARRANT", "FA-CONSENT-COERCED", "FA-CONSENT-RUSE", "FA-DETAINER", "ST-1357-A2"),
    *("ST-287G-NO-AGREEMENT", "SL-PARTICIPATION", "SL-DETAINER", "CO-ORDER"),
)


@pytest.fixture(scope="module")
def law() -> Law:
    return load_law(ROOT / "casework" / "law")


def scored(law: Law, folder: Path) -> tuple[dict[str, list[bool]], list[str]]:
    by_code: dict[str, list[bool]] = defaultdict(list)
    wrong = []
    for name, case in cases(folder).items():
        for code, right, told in misses(case, law):
            by_code[code].append(right)
            wrong += [] if right else [f"{name}: {code}: {told}"]
    return by_code, wrong


@pytest.mark.assurance("2.5")
def test_every_case_of_the_validation_set_comes_out_as_its_clause_says(law: Law, figure: Any) -> None:
    by_code, wrong = scored(law, OWN)
    total = sum(map(len, by_code.values()))
    figure(f"{total - len(wrong)}/{total} expectations right")
    assert wrong == []
    assert total >= 350


@pytest.mark.assurance("2.5")
@pytest.mark.parametrize("folder", [DEMO, PUBLIC], ids=["demonstration", "public"])
def test_decided_cases_come_out_as_decided(law: Law, folder: Path, figure: Any) -> None:
    if not folder.is_dir():
        pytest.skip("the public cases are not beside this checkout")
    by_code, wrong = scored(law, folder)
    total = sum(map(len, by_code.values()))
    figure(f"{total - len(wrong)}/{total} expectations right")
    ten = [right for code in FIRST_TEN for right in by_code[code]]
    assert sum(ten) >= 0.95 * len(ten), wrong
    assert {code: rows for code, rows in by_code.items() if rows.count(False) > 1} == {}, wrong


@pytest.mark.assurance("2.5")
def test_a_fact_that_is_blanked_leads_to_doubt_and_never_overturns(law: Law, figure: Any) -> None:
    jumps, seen = [], 0
    for name, case in cases(DEMO).items():
        before = {(one.code, one.subject): one for one in evaluated(case, law).results}
        for steps in recorded(case["incident"]):
            document = deepcopy(case["incident"])
            parent: Any = document
            for step in steps[:-1]:
                parent = parent[step]
            del parent[steps[-1]]
            path = pointer_of(case["incident"], steps)
            for after in evaluated(case, law, document).results:
                earlier = before[after.code, after.subject]
                seen += 1
                if {earlier.status, after.status} == FLIP and path not in {*earlier.rests_on, *after.rests_on}:
                    jumps.append(f"{name}: without {path}: {after.code} {earlier.status} -> {after.status}")
    figure(f"{seen} results with one fact blanked, {len(jumps)} jumps")
    assert jumps == []
    assert seen > 1000
