"""Instances of their own, each in a folder, worked with through the commands that the pages of the documentation name."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


class Instance:
    """One folder with data and keys; `run` runs a command of it and gives back what it printed."""

    def __init__(self, folder: Path, database: str = "") -> None:
        self.folder, self.database = folder, database
        folder.mkdir(mode=0o700, parents=True)

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        told = {"VAR_DIR": str(self.folder), "DJANGO_SETTINGS_MODULE": "config.settings"}
        return {**kept, **told, **({"DATABASE_URL": self.database} if self.database else {})}

    def run(self, *command: str, typed: str = "", fails: bool = False) -> str:
        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=self.environment, input=typed, capture_output=True, text=True, check=False
        )
        assert (done.returncode != 0) is fails, done.stdout + done.stderr
        return done.stdout + done.stderr if fails else done.stdout

    def manage(self, *command: str, **more: object) -> str:
        return self.run("manage.py", *command, **more)

    def set_up(self) -> "Instance":
        """What `make setup` does once the environment is there."""
        self.run("-m", "config.keys")
        (self.folder / "fonts").mkdir(exist_ok=True)
        for face in (ROOT / "var" / "fonts").glob("*.ttf"):
            (self.folder / "fonts" / face.name).write_bytes(face.read_bytes())
        self.manage("prepare")
        return self

    def populate(self) -> dict[str, str]:
        return json.loads(self.run("-m", "tests.running.population"))

    def key(self, name: str) -> bytes:
        return (self.folder / "keys" / name).read_bytes()

    @property
    def newest_backup(self) -> Path:
        return max((self.folder / "backups").glob("*.age"))


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """An instance with something of everything, and one backup of it."""
    instance = Instance(tmp_path_factory.mktemp("source") / "var").set_up()
    instance.told = instance.populate()
    instance.manage("backup")
    return instance
