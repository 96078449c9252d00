"""What each route answers to each person and method: may, or not. Nothing that a request does is left behind."""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from django.db import transaction
from django.test import Client

from tests.access.population import WHO, Population
from tests.walking import Route, routes

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
SIGN_IN, ENROLMENT = "/sign-in/?", "/account/"  # with the address that was asked for
ASKED = {"incident-retract": "?path=/entry/manner"}
REFUSED = (401, 403, 404, 405)


class Cell(NamedTuple):
    """`status`: of the answer; `may`: whether the person was let in, whatever the form that was sent lacked."""

    route: Route
    method: str
    who: str
    status: int
    may: bool


def cells(
    population: Population, methods: Iterable[str], people: Collection[str], enrolling: Collection[str]
) -> Iterator[Cell]:
    """Every route, with each of these methods, as each of these people; some of them have to set up a second factor first."""
    clients = {who: _client(population, who) for who in WHO if who in people}
    for route in routes():
        path = route.path(**values_of(route, population)) + ASKED.get(route.names[0], "")
        for who, client in clients.items():
            for method in methods:
                status, may = _asked(client, method, path, open_to_pending=who in enrolling)
                yield Cell(route, method, who, status, may)


def values_of(route: Route, population: Population) -> dict[str, object]:
    values = dict(population.values)
    if "drafts/" in route.written:
        values["identifier"] = values["draft"]
    if route.names[0].startswith(("person", "invitation")):
        values["pk"] = values["invitation" if "invitation" in route.names[0] else "person"]
    if route.names[0] == "token-end":
        values["pk"] = values["api token"]
    if "member" in route.parameters:
        values["topic"], values["member"] = "agency_did", "A1"
    if route.names[0] == "incident-leave":
        values["user"] = values["joined"]
    if route.names[0] == "case-lift-wall":
        values["user"] = values["walled"]
    if route.names[0].startswith("evidence"):
        values["identifier"] = values["incident"]
    return values


def _client(population: Population, who: str) -> Client:
    if who in population.keys:
        return Client(raise_request_exception=False, headers={"authorization": f"Token {population.keys[who]}"})
    client = Client(raise_request_exception=False)
    if who in population.people:
        client.force_login(population.people[who])
    return client


def _asked(client: Client, method: str, path: str, *, open_to_pending: bool) -> tuple[int, bool]:
    kept = {name: morsel.value for name, morsel in client.cookies.items()}
    with transaction.atomic():
        answer = client.generic(method, path)
        transaction.set_rollback(True)
    client.cookies.clear()  # whatever the answer did to the session was undone with it
    for name, value in kept.items():
        client.cookies[name] = value
    where = answer.get("Location", "")
    sent_away = answer.status_code == 302 and (where.startswith(SIGN_IN) or (open_to_pending and where == ENROLMENT))
    return answer.status_code, not sent_away and answer.status_code not in REFUSED
