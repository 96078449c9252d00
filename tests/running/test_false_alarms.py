"""An instance that is only worked with is never said to be tampered with: edits, upgrade, vacuum, backup, restore."""

import json
import shutil
import sqlite3
import subprocess
import sys

import pytest

from tests.running.conftest import ROOT, Instance

EXPORT = (
    "import django; django.setup()\n"
    "import json, sys\n"
    "from incidents.models import LedgerEntry\n"
    "from incidents.services import ledger\n"
    "for entry in LedgerEntry.objects.order_by('sequence').iterator():\n"
    "    sys.stdout.write(json.dumps(ledger.exported(entry)) + '\\n')\n"
)


@pytest.mark.slow
@pytest.mark.assurance("I11")
@pytest.mark.assurance("6.4")
def test_ten_thousand_edits_an_upgrade_a_vacuum_and_a_restore_raise_no_alarm(tmp_path, monkeypatch, figure):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    instance = Instance(tmp_path / "worked").set_up()
    monkeypatch.setattr(Instance, "environment", property(_with_a_folder(Instance.environment.fget, elsewhere)))
    entries = int(instance.run("-m", "tests.running.many_edits", "10000"))
    assert entries >= 10_000
    instance.manage("prepare")  # what an upgrade runs
    with sqlite3.connect(instance.folder / "threshold.sqlite3") as database:
        database.execute("VACUUM")
    assert "The ledger is whole" in instance.manage("verify_ledger", "--files")
    instance.manage("backup")
    restored = Instance(tmp_path / "restored")
    shutil.copytree(instance.folder / "keys", restored.folder / "keys")
    restored.set_up()
    restored.manage("restore", str(instance.newest_backup))
    assert "The ledger is whole" in restored.manage("verify_ledger", "--files")
    restored.manage("checkpoint")  # goes on where the other instance ended, in the same folder
    (tmp_path / "ledger.jsonl").write_text(restored.run("-c", EXPORT))
    verified = subprocess.run(
        [sys.executable, "-I", "-S", ROOT / "incidents/proofs/verify.py", elsewhere, tmp_path / "ledger.jsonl"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert verified.returncode == 0, verified.stdout
    assert "clock" not in verified.stdout
    found = [one for one in json.loads(_doctor(restored)) if one["name"] in ("ledger", "checkpoints")]
    assert {one["state"] for one in found} <= {"right", "look"}
    signed = len(list(elsewhere.glob("*.checkpoint")))
    figure(f"{entries} entries, {signed} checkpoints, upgrade, vacuum, backup and restore: 0 false reports of four checks")


def _with_a_folder(before, folder):
    return lambda self: {**before(self), "CHECKPOINT_DIR": str(folder)}


def _doctor(instance):
    done = subprocess.run(
        [sys.executable, "manage.py", "doctor", "--json"],
        cwd=ROOT,
        env=instance.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout
