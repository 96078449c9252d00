"""The database itself refuses to change or remove evaluations, states, decisions, adoptions and readings."""

from importlib import import_module

from django.db import migrations

statements = import_module("incidents.migrations.0002_append_only")
TABLES = [
    "casework_lawrelease",
    "casework_evaluation",
    "casework_findingstate",
    "casework_review",
    "casework_adoption",
    "casework_authorityreading",
    "casework_statedagreements",
]


def refuse(apps, schema_editor):
    for table in TABLES:
        for statement in statements.refuse_sql(schema_editor.connection.vendor, table):
            schema_editor.execute(statement, params=None)


def allow(apps, schema_editor):
    for table in TABLES:
        for statement in statements.allow_sql(schema_editor.connection.vendor, table):
            schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial"), ("incidents", "0002_append_only")]
    operations = [migrations.RunPython(refuse, allow)]
