"""Every task of the reports delivered twice, out of order and an hour late: the same end, the same entries in the ledger."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from config.celery import app
from incidents.models import LedgerEntry
from reports import tasks
from reports.enums import State
from reports.services import keeping, reports
from tests.reports.conftest import DAY


@pytest.fixture
def asked(decided, attorney, fonts):
    """Two reports in the queue; no worker has been woken."""
    return [reports.request_report(actor=attorney, case=decided, on=DAY) for _ in range(2)]


def compose(report):
    return lambda: tasks.compose_report(str(report.pk))


# How each task is delivered. A task that is missing here fails the test below.
DELIVERIES = {
    "reports.compose_report": lambda first, second: [compose(second), compose(first), compose(first), compose(second)],
    "reports.sweep_reports": lambda first, second: [
        tasks.sweep_reports,
        compose(first),
        tasks.sweep_reports,
        compose(second),
    ],
}


def test_every_task_of_the_reports_is_delivered_here():
    app.loader.import_default_modules()
    assert {name for name in app.tasks if name.startswith("reports.")} == set(DELIVERIES)


@pytest.mark.assurance("F10")
@pytest.mark.parametrize("name", DELIVERIES)
@pytest.mark.parametrize("late", [timedelta(), timedelta(hours=1)], ids=["at once", "an hour late"])
def test_task_delivered_twice_out_of_order_or_late_ends_the_same(asked, monkeypatch, figure, name, late):
    now = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: now() + late)
    files = []
    for deliver in (*DELIVERIES[name](*asked), *DELIVERIES[name](*asked)):
        deliver()
        files.append({path.name: path.read_bytes() for path in keeping.path_of(asked[0]).parent.iterdir()})
    for report in asked:
        report.refresh_from_db()
    acts = [entry.act for entry in LedgerEntry.objects.filter(act__startswith="report.")]
    figure(f"{name}: {len(files)} deliveries, {acts.count('report.composed')} reports composed")
    assert [(report.state, report.attempts) for report in asked] == [(State.DONE, 1)] * 2
    assert sorted(acts) == ["report.composed"] * 2 + ["report.requested"] * 2
    assert all(later[file] == content for earlier, later in pairwise(files) for file, content in earlier.items())
