"""287(g) agreements on a day."""

from datetime import date

import pytest

from casework.engine import Register

ROW = {
    "agency": "County Sheriff",
    "state": "IN",
    "county": None,
    "model": "task_force",
    "signed": "2025-06-01",
    "ended": "2026-01-15",
}
REGISTER = Register.of([ROW])


def state(register: Register, name: str | None, day: str, place: str = "IN") -> str:
    return register.agreement_on(name, place, date.fromisoformat(day)).state


def test_in_force_from_the_day_of_signing_until_the_day_of_its_end() -> None:
    days = ["2025-05-31", "2025-06-01", "2026-01-14", "2026-01-15"]
    assert [state(REGISTER, "County Sheriff", day) for day in days] == ["not_in_force", "in_force", "in_force", "not_in_force"]


def test_the_models_in_force_are_told() -> None:
    assert REGISTER.agreement_on("county  sheriff", "IN", date(2025, 7, 1)).models == ("task_force",)


def test_a_name_known_in_part_or_not_at_all_is_unclear() -> None:
    assert state(REGISTER, "Sheriff", "2025-07-01") == "unclear"
    assert state(REGISTER, None, "2025-07-01") == "unclear"


def test_another_name_or_another_state_has_none() -> None:
    assert state(REGISTER, "Town Police", "2025-07-01") == "not_in_force"
    assert state(REGISTER, "County Sheriff", "2025-07-01", "OH") == "not_in_force"


def test_an_empty_list_means_none_even_for_a_nameless_agency() -> None:
    assert state(Register.of([]), None, "2025-07-01") == "not_in_force"


def test_a_register_from_sheets_says_none_only_near_sheets_on_both_sides() -> None:
    sheets = Register.of([ROW], whole=False, sheets=[date(2025, 7, 1), date(2025, 7, 20)])
    assert state(sheets, "Town Police", "2025-07-10") == "not_in_force"
    assert state(sheets, "Town Police", "2025-07-25") == "unclear"
    assert state(sheets, "County Sheriff", "2025-07-25") == "in_force"


def test_where_nothing_was_said_everything_is_unclear() -> None:
    assert state(Register.unknown(), "County Sheriff", "2025-07-01") == "unclear"


LISTED = {
    "agency": "Lake County Sheriff's Office",
    "state": "IN",
    "county": None,
    "model": "task_force",
    "signed": "2025-05-10",
    "first": "2025-05-16",
    "last": "2025-06-20",
    "gone": "2025-07-01",
    "keys": ["lake county sheriff"],
    "body": "IN/lake county sheriff/",
}
SHEETS = [date(2025, 5, 16), date(2025, 5, 29), date(2025, 6, 20), date(2025, 7, 1), date(2025, 7, 18)]


def of_sheets(*rows, **more) -> Register:
    return Register.of([*rows], whole=False, sheets=SHEETS, **more)


@pytest.mark.assurance("5.1")
def test_an_agreement_of_sheets_holds_from_its_signing_and_ends_in_a_window() -> None:
    days = {
        "2025-05-09": "unclear",  # no sheet within 30 days before
        "2025-05-10": "in_force",  # signed, though no sheet had it yet
        "2025-06-20": "in_force",  # the last sheet that lists it
        "2025-06-21": "unclear",  # it ended on one of these days
        "2025-06-30": "unclear",
        "2025-07-01": "not_in_force",  # the first sheet without it
        "2025-07-18": "not_in_force",
        "2025-07-19": "unclear",  # no sheet after that
    }
    assert {day: state(of_sheets(LISTED), "Lake Co. Sheriff’s Dept.", day) for day in days} == days


@pytest.mark.assurance("5.1")
def test_before_its_signing_it_was_not_in_force_only_where_sheets_lie_on_both_sides() -> None:
    signed_later = {**LISTED, "signed": "2025-06-10", "first": "2025-06-20"}
    assert state(of_sheets(signed_later), "Lake County Sheriff's Office", "2025-06-09") == "not_in_force"
    assert state(of_sheets(signed_later), "Lake County Sheriff's Office", "2025-04-30") == "unclear"


@pytest.mark.assurance("5.1")
def test_the_last_sheet_speaks_for_thirty_days_after_it() -> None:
    standing = of_sheets({**LISTED, "last": "2025-07-18", "gone": None})
    assert state(standing, "Lake County Sheriff", "2025-08-17") == "in_force"
    assert state(standing, "Lake County Sheriff", "2025-08-18") == "unclear"


@pytest.mark.assurance("5.1")
def test_a_run_after_a_gap_says_nothing_of_the_gap() -> None:
    again = {**LISTED, "first": "2025-07-18", "last": "2025-07-18", "gone": None, "absent": "2025-07-01"}
    found = [state(of_sheets(LISTED, again), "Lake County Sheriff", day) for day in ("2025-06-25", "2025-07-01", "2025-07-10")]
    assert found == ["unclear", "not_in_force", "unclear"]
    assert state(of_sheets(LISTED, again), "Lake County Sheriff", "2025-07-18") == "in_force"


@pytest.mark.assurance("5.1")
def test_a_day_of_signing_that_nobody_can_read_leaves_the_days_before_the_first_sheet_open() -> None:
    unread = of_sheets({**LISTED, "signed": None})
    assert state(unread, "Lake County Sheriff", "2025-05-15") == "unclear"
    assert state(unread, "Lake County Sheriff", "2025-05-16") == "in_force"


@pytest.mark.assurance("5.1")
def test_an_unnamed_agency_is_unclear_even_where_nothing_is_listed() -> None:
    assert state(of_sheets(), None, "2025-06-25") == "unclear"
    assert state(of_sheets(), "", "2025-06-25") == "unclear"
    assert state(of_sheets(), "Gary Police Department", "2025-06-25") == "not_in_force"


@pytest.mark.assurance("5.1")
def test_an_agency_in_doubt_is_never_without_an_agreement() -> None:
    doubted = of_sheets(LISTED, doubts=[("IN", "lake county sheriff"), ("IN", "gary police"), ("", "hobart police")])
    assert state(doubted, "Lake County Sheriff", "2025-07-10") == "unclear"
    assert state(doubted, "Lake County Sheriff", "2025-06-10") == "in_force"
    assert state(doubted, "Gary Police", "2025-06-25") == "unclear"
    assert state(doubted, "Hobart Police", "2025-06-25") == "unclear"


@pytest.mark.assurance("5.1")
def test_two_bodies_of_one_name_are_told_apart_or_unclear() -> None:
    other = {**LISTED, "signed": "2025-06-25", "first": "2025-07-01", "last": "2025-07-18", "gone": None, "body": "another"}
    assert state(of_sheets(LISTED, other), "Lake County Sheriff", "2025-06-01") == "unclear"
    assert state(of_sheets(LISTED, other), "Lake County Sheriff", "2025-05-09", "OH") == "unclear"


@pytest.mark.assurance("5.1")
def test_an_end_recorded_by_hand_is_sharper_than_the_window() -> None:
    by_hand = {**ROW, "agency": "Lake County Sheriff", "signed": "2025-05-10", "ended": "2025-06-24"}
    known = of_sheets(LISTED, by_hand)
    found = [state(known, "Lake County Sheriff", day) for day in ("2025-06-23", "2025-06-24", "2025-06-30")]
    assert found == ["in_force", "not_in_force", "not_in_force"]


@pytest.mark.assurance("5.1")
def test_a_model_that_no_sheet_says_is_neither_had_nor_lacked() -> None:
    found = of_sheets({**LISTED, "model": None}).agreement_on("Lake County Sheriff", "IN", date(2025, 6, 1))
    assert (found.state, found.models, found.unsure) == ("in_force", (), ("unknown",))
