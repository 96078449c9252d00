"""Many at once: one incident, one head, one chain. On SQLite with a real file, on PostgreSQL with real transactions."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connection

from incidents.errors import IdentifierTaken, StaleBase
from incidents.models import Incident, LedgerEntry, Revision
from incidents.services import ledger, record
from incidents.services.verification import verify
from tests.builders import minimal_document, record_incident

on_postgres = pytest.mark.skipif(
    not os.environ.get("DATABASE_URL", "").startswith("postgres"), reason="DATABASE_URL does not name a PostgreSQL database"
)


def at_once(act, number, threads=8):
    """Runs `act(n)` in threads of their own; what each returned, or the name of the error it ended with."""

    def one(n):
        try:
            return act(n)
        except (IdentifierTaken, StaleBase) as error:
            return type(error).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(one, range(number)))


def create_same(volunteer):
    return at_once(lambda _n: record.create(actor=volunteer, document=minimal_document()).created, 50)


def revise_same_base(volunteer, incident):
    return at_once(
        lambda n: record.revise(actor=volunteer, incident=incident, base=1, update={"narrative": f"From {n}."}).revision.number,
        16,
    )


def append_many(volunteer):
    return at_once(lambda n: ledger.append(actor=volunteer, act="test.done", subject=f"t:{n}", detail={}).sequence, 40)


@pytest.mark.assurance("F4")
@pytest.mark.postgres
@on_postgres
@pytest.mark.django_db(transaction=True)
def test_fifty_copies_at_once_are_one_incident_on_postgresql(volunteer):
    answers = create_same(volunteer)
    assert sorted(answers) == [False] * 49 + [True]
    assert (Incident.objects.count(), Revision.objects.count(), LedgerEntry.objects.count()) == (1, 1, 1)


@pytest.mark.assurance("L4")
@pytest.mark.postgres
@on_postgres
@pytest.mark.django_db(transaction=True)
def test_of_many_revisions_of_one_base_one_is_taken_on_postgresql(volunteer):
    incident = record_incident(volunteer)
    answers = revise_same_base(volunteer, incident)
    assert answers.count(2) == 1
    assert answers.count("StaleBase") == 15
    assert Revision.objects.filter(incident=incident).count() == 2


@pytest.mark.postgres
@on_postgres
@pytest.mark.django_db(transaction=True)
def test_entries_appended_at_once_have_no_gap_and_one_chain_on_postgresql(volunteer):
    assert sorted(append_many(volunteer)) == list(range(1, 41))
    assert verify().breaks == []


SCRIPT = """
import json
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from accounts.models import User
from incidents.services.verification import verify
from tests.builders import minimal_document, record_incident
from tests.incidents.services import test_concurrency as many
volunteer = User.objects.create_user("vera@example.org", "x", name="Vera")
copies = many.create_same(volunteer)
incident = record_incident(volunteer, minimal_document("another"))
revisions = many.revise_same_base(volunteer, incident)
appended = many.append_many(volunteer)
result = verify()
print(json.dumps([copies, revisions, appended, [broken.kind for broken in result.breaks], result.count]))
"""


@pytest.mark.assurance("F4")
def test_many_at_once_are_one_incident_one_head_and_one_chain_on_sqlite(tmp_path, settings):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'many.sqlite3'}",
        "RECORD_KEYS_FILE": str(settings.RECORD_KEYS_FILE),
        "SECRET_KEY": "only for this test, and long enough to be taken for one",
    }
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=settings.BASE_DIR, env=environment, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    copies, revisions, appended, breaks, count = json.loads(done.stdout.decode().splitlines()[-1])
    assert sorted(copies) == [False] * 49 + [True]
    assert (revisions.count(2), revisions.count("StaleBase")) == (1, 15)
    assert sorted(appended) == list(range(4, 44))
    assert (breaks, count) == ([], 43)


@pytest.mark.django_db(transaction=True)
def test_a_test_with_real_transactions_ends_with_empty_tables_and_the_triggers_in_place(volunteer):
    record_incident(volunteer)


@pytest.mark.django_db(transaction=True)
def test_the_one_after_it_finds_nothing_and_begins_a_ledger_of_its_own(volunteer):
    assert not LedgerEntry.objects.exists()
    record_incident(volunteer)
    assert LedgerEntry.objects.get().sequence == 1


@pytest.mark.django_db(transaction=True)
def test_the_triggers_are_back_after_tables_were_emptied(volunteer):
    record_incident(volunteer)
    with pytest.raises(DatabaseError, match="append-only"):
        LedgerEntry.objects.all().delete()
