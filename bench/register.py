"""How fast sheets of agreements are imported, and agencies looked up on a day. Prints one JSON object as its last line.

Run from the project: `python bench/register.py [WORKBOOK ...]`. Without workbooks, ten made-up sheets of 1,500 rows.
"""

import json
import os
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
STATES = ("FLORIDA", "TEXAS", "OHIO", "GEORGIA", "INDIANA")
MODELS = ("Task Force Model", "Warrant Service Officer", "Jail Enforcement Model")
ROWS, SHEETS, LOOKUPS = 1_500, 10, 20_000


def made_up(folder: Path) -> list[Path]:
    from openpyxl import Workbook

    paths = []
    for number in range(SHEETS):
        book = Workbook()
        book.active.append(("STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE", "SIGNED", "MOA"))
        for row in range(ROWS - 20 * (SHEETS - number)):
            place = f"{chr(65 + row % 23)}{'aeiou'[row % 5]}{'lmnrst'[row % 6]}{row:x}ville"
            name = f"{place} County Sheriff's Office" if row % 2 else f"{place} Police Department"
            day = date(2025, 1, 1) + timedelta(days=row % 90)
            county = f"{place} County" if row % 2 else "#N/A"
            book.active.append((STATES[row % 5], name, "County", county, MODELS[row % 3], day, "link"))
        day = date(2025, 5, 1) + timedelta(days=14 * number)
        paths.append(folder / f"participatingAgencies{day:%m%d%Y}am.xlsx")
        book.save(paths[-1])
    return paths


def prepare(folder: Path) -> None:
    """An instance of its own, which is gone afterwards."""
    os.environ["VAR_DIR"], os.environ["DJANGO_SETTINGS_MODULE"] = str(folder / "var"), "config.settings"
    os.environ.setdefault("DEBUG", "1")
    os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
    import subprocess

    (folder / "var").mkdir()
    for command in (["-m", "config.keys"], ["manage.py", "migrate", "--verbosity", "0"]):
        subprocess.run([sys.executable, *command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    import django

    django.setup()


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        from casework.services import agreements, sheets

        paths = [Path(one) for one in sys.argv[1:]] or made_up(folder)
        times = []
        for path in paths:
            start = time.perf_counter()
            (account,) = sheets.take(actor=None, readings=[sheets.read(path)])
            times.append(time.perf_counter() - start)
            print(f"{path.name}: {account.rows} rows in {times[-1]:.2f} s")
        register = agreements.standing_register().register
        names = [(row.agency, row.state) for row in register.rows] or [("Nobody", "FL")]
        start = time.perf_counter()
        for number in range(LOOKUPS):
            register.agreement_on(*names[number % len(names)], date(2025, 6, 15))
        lookup = (time.perf_counter() - start) / LOOKUPS
        figures = {
            "sheets": len(paths),
            "import_max_s": round(max(times), 2),
            "import_mean_s": round(sum(times) / len(times), 2),
        }
        print(json.dumps({**figures, "agreement_on_us": round(lookup * 1e6, 1)}))


if __name__ == "__main__":
    main()
