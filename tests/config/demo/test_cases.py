"""The demonstration's decided cases."""

import json

import pytest

from config.demo.cases import FOLDER, decided_cases
from incidents.format import checked

pytestmark = pytest.mark.assurance("2.2")


def test_there_are_a_dozen_and_each_is_a_whole_document():
    cases = decided_cases()
    assert len(cases) == 12
    for case in cases:
        assert checked(case.document)["id"] == case.document["id"]


def test_the_story_tells_what_happened_and_not_what_was_held():
    for case in decided_cases():
        assert case.document["narrative"], case.slug
        for word in ("court held", "Court held", "Circuit held", "violat", "Law applied"):
            assert word not in case.document["narrative"], case.slug


def test_the_story_is_a_part_of_the_published_summary():
    for case in decided_cases():
        summary = json.loads((FOLDER / f"{case.slug}.json").read_text())["facts_note"]
        assert summary.startswith(case.document["narrative"][:60])
