import json
import random
import unicodedata

import pytest
from hypothesis import given, settings

from incidents.format import canonical, digest, normalized
from tests.builders import full_document, minimal_document
from tests.incidents.format import strategies

pytestmark = pytest.mark.assurance("2.3")


@settings(max_examples=200, deadline=None)
@given(strategies.values)
def test_reading_canonical_bytes_and_writing_them_again_gives_the_same_bytes(value):
    once = canonical(value)
    assert canonical(json.loads(once)) == once


@settings(max_examples=100, deadline=None)
@given(strategies.values)
def test_composed_and_decomposed_text_have_the_same_bytes(value):
    decomposed = json.loads(unicodedata.normalize("NFD", json.dumps(value, ensure_ascii=False)))
    assert canonical(decomposed) == canonical(value)


@settings(max_examples=100, deadline=None)
@given(strategies.documents)
def test_the_order_of_names_makes_no_difference(document):
    shuffled = dict(random.Random(1).sample(list(document.items()), len(document)))  # noqa: S311
    assert digest(shuffled) == digest(document)


def test_canonical_bytes_follow_the_vector_of_rfc_8785():
    value = {"numbers": [333333333.33333329, 1e30 / 1e15, 4.50, 2e-3], "literals": [None, True, False], "é": "\u20ac$\n"}
    written = '{"literals":[null,true,false],"numbers":[333333333.3333333,1000000000000000,4.5,0.002],"é":"€$\\n"}'
    assert canonical(value) == written.encode()


def test_one_changed_fact_changes_the_digest():
    assert digest(full_document()) != digest(full_document(narrative="Somebody knocked."))
    assert len(digest(minimal_document())) == 64


def test_normalizing_twice_changes_nothing_more():
    once = normalized({"e\u0301": ["o\u0308", {"n\u0303": 1}]})
    assert once == {"é": ["ö", {"ñ": 1}]} == normalized(once)
