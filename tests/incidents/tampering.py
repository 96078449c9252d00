"""Changes made behind the application's back, as somebody with the database in hand would make them."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from django.db import connection

TRIGGERS = import_module("incidents.migrations.0002_append_only")
TABLES = [*TRIGGERS.TABLES, import_module("incidents.migrations.0008_checkpoints").TABLE]


@contextmanager
def triggers_lifted() -> Iterator[None]:
    for table in TABLES:
        run(*TRIGGERS.allow_sql(connection.vendor, table))
    yield
    if connection.vendor == "postgresql":
        run("SET CONSTRAINTS ALL IMMEDIATE")
    for table in TABLES:
        run(*TRIGGERS.refuse_sql(connection.vendor, table))


def run(*statements: str, params: list | None = None) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, params)


def tamper(statement: str, *params: object) -> None:
    """Runs one statement with the triggers out of the way."""
    with triggers_lifted():
        run(statement, params=list(params))
