"""What decided a result is kept of its trace, and nothing else."""

import pytest

from casework.display.decisive import deciding, decisive
from tests.casework.fixtures import entry_result, node, possible_result


def members(*values):
    return [node("fact", value, f"{place}") for place, value in enumerate(values)]


def parts(trace):
    return {part["kind"]: [one["value"] for one in part["children"]] for part in trace["children"]}


@pytest.mark.parametrize(
    ("kind", "value", "given", "kept"),
    [
        ("all", True, (True, True), ["0", "1"]),
        ("all", False, (True, False, None, False), ["1", "3"]),
        ("all", None, (True, None), ["1"]),
        ("any", True, (True, False, None), ["0"]),
        ("any", False, (False, False), ["0", "1"]),
        ("any", None, (False, None), ["1"]),
        ("some", True, (False, True), ["1"]),
        ("none", False, (False, True, None), ["1"]),
        ("none", True, (False, False), ["0", "1"]),
        ("count", True, (True, True, False), ["0", "1"]),
        ("count", None, (True, None, False), ["1"]),
        ("presumed", True, (None, True, False), ["0", "1", "2"]),
        ("not", True, (False,), ["0"]),
    ],
)
def test_each_kind_of_step_keeps_what_gave_it_its_value(kind, value, given, kept):
    assert [one["name"] for one in deciding(node(kind, value, children=members(*given)))] == kept


def test_of_an_indicated_result_its_elements_are_followed_and_its_exceptions_named():
    kept = decisive(entry_result()["trace"], "indicated")
    assert parts(kept) == {"elements": [True, True, True], "defeaters": [False]}
    exception = kept["children"][1]["children"][0]
    assert (exception["children"], exception["label"]["en"]) == ([], "An emergency")
    assert kept["children"][0]["children"][0]["children"]


def test_of_a_possible_result_what_is_unknown_is_kept():
    assert parts(decisive(possible_result()["trace"], "possible")) == {"elements": [None]}


def test_of_a_lowered_result_what_lowered_it_is_kept():
    trace = entry_result()["trace"]
    assert decisive(trace, "not_indicated")["children"] == []
    trace["children"][3]["children"][0]["value"] = True
    assert parts(decisive(trace, "not_indicated")) == {"defeaters": [True]}


def test_the_trace_itself_stays_as_it_was():
    trace = entry_result()["trace"]
    decisive(trace, "indicated")
    assert trace == entry_result()["trace"]
