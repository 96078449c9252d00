"""Incidents at random over the whole format: whatever is recorded, the engine answers and keeps its promises."""

import json
from copy import deepcopy
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.engine import Explainer, Law, Register, evaluate
from incidents.format import validate
from tests.casework.engine.strategies import GROUPS, incidents

AS_OF = date(2026, 6, 1)
STATUSES = {"indicated", "possible", "not_indicated", "not_raised", "not_applicable"}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(document=incidents(), agreements=st.booleans())
def test_every_incident_is_answered_alike_twice_and_doubt_never_overturns(
    document: dict[str, Any], agreements: bool, real_law: Law
) -> None:
    assert validate(document) == []
    register = Register.of([]) if agreements else Register.unknown()
    first = evaluate(document, real_law, agreements=register, as_of=AS_OF)
    content = first.as_dict()
    assert json.dumps(content) == json.dumps(evaluate(deepcopy(document), real_law, agreements=register, as_of=AS_OF).as_dict())
    assert {one.status for one in first.results} <= STATUSES
    assert Explainer(real_law, "es").text(content, "a")
    before = {(one.code, one.subject): one for one in first.results}
    for group, name in [(room, fact) for room in GROUPS for fact in document[room]][::7]:
        masked = deepcopy(document)
        del masked[group][name]
        for one in evaluate(masked, real_law, agreements=register, as_of=AS_OF).results:
            earlier = before[one.code, one.subject]
            if {earlier.status, one.status} == {"indicated", "not_indicated"}:
                assert f"/{group}/{name}" in {*earlier.rests_on, *one.rests_on}, (one.code, group, name)
