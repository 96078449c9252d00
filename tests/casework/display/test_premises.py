"""What is taken as given, said as a statement with the right by which it is."""

from casework.display.findings import Reader, Shown
from casework.display.premises import premises_of
from tests.casework.fixtures import SCHNECKLOTH, entry_document, entry_result, fact, node, text
from tests.casework.fixtures.law import small_law


def unraised(paths):
    """The entry, where nobody has said anything of an emergency."""
    result = entry_result(rests_on=paths, conflicts=[])
    result["trace"]["children"][3]["children"] = [
        node(
            "defeater",
            None,
            "exigency",
            text("An emergency excused the entry", "Una emergencia justificó la entrada"),
            children=[fact(path, None, None, text("Some fact", "Un hecho")) for path in paths],
        )
    ]
    return result


def test_an_emergency_that_nobody_claimed_is_said_to_be_none():
    paths = ["/exigency/kind", "/exigency/pursuit_began_in_public"]
    (premise,) = premises_of(unraised(paths))
    assert premise.statement == "An emergency excused the entry: no"
    assert premise.why == "nobody has said that there was such a thing"
    assert premise.paths == tuple(paths)


def test_what_the_law_presumes_stands_with_its_authority():
    (premise,) = premises_of(entry_result(conflicts=[]))
    assert premise.statement == "Nobody who lives there agreed to it: yes"
    assert (premise.why, premise.authority) == ("nobody has said otherwise", SCHNECKLOTH)


def test_no_fact_that_a_result_rests_on_is_left_out():
    (premise,) = premises_of(entry_result(rests_on=["/encounter/nighttime"], conflicts=[]))
    assert premise.paths == ("/encounter/nighttime",)
    assert "?" not in premise.statement


def test_what_is_taken_as_given_is_not_asked_again_below():
    result = entry_result(rests_on=["/exigency/kind"], conflicts=[])
    reader = Reader(law=small_law(), document=entry_document(), readings={}, viewer=None)
    assert [one.path for one in Shown(reader, result).open_questions] == ["/encounter/surrounded_home"]


def test_after_three_the_rest_is_folded():
    paths = ["/encounter/nighttime", "/entry/manner", "/place/city", "/place/county"]
    reader = Reader(law=small_law(), document=entry_document(), readings={}, viewer=None)
    shown = Shown(reader, entry_result(rests_on=paths, conflicts=[]))
    assert (len(shown.first_premises), len(shown.more_premises)) == (3, 1)
