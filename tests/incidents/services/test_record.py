import pytest

from incidents.services import record
from tests import builders

pytestmark = pytest.mark.django_db


def test_smoke(volunteer):
    d = builders.full_document()
    got = record.create(actor=volunteer, document=d)
    again = record.create(actor=volunteer, document=d)
    assert got.created and not again.created
    doc = record.read(got.incident)
    assert doc["entry"]["entered"] is True
    r = record.revise(actor=volunteer, incident=got.incident, base=1, update={"agencies": [{"key": "A2", "masked": True}]})
    assert r.revision.number == 2
