"""config.env: typed readers that refuse what they do not understand."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env


def test_a_flag_that_is_neither_yes_nor_no_is_an_error(monkeypatch):
    monkeypatch.setenv("DEBUG", "maybe")
    with pytest.raises(ImproperlyConfigured, match="DEBUG"):
        env.flag("DEBUG", False)


def test_a_missing_secret_stops_the_start_and_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    with pytest.raises(ImproperlyConfigured, match="make setup"):
        env.secret("SECRET_KEY", tmp_path / "secret_key")


def test_a_secret_is_read_from_its_file_when_the_environment_has_none(tmp_path, monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    (tmp_path / "secret_key").write_text("from-the-file\n")
    assert env.secret("SECRET_KEY", tmp_path / "secret_key") == "from-the-file"
