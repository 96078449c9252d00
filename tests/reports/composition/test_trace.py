"""What carries a value: each step walked by its logic, presumptions only where the value rests on them."""

import pytest

from reports.composition.trace import Told, carriers, citings, points, presumptions
from tests.reports.builders import fact, node

pytestmark = pytest.mark.assurance("2.7")
SCHNECKLOTH = "us/scotus/schneckloth-v-bustamonte-1973"


def taken(path, value=False, *, when=()):
    """A presumption that applies: nobody has spoken of `path`, and `when` holds."""
    inner = node("fact", path, None, facts=[{"path": path, "value": None}])
    conditions = node("all", "", True, *when), node("any", "", False)
    presumed = {"value": value, "citing": SCHNECKLOTH}
    return node("presumed", path, value, inner, *conditions, facts=inner["facts"], presumed=presumed)


def idle(path):
    """A presumption that does not apply, and so leaves the value unknown."""
    inner = node("fact", path, None, facts=[{"path": path, "value": None}])
    return node("presumed", path, None, inner, node("all", "", False), node("any", "", False), facts=inner["facts"])


def names(found):
    return [leaf["name"] for leaf in found]


def result(*elements, kind="elements"):
    return {"trace": node("result", "X", True, node(kind, kind, True, *elements))}


YES, NO, OPEN = fact("/a", True), fact("/b", False), fact("/c", None)


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (node("all", "", True, YES, fact("/d", True)), ["/a", "/d"]),
        (node("all", "", False, YES, NO, OPEN), ["/b"]),
        (node("all", "", None, YES, OPEN), ["/c"]),
        (node("any", "", True, YES, NO, OPEN, fact("/d", True)), ["/a", "/d"]),
        (node("any", "", False, NO, fact("/e", False)), ["/b", "/e"]),
        (node("any", "", None, NO, OPEN), ["/c"]),
        (node("some", "agencies", True, NO, YES), ["/a"]),
        (node("none", "agencies", True, NO, fact("/e", False)), ["/b", "/e"]),
        (node("none", "agencies", False, NO, YES, OPEN), ["/a"]),
        (node("none", "agencies", None, NO, OPEN), ["/c"]),
        (node("not", "", True, node("any", "", False, NO)), ["/b"]),
        (node("not", "", False, node("any", "", True, NO, YES)), ["/a"]),
        (node("not", "", None, node("all", "", None, YES, OPEN)), ["/c"]),
        (node("count", "at least 1", True, YES, NO, OPEN), ["/a"]),
        (node("count", "at least 2", None, YES, NO, OPEN), ["/c"]),
    ],
)
def test_step_is_carried_by_what_decides_it(step, expected):
    assert names(carriers(step)) == expected


def test_recorded_fact_that_settles_an_alternative_leaves_no_presumption():
    refused = node("any", "", True, taken("/night", True), YES, taken("/threat", True))
    assert names(carriers(refused)) == ["/a"]


def test_failed_conjunction_prefers_the_part_that_failed_on_recorded_facts():
    assert names(carriers(node("all", "", False, taken("/night"), NO))) == ["/b"]


def test_of_several_presumptions_the_part_that_takes_least_as_given_carries():
    two = node("all", "", True, taken("/p", True), taken("/q", True))
    assert names(carriers(node("any", "", True, two, taken("/r", True)))) == ["/r"]


def test_presumption_that_carries_brings_the_facts_that_let_it_apply():
    assert names(carriers(taken("/threat", when=(YES,)))) == ["/threat", "/a"]


def test_presumption_that_does_not_apply_is_what_is_not_known_below_it():
    found = points(result(node("element", "e", None, idle("/threat"))), "elements")[0]
    assert (found.unknown, found.presumed) == (["/threat"], [])


def test_every_value_rests_only_on_steps_of_the_trace_with_a_reason():
    """Nothing that contradicts the value is named as what carries it."""
    step = node("any", "", True, node("all", "", False, YES, NO), node("all", "", True, YES))
    assert names(carriers(step)) == ["/a"]


def test_presumptions_and_their_authorities_are_those_that_carry():
    carried = node("element", "e", True, taken("/threat"))
    spare = node("element", "f", True, node("any", "", True, YES, taken("/night", True)))
    assert list(presumptions(result(carried, spare))) == ["/threat"]
    assert citings(result(carried, spare)) == [SCHNECKLOTH]
    assert citings(result(spare)) == []


def test_presumption_over_a_composed_step_fills_every_field_that_the_step_left_open():
    inner = node("any", "term", None, OPEN, node("all", "", None, fact("/d", None)))
    presumed = {"value": True, "citing": SCHNECKLOTH}
    step = node("presumed", "term", True, inner, node("all", "", True), node("any", "", False), presumed=presumed)
    assert list(presumptions(result(node("element", "e", True, step)))) == ["/c", "/d"]


@pytest.mark.parametrize(("raised", "expected"), [(True, False), (False, True), (None, True)])
def test_defeater_that_is_not_known_is_idle_unless_something_raises_it(raised, expected):
    step = node("defeater", "exigency", None, OPEN, node("any", "raised_by", raised, fact("/claimed", raised)))
    found = points(result(step, kind="defeaters"), "defeaters")[0]
    assert found.idle is expected
    assert found.unknown == ["/c"]


def test_what_is_settled_outside_the_record_is_told():
    circuit = node("circuit", "us.ca8: ruse = weighs", True, label={"en": "Other deception weighs.", "es": "Otro engaño pesa."})
    register = node("lookup", "agreement_287g not_in_force", True, facts=[{"path": "/agencies/A1/name", "value": "X"}])
    found = points(result(node("element", "e", True, node("all", "", True, circuit, register))), "elements")[0]
    assert found.told == [
        Told("circuit", circuit["name"], circuit["label"], True),
        Told("lookup", register["name"], None, True),
    ]
    assert found.known == {"/agencies/A1/name": "X"}


def test_exception_of_an_authority_that_nothing_raises_is_told_as_such():
    exception = node("defeater", "exception", False, OPEN, label={"en": "A conviction", "es": "Una condena"})
    step = node("element", "e", True, node("all", "no exception", True, node("not", "", True, exception)))
    found = points(result(step), "elements")[0]
    assert [(told.kind, told.label) for told in found.told] == [("exception", exception["label"])]


def test_value_of_one_account_is_not_the_value_of_a_fact_on_which_accounts_differ():
    facts = [
        {"path": "/entry/entered", "value": None},
        {"path": "/entry/entered", "value": True, "account": "C1"},
        {"path": "/entry/entered", "value": False, "account": "C2"},
    ]
    found = points(result(node("element", "e", None, node("fact", "entered", None, facts=facts))), "elements")[0]
    assert (found.known, found.unknown) == ({}, ["/entry/entered"])
