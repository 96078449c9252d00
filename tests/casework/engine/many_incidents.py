"""Prints one digest over the evaluations of so many incidents: run as a program, so that each run hashes in its own way."""

import hashlib
import json
import sys
from collections.abc import Iterator
from copy import deepcopy
from itertools import cycle, islice
from typing import Any

from casework.engine import load_law
from tests.casework.law.cases import DEMO, OWN, ROOT, Case, cases, evaluated, recorded


def variations() -> Iterator[tuple[Case, Case]]:
    """Case files and, of each, the incident whole, then with one fact blanked after the other."""
    for case in cycle(cases(OWN, DEMO).values()):
        yield case, case["incident"]
        for steps in recorded(case["incident"]):
            document = deepcopy(case["incident"])
            parent: Any = document
            for step in steps[:-1]:
                parent = parent[step]
            del parent[steps[-1]]
            yield case, document


def digest(number: int) -> str:
    law = load_law(ROOT / "casework" / "law")
    whole = hashlib.sha256()
    for case, document in islice(variations(), number):
        whole.update(json.dumps(evaluated(case, law, document).as_dict(), ensure_ascii=False).encode())
    return whole.hexdigest()


if __name__ == "__main__":
    sys.stdout.write(digest(int(sys.argv[1])))
