"""The database itself refuses to change or remove sheets, their rows, and editions of the register."""

from importlib import import_module

from django.db import migrations

statements = import_module("incidents.migrations.0002_append_only")
TABLES = ["casework_sheet", "casework_sheetrow", "casework_registeredition"]


def refuse(apps, schema_editor):
    for table in TABLES:
        for statement in statements.refuse_sql(schema_editor.connection.vendor, table):
            schema_editor.execute(statement, params=None)


def allow(apps, schema_editor):
    for table in TABLES:
        for statement in statements.allow_sql(schema_editor.connection.vendor, table):
            schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("casework", "0003_register")]
    operations = [migrations.RunPython(refuse, allow)]
