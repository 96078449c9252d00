"""Two evaluators, one program: columns give every result the status that explain gives it."""

from collections.abc import Iterable
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.engine import Law, Register, evaluate
from casework.engine.columns import TooMany, layout_for, sheet_of
from tests.casework.engine.columns.laws import laws
from tests.casework.engine.columns.reading import Columns, Document, Statuses
from tests.casework.engine.strategies import incidents
from tests.casework.law.cases import DEMO, OWN, PUBLIC, cases, recorded, register_of

AS_OF = date(2026, 6, 1)
slow_but_whole = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)


def by_columns(law: Law, rows: list[tuple[Document, Register]], as_of: date) -> Statuses:
    columns = Columns(law)
    found = columns.statuses(rows, as_of)
    assert not columns.aside
    return found


def by_explain(law: Law, rows: list[tuple[Document, Register]], as_of: date) -> Statuses:
    found: Statuses = {}
    for number, (document, register) in enumerate(rows):
        for one in evaluate(document, law, agreements=register, as_of=as_of).results:
            found[number, one.code, one.subject] = one.status
    return found


def differing(law: Law, rows: list[tuple[Document, Register]], as_of: date) -> dict[Any, tuple[str | None, str]]:
    columns, explained = by_columns(law, rows, as_of), by_explain(law, rows, as_of)
    assert columns.keys() == explained.keys()
    return {key: (columns[key], explained[key]) for key in explained if columns[key] != explained[key]}


def variations(found: dict[str, Document], step: int) -> Iterable[tuple[Document, Register, date]]:
    """Each case, and of some facts of it the incident without that fact."""
    for case in found.values():
        register, day = register_of(case), date.fromisoformat(case["evaluate_as_of"])
        yield case["incident"], register, day
        for steps in list(recorded(case["incident"]))[::step]:
            document = deepcopy(case["incident"])
            parent: Any = document
            for one in steps[:-1]:
                parent = parent[one]
            del parent[steps[-1]]
            yield document, register, day


@pytest.mark.assurance("5.5")
@pytest.mark.parametrize("folders", [(OWN, DEMO), (PUBLIC,)], ids=["own", "public"])
def test_decided_cases_and_cases_with_a_fact_blanked_give_the_same(folders: Any, real_law: Law, figure: Any) -> None:
    if not all(folder.exists() for folder in folders):
        pytest.skip("the folder of cases does not lie beside the project")
    by_day: dict[date, list[tuple[Document, Register]]] = {}
    for document, register, day in variations(cases(*folders), 17):
        by_day.setdefault(day, []).append((document, register))
    results = 0
    for day, rows in by_day.items():
        assert differing(real_law, rows, day) == {}
        results += len(by_explain(real_law, rows[:1], day)) * len(rows)
    figure(f"about {results} results of {sum(map(len, by_day.values()))} incidents, 0 differ")


@pytest.mark.assurance("5.5")
@settings(slow_but_whole, max_examples=25)
@given(documents=st.lists(incidents(strangers=True), min_size=1, max_size=3), known=st.booleans())
def test_incidents_at_random_give_the_same(documents: list[Document], known: bool, real_law: Law) -> None:
    register = Register.of([]) if known else Register.unknown()
    assert differing(real_law, [(one, register) for one in documents], AS_OF) == {}


@pytest.mark.assurance("5.5")
@settings(slow_but_whole, max_examples=20)
@given(data=st.data())
def test_laws_at_random_give_the_same(data: st.DataObject, real_law: Law) -> None:
    law = data.draw(laws(real_law)).law
    documents = data.draw(st.lists(incidents(strangers=True), min_size=4, max_size=8))
    assert differing(law, [(one, Register.unknown()) for one in documents], AS_OF) == {}


def test_a_list_longer_than_a_sheet_has_room_for_is_told(real_law: Law) -> None:
    document = {
        "occurred_at": "2026-03-10T09:00:00-05:00",
        "place": {"state": "TX"},
        "persons": [{"key": f"P{number}"} for number in range(17)],
    }
    with pytest.raises(TooMany, match="17 persons"):
        sheet_of(document, layout_for(real_law), Register.unknown())


def test_one_that_is_listed_without_a_word_of_its_acts_may_have_acted(real_law: Law) -> None:
    """Who went in is not certain while an agency that was there is silent: the scope of RG-287-8-F2 stays open."""

    def document(**other: Any) -> Document:
        went_in = {
            "key": "A1",
            "level": "municipal",
            "component": "police",
            "actions": ["entered_home"],
            "designated_287g": False,
        }
        return {
            "format": "incident/1",
            "id": "6860b6cf-36b5-540a-838e-023cf11b5f84",
            "occurred_at": "2026-03-10T09:00:00-05:00",
            "place": {"state": "TX", "premises": "house"},
            "agencies": [
                {**went_in, "basis": "judicial_warrant"},
                {"key": "A2", "level": "federal", "component": "ice_ero", **other},
            ],
            "agencies_complete": True,
            "entry": {"entered": True},
        }

    rows = [(document(), Register.of([])), (document(actions=["knocked"]), Register.of([]))]
    assert differing(real_law, rows, AS_OF) == {}
    found = by_columns(real_law, rows, AS_OF)
    assert found[1, "RG-287-8-F2", None] == "not_applicable"
    assert found[0, "RG-287-8-F2", None] != "not_applicable"


def test_an_actor_who_is_not_listed_leaves_who_acted_open(real_law: Law) -> None:
    """A key of nobody listed among those who arrested: the scope of ST-1357-A2, an immigration officer, stays open."""

    def document(*arrested_by: str) -> Document:
        police = {"key": "A1", "level": "municipal", "component": "police", "actions": ["arrested"], "designated_287g": False}
        return {
            "format": "incident/1",
            "id": "6860b6cf-36b5-540a-838e-023cf11b5f84",
            "occurred_at": "2026-03-10T09:00:00-05:00",
            "place": {"state": "TX", "premises": "house"},
            "agencies": [{**police, "basis": "criminal_probable_cause"}],
            "agencies_complete": True,
            "persons": [{"key": "P1", "arrested": True, "arrested_by": list(arrested_by)}],
        }

    rows = [(document("A1"), Register.of([])), (document("A1", "A9"), Register.of([]))]
    assert differing(real_law, rows, AS_OF) == {}
    found = by_columns(real_law, rows, AS_OF)
    assert found[0, "ST-1357-A2", "P1"] != found[1, "ST-1357-A2", "P1"]
