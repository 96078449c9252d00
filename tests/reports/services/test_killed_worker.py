"""Workers killed with SIGKILL at random points of their work, in processes of their own over a database file.

Nothing is simulated: the leases run out by the clock, and the work is taken up by the sweeper of a process that starts later.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[3]
RUNS = 20
PROMISED = 90.0  # seconds from the restart to the last finished report

START = "import django, json, sys, time, uuid; django.setup()\n"
PREPARE = (
    START
    + f"""
from django.core.management import call_command
from accounts.models import Role, User
from casework.services import cases
from incidents.services import record
from reports.services import reports
from tests.reports import builders
call_command("migrate", verbosity=0)
coordinator = User.objects.create_user("cora@example.org", None, name="Cora", role=Role.COORDINATOR, states=["RI"])
attorney = User.objects.create_user("ada@example.org", None, name="Ada", role=Role.ATTORNEY)
document = builders.snapshot()["incidents"][0]["document"]
incident = record.create(actor=coordinator, document=document).incident
case = cases.open_case(actor=coordinator, title="Alder Court", incident=incident, lead=attorney)
reports.wake = lambda report_id: None
print(json.dumps([str(reports.request_report(actor=attorney, case=case).pk) for _ in range({RUNS} + 1)]))
"""
)
WORK = (
    START
    + """
from reports.services import reports
print("ready", flush=True)
sys.stdin.readline()
started = time.perf_counter()
reports.work(uuid.UUID(sys.argv[1]))
print(time.perf_counter() - started, flush=True)
"""
)
SWEEP = (
    START
    + """
from django.utils import timezone
from reports.models import Report
from reports.services import keeping, reports
broken = [str(report.pk) for report in Report.objects.filter(state="done") if not keeping.opened(report)]
running, started = Report.objects.filter(state="running").count(), time.perf_counter()
while Report.objects.exclude(state__in=("done", "failed")).exists() and time.perf_counter() - started < 300:
    reports.sweep(timezone.now())
    time.sleep(1)
print(json.dumps({"broken": broken, "running": running, "seconds": time.perf_counter() - started}))
"""
)
JUDGE = (
    START
    + """
from incidents.models import LedgerEntry
from reports.models import Report
from reports.services import keeping
told = {}
for report in Report.objects.all():
    entries = [entry for entry in LedgerEntry.objects.filter(act="report.composed") if entry.detail["report"] == str(report.pk)]
    pdf = keeping.opened(report) if report.state == "done" else b""
    told[str(report.pk)] = {"state": report.state, "entries": len(entries), "whole": pdf[-6:].strip() == b"%%EOF"}
files = sorted(file.name for file in keeping.path_of(report).parent.glob("*.sealed"))
print(json.dumps({"told": told, "files": files}))
"""
)


@pytest.mark.slow
@pytest.mark.assurance("F1")
def test_every_report_whose_worker_was_killed_is_finished_once(tmp_path, fonts, figure):
    world = instance(tmp_path)
    first, *others = json.loads(run(world, PREPARE))
    whole = float(run(world, WORK, first, feed="\n").split()[-1])
    dice = random.Random(20260114)  # noqa: S311 - the points at which a worker dies, the same in every run
    for report in others:
        kill_while_working(world, report, after=dice.uniform(0, whole))
    swept = json.loads(run(world, SWEEP))
    judged = json.loads(run(world, JUDGE))
    figure(
        f"{RUNS} workers killed within {whole:.2f} s of work, {swept['running']} in the middle of it; "
        f"{RUNS} reports finished {swept['seconds']:.0f} s after the restart, one file and one ledger entry each"
    )
    assert swept["broken"] == []
    assert swept["running"] >= RUNS // 2, "too few were killed at work for the test to mean anything"
    assert swept["seconds"] <= PROMISED
    assert judged["files"] == sorted(f"{report}.sealed" for report in (first, *others))
    assert set(map(str, judged["told"].values())) == {str({"state": "done", "entries": 1, "whole": True})}


def instance(folder: Path) -> dict[str, str]:
    """The environment of an instance with a database, keys and files of its own."""
    world = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "VAR_DIR": str(folder),
        "KEYS_DIR": str(folder / "keys"),
        "FONTS_DIR": str(settings.FONTS_DIR),
        "DATABASE_URL": f"sqlite:///{folder / 'killed.sqlite3'}",
        "PYTHONPATH": str(ROOT),
    }
    subprocess.run([sys.executable, "-m", "config.keys"], cwd=ROOT, env=world, check=True, capture_output=True)
    return world


def run(world: dict[str, str], program: str, *arguments: str, feed: str = "") -> str:
    """The last line that a process of its own prints."""
    command = [sys.executable, "-c", program, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=world, input=feed, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.strip().splitlines()[-1]


def kill_while_working(world: dict[str, str], report: str, *, after: float) -> None:
    """Starts a worker on a report and kills it that many seconds after it began."""
    command = [sys.executable, "-c", WORK, report]
    with subprocess.Popen(command, cwd=ROOT, env=world, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout.readline().strip() == "ready"
        worker.stdin.write("\n")
        worker.stdin.flush()
        time.sleep(after)
        os.kill(worker.pid, signal.SIGKILL)
