"""Loads the law folder whole and strict: every fault is named with its file, its key and what to do."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from casework.engine.authorities import days_named, read_authorities
from casework.engine.checks import Checker
from casework.engine.claim_records import read_claims
from casework.engine.conditions import Definition, Named
from casework.engine.definitions import CODES, Names, labels_of, questions_of, read_codes, read_rules
from casework.engine.errors import LawError
from casework.engine.geography import read_places
from casework.engine.law import Authority, Law
from casework.engine.yaml_files import LawFiles, read_folder
from incidents import counties

ROOMS = ("authorities/", "places/", "circuits/", "atoms/", "terms/", "rules/", "claims/")
SIGNOFFS = "signoffs.yaml"
# Not in the folder, and part of what a release is: it leads from coordinates to a county.
BOUNDARIES = "places/county-boundaries"


def load_law(folder: Path) -> Law:
    """The law of a folder. Raises LawError with every fault found."""
    files = read_folder(folder)
    names = Names(files)
    names.collect("atoms")
    names.collect("terms")
    names.compile_all()
    findings = read_codes(files)
    codes = frozenset(findings)
    compiler = replace(names.compiler(Checker(files, "authorities")), labels=labels_of(names.found))
    authorities = read_authorities(files, compiler, codes)
    rules = read_rules(files, names, findings)
    places = read_places(files, authorities)
    claims = read_claims(files)
    signoffs = _signoffs(files)
    _strangers(files)
    files.digests[BOUNDARIES] = counties.digest()
    _unknown_uses(names, authorities, places.circuits, codes)
    if files.problems:
        raise LawError(files.problems)
    atoms = {name: one for name, one in names.found.items() if one.question is not None}
    terms = {name: one for name, one in names.found.items() if one.question is None}
    return Law(
        digest=files.digest,
        authorities=authorities,
        atoms=atoms,
        terms=terms,
        rules=rules,
        places=places,
        questions=questions_of(atoms),
        signoffs=signoffs,
        claims=claims,
        days=days_named(authorities),
        limits=_by_code(one for one in authorities.values() if one.direction == "limits" and one.is_state_or_local_law),
        compels=_by_code(one for one in authorities.values() if one.direction == "compels" and one.is_state_or_local_law),
        orders=_by_code(one for one in authorities.values() if one.direction == "limits" and one.is_an_order),
        named=_named(names.found),
        of_state=_of_state(one for one in authorities.values() if one.is_state_or_local_law),
    )


def _named(found: dict[str, Definition]) -> dict[str, Named]:
    return {name: Named(name, found, one.condition.reads) for name, one in found.items()}


def _by_code(authorities: Iterable[Authority]) -> dict[str, tuple[Authority, ...]]:
    found: dict[str, list[Authority]] = {}
    for one in authorities:
        for code in one.codes:
            found.setdefault(code, []).append(one)
    return {code: tuple(sorted(rows, key=lambda row: row.id)) for code, rows in found.items()}


def _of_state(authorities: Iterable[Authority]) -> dict[str, tuple[Authority, ...]]:
    """The law of each state with that of its counties and cities, by the state's id."""
    found: dict[str, list[Authority]] = {}
    for one in authorities:
        found.setdefault(".".join(one.jurisdiction.split(".")[:2]), []).append(one)
    return {state: tuple(rows) for state, rows in found.items()}


def _signoffs(files: LawFiles) -> tuple[Mapping[str, Any], ...]:
    """Who reviewed which file at which digest, and when. A rule without one is a draft."""
    check = Checker(files, SIGNOFFS)
    content = check.mapping(files.contents.get(SIGNOFFS) or {}, (), ("signoffs",))
    rows = check.rows(content.get("signoffs"), "signoffs")
    for number, row in enumerate(rows):
        inner = check.at(f"signoffs[{number}]")
        entry = inner.mapping(row, ("file", "digest", "attorney", "on"))
        inner.day(entry.get("on"), "on")
        if entry.get("file") not in files.digests:
            inner.fault(f"`{entry.get('file')}` is no file of the law", "file")
    return tuple(rows)


def _strangers(files: LawFiles) -> None:
    for name in files.digests:
        if not name.startswith(ROOMS) and name not in (SIGNOFFS, CODES):
            files.problem(name, "", f"belongs to no part of the law: move it below {', '.join(ROOMS)} or remove it")


def _unknown_uses(names: Names, authorities: dict[str, Authority], circuits: Mapping[str, Any], codes: frozenset[str]) -> None:
    """Names that rules, terms and atoms use and that nothing defines."""
    points = {point for one in circuits.values() for point in one}
    for kind, name, check in names.used:
        if kind == "authority" and name not in authorities:
            check.fault(f"`{name}` is no authority: add authorities/{name}.yaml or correct the id")
        if kind == "point" and name not in points:
            check.fault(f"`{name}` is no point of any circuit: use one of {', '.join(sorted(points))}")
        if kind == "result" and name not in codes:
            check.fault(f"`{name}` is no finding code")
