"""How fast the whole law is read over many incidents, and what a changed rule costs over everything on file.
Prints one JSON object as its last line.

Run from the project: `python bench/rules.py [INCIDENTS]`, 1,000,000 unless said; the impact is measured on a tenth of them too.
The references run the very same steps, in the same run: polars on Boolean series, NumPy on arrays of one byte a value; once the
whole law over the tables as they are, and once (`one_state_…`) the law of the fullest state alone, each in the table size that
suits it best. Incidents are the rules' worked examples with facts left out, in every state, from the
worked shapes: agencies, persons, documents and custody entries as the examples list them.
"""

import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from copy import deepcopy
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from casework.engine import Register, evaluate, load_law  # noqa: E402
from casework.engine.columns import Program, Reading, layout_for, sheet_of, tables_of  # noqa: E402
from casework.engine.columns.layout import ORDER, planes  # noqa: E402
from casework.engine.columns.source import SPACES_OF_ONES  # noqa: E402

AS_OF = date(2026, 6, 1)
KINDS = 20_000  # incidents that differ; the rest repeat them, which no step can notice
PARTS = ("encounter", "entry", "consent", "exigency", "search")
EVERY = 8  # of the tables of all incidents, every eighth is read in other hands too
FULLEST = "CA"  # the state with the most law of its own
TABLE_ROWS = {"ours": (8_192, 16_384), "numpy": (8_192, 65_536), "polars": (65_536, 262_144)}


def documents(law, number: int) -> list[dict]:
    """Worked examples at places and days at random, each with some facts left out."""
    picked = random.Random(20261125)  # noqa: S311 - made-up incidents, no secrets
    examples = [dict(one.document) for rule in law.rules.values() for one in rule.examples]
    cities = {}
    for one in law.places.localities:
        cities.setdefault(one.state, []).append(next(iter(one.names)))
    found = []
    for count in range(number):
        document = deepcopy(picked.choice(examples))
        state = picked.choice(sorted(law.places.states))
        city = picked.choice([None, "Elsewhere", *cities.get(state, ())])
        document["place"] = {**document["place"], "state": state, "city": city, "county": None}
        day = f"{picked.randint(2024, 2026)}-0{picked.randint(1, 9)}-{picked.randint(10, 28)}"
        document["occurred_at"] = f"{day}T{picked.randint(10, 23)}:00:00-05:00"
        for part in PARTS:
            if document.get(part):
                document[part] = {name: value for name, value in document[part].items() if picked.random() < 0.85}
        document["id"] = f"00000000-0000-4000-8000-{count:012x}"
        found.append(document)
    return found


def crowded(law, number: int) -> list[dict]:
    """Incidents of the fullest state in which no list is empty: what an example lacks comes from another."""
    found = documents(law, number)
    having = {group: [one[group] for one in found if one.get(group)] for group in ORDER}
    picked = random.Random(20261126)  # noqa: S311
    for document in found:
        document["place"]["state"] = FULLEST
        for group in ORDER:
            document[group] = (document.get(group) or deepcopy(picked.choice(having[group])))[:2]
    return found


def best(work, rounds: int = 3) -> float:
    """The shortest of some rounds, in seconds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


# The whole law over all incidents


def whole_law(law, sheets: list[bytes], layout, number: int) -> dict[str, float]:
    reading = Reading(Program(law, layout), AS_OF)
    start = time.perf_counter()
    tables = list(tables_of(((row, sheets[row % len(sheets)]) for row in range(number)), layout))
    read = [(reading.program.plan(table.state), table, reading.leaves(table)) for table in tables]
    load = time.perf_counter() - start
    ready = [
        (plan.run if max(table.shape) > 1 else plan.run_single, leaves, *reading.moves(plan, table))
        for plan, table, leaves in read
    ]
    run = best(lambda: [work(*given) for work, *given in ready])
    print(f"{number} incidents in {len(tables)} tables: loaded in {load:.1f} s, the whole law in {run:.2f} s")
    return {"load_s": round(load, 2), "columns_1m_s": round(run * 1_000_000 / number, 3), **beside(reading, tables[::EVERY])}


def beside(reading, tables) -> dict[str, float]:
    """The whole law over some of the tables, each state's over its own incidents, in every hand."""
    seconds = {}
    for name, hand in HANDS.items():
        given = [hand(reading, table) for table in tables]
        seconds[name] = best(lambda given=given: [work(*rest) for work, *rest in given])
    rows = sum(table.rows for table in tables)
    said = ", ".join(f"{name} {one * 1_000_000 / rows:.3f} s" for name, one in seconds.items())
    print(f"the whole law over {len(tables)} of the tables, {rows} incidents, for a million: {said}")
    return {
        "columns_vs_polars": round(seconds["polars"] / seconds["ours"], 2),
        "columns_vs_numpy_bytes": round(seconds["numpy"] / seconds["ours"], 1),
    }


# The same steps in other hands


def references(law, layout) -> dict[str, float]:
    """The law of the fullest state over its incidents of the commonest shape; every figure is seconds for a million."""
    reading = Reading(Program(law, layout), AS_OF)
    sheets = [sheet_of(one, layout, Register.unknown()) for one in crowded(law, KINDS)]
    picked = max(tables_of(enumerate(sheets), layout), key=lambda table: table.rows)
    print(f"compared on {picked.rows} incidents of {FULLEST}, members of each list {picked.shape}, repeated")
    seconds: dict[str, dict[int, float]] = {}
    for name, sizes in TABLE_ROWS.items():
        for rows in sizes:
            row = [sheets[picked.keys[number % picked.rows]] for number in range(rows)]
            [table] = tables_of(enumerate(row), layout, rows)
            given = HANDS[name](reading, table)
            seconds.setdefault(name, {})[rows] = best(lambda given=given: given[0](*given[1:]), 5) * 1_000_000 / rows
    for name, found in seconds.items():
        print(f"{name:7} " + ", ".join(f"{rows} rows: {one:.3f} s for a million" for rows, one in found.items()))
    least = {name: min(found.values()) for name, found in seconds.items()}
    return {
        "one_state_vs_polars": round(least["polars"] / least["ours"], 2),
        "one_state_vs_numpy_bytes": round(least["numpy"] / least["ours"], 1),
        "steps": reading.program.plan(FULLEST).steps,
    }


def _ours(reading, table):
    plan = reading.program.plan(table.state)
    run = plan.run if max(table.shape) > 1 else plan.run_single
    return (run, reading.leaves(table), *reading.moves(plan, table))


def _bits(one: int, length: int) -> str:
    """A set from its first plane on, a digit for each incident."""
    return format(one, f"0{length}b")[::-1] if length else ""


def _numpy(reading, table):
    import numpy

    _run, leaves, _moves, every = _ours(reading, table)
    plan, shape = reading.program.plan(table.state), dict(zip(ORDER, table.shape, strict=True))

    def array(one, space):
        written = _bits(one, table.rows * planes(space, shape)).encode()
        return numpy.frombuffer(written, dtype=numpy.uint8) == 49

    moves = tuple(_numpy_move(numpy, *move, shape, table.rows) for move in plan.moves)
    given = tuple(array(one, space) for one, (space, _name) in zip(leaves, plan.leaves, strict=True))
    return plan.run, given, moves, tuple(array(one, space) for one, space in zip(every, SPACES_OF_ONES, strict=True))


def _numpy_move(numpy, kind, space, group, shape, rows):
    place = space.index(group)
    inner, members, outer = planes(space[:place], shape) * rows, shape[group], planes(space[place + 1 :], shape)
    if members == 1:
        return lambda one: one
    makes = {
        "some": lambda one: one.reshape(outer, members, inner).any(axis=1).ravel(),
        "one": lambda one: (one.reshape(outer, members, inner).sum(axis=1) == 1).ravel(),
        "spread": lambda one: numpy.repeat(one.reshape(outer, 1, inner), members, axis=1).ravel(),
    }
    return makes[kind]


def _polars(reading, table):
    import polars

    _run, leaves, _moves, every = _ours(reading, table)
    plan, shape = reading.program.plan(table.state), dict(zip(ORDER, table.shape, strict=True))

    def series(one, space):
        digits = _bits(one, table.rows * planes(space, shape))
        return polars.Series([digit == "1" for digit in digits], dtype=polars.Boolean)

    given = tuple(series(one, space) for one, (space, _name) in zip(leaves, plan.leaves, strict=True))
    moves = tuple(_polars_move(polars, *move, shape, table.rows) for move in plan.moves)
    return plan.run, given, moves, tuple(series(one, space) for one, space in zip(every, SPACES_OF_ONES, strict=True))


def _polars_move(polars, kind, space, group, shape, rows):
    place = space.index(group)
    inner, members, outer = planes(space[:place], shape) * rows, shape[group], planes(space[place + 1 :], shape)

    if members == 1:
        return lambda one: one
    if not inner * members * outer:
        return lambda _one: polars.Series([False] * (0 if kind == "spread" else inner * outer), dtype=polars.Boolean)

    def gathered(one):
        blocks = []
        for block in range(outer):
            parts = [one.slice((block * members + number) * inner, inner) for number in range(members)]
            found = parts[0]
            for part in parts[1:]:
                found = found | part if kind == "some" else found ^ part
            blocks.append(found)
        return blocks[0] if outer == 1 else polars.concat(blocks)

    def spread(one):
        return polars.concat([one.slice(block * inner, inner) for block in range(outer) for _ in range(members)])

    return spread if kind == "spread" else gathered


HANDS = {"ours": _ours, "numpy": _numpy, "polars": _polars}


# One incident


def one_incident(law, found: list[dict], layout) -> dict[str, float]:
    reading = Reading(Program(law, layout), AS_OF)
    values, traces = [], []
    for document in found[:200]:
        [table] = tables_of([(0, sheet_of(document, layout, Register.unknown()))], layout)
        plan = reading.program.plan(table.state)
        run = plan.run if max(table.shape) > 1 else plan.run_single
        given = (reading.leaves(table), *reading.moves(plan, table))
        values.append(best(lambda work=run, given=given: work(*given), 20) * 1e6)
        traces.append(best(lambda one=document: evaluate(one, law, agreements=Register.unknown(), as_of=AS_OF), 2) * 1e6)
    return {"values_us": round(statistics.median(values), 1), "traces_us": round(statistics.median(traces))}


# From stored sheets to the list of changed findings


def instance(folder: Path) -> None:
    """An instance of its own, which is gone afterwards."""
    os.environ["VAR_DIR"], os.environ["DJANGO_SETTINGS_MODULE"] = str(folder / "var"), "config.settings"
    os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
    os.environ.setdefault("DEBUG", "1")
    (folder / "var").mkdir()
    for command in (["-m", "config.keys"], ["manage.py", "migrate", "--verbosity", "0"]):
        subprocess.run([sys.executable, *command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    import django
    from django.conf import settings

    django.setup()
    settings.DEBUG = False


def stored(sheets: list[bytes], layout, start: int, end: int) -> None:
    """Incidents with their sheets, each sealed under a key of its own."""
    import uuid

    from django.utils import timezone

    from accounts.models import Role, User
    from casework.models import FactSheet
    from casework.services import agreements, fact_sheets
    from incidents.models import Incident
    from incidents.services import sealing

    maker = User.objects.filter(email="bench@example.org").first() or User.objects.create_user(
        "bench@example.org", "a long pass phrase", name="Bench", role=Role.COORDINATOR
    )
    register, now = agreements.standing_register().digest, timezone.now()
    for first in range(start, end, 20_000):
        incidents, rows = [], []
        for number in range(first, min(first + 20_000, end)):
            key, wrapped = uuid.UUID(int=number + 1), sealing.new_key()
            incidents.append(
                Incident(pk=key, head=1, state="TX", occurred_on=AS_OF, created_by=maker, created_at=now, key_wrapped=wrapped)
            )
            sealed = sealing.seal(wrapped, sheets[number % len(sheets)], fact_sheets.purpose(key))
            rows.append(FactSheet(incident_id=key, revision=1, layout=layout.digest, register=register, sealed=sealed))
        Incident.objects.bulk_create(incidents, batch_size=500)
        FactSheet.objects.bulk_create(rows, batch_size=500)


def changed_rule(folder: Path):
    """The law with one rule changed: an entry without knocking counts at night alone."""
    copy = Path(shutil.copytree(ROOT / "casework" / "law", folder / "law"))
    file = copy / "rules" / "FA-KNOCK-ANNOUNCE.yaml"
    night = 'elements:\n  - {name: at_night, label: {en: "At night", es: "De noche"}, when: encounter.nighttime = true}\n'
    file.write_text(file.read_text().replace("elements:\n", night, 1))
    return load_law(copy)


def impact(before, after, number: int) -> dict[str, float]:
    """End to end: the keys of all incidents, their sheets opened, both laws read, what differs listed."""
    from casework.services.fact_sheets import Span
    from casework.services.weighing import BY_COLUMNS, Both

    start = time.perf_counter()
    both = Both.reading(before, after, frozenset({"FA-KNOCK-ANNOUNCE"}), AS_OF)
    span = Span.following(None, BY_COLUMNS)
    found = list(both.changes(both.sheets.of(span)))
    while not span.is_last:
        span = Span.following(span.until, BY_COLUMNS)
        found += both.changes(both.sheets.of(span))
    seconds = time.perf_counter() - start
    assert both.sheets.made == 0, "a sheet was not found"
    print(f"{number} incidents on file: {len(found)} findings would change, listed in {seconds:.2f} s")
    return {"seconds": round(seconds, 2), "changes": len(found)}


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    law = load_law(ROOT / "casework" / "law")
    layout = layout_for(law)
    found = documents(law, min(KINDS, number))
    sheets = [sheet_of(one, layout, Register.unknown()) for one in found]
    print(
        f"{len(law.rules)} rules, {len(law.authorities)} authorities; a sheet has {statistics.mean(map(len, sheets)):.0f} bytes"
    )
    figures = {**references(law, layout), **one_incident(law, found, layout)}
    with tempfile.TemporaryDirectory() as name:
        instance(Path(name))
        after = changed_rule(Path(name))
        tenth = max(number // 10, 1)
        stored(sheets, layout, 0, tenth)
        figures["impact_100k_s"] = impact(law, after, tenth)["seconds"]
        stored(sheets, layout, tenth, number)
        figures["impact_1m_s"] = impact(law, after, number)["seconds"]
        figures["impact_peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    figures |= whole_law(law, sheets, layout, number)
    print(json.dumps({**figures, "incidents": number}))


if __name__ == "__main__":
    main()
