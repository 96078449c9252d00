"""The fixed cast. Every test of access or of pages speaks of these people."""

from importlib import import_module

import pytest
from django.db import connection

from accounts.models import Role, User

PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    """No test writes where an instance keeps its data, and every test has keys of its own."""
    keys = tmp_path / "keys"
    keys.mkdir()
    (keys / "record_keys").write_text("k1 " + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVoyMzQ1Njc=" + "\n")
    settings.RECORD_KEYS_FILE = keys / "record_keys"
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    settings.REPORTS_DIR = tmp_path / "reports"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(scope="session", autouse=True)
def emptied_between_tests():
    """Tests with real transactions empty all tables at their end; for that moment alone the append-only triggers give way."""
    triggers = import_module("incidents.migrations.0002_append_only")
    flush = type(connection.ops).sql_flush

    def sql_flush(ops, style, tables, **options):
        vendor, statements = ops.connection.vendor, flush(ops, style, tables, **options)
        lifted = [sql for table in triggers.TABLES for sql in triggers.allow_sql(vendor, table)]
        return lifted + statements + [sql for table in triggers.TABLES for sql in triggers.refuse_sql(vendor, table)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(connection.ops), "sql_flush", sql_flush)
        yield


def person(name: str, role: Role, **fields: object) -> User:
    return User.objects.create_user(f"{name.lower().replace(' ', '.')}@example.org", PASSWORD, name=name, role=role, **fields)


@pytest.fixture
def volunteer(db):
    return person("Vera Lindholm", Role.VOLUNTEER)


@pytest.fixture
def other_volunteer(db):
    return person("Otis Varga", Role.VOLUNTEER)


@pytest.fixture
def coordinator(db):
    return person("Cora Santel", Role.COORDINATOR, states=["MA", "RI"])


@pytest.fixture
def attorney(db):
    return person("Ada Brandt", Role.ATTORNEY)


@pytest.fixture
def other_attorney(db):
    return person("Oren Halloran", Role.ATTORNEY)


@pytest.fixture
def administrator(db):
    return person("Admin Quill", Role.ADMINISTRATOR)
