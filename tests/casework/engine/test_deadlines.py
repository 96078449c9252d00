"""Deadlines counted step by step, and which claims a finding leads to."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from casework.engine import LawError, load_law
from casework.engine.claim_choice import acted, choose
from casework.engine.claim_records import Period, read_claims
from casework.engine.deadlines import closed_in, compute, last_day
from casework.engine.yaml_files import read_folder

LAW = Path("casework/law")
RECORD = """id: claim/{name}
kind: claim_notice
jurisdiction: {jurisdiction}
against: {against}
title: Notice of claim
citation: A code
period: {period}
runs_from: {runs_from}
tolling: null
sources: []
checked: {checked}
checked_on: '2026-11-22'
"""


def claims_of(folder, **changed):
    given = {"name": "xx/notice", "jurisdiction": "us.in", "against": "state_local", "period": "P180D"}
    given |= {"runs_from": "incident", "checked": "text"} | changed
    path = folder / "claims" / "claim" / f"{given['name']}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(RECORD.format(**given))
    files = read_folder(folder)
    return read_claims(files), files.problems


def due(folder, start, state="IN", denied=None, **changed):
    found, problems = claims_of(folder, **changed)
    assert not problems
    return compute(found["claim/xx/notice"], start=date.fromisoformat(start), denied=denied, closed=closed_in(state))


@pytest.mark.assurance("5.3")
@pytest.mark.parametrize(
    ("start", "period", "last", "shortened"),
    [
        ("2026-01-14", Period("P180D", days=180), "2026-07-13", False),
        ("2024-02-28", Period("P1D", days=1), "2024-02-29", False),
        ("2024-02-29", Period("P1Y", months=12), "2025-02-28", True),
        ("2024-02-29", Period("P4Y", months=48), "2028-02-29", False),
        ("2026-08-31", Period("P6M", months=6), "2027-02-28", True),
        ("2027-08-31", Period("P6M", months=6), "2028-02-29", True),
        ("2026-10-31", Period("P6M", months=6), "2027-04-30", True),
        ("2026-12-15", Period("P2Y", months=24), "2028-12-15", False),
        ("2026-12-31", Period("P1M", months=1), "2027-01-31", False),
    ],
)
def test_the_last_day_of_a_period(start, period, last, shortened):
    assert last_day(date.fromisoformat(start), period) == (date.fromisoformat(last), shortened)


@pytest.mark.assurance("5.3")
def test_a_period_of_days_is_as_long_as_it_says_wherever_it_starts():
    for offset in range(1_500):
        start = date(2023, 12, 1) + timedelta(days=offset)
        assert (last_day(start, Period("P180D", days=180))[0] - start).days == 180


@pytest.mark.assurance("5.3")
@pytest.mark.parametrize(
    ("start", "state", "expected", "closed"),
    [
        ("2026-01-14", "IN", "2026-07-13", []),
        ("2025-08-31", "IN", "2026-02-27", []),
        ("2026-01-19", "IN", "2026-07-17", ["saturday"]),
        ("2026-01-20", "IN", "2026-07-17", ["sunday", "saturday"]),
        # 5 July 2026 is a Sunday, 4 July a Saturday and a holiday, 3 July the day on which it is observed.
        ("2026-01-06", "IN", "2026-07-02", ["sunday", "Independence Day", "Independence Day (observed)"]),
        # Patriots' Day is a holiday of Massachusetts only.
        ("2025-10-22", "MA", "2026-04-17", ["Patriots' Day", "sunday", "saturday"]),
        ("2025-10-22", "IN", "2026-04-20", []),
        # Christmas Day 2027 is a Saturday, observed on Friday.
        ("2027-06-28", "OH", "2027-12-23", ["Christmas Day", "Christmas Day (observed)"]),
    ],
)
def test_a_last_day_on_which_offices_are_closed_is_never_counted_on(tmp_path, start, state, expected, closed):
    found = due(tmp_path, start, state)
    assert found.due == date.fromisoformat(expected)
    assert [step.values["why"] for step in found.steps if step.kind == "closed"] == closed
    assert found.due <= last_day(date.fromisoformat(start), Period("P180D", days=180))[0]


def test_a_state_that_the_calendar_does_not_know_has_the_federal_holidays():
    assert closed_in("XX")(date(2026, 12, 25)) == "Christmas Day"
    assert closed_in(None)(date(2026, 4, 20)) is None


@pytest.mark.assurance("5.3")
def test_the_steps_are_told_in_order(tmp_path):
    found = due(tmp_path, "2026-01-20", runs_from="accrual")
    assert [step.kind for step in found.steps] == ["start", "period", "last_day", "closed", "closed", "due"]
    assert found.steps[0].values == {"day": "2026-01-20", "runs_from": "accrual"}


@pytest.mark.assurance("5.3")
def test_where_nobody_read_the_text_no_day_is_given(tmp_path):
    assert (due(tmp_path, "2026-01-20", checked="memory").due, due(tmp_path, "2026-01-20", checked="memory").ask) == (
        None,
        "memory",
    )
    account = due(tmp_path, "2026-01-14", checked="account")
    assert (account.due, account.ask) == (date(2026, 7, 13), "account")
    assert due(tmp_path, "2026-01-14", period="null").ask == "no_period"


@pytest.mark.assurance("5.3")
def test_what_runs_from_a_denial_waits_for_it(tmp_path):
    assert due(tmp_path, "2026-01-14", runs_from="denial", period="P6M").ask == "no_denial"
    denied = due(tmp_path, "2026-01-14", runs_from="denial", period="P6M", denied=date(2026, 8, 31))
    assert (denied.start, denied.due) == (date(2026, 8, 31), date(2027, 2, 26))


@pytest.mark.assurance("5.3")
@pytest.mark.parametrize("moment", ["2026-01-14T23:50:00-05:00", "2026-01-14T00:10:00-10:00", "2026-01-14T12:00:00+10:00"])
def test_the_day_is_that_of_the_place_whatever_the_zone(tmp_path, moment):
    local = datetime.fromisoformat(moment).date()
    assert due(tmp_path, local.isoformat()).due == date(2026, 7, 13)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"period": "P6W"}, "is no period"),
        ({"period": "P1Y6M"}, "is no period"),
        ({"runs_from": "tuesday"}, "is not known here"),
        ({"against": "everybody"}, "is not known here"),
        ({"checked": "glanced"}, "is not known here"),
        ({"jurisdiction": "indiana"}, "is no place"),
    ],
)
def test_a_record_that_is_wrong_is_named_with_its_key(tmp_path, changed, said):
    _found, problems = claims_of(tmp_path, **changed)
    assert any(said in str(problem) for problem in problems)


def test_a_record_under_another_path_is_refused(tmp_path):
    claims_of(tmp_path)
    (tmp_path / "claims" / "claim" / "xx" / "other.yaml").write_text((tmp_path / "claims/claim/xx/notice.yaml").read_text())
    with pytest.raises(LawError, match="should be the path of the file"):
        load_law(tmp_path)


@pytest.fixture(scope="module")
def law():
    return load_law(LAW)


@pytest.mark.assurance("5.3")
def test_every_researched_record_is_here(law, figure):
    checked = {kind: sum(one.checked == kind for one in law.claims.values()) for kind in ("text", "account", "memory")}
    assert len(law.claims) == sum(checked.values()) == 172
    figure(f"172 records of claims and channels: {checked}")


def chosen(law, place, agencies, actors=(), certain=True):
    document = {"agencies": agencies}
    who = acted(document, actors, certain=certain)
    return {one.id for one in choose(law.claims, law.places.locate(place, date(2026, 1, 14)), who)}


ICE = {"key": "A1", "level": "federal", "component": "ice_ero"}
DEPUTY = {"key": "A2", "level": "county", "component": "sheriff"}


@pytest.mark.assurance("5.3")
def test_claims_follow_whose_officers_acted(law):
    place = {"state": "MA", "city": "Boston"}
    federal, local = chosen(law, place, [ICE, DEPUTY], ["A1"]), chosen(law, place, [ICE, DEPUTY], ["A2"])
    assert "claim/us/ftca-administrative" in federal - local
    assert {"claim/ma/notice", "limitation/ma/section-1983", "channel/ma/boston-opat"} <= local - federal
    assert "channel/us/ice-opr" in federal
    assert "channel/us/cbp-opr" not in federal
    assert not any(name.startswith(("claim/ca/", "limitation/ca/")) for name in federal | local)


@pytest.mark.assurance("5.3")
def test_where_nobody_knows_who_acted_both_sides_are_kept(law):
    place = {"state": "MA"}
    nobody, unknown = chosen(law, place, []), chosen(law, place, [{"key": "A1", "level": "unknown"}], ["A1"])
    assert {"claim/us/ftca-administrative", "claim/ma/notice", "channel/us/cbp-opr"} <= nobody & unknown
    assert "channel/ma/boston-opat" not in nobody
