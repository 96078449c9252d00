"""Backup and restore, drilled: a clean folder, the code, the file, and the keys as they are typed in from paper."""

import random
import re
import shutil
import threading
import time
from pathlib import Path

import pytest

from config import recovery
from config.running.archive import unpack
from config.running.errors import RestoreRefused
from tests.running.conftest import ROOT, Instance

pytestmark = pytest.mark.assurance("3.4")
PAGE = (ROOT / "docs" / "install.md").read_text()


def typed_in(source: Instance, names=recovery.FILES) -> str:
    """What somebody types who has the sheet before them: lines in small letters, without the gaps, and each file's mark."""
    words = []
    for name in recovery.FILES:
        if name in names:
            content = source.key(name)
            words += [line.lower().replace(" ", "") for line in recovery.lines_of(name, content)]
            words.append(recovery.mark_of(content))
        else:
            words.append("")
    return "\n".join(words) + "\n"


def section(title: str) -> list[str]:
    """The commands of a section of the page, in their order."""
    [text] = re.findall(rf"## {re.escape(title)}\n(.*?)(?=\n## |\Z)", PAGE, re.S)
    return [line.strip() for line in text.splitlines() if line.startswith("    ")]


@pytest.mark.assurance("R1")
def test_an_instance_comes_back_by_the_commands_of_the_page(source, tmp_path, figure):
    """Every command of the section stands for one thing done here; a command that is not known fails the test."""
    began = time.monotonic()
    there, done = Instance(tmp_path / "var"), []
    backup = shutil.copy(source.newest_backup, tmp_path / "carried.age")
    for command in section("After a loss, or to another machine"):
        if command.startswith(("systemctl ", "mv ")):
            continue
        if "config.recovery" in command:
            assert "4 of 4 key files written" in there.run(
                "-m", "config.recovery", str(there.folder / "keys"), typed=typed_in(source)
            )
        elif "make setup" in command:
            there.set_up()
        elif command.startswith("threshold restore"):
            done.append(there.manage("restore", str(backup)))
        else:
            assert command == "threshold doctor"
            there.manage("doctor", fails=True)  # the address of a test is no https
    assert "all verified" in done[0]
    assert there.run("-m", "tests.running.visit", *(source.told[name] for name in ("incident", "report", "sha256"))) == "seen"
    seconds, size = time.monotonic() - began, Path(backup).stat().st_size / 1e6
    figure(f"back in {seconds:.0f} s on SQLite, {size:.1f} MB; counts, digests and ledger equal")


@pytest.mark.assurance("R1")
def test_a_backup_made_while_somebody_works_is_whole(source, tmp_path):
    """Writers go on during it; what came in after its moment is not in it, and what is in it verifies."""
    busy = Instance(tmp_path / "busy").set_up()
    busy.populate()
    writer = threading.Thread(target=lambda: busy.run("-m", "tests.running.work_on"))
    writer.start()
    busy.manage("backup")
    writer.join()
    there = Instance(tmp_path / "var")
    shutil.copytree(busy.folder / "keys", there.folder / "keys")
    there.set_up()
    assert "all verified" in there.manage("restore", str(busy.newest_backup))


@pytest.mark.assurance("R2")
def test_one_changed_byte_a_cut_and_another_key_are_refused(source, tmp_path, figure):
    whole, rng = source.newest_backup.read_bytes(), random.Random(20261125)  # noqa: S311  the same places each time
    identity = source.key("backup_identity").decode()
    file, refused = tmp_path / "changed.age", 0
    places = sorted({0, 30, len(whole) - 1, *rng.sample(range(len(whole)), 500)})
    for number, place in enumerate(places):
        data = bytearray(whole)
        data[place] ^= 1 << rng.randrange(8)
        file.write_bytes(data)
        with pytest.raises(RestoreRefused):
            unpack(file, identity, tmp_path / f"flip{number}")
        shutil.rmtree(tmp_path / f"flip{number}", ignore_errors=True)
        refused += 1
    for number, length in enumerate((0, 1, 100, len(whole) // 2, len(whole) - 17, len(whole) - 1)):
        file.write_bytes(whole[:length])
        with pytest.raises(RestoreRefused):
            unpack(file, identity, tmp_path / f"cut{number}")
        refused += 1
    file.write_bytes(whole + b"x")
    with pytest.raises(RestoreRefused):
        unpack(file, identity, tmp_path / "longer")
    figure(f"{refused + 1} of {refused + 1} changed, cut or lengthened backups refused")


@pytest.fixture
def empty(source, tmp_path):
    """An empty instance with the keys of the source."""
    there = Instance(tmp_path / "var")
    shutil.copytree(source.folder / "keys", there.folder / "keys")
    return there.set_up()


@pytest.mark.assurance("R2")
def test_other_record_keys_are_found_before_anything_is_put_in_place(source, tmp_path):
    there = Instance(tmp_path / "var").set_up()
    shutil.copy(source.folder / "keys" / "backup_identity", there.folder / "keys" / "backup_identity")
    said = there.manage("restore", str(source.newest_backup), fails=True)
    assert "The record keys here are not those of that instance" in said
    assert not (there.folder / "evidence").exists()


@pytest.mark.assurance("R2")
def test_another_backup_key_is_named(source, empty):
    (empty.folder / "keys" / "backup_identity").unlink()
    (empty.folder / "keys" / "backup_recipient").unlink()
    empty.run("-m", "config.keys")
    assert "made for another backup key" in empty.manage("restore", str(source.newest_backup), fails=True)


@pytest.mark.assurance("R2")
def test_an_instance_in_use_is_not_written_over(source):
    assert "This instance is in use" in source.manage("restore", str(source.newest_backup), fails=True)


@pytest.mark.assurance("R2")
def test_an_older_backup_is_flagged_and_taken_only_with_a_reason_that_the_ledger_keeps(source, empty):
    count, digest = source.told["head"].split(":")
    newer = f"{int(count) + 5}:{digest[::-1]}"
    file = str(source.newest_backup)
    assert ": 5 would be lost" in empty.manage("restore", file, "--expect", newer, fails=True)
    assert "another ledger" in empty.manage("restore", file, "--expect", f"{count}:{digest[::-1]}", fails=True)
    assert "all verified" in empty.manage("restore", file, "--expect", newer, "--older", "the newer disk is lost")
    asked = "from incidents.models import LedgerEntry as L; print(L.objects.last().act)"
    assert "instance.restored" in empty.manage("shell", "--command", asked)


def test_a_file_that_the_database_names_and_the_disk_lacks_ends_the_backup_loudly(source, tmp_path):
    broken = Instance(tmp_path / "broken").set_up()
    broken.populate()
    next(one for one in (broken.folder / "evidence").rglob("*") if one.is_file() and "." not in one.name).unlink()
    assert "A file that the database names cannot be read" in broken.manage("backup", fails=True)
    assert list((broken.folder / "backups").glob("*")) == []


def test_a_backup_holds_no_key_and_nothing_readable(source, tmp_path):
    manifest = unpack(source.newest_backup, source.key("backup_identity").decode(), tmp_path / "open")
    assert not [name for name in manifest["members"] if "key" in name]
    ring = source.key("record_keys").split()[1]
    for file in (tmp_path / "open").rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert ring not in content
            for canary in (b"Canary Name", b"Somebody knocked before", b"18 Alder Street", b"CanarySerial"):
                assert canary not in content, file.name


@pytest.mark.postgres
@pytest.mark.assurance("R1")
def test_an_instance_on_postgresql_comes_back(tmp_path, figure):
    import os
    from urllib.parse import urlsplit

    import psycopg

    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        pytest.skip("needs DATABASE_URL of a PostgreSQL server")
    parts, names = urlsplit(url), ("threshold_drill_a", "threshold_drill_b")
    with psycopg.connect(url, autocommit=True) as server:
        for name in names:
            server.execute(f"DROP DATABASE IF EXISTS {name}")
            server.execute(f"CREATE DATABASE {name}")
    try:
        first, second = (Instance(tmp_path / name, parts._replace(path=f"/{name}").geturl()) for name in names)
        told = first.set_up().populate()
        first.manage("backup")
        shutil.copytree(first.folder / "keys", second.folder / "keys")
        second.set_up()
        assert "all verified" in second.manage("restore", str(first.newest_backup))
        assert second.run("-m", "tests.running.visit", told["incident"], told["report"], told["sha256"]) == "seen"
        figure(f"PostgreSQL too, {first.newest_backup.stat().st_size / 1e6:.1f} MB")
    finally:
        with psycopg.connect(url, autocommit=True) as server:
            for name in names:
                server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
