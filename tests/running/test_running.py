"""Keys on paper, the doctor, which backups are kept, and the files that an installation is made of."""

import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from config import env, recovery
from config.running import backups, doctor, rewrapping
from incidents.services import record
from tests.builders import full_document, record_incident
from tests.running.conftest import ROOT

pytestmark = pytest.mark.assurance("3.4")
UNITS = sorted((ROOT / "deploy").glob("threshold-*"))


@pytest.mark.parametrize("content", [b"k1 " + b"QUJD" * 11 + b"\n", b"\x00\xff" * 40, b"A"])
def test_a_file_on_paper_comes_back_as_it_was(content):
    lines = recovery.lines_of("record_keys", content)
    assert b"".join(recovery.part_of("record_keys", n, line.lower()) for n, line in enumerate(lines, 1)) == content


def test_a_letter_typed_wrong_or_a_line_in_the_wrong_place_is_found(figure):
    content = b"k1 " + b"QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVoyMzQ1Njc=\n"
    lines, wrong, tried = recovery.lines_of("record_keys", content), 0, 0
    for number, line in enumerate(lines, 1):
        for place, letter in enumerate(line):
            if letter == " ":
                continue
            other = "B" if letter != "B" else "C"
            tried += 1
            try:
                recovery.part_of("record_keys", number, line[:place] + other + line[place + 1 :])
            except recovery.WrongLine:
                wrong += 1
    for name, number, line in (("account_keys", 1, lines[0]), ("record_keys", 2, lines[0])):
        with pytest.raises(recovery.WrongLine):
            recovery.part_of(name, number, line)
    assert wrong >= tried * 0.99
    figure(f"{wrong} of {tried} wrong letters found in their line, the rest by the mark")


def test_digits_that_paper_does_not_have_are_read_as_the_letters_they_look_like():
    line = recovery.lines_of("secret_key", b"OIB" * 8)[0]
    assert recovery.part_of("secret_key", 1, line.replace("O", "0").replace("I", "1")) == b"OIB" * 8


def test_seven_days_five_weeks_and_twelve_months_are_kept_and_the_newest_always():
    start = datetime(2026, 11, 25, 3, 20, tzinfo=UTC)
    made = [backups.Backup(f"{n}.age", (start - timedelta(days=n)).isoformat(), 1, 1, "x") for n in range(500)]
    kept = backups.to_keep(made)
    assert kept[0] == made[0]
    assert {one.file for one in made[:7]} <= {one.file for one in kept}
    assert 7 + 3 + 10 <= len(kept) <= 7 + 5 + 12
    assert backups.to_keep(made[300:301]) == made[300:301]


@pytest.mark.django_db
def test_the_doctor_says_what_is_wrong_and_what_to_do_and_ends_with_one(settings, tmp_path, capsys):
    settings.BACKUP_DIR, settings.KEYS_DIR = tmp_path / "backups", tmp_path
    with pytest.raises(SystemExit) as ended:
        call_command("doctor")
    said = capsys.readouterr().out
    assert ended.value.code == 1
    assert "There is no backup." in said
    assert "The address is http://localhost:8000" in said
    with pytest.raises(SystemExit):
        call_command("doctor", "--language", "es")
    assert "No hay ninguna copia de seguridad." in capsys.readouterr().out


@pytest.mark.django_db
def test_every_check_of_the_doctor_says_something_and_a_broken_one_is_a_finding(monkeypatch):
    assert {one.state for one in doctor.examine()} <= {doctor.RIGHT, doctor.LOOK, doctor.WRONG}

    def broken():
        raise OSError
        yield

    monkeypatch.setattr(doctor, "CHECKS", (broken,))
    [finding] = doctor.examine()
    assert finding.state == doctor.WRONG


@pytest.mark.assurance("R6")
def test_keys_of_the_record_go_under_a_new_key(db, volunteer, settings):
    incident = record_incident(volunteer, full_document())
    before = record.read(incident)
    ring = settings.RECORD_KEYS_FILE
    ring.write_text("k2 MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\n" + ring.read_text())
    call_command("rewrap_records", verbosity=0)
    ring.write_text(ring.read_text().splitlines()[0] + "\n")
    incident.refresh_from_db()
    assert record.read(incident) == before
    assert {model.__name__ for model in rewrapping.wrapping_models()} == {"Incident", "Draft", "Case"}


@pytest.mark.parametrize(
    ("value", "right"),
    [
        ("https://threshold.example.org/", "https://threshold.example.org"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("threshold.example.org", None),
        ("https://example.org/threshold", None),
        ("ftp://example.org", None),
        ("https://user@example.org", None),
    ],
)
def test_the_address_is_one_that_forms_can_come_from(monkeypatch, value, right):
    monkeypatch.setenv("ORIGIN", value)
    if right is None:
        with pytest.raises(ImproperlyConfigured, match="ORIGIN"):
            env.origin("ORIGIN", "")
    else:
        assert env.origin("ORIGIN", "") == right


def test_a_short_secret_stops_the_start_and_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "short")
    with pytest.raises(ImproperlyConfigured, match=r"SECRET_KEY has 5 characters and needs 50.*make setup"):
        env.secret("SECRET_KEY", tmp_path / "none", least=50)


@pytest.mark.caddy
def test_the_configuration_of_the_proxy_is_one_that_caddy_takes(tmp_path):
    caddy = shutil.which("caddy")
    if caddy is None:
        pytest.skip("needs caddy")
    file = tmp_path / "Caddyfile"
    file.write_text((ROOT / "deploy" / "Caddyfile").read_text().replace("{$THRESHOLD_HOST}", "threshold.example.org"))
    done = subprocess.run(
        [caddy, "validate", "--config", file, "--adapter", "caddyfile"], capture_output=True, text=True, check=False
    )
    assert "Valid configuration" in done.stdout + done.stderr
    assert "log" not in re.sub(r"#.*", "", file.read_text())


def test_the_services_are_ones_that_systemd_takes(tmp_path):
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("needs systemd-analyze")
    for unit in UNITS:
        text = unit.read_text().replace("/srv/threshold/code/.venv/bin/", "/bin/").replace("/bin/gunicorn", "/bin/true")
        text = (
            text.replace("/bin/celery", "/bin/true").replace("/bin/python", "/bin/true").replace("User=threshold", "User=root")
        )
        (tmp_path / unit.name).write_text(text.replace("Group=threshold", "Group=root"))
    done = subprocess.run([analyze, "verify", *tmp_path.iterdir()], capture_output=True, text=True, check=False)
    assert [line for line in (done.stdout + done.stderr).splitlines() if "threshold" in line] == []


def test_services_that_serve_run_closed_in():
    for unit in UNITS:
        if unit.suffix == ".service":
            text = unit.read_text()
            for wanted in ("NoNewPrivileges=yes", "ProtectSystem=strict", "PrivateTmp=yes", "UMask=0077", "User=threshold"):
                assert wanted in text, (unit.name, wanted)


def test_every_file_and_command_that_the_page_names_is_there():
    page = (ROOT / "docs" / "install.md").read_text()
    commands = set(re.findall(r"threshold ([a-z_]+)", page)) - {"and", "for"}
    known = {file.stem for file in ROOT.glob("*/management/commands/*.py")}
    assert {name for name in commands if name not in known} == set()
    assert (ROOT / "deploy" / "install").stat().st_mode & 0o111
    for name in ("threshold.env.example", "Caddyfile", "threshold"):
        assert (ROOT / "deploy" / name).is_file()
