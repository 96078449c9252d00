"""Every route, as everybody, with every method, held against the declared table; and the page that is printed from it."""

import logging
from collections import Counter
from pathlib import Path

import pytest
from django.test import Client

from accounts.services import ending, standing
from casework.models import Case
from casework.services import cases
from incidents.services import readers
from tests.access import observing, population
from tests.access.page import printed
from tests.access.states import STATES
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
@pytest.mark.parametrize("name", STATES)
def test_what_the_code_lets_everybody_do_is_what_the_table_says(name, figure):
    logging.disable(logging.WARNING)
    made, state = population.make(), STATES[name]
    state.make(made)
    wrong, broken, count = [], [], Counter()
    methods = observing.METHODS if name == "as it is" else ("GET", "POST")
    enrolling = {who for who in population.WHO if state.stands.get(who, who) == "pending"}
    for cell in observing.cells(made, methods, state.asked(), enrolling):
        row = ROWS[cell.route.names[0]]
        if cell.method == "OPTIONS":  # tells a program what it may send, where it may come at all
            continue
        count[cell.method] += 1
        if cell.status >= 500:
            broken.append((cell.route.written, cell.method, cell.who, cell.status))
        if cell.may is not state.declared(row, cell.method, cell.who):
            wrong.append((row.name, cell.method, cell.who, cell.status, "may" if cell.may else "may not"))
    logging.disable(logging.NOTSET)
    assert broken == []
    assert wrong == [], "\n".join(map(str, wrong))
    kinds = f"{len(routes())} routes, {len(state.asked())} kinds of people, {len(count)} methods"
    figure(f"{name}: {count.total()} cells ({kinds}), all as declared")


def test_there_are_cells_enough():
    assert len(routes()) * len(population.WHO) >= 1_500


def test_the_page_is_what_the_table_says_now():
    assert PAGE.read_text() == printed(), "write it anew: .venv/bin/python -m tests.access.page"


@pytest.mark.django_db
@pytest.mark.assurance("A4")
@pytest.mark.parametrize("how", ["taken off the case", "another role", "locked out", "sessions ended"])
def test_whoever_loses_a_right_loses_every_route_of_it_at_the_next_request(how, figure):
    """The attorney's own session, on every route that was open to an attorney on the case and not to one who is off it."""
    logging.disable(logging.WARNING)
    made = population.make()
    attorney, case = made.people["attorney"], Case.objects.get()
    client = Client(raise_request_exception=False)
    client.force_login(attorney)
    open_before = [row.name for row in ROWS.values() if "attorney" in row.get and "off" not in row.get]
    paths = [
        route.path(**observing.values_of(route, made)) + observing.ASKED.get(route.names[0], "")
        for route in routes()
        if route.names[0] in open_before
    ]
    assert {client.get(path).status_code for path in paths} == {200, 400}  # 400: two revisions to compare must be named
    REVOKE[how](made, attorney, case)
    answers = {path: client.get(path) for path in paths}
    logging.disable(logging.NOTSET)
    left = [path for path, answer in answers.items() if not _is_refused(answer)]
    assert left == []
    figure(f"{how}: {len(paths)} open routes, 0 at the next request")


def _is_refused(answer):
    return answer.status_code in (401, 403, 404) or answer.get("Location", "").startswith("/sign-in/")


def _off(made, attorney, case):
    cases.add_member(actor=attorney, case=case, user=made.people["off"])
    cases.change_lead(actor=attorney, case=case, user=made.people["off"])
    case.refresh_from_db()
    cases.remove_member(actor=made.people["off"], case=case, user=attorney)
    readers.withdraw(actor=made.people["maker"], incident=case.incidents.get(), user=attorney)


REVOKE = {
    "taken off the case": _off,
    "another role": lambda made, attorney, case: standing.change_role(
        actor=made.people["administrator"], person=attorney, role="auditor"
    ),
    "locked out": lambda made, attorney, case: standing.lock_out(actor=made.people["administrator"], person=attorney),
    "sessions ended": lambda made, attorney, case: ending.end_sessions(attorney),
}
