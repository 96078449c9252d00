"""Names of agencies: one name in many spellings, one body under two names, two bodies whose names are near."""

import pytest

from casework.engine.agency_names import could_be_meant, county_of, key_of, same_but_for_generic_words, slips_between


@pytest.mark.assurance("5.1")
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ft. Myers Police Department", "Fort Myers Police Dept."),
        ("St. Johns County Sheriff’s Office", "Saint Johns County Sheriff's Department"),
        ("Reno County Sheriff's office", " RENO  County Sheriffs Office "),
        ("Prince George's County Police", "Prince Georges Co. Police Department"),
        ("Peña Blanca Police", "Pena Blanca PD"),
        ("University of Florida Police Department", "Univ. of Florida Police Department"),
    ],
)
def test_spellings_of_one_name_have_one_key(one, other):
    assert key_of(one) == key_of(other)


@pytest.mark.assurance("5.1")
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Palm Beach Police Department", "West Palm Beach Police Department"),
        ("Clay County Sheriff's Office", "Clay Police Department"),
        ("Baltimore County Police", "Baltimore City Police"),
        ("St. Augustine Police Department", "St. Augustine Beach Police Department"),
        ("Florida Department of Corrections", "Florida Department of Law Enforcement"),
        ("Georgia Department of Corrections", "Georgia Department of Public Safety"),
        ("Polk County Sheriff's Office", "Polk County Constable"),
    ],
)
def test_different_bodies_are_neither_one_key_nor_near(one, other):
    assert key_of(one) != key_of(other)
    assert not same_but_for_generic_words(key_of(one), key_of(other))


def test_names_that_differ_in_a_general_word_could_be_one_body():
    assert same_but_for_generic_words(key_of("Town of Davie Police Department"), key_of("Davie Police Department"))


def test_slips_of_the_pen_are_counted():
    pairs = [
        ("same", "same"),
        ("clark", "clarke"),
        ("indialantic", "indiatlantic"),
        ("lima", "liam"),
        ("lake", "lee"),
        ("a", ""),
    ]
    assert [slips_between(one, other) for one, other in pairs] == [0, 1, 1, 1, 2, 1]
    assert slips_between("alamance county", "yancey county") == 3


def test_a_name_said_in_part_could_mean_a_listed_body():
    assert could_be_meant(key_of("Brevard sheriff deputies"), key_of("Brevard County Sheriff's Office"))
    assert could_be_meant(key_of("Sheriff"), key_of("Brevard County Sheriff's Office"))
    assert could_be_meant(key_of("Brevard Sheriff"), key_of("Brevard County Sheriff's Office"))
    assert not could_be_meant(key_of("Titusville Police"), key_of("Brevard County Sheriff's Office"))


def test_a_county_in_plain_words():
    assert [county_of(text) for text in ("Bay County ", "#N/A", "#NA", None, "St. Mary Parish", "N/A")] == [
        "bay", "", "", "", "saint mary", "",
    ]  # fmt: skip
