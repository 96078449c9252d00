"""config.keys: made once, and for nobody else to read."""

import stat

import pytest

from config import keys


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("VAR_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("KEYS_DIR", raising=False)
    return tmp_path / "data"


def test_keys_and_data_are_closed_to_other_users_of_the_machine(data):
    data.mkdir(mode=0o755)
    keys.main()
    assert stat.S_IMODE(data.stat().st_mode) == stat.S_IMODE((data / "keys").stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in (data / "keys").iterdir()} == {0o600}


def test_a_second_run_leaves_the_keys_as_they_are(data):
    keys.main()
    before = {file.name: file.read_text() for file in (data / "keys").iterdir()}
    keys.main()
    assert {file.name: file.read_text() for file in (data / "keys").iterdir()} == before
    assert set(before) == {
        "account_keys",
        "backup_identity",
        "backup_recipient",
        "checkpoint_keys",
        "record_keys",
        "secret_key",
    }
