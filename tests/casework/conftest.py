"""Hand-made law and evaluations for services, pages and models; the engine's own tests bring their own."""

from pathlib import Path

import pytest

from casework import engine
from casework.services import cases
from casework.services import law as laws
from tests.builders import record_incident

from .fixtures import entry_document, evaluation
from .fixtures.law import small_law


class Said:
    """What the engine would return."""

    def __init__(self, content):
        self.content = content

    def as_dict(self):
        return self.content


@pytest.fixture
def put_law(monkeypatch, settings):
    """put_law(law): the law files now say this."""

    def put(law):
        folder = Path(settings.LAW_DIR)
        shelf = laws.Shelf(law=law, folder=folder, looked_at=float("inf"), in_force="", asked_at=float("inf"))
        monkeypatch.setattr(laws, "_shelf", shelf)

    return put


@pytest.fixture
def engine_says(monkeypatch):
    """engine_says(content): from here on every evaluation gives this evaluation/1 object."""

    def say(content):
        monkeypatch.setattr(
            engine, "evaluate", lambda document, law, *, agreements, as_of: Said({**content, "as_of": as_of.isoformat()})
        )

    return say


@pytest.fixture
def small(put_law, engine_says):
    """The small law, and an evaluation with one indicated and one possible result."""
    put_law(small_law())
    engine_says(evaluation())


@pytest.fixture
def incident(coordinator, small):
    return record_incident(coordinator, entry_document())


@pytest.fixture
def case(coordinator, attorney, incident):
    return cases.open_case(actor=coordinator, title="Boston, 14 January 2026", incident=incident, lead=attorney)
