"""The list of agencies: every row accounted for, once; found by words in any order."""

from pathlib import Path

import pytest
from django.urls import reverse

from incidents.errors import UnreadableList
from incidents.models import Agency, LedgerEntry
from incidents.services import agencies
from incidents.services.agencies import full_name

pytestmark = pytest.mark.django_db
SHARED = Path(__file__).resolve().parents[4] / "shared"
REAL = SHARED / "data" / "agencies" / "fbi-law-enforcement-employees-2025.csv"
HEADER = "ori,data_year,pub_agency_name,state_abbr,county_name,agency_type_name,population\n"
ROWS = (
    "IN0450000,2025,Lake,IN,LAKE,County,480000\n"
    "IN0450300,2025,Gary,IN,LAKE,City,67000\n"
    'OH0090100,2025,"Peñasco, The",OH,"ALLEN, BUTLER",City,100\n'
    "GA0330200,2025,Cobb County Police Department,GA,COBB,County,1\n"
)


def listed(folder, text=HEADER + ROWS, name="agencies.csv"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def take(path, actor=None):
    account = agencies.take_list(actor=actor, path=path)
    assert sum(account.outcomes.values()) == account.rows
    return account


@pytest.mark.assurance("5.2")
def test_a_list_is_taken_once_and_every_row_accounted_for(tmp_path, attorney):
    path = listed(tmp_path)
    assert take(path, attorney).outcomes == {"added": 4}
    assert take(path, attorney).outcomes == {"same": 4}
    assert LedgerEntry.objects.filter(act="agencies.imported").count() == 1
    assert [one.name for one in Agency.objects.order_by("ori")] == [
        "Cobb County Police Department",
        "Lake County Sheriff's Office",
        "Gary Police Department",
        "Peñasco, The Police Department",
    ]


@pytest.mark.assurance("5.2")
def test_a_later_list_changes_what_changed_and_keeps_what_it_leaves_out(tmp_path):
    take(listed(tmp_path))
    account = take(listed(tmp_path, HEADER + "IN0450300,2026,Gary,IN,LAKE,City,67000\n"))
    assert account.outcomes == {"changed": 1}
    assert Agency.objects.count() == 4
    assert Agency.objects.get(ori="IN0450300").listed_for == 2026


@pytest.mark.assurance("5.2")
@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("x,2025,Gary,IN,LAKE,City,1\n", "is no ORI"),
        ("IN0450300,2025,Gary,Indiana,LAKE,City,1\n", "is no state"),
        ("IN0450300,2025,,IN,LAKE,City,1\n", "no name"),
        ("IN0450000,2025,Lake,IN,LAKE,County,1\n", "twice"),
        ("IN0450300\n", "is no state"),
        ("IN0450300,2025,Gary,Nowhere,LAKE,City,1,more,and more\n", "is no state"),
        (f"IN0450300,2025,{'x' * 161},IN,LAKE,City,1\n", "160 letters"),
    ],
)
def test_a_row_that_cannot_be_taken_is_refused_with_its_line(tmp_path, row, why):
    account = take(listed(tmp_path, HEADER + "IN0450000,2025,Lake,IN,LAKE,County,1\n" + row))
    assert account.outcomes == {"added": 1, "refused": 1}
    line, said = account.refused[0]
    assert (line, why in said) == (3, True)


@pytest.mark.parametrize("text", ["", "name,state\nLake,IN\n", "\x00\x01", "ori\nIN0450000\n"])
def test_a_file_that_is_no_such_list_changes_nothing(tmp_path, text):
    with pytest.raises(UnreadableList):
        take(listed(tmp_path, text))
    assert not Agency.objects.exists()


def test_a_file_that_is_not_utf_8_changes_nothing(tmp_path):
    path = tmp_path / "agencies.csv"
    path.write_bytes((HEADER + ROWS).encode("latin-1"))
    with pytest.raises(UnreadableList, match="UTF-8"):
        take(path)
    assert not Agency.objects.exists()


@pytest.mark.assurance("5.2")
def test_other_names_and_oversight_come_from_a_file_of_the_network(tmp_path):
    take(listed(tmp_path))
    notes = "ori,other_name,oversight_body,source\nIN0450300,GPD,Gary Police Civil Service Commission,Its page of 3 June 2026\n"
    notes += "XX0000000,Nobody,,x\nIN0450000,,,x\nIN0450000,Lake deputies,,\n"
    path = listed(tmp_path, notes, "notes.csv")
    assert take(path).outcomes == {"added": 1, "refused": 3}
    assert take(path).outcomes == {"same": 1, "refused": 3}
    assert [one.ori for one in agencies.found("gpd")] == ["IN0450300"]
    take(listed(tmp_path))
    assert [one.ori for one in agencies.found("gpd")] == ["IN0450300"]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("lake sheriff", "Lake County Sheriff's Office"),
        ("sheriffs lake", "Lake County Sheriff's Office"),
        ("PENASCO", "Peñasco, The Police Department"),
        ("gar", "Gary Police Department"),
    ],
)
def test_an_agency_is_found_by_words_in_any_order(tmp_path, query, first):
    take(listed(tmp_path))
    assert agencies.found(query)[0].name == first


def test_those_of_the_state_stand_first_and_no_more_than_a_few_are_given(tmp_path):
    rows = "".join(f"{state}04503{n:02},2025,Lake {n},{state},LAKE,City,1\n" for state in ("FL", "IN") for n in range(20))
    take(listed(tmp_path, HEADER + rows))
    found = list(agencies.found("lake", state="IN"))
    assert (len(found), {one.state for one in found}) == (12, {"IN"})
    assert not agencies.found("  ")
    assert not agencies.found("%")


@pytest.mark.parametrize(
    ("published", "kind", "state", "name"),
    [
        ("Orleans", "County", "LA", "Orleans Parish Sheriff's Office"),
        ("State Patrol", "State Police", "GA", "State Patrol"),
        ("Jacksonville Sheriff's Office", "County", "FL", "Jacksonville Sheriff's Office"),
        ("University of Florida", "University or College", "FL", "University of Florida"),
    ],
)
def test_a_name_says_no_more_than_its_kind_implies(published, kind, state, name):
    assert full_name(published, kind, state) == name


@pytest.mark.assurance("5.2")
def test_the_page_finds_without_a_script_and_gives_a_field_a_few_options(client, volunteer, tmp_path):
    client.force_login(volunteer)
    address = reverse("agency-search")
    assert "No list of agencies is here yet" in client.get(address).content.decode()
    take(listed(tmp_path))
    page = client.get(address, {"q": "lake", "state": "IN"}).content.decode()
    assert "Lake County Sheriff&#x27;s Office" in page
    assert "ORI IN0450000" in page
    options = client.get(address, {"q": "<b>gary", "part": "options"}).content.decode()
    assert options.strip() == '<option value="Gary Police Department">IN, Lake</option>' or "<b>" not in options
    assert "No agency with these words" in client.get(address, {"q": "<script>"}).content.decode()


def test_who_is_not_signed_in_looks_nothing_up(client):
    assert client.get(reverse("agency-search"), {"q": "lake"}).status_code == 302


@pytest.mark.assurance("5.2")
@pytest.mark.skipif(not REAL.is_file(), reason="the FBI's list is not on this machine")
def test_the_published_list_is_taken_whole(figure):
    account = take(REAL)
    again = take(REAL)
    assert again.outcomes["same"] == account.outcomes["added"] == Agency.objects.count()
    figure(f"{account.rows} rows: {dict(account.outcomes)}")
