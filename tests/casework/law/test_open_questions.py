"""Every open question is worth asking: some answer to it changes the result that asks."""

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from casework.engine import Law, Result, load_law
from casework.engine.fields import answers
from incidents.format import pointer
from tests.casework.law.cases import DEMO, OWN, PUBLIC, ROOT, Case, cases, evaluated


@pytest.fixture(scope="module")
def law() -> Law:
    return load_law(ROOT / "casework" / "law")


def tried(path: str, case: Case, law: Law) -> Iterator[Any]:
    """What a person could answer: a field's own words, or the names that the law or the agreements know."""
    if path == "/place/city":
        yield from (sorted(one.names)[0] for one in law.places.localities if "city" in one.kinds)
    elif path == "/place/county":
        yield from sorted({county for one in law.places.localities for county in one.counties})
        yield from sorted({county for one in law.places.districts.values() for county in one.counties})
    elif path.endswith("/name"):
        yield from (row["agency"] for row in case.get("agreements_287g", ()))
    yield from answers(path) if not path.endswith(("/name", "/city", "/county")) else ("Nowhere",)


def told(result: Result, but: str) -> tuple[Any, ...]:
    asked = tuple(one.path for one in result.open_questions if one.path != but)
    return result.status, result.support, set(result.rests_on) - {but}, asked


def moves(path: str, result: Result, case: Case, law: Law) -> bool:
    before = told(result, path)
    for answer in tried(path, case, law):
        document = pointer.set(deepcopy(case["incident"]), path, answer)
        for one in evaluated(case, law, document, codes=(result.code,)).results:
            if one.subject == result.subject and told(one, path) != before:
                return True
    return False


@pytest.mark.parametrize("folder", [DEMO, OWN, PUBLIC], ids=["demonstration", "validation", "public"])
def test_every_open_question_has_an_answer_that_changes_the_result(law: Law, folder: Path) -> None:
    if not folder.is_dir():
        pytest.skip("the public cases are not beside this checkout")
    idle = [
        f"{name}: {one.code} {one.subject or ''} {one.status}: {question.path}"
        for name, case in cases(folder).items()
        for one in evaluated(case, law).results
        for question in one.open_questions
        if not moves(question.path, one, case, law)
    ]
    assert idle == []
