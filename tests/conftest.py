"""The fixed cast. Every test of access or of pages speaks of these people."""

import time

import pytest
from allauth.mfa.totp.internal import auth
from allauth.mfa.totp.internal.auth import TOTP
from django.db import connection
from django.utils import translation

from accounts.models import Role, User
from casework.services import law as laws

PASSWORD = "correct horse battery"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # of every code app of the cast


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    """No test writes where an instance keeps its data, and every test has keys of its own."""
    keys = tmp_path / "keys"
    keys.mkdir()
    (keys / "record_keys").write_text("k1 " + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVoyMzQ1Njc=" + "\n")
    settings.RECORD_KEYS_FILE = keys / "record_keys"
    (keys / "account_keys").write_text("QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVoyMzQ1Njc=\n")
    settings.ACCOUNT_KEYS_FILE = keys / "account_keys"
    (keys / "checkpoint_keys").write_text("c1 " + "Y2hlY2twb2ludHMgYXJlIHNpZ25lZCB3aXRoIHRoaXM=" + "\n")
    settings.CHECKPOINT_KEYS_FILE = keys / "checkpoint_keys"
    settings.CHECKPOINT_DIR, settings.CHECKPOINT_MAIL, settings.TIMESTAMP_URL = None, [], ""
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    settings.REPORTS_DIR = tmp_path / "reports"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def own_language():
    """A request leaves its language with the thread; the next test starts in the language of the settings."""
    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def own_law():
    """No release is adopted in an empty database; whoever adopts one in a test has it looked up from there on."""
    laws._shelf.in_force, laws._shelf.asked_at, laws._shelf.adopted = "", float("inf"), None


@pytest.fixture(scope="session", autouse=True)
def emptied_between_tests():
    """Tests with real transactions empty all tables at their end; for that moment alone the append-only triggers give way."""
    flush = type(connection.ops).sql_flush

    def sql_flush(ops, style, tables, **options):
        lifted, restored = _around_triggers(ops.connection)
        return [*lifted, *flush(ops, style, tables, **options), *restored]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(connection.ops), "sql_flush", sql_flush)
        yield


def _around_triggers(database):
    """Statements that lift every trigger of the database, and those that put them back."""
    with database.cursor() as cursor:
        if database.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            found = cursor.fetchall()
            return [f"DROP TRIGGER {name}" for name, _sql in found], [sql for _name, sql in found]
        cursor.execute("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")
        tables = [table for (table,) in cursor.fetchall()]
    return tuple([f"ALTER TABLE {table} {verb} TRIGGER USER" for table in tables] for verb in ("DISABLE", "ENABLE"))


def person(name: str, role: Role, *, enrolled: bool = True, **fields: object) -> User:
    """Somebody of the cast. Whoever needs a second factor has one, unless the test is about not having it."""
    made = User.objects.create_user(f"{name.lower().replace(' ', '.')}@example.org", PASSWORD, name=name, role=role, **fields)
    if enrolled and made.needs_second_factor:
        enrol(made)
    return made


def enrol(someone: User) -> None:
    TOTP.activate(someone, SECRET)


def code_now(steps: int = 0) -> str:
    """What the app of the cast shows now, or so many half minutes later."""
    return auth.format_hotp_value(auth.hotp_value(SECRET, int(time.time()) // 30 + steps))


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


@pytest.fixture
def reviewer(db):
    return person("Rosa Vale", Role.REVIEWER)


@pytest.fixture
def auditor(db):
    return person("Otto Quist", Role.AUDITOR)
