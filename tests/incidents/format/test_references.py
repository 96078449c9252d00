import pytest

from incidents.format import validate
from tests.builders import full_document, minimal_document

FEDERAL = {"key": "A1", "level": "federal"}


def faults(document):
    return [(error.path, error.code) for error in validate(document)]


@pytest.mark.parametrize(
    ("name", "member"),
    [
        ("agencies", {"key": "A1", "level": "federal"}),
        ("documents", {"key": "A1", "kind": "subpoena"}),
        ("persons", {"key": "A1"}),
        ("sources", {"key": "A1", "kind": "news_report"}),
        ("evidence", {"key": "A1", "kind": "photo", "sha256": "0" * 64}),
    ],
)
def test_a_key_used_twice_in_one_list_is_refused(name, member):
    assert faults(minimal_document(**{name: [member, member]})) == [(f"/{name}/A1/key", "key_twice")]


def test_a_key_used_twice_among_the_officers_of_an_agency_is_refused():
    officers = {"officers_described": [{"key": "O1"}, {"key": "O1"}]}
    assert faults(minimal_document(agencies=[FEDERAL | officers])) == [("/agencies/A1/officers_described/O1/key", "key_twice")]


def test_two_keys_that_are_one_after_composition_are_one_key():
    agencies = [{"key": "é", "level": "federal"}, {"key": "e\u0301", "level": "federal"}]
    assert faults(minimal_document(agencies=agencies)) == [("/agencies/é/key", "key_twice")]


def test_the_same_key_in_two_lists_is_no_fault():
    assert faults(minimal_document(agencies=[FEDERAL], persons=[{"key": "A1"}])) == []


@pytest.mark.parametrize("key", ["", " A1", "A1 ", "x" * 101])
def test_a_key_that_cannot_be_used_in_a_path_is_refused(key):
    assert [code for _path, code in faults(minimal_document(persons=[{"key": key}]))] == ["key_form"]


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"words_spoken": [{"words": "Open.", "source": "S9"}]}, "/words_spoken/0/source"),
        ({"documents": [{"key": "D1", "kind": "subpoena", "presented_by": ["A9"]}]}, "/documents/D1/presented_by"),
        ({"documents": [{"key": "D1", "kind": "subpoena", "executed_by": ["A9"]}]}, "/documents/D1/executed_by"),
        ({"documents": [{"key": "D1", "kind": "subpoena", "evidence": ["E9"]}]}, "/documents/D1/evidence"),
        ({"entry": {"by": ["A9"]}}, "/entry/by"),
        ({"consent": {"asked_by": ["A9"]}}, "/consent/asked_by"),
        ({"search": {"by": ["A9"]}}, "/search/by"),
        ({"persons": [{"key": "P1", "named_in_document": ["D9"]}]}, "/persons/P1/named_in_document"),
        ({"persons": [{"key": "P1", "arrested_by": ["A9"]}]}, "/persons/P1/arrested_by"),
        ({"persons": [{"key": "P1", "force_by": ["A9"]}]}, "/persons/P1/force_by"),
        ({"custody": [{"person": "P9"}]}, "/custody/0/person"),
        ({"custody": [{"agency": "A9"}]}, "/custody/0/agency"),
        ({"accounts": [{"key": "C1", "source": "S9", "facts": {}}]}, "/accounts/C1/source"),
        ({"provenance": {"/entry/entered": ["S9"]}}, "/provenance/~1entry~1entered"),
    ],
)
def test_a_reference_to_what_is_not_in_the_document_is_refused(fields, path):
    assert faults(minimal_document(**fields)) == [(path, "unknown_key")]


def test_provenance_may_name_sources_and_evidence_alike():
    evidence = [{"key": "E1", "kind": "photo", "sha256": "0" * 64}]
    document = full_document(evidence=evidence, provenance={"/entry/entered": ["S1", "E1"]})
    assert faults(document) == []


@pytest.mark.parametrize(
    "path",
    ["entry/entered", "/entry", "/agencies", "/agencies/A1", "/agencies/A1/key", "/nothing/here", "/id", "/format", "",
     "/accounts/C1/facts", "/extensions/x", "/custody", "/entry/entered/deeper"],
)  # fmt: skip
def test_an_account_tells_facts_of_the_format_and_nothing_else(path):
    sources = [{"key": "S1", "kind": "news_report"}]
    accounts = [{"key": "C1", "source": "S1", "facts": {path: True}}]
    document = minimal_document(agencies=[FEDERAL], sources=sources, accounts=accounts)
    assert [code for _path, code in faults(document)] == ["not_a_fact"]


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("/entry/entered", "yes", "wrong_type"),
        ("/entry/manner", "by_balloon", "not_in_list"),
        ("/agencies/A1/actions", ["flew"], "not_in_list"),
        ("/agencies/A9/masked", True, "unknown_key"),
        ("/custody/0/detainer_lodged", True, "unknown_key"),
        ("/ended_at", "yesterday", "date_time"),
        ("/narrative", "x" * 50_001, "too_long"),
    ],
)
def test_a_value_told_by_an_account_follows_the_schema_of_its_fact(path, value, code):
    sources = [{"key": "S1", "kind": "news_report"}]
    accounts = [{"key": "C1", "source": "S1", "facts": {path: value}}]
    document = minimal_document(agencies=[FEDERAL], sources=sources, accounts=accounts)
    assert faults(document) == [(f"/accounts/C1/facts/{path.replace('/', '~1')}", code)]
