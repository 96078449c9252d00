"""The laws of strong three-valued logic."""

from hypothesis import given
from hypothesis import strategies as st

from casework.engine.kleene import Truth, at_least, conjunction, disjunction, negation

truths = st.sampled_from([True, False, None])
lists = st.lists(truths, max_size=6)


@given(lists)
def test_a_conjunction_is_the_least_of_its_parts(values: list[Truth]) -> None:
    order = {False: 0, None: 1, True: 2}
    expected = min((order[value] for value in values), default=2)
    assert order[conjunction(values)] == expected


@given(lists)
def test_de_morgan_holds(values: list[Truth]) -> None:
    assert negation(conjunction(values)) == disjunction(negation(value) for value in values)


@given(truths)
def test_negation_twice_is_nothing(value: Truth) -> None:
    assert negation(negation(value)) == value


@given(lists, st.integers(1, 4), st.data())
def test_an_answer_never_overturns_what_was_settled(values: list[Truth], number: int, data: st.DataObject) -> None:
    answered = [data.draw(st.booleans()) if value is None else value for value in values]
    for operation in (conjunction, disjunction, lambda some: at_least(some, number)):
        settled = operation(values)
        if settled is not None:
            assert operation(answered) == settled


def test_two_of_three_is_unknown_while_one_is_true_and_one_unknown() -> None:
    assert at_least([True, None, False], 2) is None
    assert at_least([True, False, False], 2) is False
    assert at_least([True, True, None], 2) is True
