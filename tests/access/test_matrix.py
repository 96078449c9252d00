"""Every route, as everybody, with every method, held against the declared table; and the page that is printed from it."""

import logging
from collections import Counter
from pathlib import Path

import pytest

from tests.access import observing, population
from tests.access.page import printed
from tests.access.table import ROWS
from tests.walking import routes

pytestmark = [pytest.mark.assurance("3.3"), pytest.mark.assurance("A1")]
PAGE = Path(__file__).resolve().parents[2] / "docs" / "access.md"


def test_every_route_has_its_row_and_every_row_its_route():
    there = {route.names[0] for route in routes()}
    missing = sorted(there - set(ROWS))
    assert missing == [], f"add a Row to tests/access/table.py, in its room, for: {', '.join(missing)}"
    assert sorted(set(ROWS) - there) == [], "these rows have no route any more: take them out"


@pytest.mark.django_db
def test_what_the_code_lets_everybody_do_is_what_the_table_says(figure):
    logging.disable(logging.WARNING)
    wrong, broken, count = [], [], Counter()
    for cell in observing.cells(population.make()):
        row = ROWS[cell.route.names[0]]
        declared = {"GET": row.get, "POST": row.post}.get(cell.method, frozenset())
        if cell.method == "OPTIONS":  # tells a program what it may send, where it may come at all
            continue
        count[cell.method] += 1
        if cell.status >= 500:
            broken.append((cell.route.written, cell.method, cell.who, cell.status))
        if cell.may is not (cell.who in declared):
            wrong.append((row.name, cell.method, cell.who, cell.status, "may" if cell.may else "may not"))
    logging.disable(logging.NOTSET)
    assert broken == []
    assert wrong == [], "\n".join(map(str, wrong))
    assert count.total() >= 1_500
    kinds = f"{len(routes())} routes, {len(population.WHO)} kinds of people, {len(count)} methods"
    figure(f"{count.total()} cells ({kinds}), all as declared")


def test_the_page_is_what_the_table_says_now():
    assert PAGE.read_text() == printed(), "write it anew: .venv/bin/python -m tests.access.page"
