"""The catalogue: every field of the document is asked in both languages, or listed as not asked with a reason."""

import re
import shutil

import pytest
import yaml

from incidents.questions import CatalogueError, catalogue, load, pattern_of
from incidents.questions.coverage import fields, uncovered
from incidents.questions.loading import FOLDER

LAW = re.compile(r"\b(consent|probable cause|exigen|curtilage|detainer|warrantless|seizure|violat|jurisdiction)", re.IGNORECASE)


def test_every_field_of_the_schema_is_asked_or_listed_as_not_asked_with_a_reason():
    assert len(list(fields())) > 200
    assert uncovered(catalogue()) == []


def test_no_question_speaks_of_law():
    spoken = {question.id: question.ask["en"] for question in catalogue()}
    assert {identifier: text for identifier, text in spoken.items() if LAW.search(text)} == {}


@pytest.mark.assurance("2.4")
@pytest.mark.parametrize(("premises", "count"), [("apartment", 20), ("vehicle", 15), ("courthouse", 16), ("", 20)])
def test_the_quick_tier_asks_little_and_only_what_fits_the_place(premises, count):
    asked = [question for screen in ("came", "did") for question in catalogue().on_screen(screen)]
    assert len([question for question in asked if question.is_asked_at(premises)]) == count


# What the first minute of an account has to be able to say.
TOLD_AT_ONCE = [
    "/place/premises",
    "/agencies",
    "/agencies/*/masked",
    "/agencies/*/identified_agency",
    "/agencies/*/officers",
    "/agencies/*/actions",
    "/documents",
    "/entry/entered",
    "/entry/manner",
    "/entry/by",
    "/entry/property_damage",
    "/consent/response",
    "/persons",
    "/persons/*/arrest_place",
    "/persons/*/arrested_by",
    "/persons/*/force",
    "/persons/*/injured",
    "/persons/*/attending_court",
    "/extensions/still_held",
    "/encounter/observers_ordered_to_stop_recording",
]


@pytest.mark.assurance("2.4")
def test_what_the_first_minute_must_tell_is_in_the_quick_tier():
    assert {question.path for question in catalogue() if question.screen in ("came", "did")} == set(TOLD_AT_ONCE)


def test_a_question_that_follows_one_without_yes_and_no_is_named(folder):
    message = spoil(folder, "entry.yaml", lambda questions: questions[1].update(follows="/entry/manner"))
    assert "/entry/manner: follows “/entry/manner”, which is no question with yes and no" in message


def test_a_place_that_is_none_is_named(folder):
    message = spoil(folder, "entry.yaml", lambda questions: questions[0].update(not_at=["moon"]))
    assert "names “moon”, which is no kind of place" in message


def test_a_member_named_by_key_is_found_under_its_question():
    assert pattern_of("/agencies/A1/vehicles/0/plate") == "/agencies/*/vehicles/*/plate"
    assert catalogue().question_at("/persons/P7/force").path == "/persons/*/force"


@pytest.fixture
def folder(tmp_path):
    copy = tmp_path / "questions"
    shutil.copytree(FOLDER, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return copy


def spoil(folder, name, change):
    file = folder / name
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    change(data["questions"])
    file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load(folder)
    return str(caught.value)


def test_a_path_that_the_schema_does_not_have_is_named(folder):
    message = spoil(folder, "entry.yaml", lambda questions: questions[0].update(path="/entry/enterd"))
    assert "entry.yaml: /entry/enterd: the schema has no such field" in message


def test_a_missing_translation_is_named(folder):
    message = spoil(folder, "entry.yaml", lambda questions: questions[0]["ask"].pop("es"))
    assert "entry.yaml: /entry/entered: ask: no text in “es”" in message


def test_a_value_without_an_answer_is_named(folder):
    message = spoil(folder, "entry.yaml", lambda questions: questions[1]["answers"].pop("window"))
    assert "the value “window” has no answer" in message


def test_an_answer_that_is_no_value_is_named(folder):
    message = spoil(folder, "entry.yaml", lambda questions: questions[1]["answers"].update(chimney={"en": "a", "es": "b"}))
    assert "the schema has no value “chimney”" in message


def test_a_kind_that_does_not_fit_is_named(folder):
    message = spoil(folder, "entry.yaml", lambda questions: questions[0].update(kind="text"))
    assert "kind is “text” and the field asks for “tri”" in message


def test_a_quick_question_without_a_screen_is_named(folder):
    message = spoil(folder, "entry.yaml", lambda questions: questions[0].pop("screen"))
    assert "names its screen" in message


def test_a_member_made_with_a_value_the_schema_refuses_is_named(folder):
    message = spoil(folder, "came.yaml", lambda questions: questions[0]["answers"]["ice"]["sets"].update(component="ice"))
    assert "sets component to 'ice'" in message


def test_a_question_asked_twice_is_named(folder):
    message = spoil(folder, "entry.yaml", lambda questions: questions.append(dict(questions[0])))
    assert "/entry/entered: asked twice" in message
