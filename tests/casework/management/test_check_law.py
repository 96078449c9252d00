"""`manage.py check_law`."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command


def test_the_law_of_the_project_is_in_order() -> None:
    out = StringIO()
    call_command("check_law", stdout=out)
    assert "No problems." in out.getvalue()
    assert "by checking: " in out.getvalue()


def test_a_folder_that_is_no_law_is_refused_with_its_problems(tmp_path: Path, settings: Any) -> None:
    (tmp_path / "notes.yaml").write_text("a: 1\n")
    settings.LAW_DIR = tmp_path
    with pytest.raises(CommandError, match=r"notes.yaml: belongs to no part of the law"):
        call_command("check_law", stdout=StringIO())
