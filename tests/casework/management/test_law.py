"""`manage.py law`: one record on a day, two folders side by side, and what is on file."""

import shutil
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.assurance("4.5")

CPRA = "ri/providence/ordinance/cpra"


def said(*words: Any, **options: Any) -> str:
    out = StringIO()
    call_command("law", *words, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def edited(tmp_path: Path) -> Callable[[str, str], Path]:
    def edit(old: str, new: str) -> Path:
        folder = tmp_path / "law"
        shutil.copytree(settings.LAW_DIR, folder)
        file = folder / "authorities" / f"{CPRA}.yaml"
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
        return folder

    return edit


def test_a_record_is_shown_as_it_stood_on_the_day() -> None:
    assert "status on 2017-12-31: none" in said("show", CPRA, "--on", "2017-12-31")
    assert "status on 2018-01-01: in force" in said("show", CPRA, "--on", "2018-01-01")


def test_a_wrong_id_names_those_near_it() -> None:
    with pytest.raises(CommandError, match=f"Near it: {CPRA}"):
        said("show", "ri/providence/cpra", "--on", "2018-01-01")


def test_a_wrong_day_says_how_to_write_it() -> None:
    with pytest.raises(CommandError, match="Write it as 2026-01-31"):
        said("show", CPRA, "--on", "1 May")


def test_two_equal_folders_do_not_differ() -> None:
    assert "Nothing differs." in said("diff", settings.LAW_DIR, settings.LAW_DIR)


def test_the_difference_names_the_sentence_the_place_the_codes_and_the_days(edited: Callable[[str, str], Path]) -> None:
    answer = said("diff", settings.LAW_DIR, edited("'2025-11-06'", "'2025-11-10'"))
    assert f"changed  {CPRA}" in answer
    assert "places: us.ri.providence" in answer
    assert "days: 2025-11-06, 2025-11-10" in answer
    assert "proposition" not in answer


def test_a_changed_proposition_is_told_by_its_sentence(edited: Callable[[str, str], Path]) -> None:
    answer = said("diff", settings.LAW_DIR, edited("City police may not ask", "City police must not ask"))
    assert "proposition - City police may not ask" in answer
    assert "proposition + City police must not ask" in answer
    assert "days: none" in answer


def test_a_removed_record_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "law"
    shutil.copytree(settings.LAW_DIR, folder)
    (folder / "authorities/ri/no-statewide-law.yaml").unlink()
    assert "removed  ri/no-statewide-law" in said("diff", settings.LAW_DIR, folder)
    assert "added    ri/no-statewide-law" in said("diff", folder, settings.LAW_DIR)


def test_a_changed_rule_is_told_by_what_changed_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "law"
    shutil.copytree(settings.LAW_DIR, folder)
    file = folder / "rules/FA-ENTRY.yaml"
    file.write_text(file.read_text().replace("premises: house", "premises: apartment", 1))
    answer = said("diff", settings.LAW_DIR, folder)
    assert "changed  rules/FA-ENTRY.yaml" in answer
    assert "premises house" in answer
    assert "premises apartment" in answer
    assert "codes: none" in answer


def test_a_changed_term_names_the_codes_that_rest_on_it(tmp_path: Path) -> None:
    folder = tmp_path / "law"
    shutil.copytree(settings.LAW_DIR, folder)
    file = folder / "terms/agreements.yaml"
    file.write_text(file.read_text().replace("basis_was_287g, officer_was_designated", "officer_was_designated"))
    answer = said("diff", settings.LAW_DIR, folder)
    assert "places: everywhere" in answer
    assert "codes: SL-AGREEMENT-BARRED\n" in answer


def test_a_changed_label_touches_no_code(tmp_path: Path) -> None:
    folder = tmp_path / "law"
    shutil.copytree(settings.LAW_DIR, folder)
    file = folder / "terms/agreements.yaml"
    file.write_text(file.read_text().replace("of a jail model", "of the jail model"))
    answer = said("diff", settings.LAW_DIR, folder)
    assert "of the jail model" in answer
    assert "codes: none" in answer


def test_a_folder_that_is_not_there_says_what_to_name(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Name a folder that holds authorities/"):
        said("diff", tmp_path / "none", settings.LAW_DIR)


def test_the_counts_are_by_place_kind_and_checking() -> None:
    answer = said("counts")
    assert all(f"by {part}:" in answer for part in ("place", "kind", "checked"))
    assert "us.ri.providence 1" in answer
