"""Reads places/ and circuits/: states with their courts, counties of districts, localities, and the points of circuits."""

from collections.abc import Mapping
from typing import Any

from casework.engine.checks import Checker
from casework.engine.places import District, Locality, Places, StatePlace, county_slug, slug
from casework.engine.yaml_files import LawFiles

POINT_KEYS = ("value", "rule", "authorities", "checked")


def read_places(files: LawFiles, authorities: Mapping[str, Any]) -> Places:
    """The map from what an incident says of its place to its jurisdictions."""
    states = {code: _state(check, code, row) for check, code, row in _rows(files, "places/states.yaml", "states")}
    districts = {name: _district(check, name, row) for check, name, row in _rows(files, "places/districts.yaml", "districts")}
    localities = tuple(_locality(check, name, row) for check, name, row in _rows(files, "places/localities.yaml", "localities"))
    for check, _name, row in _rows(files, "places/ice-areas.yaml", "areas"):
        _known_authority(check, check.mapping(row, ("name", "order"), ("states", "counties")).get("order"), authorities)
    circuits = {}
    for file, content in files.under("circuits").items():
        check = Checker(files, file)
        row = check.mapping(content, ("id", "name", "checked_on", "points"), ("note",))
        circuits[str(row.get("id"))] = _points(check.at("points"), row.get("points"), authorities)
    for state in states.values():
        if state.circuit is not None and state.circuit not in circuits:
            Checker(files, "places/states.yaml", f"states.{state.code}").fault(
                f"circuit `{state.circuit}` has no file in circuits/"
            )
    return Places(states, districts, localities, circuits)


def _rows(files: LawFiles, file: str, key: str) -> list[tuple[Checker, str, Any]]:
    content = files.contents.get(file)
    check = Checker(files, file)
    if content is None:
        check.fault("is missing or empty: it says which jurisdictions a place lies in")
        return []
    table = check.mapping(content, (key,), ("checked", "checked_on", "note")).get(key)
    if not isinstance(table, dict):
        check.fault("should be a mapping by id", key)
        return []
    return [(check.at(f"{key}.{name}"), str(name), row) for name, row in table.items()]


def _state(check: Checker, code: str, row: Any) -> StatePlace:
    entry = check.mapping(row, ("id", "name", "circuit", "districts"), ("note",))
    districts = check.words(entry.get("districts"), "districts")
    return StatePlace(code, str(entry.get("id")), str(entry.get("name")), entry.get("circuit"), districts)


def _district(check: Checker, name: str, row: Any) -> District:
    entry = check.mapping(row, ("state",), ("counties", "rest", "checked", "note"))
    if ("counties" in entry) == bool(entry.get("rest")):
        check.fault("needs either `counties` or `rest: true`")
    counties = frozenset(county_slug(one) for one in check.words(entry.get("counties"), "counties"))
    return District(name, str(entry.get("state")), counties, bool(entry.get("rest")))


def _locality(check: Checker, name: str, row: Any) -> Locality:
    entry = check.mapping(row, ("state", "kind", "names"), ("counties", "note"))
    kinds = frozenset("county" if kind == "parish" else kind for kind in str(entry.get("kind")).split(" and "))
    for kind in kinds:
        check.word(kind, "kind", ("city", "county"))
    names = frozenset(slug(one) for one in check.words(entry.get("names"), "names"))
    named = frozenset(county_slug(one) for one in entry.get("names") or ()) if "county" in kinds else frozenset()
    counties = frozenset(county_slug(one) for one in check.words(entry.get("counties"), "counties"))
    return Locality(name, str(entry.get("state")), kinds, names, counties | named if kinds == {"county"} else counties)


def _points(check: Checker, points: Any, authorities: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    found = {}
    for name, row in (points if isinstance(points, dict) else {}).items():
        inner = check.at(str(name))
        entry = inner.mapping(row, POINT_KEYS, ("clearly_established_from", "note"))
        for one in inner.words(entry.get("authorities"), "authorities"):
            _known_authority(inner, one, authorities)
        found[str(name)] = dict(entry)
    if not found:
        check.fault("has no point: a circuit's file says how it decides the points on which circuits differ")
    return found


def _known_authority(check: Checker, name: Any, authorities: Mapping[str, Any]) -> None:
    if name not in authorities:
        check.fault(f"`{name}` is no authority: add authorities/{name}.yaml or correct the id", "authorities")
