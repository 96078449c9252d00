"""Workbooks that strangers made: read within limits, or refused by name."""

import time
import zipfile
from datetime import date
from io import BytesIO

import pytest

from casework.sheets import LIMITS, Limits, Unreadable, read_listing
from casework.sheets.archive import Clock
from casework.sheets.workbook import read_workbook

from .workbooks import entry, workbook

DAY = date(2025, 7, 18)
STATES = {"IN": "Indiana", "OH": "Ohio"}
SHEET = "xl/worksheets/sheet1.xml"


def rewritten(part, content, raw=None, compression=zipfile.ZIP_DEFLATED):
    """The same workbook with one part exchanged."""
    source, target = zipfile.ZipFile(BytesIO(raw or workbook([entry("A Police Department")]))), BytesIO()
    with zipfile.ZipFile(target, "w", compression) as made:
        for name in dict.fromkeys([*source.namelist(), part]):
            made.writestr(name, content if name == part else source.read(name))
    return target.getvalue()


def refusal(raw, limits=LIMITS):
    started = time.process_time()
    with pytest.raises(Unreadable) as caught:
        read_listing(raw, states=STATES, as_of=DAY, limits=limits)
    return str(caught.value), time.process_time() - started


@pytest.mark.assurance("B20")
@pytest.mark.assurance("5.1")
def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch, figure):
    """110 MB in a few hundred kilobytes, as measured for the plan."""
    row = b'<row r="1"><c r="A1" t="inlineStr"><is><t>STATE</t></is></c></row>'
    bomb = rewritten(SHEET, b"<worksheet><sheetData>" + row * (110_000_000 // len(row)) + b"</sheetData></worksheet>")
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_args: pytest.fail("a part was unpacked"))
    said, seconds = refusal(bomb)
    assert "it would unpack to" in said
    figure(f"{len(bomb):,} bytes that unpack to 110 MB refused in {seconds * 1000:.0f} ms of processor time")


@pytest.mark.assurance("B20")
def test_a_bomb_that_understates_its_size_is_refused(figure):
    """The directory of the archive says 1,000 bytes; the part has 40 MB."""
    bomb = bytearray(rewritten(SHEET, b"<worksheet>" + b" " * 40_000_000))
    place = bomb.rfind(SHEET.encode()) - 46  # the part's entry in the central directory
    assert bomb[place : place + 4] == b"PK\x01\x02"
    bomb[place + 24 : place + 28] = (1_000).to_bytes(4, "little")
    said, seconds = refusal(bytes(bomb))
    assert "damaged" in said
    figure(f"40 MB declared as 1,000 bytes refused in {seconds * 1000:.0f} ms")


@pytest.mark.assurance("B20")
def test_what_comes_out_is_counted_whatever_was_declared():
    raw = workbook([entry("A Police Department")])
    said, _seconds = refusal(raw, Limits(unpacked=sum(part.file_size for part in zipfile.ZipFile(BytesIO(raw)).infolist()) - 1))
    assert "it would unpack to" in said


@pytest.mark.assurance("B20")
def test_a_part_that_grows_too_much_is_refused_by_name():
    said, _seconds = refusal(rewritten(SHEET, b"<worksheet>" + b" " * 20_000_000))
    assert said == f"{SHEET} would grow more than 100 times"


@pytest.mark.assurance("B20")
def test_too_many_cells_are_refused(figure):
    row = "<row>" + '<c t="n"><v>1</v></c>' * 100 + "</row>"
    content = f"<worksheet><sheetData>{row * 2_100}</sheetData></worksheet>".encode()
    said, seconds = refusal(rewritten(SHEET, content), Limits(ratio=10_000))
    assert "more than 200,000 cells" in said
    figure(f"210,000 cells refused after 200,000, in {seconds:.1f} s")


@pytest.mark.assurance("B20")
def test_entities_are_never_expanded():
    laughs = b'<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'
    said, _seconds = refusal(rewritten(SHEET, laughs))
    assert "declares entities or a document type" in said
    outside = b'<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>'
    assert "declares entities or a document type" in refusal(rewritten("xl/sharedStrings.xml", outside))[0]


@pytest.mark.assurance("B20")
def test_reading_stops_when_its_time_is_over():
    ticks = iter(range(10_000))
    clock = Clock(3, now=lambda: float(next(ticks)))
    with pytest.raises(Unreadable, match="more than 3 seconds"):
        read_workbook(workbook([entry(f"A{number} Police") for number in range(2_000)]), LIMITS, clock)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "no workbook"),
        (b"STATE,AGENCY\nIN,Police\n", "no workbook"),
        (b"PK\x03\x04 and nothing", "no workbook"),
        (workbook([])[:-600], "no workbook"),
        (rewritten(SHEET, b"<worksheet><sheetData>"), "no readable XML"),
        (rewritten(SHEET, b'<worksheet><row r="x"/></worksheet>'), "no readable XML"),
        (rewritten(SHEET, b'<worksheet><row r="2"/><row r="1"/></worksheet>'), "no readable XML"),
        (rewritten(SHEET, b'<worksheet><row r="99999999999999"/></worksheet>'), "no readable XML"),
        (rewritten(SHEET, b'<worksheet><row r="1"><c r="' + b"A" * 100_000 + b'1"/></row></worksheet>'), "no readable XML"),
        (rewritten(SHEET, b'<worksheet><row r="1"><c r="A1" t="s"><v>x</v></c></row></worksheet>'), "no readable XML"),
        (rewritten("xl/workbook.xml", b"<workbook/>"), None),
    ],
)
def test_what_is_no_workbook_is_refused_with_what_to_do(raw, said):
    if said is None:
        assert read_listing(raw, states=STATES, as_of=DAY).lines == ()
    else:
        assert said in refusal(raw)[0]


def test_a_file_larger_than_may_be_read_is_refused():
    assert "at most 100 are read" in refusal(workbook([]), Limits(file=100))[0]


def test_a_cell_of_too_many_letters_is_refused():
    assert "more than 2,000 letters" in refusal(workbook([entry("A" * 3_000)]))[0]


def test_a_formula_is_never_computed():
    raw = workbook([entry('=HYPERLINK("http://example.org","Police")')])
    (line,) = read_listing(raw, states=STATES, as_of=DAY).lines
    assert line.refused == "it names no agency"


def test_headers_are_found_below_a_title_in_any_order_and_spelling():
    header = (" Support  Type", "State ", "Law Enforcement\nAgency", "Date Signed", "Remarks")
    raw = workbook(
        [("Jail Enforcement Model ", "Ohio", "Butler  County Sheriff’s Office ", "5/8/2025", "x")], header, [("List",)]
    )
    listed = read_listing(raw, states=STATES, as_of=DAY)
    (line,) = listed.lines
    assert (line.state, line.key, line.model, line.signed) == (
        "OH",
        "butler county sheriff",
        "jail_enforcement",
        date(2025, 5, 8),
    )
    assert listed.others == ("Remarks",)
    assert line.written["column 5"] == "x"


def test_rows_that_name_no_agency_or_no_state_are_refused_and_kept():
    rows = [
        entry("", state="OHIO"),
        entry("Police", state="ATLANTIS"),
        (None,) * 8,
        entry("Lima Police Department", state="OHIO"),
    ]
    listed = read_listing(workbook(rows), states=STATES, as_of=DAY)
    assert [line.refused for line in listed.lines] == ["it names no agency", "`ATLANTIS` is no state", ""]


def test_a_day_that_cannot_be_is_not_taken():
    days = ["05/082025", date(5025, 7, 7), date(2025, 8, 1), date(1999, 1, 1), "link pending", None]
    listed = read_listing(workbook([entry("Lima Police", signed=day) for day in days]), states=STATES, as_of=DAY)
    assert [line.signed for line in listed.lines] == [None] * 6


def test_a_worksheet_without_the_header_gives_its_rows_refused():
    listed = read_listing(workbook([], ("Name", "Place")), states=STATES, as_of=DAY)
    assert ["no row of this worksheet names the columns" in line.refused for line in listed.lines] == [True]
    assert not listed.columns
