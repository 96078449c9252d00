"""The job row: asked for once, claimed by one, finished once, given up after three attempts, handed out whole."""

import hashlib
import json
import os
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone
from kombu.exceptions import OperationalError

from incidents.models import LedgerEntry
from reports import tasks
from reports.composition import compose, snapshot_digest
from reports.enums import State
from reports.errors import FileLost, NotAllowed, NotReady
from reports.models import Report
from reports.services import keeping, reports
from tests.reports import reading
from tests.reports.conftest import DAY


@pytest.fixture
def asked(decided, attorney, fonts):
    """A report that is in the queue; no worker has been woken."""
    return reports.request_report(actor=attorney, case=decided, on=DAY)


@pytest.fixture
def composed(asked):
    assert reports.work(asked.pk)
    asked.refresh_from_db()
    return asked


def acts(report):
    entries = LedgerEntry.objects.filter(subject=f"case:{report.case_id}", act__startswith="report.")
    return [entry.act for entry in entries if entry.detail["report"] == str(report.pk)]


def test_request_freezes_the_case_sealed_under_its_key(asked):
    content = reports.snapshot_of(asked)
    assert hashlib.sha256(content).hexdigest() == asked.snapshot_digest
    assert b"Alder Court" in content
    assert b"Alder Court" not in bytes(asked.snapshot)
    assert acts(asked) == ["report.requested"]


def test_commit_of_a_request_has_it_composed_in_process(decided, attorney, fonts, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        report = reports.request_report(actor=attorney, case=decided, on=DAY)
    report.refresh_from_db()
    assert report.state == State.DONE


def test_message_to_the_worker_carries_the_id_alone(decided, attorney, monkeypatch, django_capture_on_commit_callbacks):
    sent = []
    monkeypatch.setattr(tasks.compose_report, "apply_async", lambda **call: sent.append(call["args"]))
    with django_capture_on_commit_callbacks(execute=True):
        report = reports.request_report(actor=attorney, case=decided, on=DAY)
    assert sent == [[str(report.pk)]]


def test_request_is_kept_where_the_queue_does_not_answer(decided, attorney, monkeypatch, django_capture_on_commit_callbacks):
    def refuse(**call):
        raise OperationalError("no broker")

    monkeypatch.setattr(tasks.compose_report, "apply_async", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        report = reports.request_report(actor=attorney, case=decided, on=DAY)
    assert Report.objects.get(pk=report.pk).state == State.QUEUED


def test_reports_of_a_case_are_numbered(asked, attorney):
    assert reports.request_report(actor=attorney, case=asked.case, on=DAY).number == asked.number + 1


def test_only_attorneys_on_the_case_can_ask(decided, other_attorney, coordinator, volunteer, administrator):
    for person in (other_attorney, coordinator, volunteer, administrator):
        with pytest.raises(NotAllowed):
            reports.request_report(actor=person, case=decided, on=DAY)
    assert not Report.objects.exists()


def test_file_is_the_snapshot_composed_and_lies_sealed(composed, fonts):
    pdf = keeping.opened(composed)
    assert hashlib.sha256(pdf).hexdigest() == composed.sha256
    assert len(pdf) == composed.size
    assert b"%PDF" not in keeping.path_of(composed).read_bytes()
    assert reading.packed(composed.snapshot_digest) in reading.packed(reading.pages(pdf)[0])


def test_same_snapshot_composed_again_is_the_same_file(composed, fonts):
    content = json.loads(reports.snapshot_of(composed))
    assert snapshot_digest(content) == composed.snapshot_digest
    assert hashlib.sha256(compose(content, fonts)).hexdigest() == composed.sha256


@pytest.mark.assurance("F10")
def test_task_delivered_twice_gives_one_file_and_one_entry(asked):
    tasks.compose_report(str(asked.pk))
    first = keeping.path_of(asked).read_bytes()
    tasks.compose_report(str(asked.pk))
    asked.refresh_from_db()
    assert keeping.path_of(asked).read_bytes() == first
    assert acts(asked) == ["report.requested", "report.composed"]
    assert asked.attempts == 1


def test_of_two_workers_one_gets_the_report(asked):
    now = timezone.now()
    claims = [reports.claim(asked.pk, owner=uuid.uuid4(), now=now) for _ in range(2)]
    assert [claim is not None for claim in claims] == [True, False]


def test_worker_that_lost_its_lease_ends_nothing(asked):
    now = timezone.now()
    slow, quick = uuid.uuid4(), uuid.uuid4()
    held = reports.claim(asked.pk, owner=slow, now=now - reports.LEASE - timedelta(seconds=1))
    assert reports.claim(asked.pk, owner=quick, now=now)
    assert not reports.complete(held, owner=slow, pdf=b"late")
    assert acts(asked) == ["report.requested"]


@pytest.mark.assurance("F1")
def test_report_left_by_a_dead_worker_is_composed_by_the_sweeper(asked):
    reports.claim(asked.pk, owner=uuid.uuid4(), now=timezone.now())
    assert reports.sweep(timezone.now()) == 0
    assert reports.sweep(timezone.now() + reports.LEASE + timedelta(seconds=1)) == 1
    # The worker it woke looks at the clock itself: the lease has to have ended for it too.
    Report.objects.filter(pk=asked.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    assert reports.sweep(timezone.now()) == 1
    asked.refresh_from_db()
    assert asked.state == State.DONE
    assert acts(asked) == ["report.requested", "report.composed"]


@pytest.mark.assurance("F11")
def test_report_that_always_fails_is_given_up_after_three_attempts_with_a_reason(asked, monkeypatch):
    def break_down(snapshot, fonts):
        raise ValueError("poison")

    monkeypatch.setattr(reports, "compose", break_down)
    for _ in range(3):
        with pytest.raises(ValueError, match="poison"):
            reports.work(asked.pk)
        Report.objects.filter(pk=asked.pk, state=State.QUEUED).update(lease_until=timezone.now() - timedelta(seconds=1))
    assert not reports.work(asked.pk)
    asked.refresh_from_db()
    assert (asked.state, asked.attempts) == (State.FAILED, 3)
    assert "could not be set" in asked.error
    assert "poison" not in asked.error


@pytest.mark.assurance("F11")
def test_report_whose_workers_all_died_is_given_up_and_stops_no_other(asked, attorney):
    other = reports.request_report(actor=attorney, case=asked.case, on=DAY)
    past = timezone.now() - timedelta(hours=1)
    Report.objects.filter(pk=asked.pk).update(state=State.RUNNING, attempts=3, lease_until=past)
    reports.sweep(timezone.now())
    asked.refresh_from_db()
    other.refresh_from_db()
    assert asked.state == State.FAILED
    assert asked.error
    assert other.state == State.DONE


def test_full_disk_puts_the_report_back_and_leaves_no_part_of_a_file(asked, monkeypatch, settings):
    def full(source, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(keeping.os, "replace", full)
    assert not reports.work(asked.pk)
    asked.refresh_from_db()
    assert asked.state == State.QUEUED
    assert "disk" in asked.error
    assert list(settings.REPORTS_DIR.iterdir()) == []


def test_sweeper_removes_what_a_killed_worker_had_begun_to_write(db, settings):
    settings.REPORTS_DIR.mkdir()
    old, new = settings.REPORTS_DIR / "a.x.unfinished", settings.REPORTS_DIR / "b.x.unfinished"
    for file in (old, new):
        file.write_bytes(b"part")
    os.utime(old, (0, 0))
    reports.sweep(timezone.now())
    assert list(settings.REPORTS_DIR.iterdir()) == [new]


def test_download_is_entered_in_the_ledger(composed, attorney):
    assert reports.hand_out(actor=attorney, report=composed).startswith(b"%PDF")
    assert acts(composed) == ["report.requested", "report.composed", "report.downloaded"]


def test_unfinished_report_is_not_handed_out(asked, attorney):
    with pytest.raises(NotReady):
        reports.hand_out(actor=attorney, report=asked)


def test_changed_or_missing_file_is_not_handed_out(composed, attorney):
    path = keeping.path_of(composed)
    sealed = bytearray(path.read_bytes())
    sealed[len(sealed) // 2] ^= 1
    path.write_bytes(sealed)
    with pytest.raises(FileLost):
        reports.hand_out(actor=attorney, report=composed)
    path.unlink()
    with pytest.raises(FileLost):
        reports.hand_out(actor=attorney, report=composed)


def test_file_of_another_report_is_not_handed_out_under_this_name(composed, attorney):
    other = reports.request_report(actor=attorney, case=composed.case, on=DAY)
    reports.work(other.pk)
    other.refresh_from_db()
    keeping.path_of(composed).write_bytes(keeping.path_of(other).read_bytes())
    with pytest.raises(FileLost):
        reports.hand_out(actor=attorney, report=composed)


def test_ledger_and_queue_hold_ids_and_digests_alone(composed, attorney):
    entries = LedgerEntry.objects.filter(act__startswith="report.")
    assert {name for entry in entries for name in entry.detail} == {"report", "number", "content", "sha256"}
