import os

import pytest
from django.db import DatabaseError, connection, transaction

from incidents.models import LedgerEntry, Revision
from tests.builders import record_incident

TABLES = ["incidents_revision", "incidents_ledgerentry"]
pytestmark = [pytest.mark.django_db, pytest.mark.assurance("2.3")]
on_postgres = pytest.mark.skipif(
    not os.environ.get("DATABASE_URL", "").startswith("postgres"), reason="DATABASE_URL does not name a PostgreSQL database"
)


@pytest.fixture(autouse=True)
def something_on_file(volunteer):
    return record_incident(volunteer)


def refused(statement):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("table", TABLES)
def test_the_database_refuses_to_update_or_delete_a_row(table):
    refused(f"DELETE FROM {table}")  # noqa: S608
    column = "digest"
    refused(f"UPDATE {table} SET {column} = {column}")  # noqa: S608


@pytest.mark.postgres
@on_postgres
@pytest.mark.parametrize("table", TABLES)
def test_postgresql_refuses_to_truncate(table):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    refused(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("model", [Revision, LedgerEntry])
def test_the_application_itself_cannot_change_or_delete_them(model):
    row = model.objects.get()
    for act in (row.save, row.delete, lambda: model.objects.update(digest="0" * 64), model.objects.all().delete):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            act()
    assert model.objects.get().digest == row.digest


@pytest.mark.parametrize("model", [Revision, LedgerEntry])
def test_there_are_triggers_on_every_protected_table(model):
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [model._meta.db_table])
        else:
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal", [model._meta.db_table]
            )
        assert len(cursor.fetchall()) == 2
