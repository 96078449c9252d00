"""287(g) agreements on a day."""

from datetime import date

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
