"""The same input gives the same bytes, and no input takes the engine long."""

import os
import subprocess
import sys
import time
from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from casework.engine import Law, Register, evaluate
from casework.engine.fields import fields
from tests.builders import full_document
from tests.casework.law.cases import ROOT

AS_OF = date(2026, 6, 1)
LONG = "x" * 100_000
SECONDS = 3


def digest_in_a_process(number: int, seed: str) -> str:
    run = subprocess.run(
        [sys.executable, "-m", "tests.casework.engine.many_incidents", str(number)],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout.strip()


@pytest.mark.assurance("L7")
@pytest.mark.parametrize("number", [60, pytest.param(1000, marks=pytest.mark.slow)])
def test_incidents_evaluated_in_two_processes_give_the_same_bytes(number: int, figure: Any) -> None:
    first, second = (digest_in_a_process(number, seed) for seed in ("1", "4242"))
    figure(f"{number} incidents in two processes: {first[:12]}, {second[:12]}")
    assert first == second
    assert len(first) == 64


def with_long_texts() -> dict[str, Any]:
    """A document with something in every part, whose every text is 100 kB long."""
    document = deepcopy(full_document("long"))
    texts = [
        path for path, field in fields().items() if field.kind == "text" and path.split(".")[-1] not in ("person", "agency")
    ]
    assert len(texts) > 10
    for path in texts:
        group, _, name = path.rpartition(".")
        targets = document.get(group.removesuffix("[]"), []) if group else document
        for target in targets if isinstance(targets, list) else [targets]:
            target[name] = LONG
    document["occurred_at"] = "2026-03-10T09:00:00-05:00"
    return document


@pytest.mark.assurance("B18")
def test_long_texts_in_every_field_keep_no_rule_busy(real_law: Law, figure: Any) -> None:
    document = with_long_texts()
    times = {}
    for code in real_law.rules:
        start = time.process_time()
        evaluate(document, real_law, agreements=Register.unknown(), as_of=AS_OF, codes=(code,))
        times[code] = time.process_time() - start
    slowest = max(times, key=lambda code: times[code])
    figure(f"slowest of {len(times)} rules: {slowest}, {times[slowest] * 1000:.0f} ms")
    assert times[slowest] < SECONDS


def crowd(number: int) -> dict[str, Any]:
    """So many agencies, persons and papers, with hardly a word of each."""
    agencies = [
        {
            "key": f"A{n}",
            "level": ("federal", "municipal")[n % 2],
            "component": ("ice_ero", "police")[n % 2],
            "name": f"Town {n}",
        }
        for n in range(number)
    ]
    return {
        "format": "incident/1",
        "id": "6860b6cf-36b5-540a-838e-023cf11b5f84",
        "occurred_at": "2026-03-10T09:00:00-05:00",
        "place": {"state": "IL", "city": "Chicago", "premises": "house"},
        "agencies": [{**one, "actions": ["arrested", "detained"]} for one in agencies],
        "persons": [{"key": f"P{n}", "arrested": True, "detained": True} for n in range(number)],
        "documents": [{"key": f"D{n}", "kind": "administrative_arrest_warrant"} for n in range(number)],
        "entry": {"entered": True},
    }


def test_a_crowd_is_evaluated_in_bounded_time(real_law: Law, figure: Any) -> None:
    start = time.process_time()
    found = evaluate(crowd(50), real_law, agreements=Register.of([]), as_of=AS_OF)
    spent = time.process_time() - start
    figure(f"{len(found.results)} results for 50 agencies, 50 persons and 50 papers in {spent:.2f} s")
    assert spent < 2 * SECONDS
