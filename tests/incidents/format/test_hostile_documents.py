"""Documents made to mislead or to exhaust: twins of one path, endless numbers, members by the thousand."""

import time

import pytest

from incidents.format import InvalidDocument, difference, merge, pointer, reconcile, validate
from incidents.format.schema import schema_at
from incidents.format.screening import MAX_MEMBERS, MAX_VALUES
from tests.builders import minimal_document

SOURCES = [{"key": "S1", "kind": "witness_account"}]
CUSTODY = [{"person": name, "held_past_release_hours": hours} for name, hours in (("P1", 1), ("P2", 2), ("P3", 3))]
pytestmark = pytest.mark.assurance("2.3")


def telling(facts, **fields):
    accounts = [{"key": "C1", "source": "S1", "facts": facts}]
    return minimal_document(sources=SOURCES, accounts=accounts, **fields)


def codes(document):
    return [error.code for error in validate(document)]


def because(*paths):
    return [{"path": path, "reason": "another home"} for path in paths]


@pytest.mark.assurance("B10")
def test_a_fact_has_one_path_so_that_differing_accounts_cannot_pass_each_other():
    agencies = [{"key": "a~b", "level": "federal"}]
    assert codes(telling({"/agencies/a~0b/masked": True}, agencies=agencies)) == []
    assert codes(telling({"/agencies/a~b/masked": True}, agencies=agencies)) == ["not_a_fact"]
    with pytest.raises(InvalidDocument):
        pointer.split("/agencies/a~2b")


@pytest.mark.parametrize("position", ["00", "01", "+0", "\u0660", "0" * 5000, "9" * 5000])
def test_a_position_has_one_way_to_be_written_and_no_number_stops_the_reader(position):
    document = telling({f"/custody/{position}/detainer_lodged": True}, persons=[{"key": "P1"}], custody=[{"person": "P1"}])
    assert codes(document) == ["unknown_key"]
    assert pointer.get(document, f"/custody/{position}") is None


@pytest.mark.assurance("B10")
@pytest.mark.parametrize("hidden", ["\u200b", "\u202e", "\u00ad", "\u2066", "\u00a0"])
def test_a_key_shows_everything_it_is_made_of(hidden):
    """A key with an invisible character would look like another one on every page."""
    agencies = [{"key": "A1", "level": "federal"}, {"key": f"A{hidden}1", "level": "federal"}]
    assert codes(minimal_document(agencies=agencies)) == ["key_form"]


def test_an_entry_named_twice_is_retracted_once_and_its_neighbour_stays():
    document = {"custody": CUSTODY}
    assert merge(document, {}, because("/custody/0", "/custody/0"))["custody"] == CUSTODY[1:]


def test_what_is_told_of_later_entries_cannot_slip_to_others():
    """With the first stay gone, `/custody/1` would be another person's stay, told by somebody who never spoke of it."""
    told = "/accounts/C1/facts/~1custody~11~1detainer_lodged"
    document = telling({"/custody/1/detainer_lodged": True}, custody=CUSTODY)
    with pytest.raises(InvalidDocument) as refused:
        merge(document, {}, because("/custody/0"))
    assert [(error.path, error.code) for error in refused.value.errors] == [(told, "told_by_accounts")]
    assert merge(document, {}, because("/custody/0", told))["custody"] == CUSTODY[1:]
    moved = {"accounts": [{"key": "C1", "facts": {"/custody/0/detainer_lodged": True}}]}
    facts = merge(document, moved, because("/custody/0", told))["accounts"][0]["facts"]
    assert facts == {"/custody/0/detainer_lodged": True}
    assert merge(document, {}, because("/custody/2"))["custody"] == CUSTODY[:2]


def test_the_support_of_later_entries_cannot_slip_to_others_either():
    document = minimal_document(custody=CUSTODY, provenance={"/custody/2/held_past_release_hours": ["S1"]})
    with pytest.raises(InvalidDocument):
        merge(document, {}, because("/custody/1"))


@pytest.mark.assurance("B8")
def test_a_list_longer_than_any_home_holds_is_refused():
    members = [{"key": f"P{number}"} for number in range(MAX_MEMBERS + 1)]
    assert codes(minimal_document(persons=members)) == ["too_many_values"]
    assert codes(minimal_document(persons=members[:MAX_MEMBERS])) == []


@pytest.mark.assurance("B8")
def test_the_largest_document_is_worked_through_in_seconds(figure):
    """Everything that goes by key goes through the list; a copy for each fact or retraction made minutes of it."""
    count = MAX_MEMBERS - 1
    names = ("detained", "arrested", "minor", "warned", "resisted", "fled", "injured", "lawyer_denied", "posed_threat")
    per_person = (MAX_VALUES - 3 * count) // count
    facts = {f"/persons/P{number}/{name}": True for number in range(count) for name in names[:per_person]}
    document = telling(facts, persons=[{"key": f"P{number}"} for number in range(count)])
    began = time.perf_counter()
    assert codes(document) == []
    settled = reconcile(document)
    without = merge(settled, {}, because(*(f"/persons/P{number}/warned" for number in range(count))))
    assert len(difference(settled, without)) == count
    took = time.perf_counter() - began
    figure(f"{len(facts)} told facts of {count} persons, {count} retractions: {took:.1f} s")
    assert took < 10


@pytest.mark.assurance("B8")
def test_paths_from_outside_do_not_pile_up_in_memory():
    for number in range(3):
        validate(telling({f"/agencies/{number}-{other}/masked": True for other in range(3_000)}))
    assert schema_at.cache_info().currsize <= schema_at.cache_info().maxsize < 10_000
