"""The catalogues: complete in both languages, and complete for the format of the record."""

import string

import pytest

from casework.engine.wording import STATUS_WORDS
from incidents.format import load_schema
from incidents.format.value_names import VALUES
from reports.composition.facts import NAMES, Facts
from reports.composition.words import CATALOGUE, Words

# Fields whose parts the sections name themselves, or that carry no statement of their own.
ELSEWHERE = {"format", "id", "operation", "extensions", "provenance", "accounts", "words_spoken"}
PARTS_ELSEWHERE = {
    "agencies[].key", "agencies[].officers_described", "agencies[].vehicles", "documents[].key", "persons[].key",
    "sources[].key", "sources[].note", "evidence[].key", "evidence[].sha256", "evidence[].note",
    "place.latitude", "place.longitude",
}  # fmt: skip


def fields():
    schema = load_schema()
    for name, part in schema["properties"].items():
        if name in ELSEWHERE:
            continue
        listed = part.get("items", {}).get("$ref")
        inner = schema["$defs"].get((listed or part.get("$ref", "")).rsplit("/", 1)[-1], {})
        if "properties" not in inner:
            yield name, part
        for field, said in inner.get("properties", {}).items():
            yield f"{name}[].{field}" if listed else f"{name}.{field}", said


def tokens(value):
    if isinstance(value, dict):
        if "enum" in value:
            yield from (one for one in value["enum"] if one)
        for inner in value.values():
            yield from tokens(inner)


def test_every_field_of_the_format_has_a_name():
    assert [path for path, _ in fields() if path not in NAMES and path not in PARTS_ELSEWHERE] == []


def test_no_name_is_kept_for_a_field_that_the_format_lacks():
    assert set(NAMES) - {path for path, _ in fields()} == set()


def test_every_closed_value_of_the_format_has_a_name():
    known = {token for _, part in fields() for token in tokens(part)}
    assert known - set(VALUES) == set()


@pytest.mark.parametrize("catalogue", [CATALOGUE, NAMES, VALUES], ids=["labels", "fields", "values"])
def test_both_languages_say_something_with_the_same_places_to_fill(catalogue):
    def places(text):
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    for key, (english, spanish) in catalogue.items():
        assert english, key
        assert spanish, key
        assert places(english) == places(spanish), key


def test_other_languages_are_set_in_english():
    assert Words("fr")("yes") == "yes"


@pytest.mark.parametrize(
    ("value", "english", "spanish"),
    [
        ("2026-01-14", "14 January 2026", "14 de enero de 2026"),
        ("2026-01-14T06:12:00-05:00", "14 January 2026, 06:12 UTC−05:00", "14 de enero de 2026, 06:12 UTC−05:00"),
        ("2026-07-01T23:05:59+05:45", "1 July 2026, 23:05 UTC+05:45", "1 de julio de 2026, 23:05 UTC+05:45"),
        ("2026-01-15T02:11:09+00:00", "15 January 2026, 02:11 UTC", "15 de enero de 2026, 02:11 UTC"),
        ("in the spring", "in the spring", "in the spring"),
        (None, "", ""),
    ],
)
def test_days_and_times_are_written_with_their_zone(value, english, spanish):
    assert (Words("en").moment(value), Words("es").moment(value)) == (english, spanish)


def test_items_are_listed_with_and():
    assert Words("en").listed(["a", "b", "c"]) == "a, b and c"
    assert Words("es").listed(["a"]) == "a"


DOCUMENT = {
    "agencies": [{"key": "A1", "name": "Warwick Police"}, {"key": "A2", "component": "ice_ero"}],
    "custody": [{"person": "P7"}, {}],
    "sources": [{"key": "S1", "kind": "resident_account", "perceived": "saw"}, {"key": "S2", "kind": "news_report"}],
    "accounts": [
        {"key": "C1", "source": "S1", "facts": {"/entry/entered": True, "/entry/manner": "window"}},
        {"key": "C2", "source": "S2", "facts": {"/entry/entered": False, "/entry/manner": "window"}},
    ],
    "provenance": {"/agencies/A1/masked": ["S2"]},
}


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/agencies/A1/masked", "A1: Faces were covered"),
        ("/entry/entered", "Officers crossed the threshold of the home"),
        ("/custody/0/detainer_lodged", "P7: An immigration detainer was lodged"),
        ("/custody/1/detainer_lodged", "custody 2: An immigration detainer was lodged"),
        ("/new/thing", "/new/thing"),
    ],
)
def test_path_is_named_with_the_member_it_speaks_of(path, name):
    assert Facts(DOCUMENT, Words("en")).name(path) == name


@pytest.mark.parametrize(
    ("value", "said"),
    [(None, "not known"), ([], "not known"), (False, "no"), (True, "yes"), ("pushed_past", "pushed past somebody"),
     (7.5, "7.5"), (["hands", "dog"], "hands, dog"), ("Form I-9", "Form I-9")],
)  # fmt: skip
def test_value_is_said_in_words_and_absent_is_never_no(value, said):
    assert Facts(DOCUMENT, Words("en")).value(value) == said


def test_sources_come_from_provenance_and_from_accounts():
    facts = Facts(DOCUMENT, Words("en"))
    assert facts.sourced("/agencies/A1/masked") == "S2"
    assert facts.sourced("/entry/entered") == "S1\u00a0(saw); S2"
    assert facts.sourced("/search/occurred") == ""


def test_only_accounts_that_say_different_things_differ():
    facts = Facts(DOCUMENT, Words("en"))
    assert facts.differing("/entry/entered") == ["S1: yes", "S2: no"]
    assert facts.differing("/entry/manner") == []


def test_every_standing_of_a_law_and_of_an_agreement_has_its_words_in_both_languages():
    for language, statuses in STATUS_WORDS.items():
        words = Words(language)
        assert [status for status in statuses if not words.has(f"law.{status}")] == []
        assert [state for state in ("in_force", "not_in_force", "unclear") if not words.has(f"register.{state}")] == []
