"""Facts and conditions in words: the question as it was asked, the answer as it was offered."""

from datetime import date

import pytest
from django.utils import translation

from casework.display import facts, words
from casework.display.findings import Reader, Shown
from casework.display.trace import Worder
from casework.engine import Law
from tests.casework.fixtures import PAYTON, entry_document, entry_result, fact, node, text
from tests.casework.fixtures.law import small_law


@pytest.fixture
def law() -> Law:
    return small_law()


def worded(document, trace):
    return Worder(document, lambda name: {"citation": name}, "x").word(trace)


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("/entry/entered", True, "Yes"),
        ("/entry/entered", False, "No"),
        ("/entry/entered", None, "Nobody has said"),
        ("/entry/manner", "forced_door", "They broke or forced the door"),
        ("/agencies/A1/actions", ["knocked", "searched"], "Knocked; Looked through rooms or things"),
        ("/place/city", "Boston", "Boston"),
        ("/agencies/A1/officers", 4, "4"),
        ("/occurred_at", "2026-01-14T06:20:00-05:00", "14 January 2026, 06:20 (UTC-05:00)"),
    ],
)
def test_a_value_is_said_as_the_form_offers_it(path, value, said):
    assert words.answer(path, value) == said


def test_a_value_is_said_in_the_language_of_the_reader():
    with translation.override("es"):
        assert words.answer("/entry/entered", None) == "Nadie lo ha dicho"
        assert words.ask("/encounter/knocked") == "¿Tocaron la puerta o el timbre?"


def test_a_time_that_is_none_is_left_as_it_was_written():
    assert words.moment("2026-01-14Tsoon after six") == "2026-01-14Tsoon after six"


def test_an_agency_without_a_name_is_called_by_its_kind():
    assert words.subject(entry_document(), "A1") == "ICE / ERO (A1)"
    assert words.subject(entry_document(), "A2") == "Suffolk County Sheriff (A2)"
    assert words.subject(entry_document(), "P1") == "Person P1"


def test_a_fact_names_who_stands_behind_it():
    found = facts.fact_at(entry_document(), "/agencies/A1/masked")
    assert [(source.label, source.how) for source in found.sources] == [("S2 · a witness", "heard")]


def test_accounts_that_differ_keep_both_values_and_each_choice_once():
    document = entry_document()
    document["accounts"].append({"key": "C3", "source": "S2", "facts": {"/consent/response": "silence"}})
    (found,) = facts.differing(document)
    assert [telling.answer for telling in found.tellings] == ["Said no", "Said nothing", "Said nothing"]
    assert found.form_choices == [(0, "Said no"), (1, "Said nothing")]
    assert found.differs


def test_topics_of_a_member_stand_together():
    members = [topic.member for topic in facts.by_topic(entry_document()) if topic.member]
    runs = [name for place, name in enumerate(members) if place == 0 or members[place - 1] != name]
    assert len(runs) == len(set(runs))


def test_every_asked_field_is_on_the_page_once():
    topics = facts.by_topic(entry_document())
    paths = [one.path for topic in topics for one in (*topic.facts, *topic.unsaid)]
    assert len(paths) == len(set(paths))
    assert "/encounter/knocked" in paths


def test_a_level_that_only_repeats_its_child_is_left_out():
    label = text("Officers went into a home", "Los agentes entraron")
    leaf = fact("/entry/entered", True, True, label)
    found = worded(
        entry_document(),
        node("element", True, "home_entry", label, authorities=[PAYTON], children=[node("all", True, children=[leaf])]),
    )
    assert found["text"] == "Officers went into a home"
    assert found["children"] == []
    assert "Officers crossed the threshold of the home: Yes" in found["note"]


def test_a_negation_is_one_line_and_shows_what_is_denied():
    label = text("A judge had signed", "Un juez había firmado")
    leaf = fact("/encounter/judicial_warrant_existed", False, False, label)
    found = worded(entry_document(), node("not", True, children=[leaf]))
    assert found["text"] == "Not so: A judge had signed"
    assert found["value"] is True
    assert found["children"] == []
    assert found["note"].endswith(" No")


def test_a_presumption_says_that_nobody_has_said_and_on_whose_authority():
    leaf = node("presumed", False, "coercion", text("Coercion", "Coacción"), presumed={"value": False, "citing": PAYTON})
    found = worded(entry_document(), {**leaf, "facts": [{"path": "/consent/after_threat", "value": None}]})
    assert f"Taken as given, since nobody has said: No ({PAYTON})" in found["note"]


def test_an_authority_is_told_once_and_then_named(law):
    leaves = [node("fact", True, name, text(name, name), authorities=[PAYTON]) for name in ("one", "two")]
    cards = [child["authorities"][0] for child in worded(entry_document(), node("all", True, children=leaves))["children"]]
    assert [card.get("again", False) for card in cards] == [False, True]


def test_what_accounts_say_stands_in_the_reason():
    told = [{"path": "/consent/response", "value": None}] + [
        {"path": "/consent/response", "value": value, "account": key} for value, key in (("refused", "C1"), ("silence", "C2"))
    ]
    found = worded(entry_document(), node("fact", None, "x", text("A yes", "Un sí"), facts=told))
    assert "The accounts differ: Said no (C1); Said nothing (C2)" in found["note"]
    assert [source.label for source in found["sources"]] == ["S1 · a resident", "S2 · a witness"]


def test_a_result_is_read_with_its_few_reasons(law):
    reader = Reader(law=law, document=entry_document(), readings={}, viewer=None)
    shown = Shown(reader, entry_result())
    assert shown.reason_in_short == [
        "Officers went into a home",
        "No judge had signed a warrant for this home",
        "Nobody who lives there agreed to it",
    ]
    assert [one.id for one in shown.contrary] == ["us/policy/ice-memo-2025-05-12-i205"]
    assert [one.id for one in shown.unverified] == ["us/scotus/schneckloth-v-bustamonte-1973"]


def test_what_accounts_differ_on_is_no_silence(law):
    reader = Reader(law=law, document=entry_document(), readings={}, viewer=None)
    assert Shown(reader, entry_result()).premises == []
    silent = Shown(reader, entry_result(conflicts=[]))
    assert [one.path for _premise, asked in silent.premises for one in asked] == ["/consent/response"]


def test_a_question_about_custody_names_the_person_held(law):
    reader = Reader(law=law, document=entry_document(), readings={}, viewer=None)
    assert reader.question("/custody/0/detainer_accompanied_by").text.endswith("(P1)")


def test_days_are_said_as_each_language_writes_them():
    from casework.display.authorities import day

    assert day(date(1980, 4, 15)) == "15 April 1980"
    with translation.override("es"):
        assert day(date(1980, 4, 15)) == "15 de abril de 1980"


def test_a_possible_result_names_the_defeater_where_every_element_is_met(law):
    reader = Reader(law=law, document=entry_document(), readings={}, viewer=None)
    result = entry_result(status="possible")
    result["trace"]["children"][3]["children"][0]["value"] = None
    assert Shown(reader, result).reason_in_short == ["An emergency"]


def test_levels_that_only_say_all_of_these_give_way_and_nothing_is_said_twice_in_a_row():
    leaf = node("fact", True, "x", text("It is ICE", "Es ICE"))
    other = node("fact", True, "y", text("A second thing", "Otra cosa"))
    inner = node("all", True, "all", children=[leaf, leaf, node("all", True, "all", children=[other])])
    found = worded(entry_document(), node("element", True, "e", text("An element", "Un elemento"), children=[inner, leaf]))
    assert [child["text"] for child in found["children"]] == ["It is ICE", "A second thing"]


def test_a_level_with_another_value_stays():
    leaves = [node("fact", None, name, text(name, name)) for name in ("one", "two")]
    outer = node(
        "any", True, "any", children=[node("all", None, "all", children=leaves), node("fact", True, "z", text("z", "z"))]
    )
    assert [child["text"] for child in worded(entry_document(), outer)["children"]] == ["All of these", "z"]
