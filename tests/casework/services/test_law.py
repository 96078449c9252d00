"""The law of an instance: read once, read again when a file changes, and a rule named with all that it is built from."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from casework.engine import LawError
from casework.models import LawRelease
from casework.services import law as laws
from casework.services.changes import NOTHING, basis_of, differences, digest_of
from tests.casework.fixtures import ENTRY, entry_result
from tests.casework.fixtures.law import small_law


@pytest.fixture
def folder(tmp_path, settings, monkeypatch):
    """A copy of the project's law that a test may edit."""
    copy = Path(shutil.copytree(settings.LAW_DIR, tmp_path / "law"))
    settings.LAW_DIR = copy
    monkeypatch.setattr(laws, "_shelf", laws.Shelf())
    monkeypatch.setattr(laws, "LOOK_AGAIN", 0.0)
    return copy


def test_the_law_is_read_once_while_its_files_stay(folder):
    assert laws.law_on_disk() is laws.law_on_disk()


def test_an_edited_file_is_read_again(folder):
    before = laws.law_on_disk()
    with (folder / "rules" / f"{ENTRY}.yaml").open("a") as file:
        file.write("\n# another line\n")
    assert laws.law_on_disk().digest != before.digest


def test_a_faulty_edit_leaves_the_release_that_is_held_in_use(folder, caplog):
    before = laws.law_on_disk()
    rule = folder / "rules" / f"{ENTRY}.yaml"
    written = rule.read_text()
    rule.write_text("code: [")
    assert laws.law_on_disk() is before
    assert before.digest in caplog.text
    rule.write_text(written + "\n# mended\n")
    assert laws.law_on_disk().digest != before.digest


def test_an_edit_of_a_term_is_an_edit_of_every_rule_that_reaches_it(folder):
    before = laws.law_on_disk()
    terms = next(file for file in sorted((folder / "terms").glob("*.yaml")) if "home_entry:" in file.read_text())
    written = terms.read_text()
    place = written.index("en:", written.index("home_entry:"))
    terms.write_text(written[:place] + written[place:].replace("A home", "Some home", 1))
    after = laws.law_on_disk()
    assert after.rules[ENTRY].digest == before.rules[ENTRY].digest
    assert laws.rule_digest(after, ENTRY) != laws.rule_digest(before, ENTRY)
    assert laws.rule_digest(after, "FA-DETAINER") == laws.rule_digest(before, "FA-DETAINER")


def test_a_rule_has_the_same_digest_however_often_it_is_loaded(folder, monkeypatch):
    before = {code: laws.rule_digest(laws.law_on_disk(), code) for code in laws.law_on_disk().rules}
    monkeypatch.setattr(laws, "_shelf", laws.Shelf())
    assert {code: laws.rule_digest(laws.law_on_disk(), code) for code in laws.law_on_disk().rules} == before


def test_a_release_is_one_row_with_the_digest_of_each_text(db):
    law = small_law()
    assert laws.release_of(law) == laws.release_of(law)
    manifest = LawRelease.objects.get().manifest
    assert manifest["rules"][ENTRY] == laws.rule_digest(law, ENTRY)
    assert set(manifest["authorities"]) == set(law.authorities)


@pytest.mark.parametrize(
    ("day", "start"),
    [(date(2026, 2, 28), date.min), (date(2026, 3, 1), date(2026, 3, 1)), (date(2026, 12, 1), date(2026, 3, 1))],
)
def test_between_two_days_of_the_law_every_day_reads_the_same(day, start):
    assert laws.period_start(small_law(), day) == start


def test_a_rule_without_a_sign_off_is_a_draft_and_one_of_another_text_too():
    law = small_law()
    signed = {"file": f"rules/{ENTRY}.yaml", "attorney": "Ada Brandt", "on": date(2026, 11, 1)}
    assert laws.signers_of(law, ENTRY) == ()
    assert laws.signers_of(replace(law, signoffs=({**signed, "digest": "an older text"},)), ENTRY) == ()
    assert len(laws.signers_of(replace(law, signoffs=({**signed, "digest": f"{ENTRY}:1"},)), ENTRY)) == 1


def test_a_law_folder_that_is_not_there_says_so(settings, monkeypatch, tmp_path):
    settings.LAW_DIR = tmp_path / "nowhere"
    monkeypatch.setattr(laws, "_shelf", laws.Shelf())
    with pytest.raises(LawError):
        laws.law_on_disk()


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"status": "possible"}, "status"),
        ({"support": "contested"}, "support"),
        ({"clearly_established": "no"}, "established"),
        ({"actors": ["A1", "A2"]}, "actors"),
        ({"actors_certain": False}, "actors"),
        ({"authorities": []}, "authority"),
        ({"rests_on": []}, "presumed"),
        ({"conflicts": []}, "conflict"),
        ({"rule_out": []}, "rule_out"),
    ],
)
def test_everything_that_a_decision_rests_on_is_a_change(change, kind):
    before, after = entry_result(), entry_result(**change)
    assert {one.kind for one in differences(before, after)} == {kind}
    assert digest_of(basis_of(before)) != digest_of(basis_of(after))


@pytest.mark.parametrize("change", [{"open_questions": []}, {"unit": "agency"}])
def test_what_no_decision_rests_on_is_none(change):
    assert differences(entry_result(), entry_result(**change)) == []


def test_the_order_of_a_list_is_no_change():
    turned = entry_result(authorities=list(reversed(entry_result()["authorities"])))
    assert digest_of(basis_of(entry_result())) == digest_of(basis_of(turned))


def test_a_result_that_is_gone_is_a_change_of_status():
    changes = differences(entry_result(), NOTHING)
    assert (changes[0].kind, changes[0].before, changes[0].after) == ("status", "indicated", "not_raised")


def test_the_projects_own_law_is_where_settings_say():
    assert (Path(settings.LAW_DIR) / "rules" / f"{ENTRY}.yaml").is_file()
