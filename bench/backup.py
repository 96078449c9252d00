"""How long a backup and its restore take, beside reading, hashing and writing the same bytes in the same run.

Run from the project: `python bench/backup.py [MEGABYTES]` (500 by default). It makes an instance in a temporary folder: 200
incidents and files of 5 MB of random bytes, kept as evidence is; then a second one, into which the backup is restored with
all that a restore checks. Prints one JSON object as its last line; `restore_10gb_minutes` carries this rate on to 10 GB.
"""

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
FILE = 5_000_000  # bytes
INCIDENTS = 200


def environment(folder: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, "VAR_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": str(ROOT)}


def run(folder: Path, *command: str) -> None:
    done = subprocess.run([sys.executable, *command], cwd=ROOT, env=environment(folder), capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)


def set_up(folder: Path) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    run(folder, "-m", "config.keys")
    run(folder, "manage.py", "migrate", "--verbosity", "0")
    run(folder, "manage.py", "createcachetable", "--verbosity", "0")


def fill(megabytes: int) -> None:
    """Runs in a process of its own, with the environment of the first instance."""
    import django

    django.setup()
    from accounts.models import Role, User
    from incidents.services import evidence
    from tests.builders import full_document, record_incident

    maker = User.objects.create_user("bench@example.org", "correct horse battery", name="Bench", role=Role.VOLUNTEER)
    incidents = [record_incident(maker, full_document(f"kept {number}")) for number in range(INCIDENTS)]
    for number in range(max(1, megabytes * 1_000_000 // FILE)):
        evidence.receive(
            actor=maker,
            incident=incidents[number % INCIDENTS],
            stream=io.BytesIO(os.urandom(FILE)),
            filename=f"{number}.bin",
            content_type="application/octet-stream",
            kind="other",
        )


def timed(work) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def copied(source: Path, target: Path) -> None:
    """The reference: every file read, hashed and written once, and put on the disk."""
    target.mkdir()
    for number, file in enumerate(path for path in source.rglob("*") if path.is_file()):
        digest = hashlib.sha256()
        with file.open("rb") as read, (target / str(number)).open("wb") as written:
            while chunk := read.read(1 << 20):
                digest.update(chunk)
                written.write(chunk)
            written.flush()
            os.fsync(written.fileno())


def main(megabytes: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as work:
        first, second = Path(work) / "first", Path(work) / "second"
        set_up(first)
        run(first, __file__, "--fill", str(megabytes))
        size = sum(path.stat().st_size for path in (first / "evidence").rglob("*") if path.is_file()) / 1e6
        reference = timed(lambda: copied(first / "evidence", Path(work) / "copied"))
        shutil.rmtree(Path(work) / "copied")
        made = timed(lambda: run(first, "manage.py", "backup"))
        [backup] = (first / "backups").glob("*.age")
        second.mkdir(mode=0o700)
        shutil.copytree(first / "keys", second / "keys")
        set_up(second)
        restored = timed(lambda: run(second, "manage.py", "restore", str(backup)))
    return {
        "evidence_mb": round(size),
        "copy_mb_s": round(size / reference),
        "backup_mb_s": round(size / made),
        "restore_mb_s": round(size / restored),
        "backup_vs_copy": round(made / reference, 1),
        "restore_vs_copy": round(restored / reference, 1),
        "restore_10gb_minutes": round(restored / size * 10_000 / 60, 1),
    }


if __name__ == "__main__":
    if "--fill" in sys.argv:
        fill(int(sys.argv[-1]))
    else:
        print(json.dumps(main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)))
