"""How long a report takes to compose and how much memory it needs. `python bench/report.py`; the last line is JSON.

Each case runs in a process of its own, so that its peak of memory is its own.
"""

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
FONTS = ROOT / "var" / "fonts"
CASES = ("typical", "twelve_findings", "narrative_200_kb", "word_20_kb", "cell_15_kb")
RUNS = 5


def content(case: str) -> dict:
    from tests.reports import builders

    snapshot = builders.snapshot()
    document = snapshot["incidents"][0]["document"]
    if case == "twelve_findings":
        snapshot["findings"] = [builders.finding() for _ in range(12)]
    elif case == "narrative_200_kb":
        document["narrative"] = "The officers came up the stairs and stood there. " * 4100
    elif case == "word_20_kb":
        document["narrative"] = "w" * 20_000
    elif case == "cell_15_kb":
        document["words_spoken"][0]["words"] = "and then he said it again " * 580
    return snapshot


def measure(case: str) -> dict:
    """Seconds: the first composition of a process, which reads the typefaces, and the median of those after it."""
    from reports.composition import compose

    snapshot = content(case)
    seconds = []
    for _ in range(RUNS):
        started = time.perf_counter()
        pdf = compose(snapshot, FONTS)
        seconds.append(time.perf_counter() - started)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "first_seconds": round(seconds[0], 3),
        "median_seconds": round(sorted(seconds[1:])[(RUNS - 1) // 2], 3),
        "peak_mb": round(peak, 1),
        "pdf_kb": round(len(pdf) / 1024, 1),
    }


def main() -> None:
    if len(sys.argv) > 1:
        print(json.dumps(measure(sys.argv[1])))
        return
    from reports.services import fonts

    fonts.make(FONTS)
    figures = {}
    for case in CASES:
        done = subprocess.run([sys.executable, __file__, case], capture_output=True, text=True, check=True)
        figures[case] = json.loads(done.stdout)
        one = figures[case]
        print(f"{case:18} first {one['first_seconds']:6.3f} s, then {one['median_seconds']:6.3f} s, {one['peak_mb']:6.1f} MB")
    print(json.dumps({"bench": "report", "runs": RUNS, "cases": figures}))


if __name__ == "__main__":
    main()
