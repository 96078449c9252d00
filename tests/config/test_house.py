"""The rules of the house that a machine can hold: pinned and hashed packages, their licences, targets, no outside address."""

import re
import subprocess
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-bench.txt")
TARGETS = ("setup", "demo", "serve", "test", "check", "bench", "assurance")
pytestmark = pytest.mark.assurance("2.1")


def pinned(lock: str) -> dict[str, str]:
    """Package -> its whole entry in a lock file."""
    entries = re.split(r"\n(?=[a-z0-9])", (ROOT / lock).read_text().lower())
    return {entry.split("==")[0]: entry for entry in entries if "==" in entry.splitlines()[0]}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_with_hashes_and_no_host_is_named(lock):
    packages = pinned(lock)
    assert len(packages) > 40
    assert [name for name, entry in packages.items() if "--hash=sha256:" not in entry] == []
    assert not re.search(r"https?://|index-url|find-links [^\\]", (ROOT / lock).read_text().split("\namqp", 1)[1])


def test_nothing_that_is_shipped_has_a_licence_that_binds_what_is_built_on_it():
    bound = []
    for name in pinned("requirements.txt"):
        about = metadata.metadata(name.split("[")[0])
        stated = (
            about["License-Expression"] or " ".join(about.get_all("Classifier") or []) + " " + (about["License"] or "")[:200]
        )
        if re.search(r"\bA?GPL|Affero", stated) and not re.search(r"LGPL|Lesser|\bOR\b", stated):
            bound.append((name, stated[:80]))
    assert bound == []


@pytest.mark.parametrize("target", TARGETS)
def test_the_targets_of_the_house_can_be_made(target):
    done = subprocess.run(["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_no_page_or_script_names_another_host():
    files = [f for folder in ROOT.glob("*/") for kind in ("html", "css", "js", "svg") for f in folder.rglob(f"*.{kind}")]
    ours = [f for f in files if not {".venv", "var", ".git"} & set(f.relative_to(ROOT).parts)]
    assert len(ours) > 40
    named = {f.name for f in ours if re.search(r"""(?:src|href|url\(|@import)\s*=?\s*["'(]?(?:https?:)?//""", f.read_text())}
    assert named == set()
