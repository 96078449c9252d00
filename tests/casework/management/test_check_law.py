"""`manage.py check_law`."""

import re
import shutil
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


def check(*words: str) -> str:
    out = StringIO()
    call_command("check_law", *words, stdout=out)
    return out.getvalue()


@pytest.fixture
def edited(tmp_path: Path, settings: Any) -> Any:
    """Writes one record of a copy of the law anew."""

    def edit(name: str, old: str, new: str) -> None:
        folder = tmp_path / "law"
        shutil.copytree(settings.LAW_DIR, folder)
        file = folder / "authorities" / f"{name}.yaml"
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
        settings.LAW_DIR = folder

    return edit


@pytest.mark.assurance("4.2")
def test_citations_are_read_and_what_is_not_read_is_counted_and_listed(figure: Any) -> None:
    said = check("--citations")
    counted = re.search(r"eyecite reads (\d+) of (\d+) whole", said)
    assert counted
    read, whole = map(int, counted.groups())
    figure(f"{read} of {whole} citations read whole by eyecite, {whole - read} listed")
    listed = [line for line in said.splitlines() if re.match(r"  \w+: \S+: (not read|in part): ", line)]
    assert len(listed) == whole - read
    assert any("us/dco/ramirez-ovando-v-noem-2025" in line for line in listed), "a docket number alone has no reporter"
    assert read >= 250
    assert f"{whole - read} are not read" in check()


@pytest.mark.assurance("4.2")
@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("us/dco/ramirez-ovando-v-noem-2025", "court: cod\n", "", "court: is missing: add the id .* for us.dco that is `cod`"),
        ("us/dco/ramirez-ovando-v-noem-2025", "court: cod", "court: dco", "`dco` is no court of courts-db: correct the id"),
        ("us/dco/ramirez-ovando-v-noem-2025", "court: cod", "court: ca10", "jurisdiction us.dco is that of `cod`"),
        ("ny/common-law/court-privilege-2020", "court: nysd", "court: nyed", "the citation is to `nysd`; correct"),
        ("us/const/amend-4", "jurisdiction: us\n", "jurisdiction: us\ncourt: scotus\n", "only a case or an order has a court"),
    ],
)
def test_a_court_that_is_not_in_order_is_named_with_its_file_and_what_to_do(
    edited: Any, name: str, old: str, new: str, message: str
) -> None:
    edited(name, old, new)
    with pytest.raises(CommandError, match=f"authorities/{name}.yaml: court: .*{message.removeprefix('court: ')}"):
        check()


@pytest.mark.assurance("4.2")
def test_a_county_that_its_state_does_not_have_is_named_with_what_there_is(tmp_path: Path, settings: Any) -> None:
    folder = Path(shutil.copytree(settings.LAW_DIR, tmp_path / "law"))
    file = folder / "places/localities.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("counties: [Maricopa]", "counties: [Maricoba]"), encoding="utf-8")
    settings.LAW_DIR = folder
    with pytest.raises(CommandError, match=r"localities.yaml: .*`maricoba` is no county of AZ .*there is Maricopa County"):
        check()


@pytest.mark.assurance("4.2")
def test_every_case_and_order_names_its_court() -> None:
    assert "by court: 169 cases and orders of 34 courts" in check()
