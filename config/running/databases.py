"""The database as it was at one moment: a copy in a file, and a look at the same moment through Django."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, connections, transaction

from config.running.errors import BackupFailed, RestoreRefused

NAME = "database"
AT_ONE_MOMENT = "at_one_moment"


@contextmanager
def snapshot(folder: Path) -> Iterator[tuple[str, Path]]:
    """(alias, file): the file holds the database, and the alias reads it as of the same moment. Raises BackupFailed."""
    if connection.vendor == "sqlite":
        yield from _of_sqlite(folder / NAME)
    else:
        yield from _of_postgresql(folder / NAME)


def _of_sqlite(file: Path) -> Iterator[tuple[str, Path]]:
    """By SQLite's own backup, which waits for no writer and makes none wait."""
    connection.ensure_connection()
    copy = sqlite3.connect(file)
    try:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        copy.close()
    connections.databases[AT_ONE_MOMENT] = {**connections.databases["default"], "NAME": str(file), "OPTIONS": {}}
    try:
        yield AT_ONE_MOMENT, file
    finally:
        connections[AT_ONE_MOMENT].close()
        del connections.databases[AT_ONE_MOMENT]
        delattr(connections._connections, AT_ONE_MOMENT)  # type: ignore[attr-defined]


def _of_postgresql(file: Path) -> Iterator[tuple[str, Path]]:
    """By pg_dump on an exported snapshot, so that the copy and what is counted beside it are of one moment."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        [exported] = cursor.fetchone()
        _run("pg_dump", "--format=custom", "--no-owner", f"--snapshot={exported}", f"--file={file}", database())
        yield "default", file


def database() -> str:
    """The database for PostgreSQL's own programs; the password goes by the environment."""
    said = connection.settings_dict
    parts = {"dbname": said["NAME"], "host": said["HOST"], "port": said["PORT"], "user": said["USER"]}
    return " ".join(f"{name}={value}" for name, value in parts.items() if value)


def _run(program: str, *arguments: str) -> None:
    where = shutil.which(program)
    if where is None:
        raise BackupFailed(f"{program} is not installed: install the package postgresql-client of the server's version.")
    environment = {**os.environ, "PGPASSWORD": str(connection.settings_dict.get("PASSWORD") or "")}
    done = subprocess.run([where, *arguments], env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise BackupFailed(
            f"{program} did not end well: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else '?'}"
        )


def rows(alias: str) -> dict[str, int]:
    """Table -> number of rows, of every table there is."""
    with connections[alias].cursor() as cursor:
        tables = sorted(connections[alias].introspection.table_names(cursor))
        counted: dict[str, int] = {}
        for table in tables:
            cursor.execute(f"SELECT COUNT(*) FROM {connections[alias].ops.quote_name(table)}")  # noqa: S608  a name of the schema
            counted[table] = cursor.fetchone()[0]
    return counted


def migrations(alias: str = "default") -> list[str]:
    """The migrations that a database has been through."""
    with connections[alias].cursor() as cursor:
        if "django_migrations" not in connections[alias].introspection.table_names(cursor):
            return []
        cursor.execute("SELECT app, name FROM django_migrations")
        return sorted(f"{app}.{name}" for app, name in cursor.fetchall())


def is_empty() -> bool:
    """Whether nobody has worked in this database yet. That its law was adopted is part of setting it up."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for table, rows in (("accounts_user", "1 = 1"), ("incidents_ledgerentry", "act <> 'law.adopted'")):
            if table in tables:
                cursor.execute(f"SELECT COUNT(*) FROM {table} WHERE {rows}")  # noqa: S608  names of ours
                if cursor.fetchone()[0]:
                    return False
    return True


def put_in_place(file: Path) -> None:
    """Makes the copy the database of this instance. Raises RestoreRefused."""
    if connection.vendor == "sqlite":
        connection.close()
        target = Path(str(connection.settings_dict["NAME"]))
        for suffix in ("", "-wal", "-shm"):
            target.with_name(target.name + suffix).unlink(missing_ok=True)
        shutil.copyfile(file, target)
        target.chmod(0o600)
        return
    try:
        _run("pg_restore", "--no-owner", "--clean", "--if-exists", "--single-transaction", f"--dbname={database()}", str(file))
    except BackupFailed as failed:
        raise RestoreRefused(str(failed)) from failed


def vendor_of(manifest: dict[str, Any]) -> str:
    return str(manifest["vendor"])
