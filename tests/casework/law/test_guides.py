"""The guides "add a jurisdiction" and "add a rule" of CONTRIBUTING.md, followed step by step in a copy of the law folder."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from casework.engine import LawError, Register, evaluate, load_law
from casework.engine.examples import failures
from tests.builders import minimal_document

pytestmark = pytest.mark.assurance("4.5", "4.6")

TODAY = date(2026, 11, 22)
EXAMPLE = {"occurred_at": "2026-03-10T09:00:00-05:00", "place": {"state": "MA", "premises": "public_place"}}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(settings.LAW_DIR, tmp_path / "law"))


def edit(file: Path, change: Any) -> None:
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    change(content)
    file.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True), encoding="utf-8")


def add_worcester(folder: Path, with_place: bool = True) -> None:
    """An invented ordinance of Worcester that is law from 1 January 2026, made from its neighbor's record."""
    source = folder / "authorities/ri/providence/ordinance/cpra.yaml"
    target = folder / "authorities/ma/worcester/ordinance/example.yaml"
    target.parent.mkdir(parents=True)
    shutil.copy(source, target)

    def change(record: dict[str, Any]) -> None:
        record.update(id="ma/worcester/ordinance/example", jurisdiction="us.ma.worcester", binding_in=["us.ma.worcester"])
        record.update(history=[{"from": "2026-01-01", "status": "in_force"}], checked="memory")

    edit(target, change)
    if with_place:
        place = {"state": "MA", "kind": "city", "names": ["Worcester"], "counties": ["Worcester"]}
        edit(folder / "places/localities.yaml", lambda content: content["localities"].update({"us.ma.worcester": place}))


def status_on(folder: Path, day: str, city: str = "Worcester") -> str:
    agency = {
        "key": "A1",
        "level": "municipal",
        "component": "police",
        "actions": ["questioned_about_status"],
        "criminal_matter": False,
    }
    document = minimal_document(
        occurred_at=f"{day}T10:00:00-05:00", place={"state": "MA", "city": city}, agencies=[agency], agencies_complete=True
    )
    law = load_law(folder)
    results = evaluate(document, law, agreements=Register.unknown(), as_of=TODAY, codes=("SL-INQUIRY",)).results
    return results[0].status


def test_a_jurisdiction_added_by_the_guide_is_law_from_its_day_and_not_the_day_before(folder: Path) -> None:
    add_worcester(folder)
    assert status_on(folder, "2025-12-31") == "not_applicable"
    assert status_on(folder, "2026-01-01") == "indicated"
    assert status_on(folder, "2026-01-01", city="Springfield") == "not_applicable"


def test_without_its_place_a_new_record_reaches_nobody_as_the_guide_says(folder: Path) -> None:
    add_worcester(folder, with_place=False)
    assert status_on(folder, "2026-01-01") == "not_applicable"


def add_rule(folder: Path) -> None:
    """A rule of one element with an atom of its own, and four worked examples."""
    title = {"en": "An observer was ordered to stop", "es": "Ordenaron parar a un observador"}
    entry = {"unit": "incident", "family": "constitution", "title": title}
    edit(folder / "codes.yaml", lambda content: content["codes"].update({"FIRST-ORDERED": entry}))
    atom = {
        "label": title,
        "question": {"en": "Did officers tell anybody to stop recording?", "es": "¿Dijeron a alguien que dejara de grabar?"},
        "when": "encounter.observers_ordered_to_stop_recording = true",
    }
    edit(folder / "atoms/recording.yaml", lambda content: content.update({"guide_ordered": atom}))
    part = {"name": "ordered", "label": title, "when": "guide_ordered"}
    taken = {"name": "taken", "label": title, "when": "recording_device_taken"}
    said = {
        "indicated": {"observers_ordered_to_stop_recording": True},
        "not_indicated": {"observers_ordered_to_stop_recording": False},
        "possible": {"recording_device_taken": True},
        "not_raised": {},
    }
    examples = [
        {"name": name, "as_of": TODAY, "incident": {**EXAMPLE, "encounter": facts}, "expect": name}
        for name, facts in said.items()
    ]
    rule = {
        "code": "FIRST-ORDERED",
        "actors": {"by": ["persons[].recording_interfered_by"]},
        "authorities": ["us/const/amend-1"],
        "elements": [part],
        "triggers": [part, taken],
        "examples": examples,
    }
    (folder / "rules/FIRST-ORDERED.yaml").write_text(
        yaml.safe_dump(rule, sort_keys=False, allow_unicode=True), encoding="utf-8"
    )


def test_a_rule_added_by_the_guide_gives_what_its_four_examples_say(folder: Path) -> None:
    add_rule(folder)
    law = load_law(folder)
    assert "FIRST-ORDERED" in law.rules
    assert [one for one in failures(law) if "FIRST-ORDERED" in one] == []


def test_a_rule_without_its_code_is_named_with_its_file(folder: Path) -> None:
    add_rule(folder)
    edit(folder / "codes.yaml", lambda content: content["codes"].pop("FIRST-ORDERED"))
    with pytest.raises(LawError, match=r"rules/FIRST-ORDERED.yaml"):
        load_law(folder)
