"""What the tests of the reports share: the typefaces, made once for all runs, and a case that was really decided."""

from datetime import date

import pytest
from django.conf import settings

from casework.services import cases, decisions, standing
from incidents.services import record
from reports.services import fonts as typefaces
from tests.reports import builders

DAY = date(2026, 11, 25)
NOTE = "privileged-note-canary-8f31"
WORD = "the accounts begin at the door"


@pytest.fixture(scope="session")
def fonts():
    typefaces.make(settings.FONTS_DIR)
    return settings.FONTS_DIR


@pytest.fixture
def incident(coordinator):
    return record.create(actor=coordinator, document=builders.snapshot()["incidents"][0]["document"]).incident


@pytest.fixture
def case(coordinator, attorney, incident):
    return cases.open_case(actor=coordinator, title="Alder Court, 14 January 2026", incident=incident, lead=attorney)


@pytest.fixture
def decided(case, attorney):
    """The case with what is indicated in it adopted and confirmed, each with a privileged note."""
    for one in standing.of_case(case=case, on=DAY):
        if one.status == "indicated":
            decisions.adopt(actor=attorney, case=case, finding=one.finding, digest=one.rule_digest)
            decisions.confirm(
                actor=attorney,
                case=case,
                finding=one.finding,
                evaluation=one.evaluation,
                reason="Two accounts agree.",
                ruled_out={item["key"]: WORD for item in one.result.get("rule_out") or []},
                note=NOTE,
            )
    return case
