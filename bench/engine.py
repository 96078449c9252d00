"""How fast the law loads and one incident is evaluated with its traces. Prints one JSON object as its last line.
Processor time, so that a busy machine tells the same.

Run from the project: `python bench/engine.py [FOLDER of case files or incident documents]`.
"""

import json
import statistics
import sys
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from casework.engine import Register, evaluate, load_law  # noqa: E402

ROUNDS = 5
# The rules that were written first; their speed is compared from release to release.
FIRST_TEN = (
    *("FA-ENTRY", "FA-ADMIN-WARRANT", "FA-CONSENT-COERCED", "FA-CONSENT-RUSE", "FA-DETAINER", "ST-1357-A2"),
    *("ST-287G-NO-AGREEMENT", "SL-PARTICIPATION", "SL-DETAINER", "CO-ORDER"),
)


def documents(folder: Path | None, law) -> list[tuple[dict, Register, date]]:
    """Case files of a folder, else the incidents of the rules' own worked examples."""
    if folder is None:
        examples = [example for rule in law.rules.values() for example in rule.examples]
        return [(dict(one.document), Register.of(one.agreements or ()), one.as_of) for one in examples]
    found = []
    for path in sorted(folder.glob("*.json")):
        content = json.loads(path.read_text())
        case = content if "incident" in content else {"incident": content, "evaluate_as_of": "2026-06-01"}
        found.append(
            (case["incident"], Register.of(case.get("agreements_287g", ())), date.fromisoformat(case["evaluate_as_of"]))
        )
    return found


def measured(cases: list[tuple[dict, Register, date]], law, codes: tuple[str, ...] | None) -> list[float]:
    """The best of some rounds for each incident, in milliseconds, with the traces as plain data."""
    times = []
    for document, register, as_of in cases:
        rounds = []
        for _ in range(ROUNDS):
            start = time.process_time()
            evaluate(document, law, agreements=register, as_of=as_of, codes=codes).as_dict()
            rounds.append(time.process_time() - start)
        times.append(min(rounds) * 1000)
    return times


def figures_of(name: str, times: list[float]) -> dict[str, float]:
    p90 = statistics.quantiles(times, n=10)[8]
    return {
        f"{name}_median": round(statistics.median(times), 2),
        f"{name}_p90": round(p90, 2),
        f"{name}_max": round(max(times), 2),
    }


def main() -> None:
    loads = []
    for _ in range(3):
        start = time.process_time()
        law = load_law(ROOT / "casework" / "law")
        loads.append(time.process_time() - start)
    cases = documents(Path(sys.argv[1]) if len(sys.argv) > 1 else None, law)
    whole, ten = measured(cases, law, None), measured(cases, law, FIRST_TEN)
    print(f"{len(cases)} incidents, {len(law.rules)} rules, {len(law.authorities)} authorities")
    figures = {
        "law_load_s": round(min(loads), 3),
        **figures_of("incident_ms", whole),
        **figures_of("ten_codes_ms", ten),
        "incidents": len(cases),
        "rules": len(law.rules),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
