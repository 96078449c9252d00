"""A small law of one state, written for each test, and the law of the project."""

from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from casework.engine import Law, Register, evaluate, load_law
from tests.casework.engine.columns.reading import Columns

LAW = Path(__file__).resolve().parents[3] / "casework" / "law"


def both(text: str) -> dict[str, str]:
    return {"en": text, "es": text}


def authority(own: str, **changed: Any) -> dict[str, Any]:
    record = {
        "id": own,
        "kind": "case",
        "title": "A v. B",
        "citation": "1 U.S. 1 (1990)",
        "jurisdiction": "us",
        "binding_in": ["us"],
        "applies_to": "both",
        "decided": "1990-01-01",
        "history": [{"from": "1990-01-01", "status": "in_force"}],
        "direction": "limits",
        "codes": ["T-HOME"],
        "proposition": "A home is a home.",
        "elements": [],
        "exceptions": [],
        "contrary": [],
        "sources": ["https://example.org/a"],
        "checked": "account",
        "checked_on": "2026-11-22",
    }
    return {**record, **changed}


def example(expect: str, **incident: Any) -> dict[str, Any]:
    base = {"occurred_at": "2026-03-10T09:00:00-05:00", "place": {"state": "TX", "premises": "house"}}
    return {"name": f"gives {expect}", "as_of": "2026-06-01", "expect": expect, "incident": {**base, **incident}}


def part(name: str, when: Any, **more: Any) -> dict[str, Any]:
    return {"name": name, "label": both(name), "when": when, **more}


SMALL: dict[str, Any] = {
    "codes.yaml": {
        "codes": {
            "T-HOME": {"unit": "incident", "family": "constitution", "title": both("Home")},
            "T-AGENCY": {"unit": "agency", "family": "statute", "title": both("Agency")},
        }
    },
    "signoffs.yaml": {"signoffs": []},
    "places/states.yaml": {
        "states": {"TX": {"id": "us.tx", "name": "Texas", "circuit": "us.ca5", "districts": ["us.txnd", "us.txsd"]}}
    },
    "places/districts.yaml": {"districts": {"us.txsd": {"state": "TX", "counties": ["Harris"]}}},
    "places/localities.yaml": {
        "localities": {"us.tx.houston": {"state": "TX", "kind": "city", "names": ["Houston"], "counties": ["Harris"]}}
    },
    "places/ice-areas.yaml": {"areas": {"one": {"name": "Area", "states": ["TX"], "order": "us/scotus/a"}}},
    "circuits/us.ca5.yaml": {
        "id": "us.ca5",
        "name": "Fifth Circuit",
        "checked_on": "2026-11-22",
        "points": {"ruse": {"value": "weighs", "rule": "One factor.", "authorities": ["us/scotus/a"], "checked": "memory"}},
    },
    "authorities/us/scotus/a.yaml": authority("us/scotus/a"),
    "atoms/all.yaml": {
        "home": {"label": both("home"), "question": both("What place?"), "when": "place.premises in [house, apartment]"},
        "entered": {"label": both("entered"), "question": both("Did they go in?"), "when": "entry.entered = true"},
        "warrant": {
            "label": both("warrant"),
            "question": both("A warrant?"),
            "when": "encounter.judicial_warrant_existed = true",
        },
        "emergency": {
            "label": both("emergency"),
            "question": both("An emergency?"),
            "when": "exigency.emergency_observed = true",
        },
        "claimed": {"label": both("claimed"), "question": both("Claimed?"), "when": "exigency.claimed = true"},
        "threatened": {"label": both("threat"), "question": both("A threat?"), "when": "consent.after_threat = true"},
        "said_yes": {"label": both("yes"), "question": both("What answer?"), "when": "consent.response = explicit_yes"},
        "crime": {"label": both("crime"), "question": both("A crime?"), "when": "agencies[].criminal_matter = true"},
        "arrested": {
            "label": both("arrest"),
            "question": both("What did they do?"),
            "when": "agencies[].actions contains arrested",
        },
    },
    "terms/all.yaml": {
        "consent": {
            "label": both("consent"),
            "when": {
                "all": [
                    "said_yes",
                    {"not": {"presumed": "threatened", "value": False, "citing": "us/scotus/a", "when": "said_yes"}},
                ]
            },
        },
    },
    "rules/T-HOME.yaml": {
        "code": "T-HOME",
        "authorities": ["us/scotus/a"],
        "actors": {"by": ["entry.by"], "doing": ["entered_home"]},
        "scope": [part("home", "home")],
        "elements": [
            part("entered", "entered"),
            part("no_warrant", {"not": "warrant"}),
            part("no_consent", {"not": "consent"}),
        ],
        "triggers": [part("refused", "consent.response = refused")],
        "defeaters": [part("emergency", "emergency", raised_by="claimed", authorities=["us/scotus/a"])],
        "examples": [
            example(
                "indicated",
                entry={"entered": True},
                encounter={"judicial_warrant_existed": False},
                consent={"response": "refused"},
            ),
            example("not_indicated", entry={"entered": False}),
            example("possible", entry={"entered": True}, consent={"response": "refused"}),
            example("not_applicable", place={"state": "TX", "premises": "jail"}),
        ],
    },
    "rules/T-AGENCY.yaml": {
        "code": "T-AGENCY",
        "authorities": ["us/scotus/a"],
        "elements": [part("arrested", "arrested")],
        "triggers": [part("arrested", "arrested")],
        "defeaters": [part("crime", "crime", must_be_excluded=True)],
        "examples": [
            example(
                "indicated", agencies=[{"key": "A1", "level": "county", "actions": ["arrested"], "criminal_matter": False}]
            ),
            example(
                "not_indicated", agencies=[{"key": "A1", "level": "county", "actions": ["arrested"], "criminal_matter": True}]
            ),
            example("possible", agencies=[{"key": "A1", "level": "county", "actions": ["arrested"]}]),
            example("not_raised", agencies=[{"key": "A1", "level": "county"}]),
        ],
    },
}


class LawFolder:
    """The small law on disk, to be changed file by file."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.files = folder, deepcopy(SMALL)

    def load(self) -> Law:
        for name, content in self.files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(
                content if isinstance(content, str) else yaml.safe_dump(content, sort_keys=False, allow_unicode=True)
            )
        return load_law(self.folder)

    def rule(self, code: str = "T-HOME") -> dict[str, Any]:
        return self.files[f"rules/{code}.yaml"]


class Bench:
    """Evaluates short incidents under one law, by both evaluators: whatever a test asks of explain, columns must say too."""

    def __init__(self, law: Law) -> None:
        self.law, self.columns = law, Columns(law)

    def results(
        self, code: str | None = None, *, agreements: Any = (), as_of: str = "2026-06-01", **incident: Any
    ) -> tuple[Any, ...]:
        base = {
            "format": "incident/1",
            "id": "6860b6cf-36b5-540a-838e-023cf11b5f84",
            "occurred_at": "2026-03-10T09:00:00-05:00",
            "place": {"state": "TX", "premises": "house"},
        }
        register = Register.unknown() if agreements is None else Register.of(agreements)
        day = date.fromisoformat(as_of)
        document = {**base, **incident}
        found = evaluate(document, self.law, agreements=register, as_of=day, codes=None if code is None else (code,)).results
        statuses = self.columns.statuses([(document, register)], day)
        explained = {(0, one.code, one.subject): one.status for one in found if one.code not in self.columns.aside}
        assert {key: statuses.get(key) for key in explained} == explained
        return found

    def one(self, code: str, subject: str | None = None, **incident: Any) -> Any:
        return next(one for one in self.results(code, **incident) if one.subject == subject)


@pytest.fixture
def law_folder(tmp_path: Path) -> LawFolder:
    return LawFolder(tmp_path / "law")


@pytest.fixture
def small(law_folder: LawFolder) -> Bench:
    return Bench(law_folder.load())


@pytest.fixture(scope="session")
def real_law() -> Law:
    return load_law(LAW)


@pytest.fixture
def real(real_law: Law) -> Bench:
    return Bench(real_law)
