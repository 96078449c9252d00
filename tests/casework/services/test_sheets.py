"""Sheets taken into the register: every row kept and accounted for, in any order, once; what is unsure is asked."""

from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from django.db import transaction

from casework.errors import NoSuchAnswer, NotAllowed
from casework.models import AppendOnlyError, ListedAgency, Listing, RegisterEdition, RegisterQuestion, Sheet, SheetRow
from casework.services import agreements, listings, register_questions, sheets
from casework.sheets import Unreadable
from incidents.models import LedgerEntry
from incidents.services import agencies
from tests.casework.sheets.workbooks import JAIL, PENDING, WARRANTS, entry, published

pytestmark = pytest.mark.django_db
REAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "287g"
LAKE, GARY, LIMA = "Lake County Sheriff's Office", "Gary Police Department", "Lima Police Department"


def take(*paths, actor=None):
    return sheets.take(actor=actor, readings=[sheets.read(path) for path in paths])


def outcomes(account):
    return tuple(account.outcomes[name] for name in ("imported", "same", "question", "refused"))


def state(name, day, where="IN"):
    return agreements.agreement_on(name, where, date.fromisoformat(day)).state


@pytest.fixture
def three(tmp_path):
    """May, June and July: Lake holds two and loses one; Gary comes in June; Lima is spelled in two ways."""
    lake = entry(LAKE, county="Lake County", signed=date(2025, 5, 1))
    warrants = entry("Lake County Sheriff’s Dept. ", county="Lake County", model=WARRANTS, signed=date(2025, 4, 1))
    gary = entry(GARY, signed=date(2025, 6, 2))
    may = published(tmp_path, "participatingAgencies05162025am.xlsx", lake, warrants)
    june = published(tmp_path, "participatingAgencies06102025pm.xlsx", lake, warrants, gary)
    july = published(tmp_path, "participatingAgencies07012025pm.xlsx", lake, gary, entry(LIMA, state="OHIO", model=JAIL))
    return may, june, july


@pytest.mark.assurance("5.1")
def test_every_row_of_every_sheet_is_accounted_for(three):
    accounts = take(*three)
    assert [outcomes(one) for one in accounts] == [(2, 0, 0, 0), (1, 2, 0, 0), (1, 2, 0, 0)]
    assert all(one.adds_up for one in accounts)
    assert SheetRow.objects.count() == 8


@pytest.mark.assurance("5.1")
def test_a_sheet_taken_twice_changes_nothing(three, attorney):
    take(*three, actor=attorney)
    before = [model.objects.count() for model in (Sheet, SheetRow, ListedAgency, RegisterEdition, LedgerEntry)]
    again = take(*three, actor=attorney)
    assert [outcomes(one) for one in again] == [(0, 2, 0, 0), (0, 3, 0, 0), (0, 3, 0, 0)]
    assert all(one.known for one in again)
    assert [model.objects.count() for model in (Sheet, SheetRow, ListedAgency, RegisterEdition, LedgerEntry)] == before


@pytest.mark.assurance("5.1")
def test_the_order_of_sheets_makes_no_difference(three, misspelled, figure):
    found, orders = set(), list(permutations((*three, misspelled[1])))
    for order in orders:
        with transaction.atomic():
            for path in order:
                take(path)
            asked = {frozenset((one.agency.key, one.other.key)) for one in RegisterQuestion.objects.all()}
            found.add((listings.newest_edition(), frozenset(asked)))
            transaction.set_rollback(True)
    assert len(found) == 1
    figure(f"{len(orders)} orders of {len(order)} sheets, one register")


@pytest.mark.assurance("5.1")
def test_the_runs_of_sheets_that_list_an_agreement(three):
    take(*three)
    runs = Listing.objects.order_by("agency__name", "model")
    assert [(one.agency.name, one.model, one.first_sheet.as_of.month, one.last_sheet.as_of.month) for one in runs] == [
        (GARY, "task_force", 6, 7),
        (LAKE, "task_force", 5, 7),
        (LAKE, "warrant_service_officer", 5, 6),
        (LIMA, "jail_enforcement", 7, 7),
    ]


@pytest.mark.assurance("5.1")
def test_an_end_is_a_window_between_two_sheets(three):
    take(*three)
    run = Listing.objects.get(model="warrant_service_officer")
    assert (run.last_sheet.as_of, run.gone_sheet.as_of) == (date(2025, 6, 10), date(2025, 7, 1))
    known = agreements.standing_register().register.agreement_on(LAKE, "IN", date(2025, 6, 20))
    assert (known.models, known.unsure) == (("task_force",), ("warrant_service_officer",))


@pytest.mark.assurance("5.1")
def test_in_force_not_in_force_and_unclear(three):
    take(*three)
    days = ("2025-05-20", "2025-06-05", "2025-06-20", "2025-09-01")
    assert [state(GARY, day) for day in days] == ["not_in_force", "in_force", "in_force", "unclear"]
    assert [state("Hammond Police", day) for day in days] == ["not_in_force", "not_in_force", "not_in_force", "unclear"]
    assert {state(None, day) for day in days} == {"unclear"}
    assert {state("Sheriff", day) for day in days} == {"unclear"}


@pytest.mark.assurance("5.1")
def test_a_pending_agency_holds_nothing_and_a_list_of_pending_ones_covers_no_day(tmp_path):
    pending = entry("Gary Police Department")[:5]
    take(
        published(tmp_path, "pendingAgencies05152025am.xlsx", pending, header=PENDING),
        published(tmp_path, "pendingAgencies06012025am.xlsx", pending, header=PENDING),
    )
    assert not Listing.objects.exists()
    assert state(GARY, "2025-05-20") == "unclear"


@pytest.fixture
def misspelled(tmp_path):
    """In June a sheet writes the agency's name with a slip of the pen."""
    may = entry("Indialantic Police Department", state="FLORIDA", signed=date(2025, 5, 1))
    june = entry("Indiatlantic Police Department", state="FLORIDA", signed=date(2025, 5, 1))
    return (
        published(tmp_path, "participatingAgencies05162025am.xlsx", may),
        published(tmp_path, "participatingAgencies06102025am.xlsx", june),
        published(tmp_path, "participatingAgencies06202025am.xlsx", june),
    )


@pytest.mark.assurance("5.1")
def test_two_names_that_are_near_are_asked_and_never_dropped(misspelled):
    accounts = take(*misspelled)
    assert [outcomes(one) for one in accounts] == [(0, 0, 1, 0)] * 3
    question = RegisterQuestion.objects.get()
    assert {question.agency.name, question.other.name} == {"Indialantic Police Department", "Indiatlantic Police Department"}
    assert state("Indialantic Police Department", "2025-06-15", "FL") == "unclear"
    assert state("Indiatlantic Police Department", "2025-06-15", "FL") == "in_force"


@pytest.mark.assurance("5.1")
def test_answered_as_one_body_the_sheets_make_one_history(misspelled, attorney):
    take(*misspelled)
    question = RegisterQuestion.objects.get()
    register_questions.answer(actor=attorney, question=question, said="same", note="One town of that name.")
    run = Listing.objects.get()
    assert (run.first_sheet.as_of, run.last_sheet.as_of, run.sheets) == (date(2025, 5, 16), date(2025, 6, 20), 3)
    for name in ("Indialantic Police Department", "Indiatlantic Police"):
        assert state(name, "2025-06-15", "FL") == "in_force"
    entry_ = LedgerEntry.objects.get(act="register.question_answered")
    assert entry_.detail["answer"] == "same"


@pytest.mark.assurance("5.1")
def test_answered_as_two_bodies_the_first_is_no_longer_listed(misspelled, coordinator):
    take(*misspelled)
    register_questions.answer(actor=coordinator, question=RegisterQuestion.objects.get(), said="different", note="Two towns.")
    assert state("Indialantic Police Department", "2025-06-15", "FL") == "not_in_force"
    assert state("Indiatlantic Police Department", "2025-06-15", "FL") == "in_force"


def test_an_answer_can_be_corrected_and_the_same_again_changes_nothing(misspelled, attorney):
    take(*misspelled)
    question = RegisterQuestion.objects.get()
    for said, note in (("same", "x"), ("same", "x"), ("different", "Two towns after all.")):
        question = register_questions.answer(actor=attorney, question=question, said=said, note=note)
    assert LedgerEntry.objects.filter(act="register.question_answered").count() == 2
    assert state("Indialantic Police Department", "2025-06-15", "FL") == "not_in_force"


@pytest.mark.parametrize("said", ["", "perhaps", "2025-05-01", "task_force"])
def test_an_answer_that_the_question_does_not_offer_is_refused(misspelled, attorney, said):
    take(*misspelled)
    with pytest.raises(NoSuchAnswer):
        register_questions.answer(actor=attorney, question=RegisterQuestion.objects.get(), said=said, note="x")


def test_only_attorneys_and_coordinators_answer(misspelled, volunteer, administrator):
    take(*misspelled)
    for person in (volunteer, administrator):
        with pytest.raises(NotAllowed):
            register_questions.answer(actor=person, question=RegisterQuestion.objects.get(), said="same", note="x")


@pytest.mark.assurance("5.1")
def test_different_bodies_with_near_names_are_not_asked(tmp_path):
    rows = [
        entry("Bay County Sheriff's Office", state="FLORIDA", county="Bay County "),
        entry("Clay County Sheriff's Office", state="FLORIDA", county="Clay County "),
        entry("Palm Beach Police Department", state="FLORIDA"),
        entry("West Palm Beach Police Department", state="FLORIDA"),
        entry("Florida Department of Corrections", state="FLORIDA"),
        entry("Florida Department of Law Enforcement", state="FLORIDA"),
        entry("Lima Police Department", state="OHIO", county="Allen County"),
        entry("Lama Police Department", state="OHIO", county="Butler County"),
    ]
    (account,) = take(published(tmp_path, "participatingAgencies06102025am.xlsx", *rows))
    assert outcomes(account) == (8, 0, 0, 0)
    assert not ListedAgency.objects.exclude(body=None).exists()


@pytest.mark.assurance("5.1")
def test_a_county_that_one_sheet_leaves_out_is_no_other_body(tmp_path):
    with_county = entry(GARY, county="Lake County")
    take(
        published(tmp_path, "participatingAgencies06102025am.xlsx", with_county),
        published(tmp_path, "participatingAgencies06202025am.xlsx", entry(GARY)),
    )
    assert Listing.objects.get().sheets == 2


@pytest.mark.assurance("5.1")
def test_one_name_in_two_counties_is_asked(tmp_path):
    rows = [entry("Washington Township Police Department", county=county) for county in ("Clark County", "Wayne County")]
    (account,) = take(published(tmp_path, "participatingAgencies06102025am.xlsx", *rows))
    assert outcomes(account) == (0, 0, 2, 0)
    assert state("Washington Township Police", "2025-06-10") == "unclear"


@pytest.mark.assurance("5.1")
def test_a_day_that_cannot_be_read_and_a_model_that_is_missing_are_asked_while_the_listing_stands(tmp_path, attorney):
    rows = [entry(GARY, signed="05/082025", moa="link pending"), entry(LAKE, model=None, signed=date(2025, 5, 1))]
    (account,) = take(published(tmp_path, "participatingAgencies06102025am.xlsx", *rows))
    assert outcomes(account) == (0, 0, 2, 0)
    assert [state(GARY, day) for day in ("2025-06-09", "2025-06-10")] == ["unclear", "in_force"]
    signed, model = RegisterQuestion.objects.get(kind="signed"), RegisterQuestion.objects.get(kind="model")
    register_questions.answer(actor=attorney, question=signed, said="2025-05-08", note="Read in the agreement.")
    register_questions.answer(actor=attorney, question=model, said="task_force", note="Read in the agreement.")
    assert [state(GARY, day) for day in ("2025-05-07", "2025-05-08")] == ["unclear", "in_force"]
    assert agreements.agreement_on(LAKE, "IN", date(2025, 6, 10)).models == ("task_force",)


@pytest.mark.assurance("5.1")
def test_a_name_that_goes_on_is_asked(tmp_path):
    rows = [
        entry("Tennessee Department of Safety and Homeland Security", state="TENNESSEE"),
        entry("Tennessee Department of Safety and Homeland Security / THP", state="TENNESSEE", model=WARRANTS),
    ]
    (account,) = take(published(tmp_path, "participatingAgencies06102025am.xlsx", *rows))
    assert outcomes(account) == (0, 0, 2, 0)


@pytest.mark.assurance("5.1")
def test_a_list_that_was_cut_short_never_says_who_is_not_listed(tmp_path):
    names = ("Lake", "Porter", "Wayne", "Clark", "Cass")
    whole = [entry(f"{name} County Sheriff's Office", county=f"{name} County") for name in names]
    short = whole[:2]
    take(
        published(tmp_path, "participatingAgencies06012025am.xlsx", *whole),
        published(tmp_path, "participatingAgencies06102025am.xlsx", *short),
        published(tmp_path, "participatingAgencies06202025am.xlsx", *whole),
    )
    assert {state(f"{name} County Sheriff", "2025-06-10") for name in ("Lake", "Cass")} == {"in_force"}
    assert Listing.objects.count() == 5
    (account,) = take(published(tmp_path, "participatingAgencies07012025am.xlsx", *short))
    assert account.short
    assert state("Cass County Sheriff", "2025-07-02") == "in_force"
    assert state("Cass County Sheriff", "2025-07-25") == "unclear"


@pytest.mark.assurance("5.1")
def test_a_question_that_a_later_sheet_settles_is_no_longer_asked(tmp_path):
    """One sheet lists both names for one model with two days of signing: they are two bodies."""
    one = entry("Lima Police Department", state="OHIO", signed=date(2025, 5, 1))
    other = entry("Lema Police Department", state="OHIO", signed=date(2025, 5, 20))
    take(
        published(tmp_path, "participatingAgencies05162025am.xlsx", one),
        published(tmp_path, "participatingAgencies06012025am.xlsx", other),
    )
    assert RegisterQuestion.objects.count() == 1
    take(published(tmp_path, "participatingAgencies06102025am.xlsx", one, other))
    assert not RegisterQuestion.objects.exists()


@pytest.mark.assurance("5.1")
def test_a_row_refused_for_its_state_keeps_its_agency_from_being_called_unlisted(tmp_path):
    rows = [entry(GARY, state="INDIANNA"), entry(LAKE)]
    accounts = take(
        published(tmp_path, "participatingAgencies06102025am.xlsx", *rows),
        published(tmp_path, "participatingAgencies06202025am.xlsx", *rows),
    )
    assert [outcomes(one) for one in accounts] == [(1, 0, 0, 1), (0, 1, 0, 1)]
    assert accounts[0].refused == (("Sheet, row 2", "`INDIANNA` is no state"),)
    assert state(GARY, "2025-06-15") == "unclear"


@pytest.mark.assurance("5.1")
def test_the_list_by_ori_tells_a_near_name_from_a_listed_one(tmp_path):
    days = ("06102025", "06202025")
    springs = entry("Miami Springs Police Department", state="FLORIDA")
    paths = [published(tmp_path, f"participatingAgencies{day}am.xlsx", springs) for day in days]
    take(*paths)
    assert state("Miami Police Department", "2025-06-15", "FL") == "unclear"
    rows = ["Miami", "Miami Springs"]
    csv = tmp_path / "agencies.csv"
    header = "ori,data_year,pub_agency_name,state_abbr,county_name,agency_type_name\n"
    csv.write_text(header + "".join(f"FL013{number}600,2025,{name},FL,MIAMI-DADE,City\n" for number, name in enumerate(rows)))
    agencies.take_list(actor=None, path=csv)
    assert sheets.follow_anew(actor=None)
    assert state("Miami Police Department", "2025-06-15", "FL") == "not_in_force"
    assert state("Miami", "2025-06-15", "FL") == "unclear"
    assert state("Miami Springs Police", "2025-06-15", "FL") == "in_force"


def test_a_sheet_whose_name_gives_no_day_needs_one(tmp_path):
    path = published(tmp_path, "agencies.xlsx", entry(GARY))
    with pytest.raises(Unreadable, match="--as-of"):
        sheets.read(path)
    assert sheets.read(path, as_of=date(2025, 6, 10)).day_from == "option"


def test_sheets_and_rows_are_never_edited(three):
    take(*three)
    row = SheetRow.objects.first()
    row.refused = "x"
    with pytest.raises(AppendOnlyError):
        row.save()


@pytest.mark.assurance("5.1")
@pytest.mark.skipif(not REAL.is_dir(), reason="the published workbooks are not on this machine")
def test_the_published_sheets_are_taken_whole(figure):
    accounts = take(*sorted(REAL.glob("*.xlsx")))
    assert all(one.adds_up for one in accounts)
    total = sum(one.rows for one in accounts)
    assert total == SheetRow.objects.count() == 3711
    figure(
        f"{len(accounts)} published sheets, {total} of {total} rows accounted for, {RegisterQuestion.objects.count()} questions"
    )
