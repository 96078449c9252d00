"""The register asked on a console."""

from datetime import date

import pytest
from django.core.management import call_command

from casework.services import agreements


@pytest.mark.django_db
@pytest.mark.assurance("5.1")
def test_agencies_are_told_day_by_day_and_an_unnamed_one_is_unclear(coordinator, capsys):
    agreements.add(
        actor=coordinator, agency="Collier County Sheriff's Office", state="FL", source="its own site", model="task_force",
        signed=date(2025, 2, 1), ended=date(2026, 1, 1),
    )  # fmt: skip
    call_command("agreement_on", "FL", "COLLIER COUNTY SHERIFFS OFFICE", "", "--day", "2025-03-01", "--day", "2026-01-01")
    said = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in said] == [
        ["2025-03-01", "in_force"],
        ["2026-01-01", "unclear"],
        ["2025-03-01", "unclear"],
        ["2026-01-01", "unclear"],
    ]
    assert said[0].endswith("COLLIER COUNTY SHERIFFS OFFICE, FL: task_force")
