"""The finished file: what it says, that it is always the same, and that it opens nothing."""

import hashlib
import json
import os
import re
import subprocess
import sys
import time
import unicodedata

import pypdfium2
import pytest
from reportlab.lib.pagesizes import letter

from reports.composition import compose, snapshot_digest
from reports.composition.faces import FontsMissing
from tests.reports import builders, reading

pytestmark = pytest.mark.assurance("2.7")
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(__file__))))
SECTIONS = [
    "Summary",
    "Chronology",
    "Who came, and what local officers did",
    "Papers and consent",
    "What happened to people",
    "Confirmed findings",
    "Results that are not confirmed",
    "Evidence",
    "Method and limits",
    "How to verify this report",
]


@pytest.fixture(scope="module")
def pdf(fonts):
    return compose(builders.snapshot(), fonts)


@pytest.fixture(scope="module")
def words(pdf):
    return reading.packed(reading.text(pdf))


def test_outline_names_every_section_in_order(pdf):
    titles = reading.outline(pdf)
    assert [title for title in titles if title in SECTIONS] == SECTIONS


def test_every_page_says_which_of_how_many_it_is(pdf):
    found = reading.pages(pdf)
    assert all(f"Page {number} of {len(found)}" in page for number, page in enumerate(found, start=1))


def test_cover_has_title_day_digest_and_what_nobody_verified(pdf):
    cover = reading.packed(reading.pages(pdf)[0])
    expected = [
        "Alder Court, 14 January 2026",
        "25 November 2026",
        snapshot_digest(builders.snapshot()),
        "For an attorney to decide",
    ]
    assert all(reading.packed(said) in cover for said in [*expected, "Authorities cited here: 5", "What nobody has verified"])


def test_contents_on_the_cover_give_the_page_of_each_section(pdf):
    found = reading.pages(pdf)
    listed = dict(re.findall(r"\d+\s+([A-Z][^\r\n\d]+?)\s+(\d+)(?=\r|\n|$)", found[0]))
    assert all(title in found[int(listed[title]) - 1] for title in SECTIONS if title in listed)
    assert len(listed) >= 8


def test_summary_stands_on_one_page_with_twelve_findings(fonts):
    found = reading.pages(compose(builders.snapshot(findings=[builders.finding(code=f"FA-{n}") for n in range(12)]), fonts))
    assert "What is not known and would settle most" in found[1]
    assert "Chronology" in found[2]


def test_summary_tells_the_number_of_what_it_leaves_out(fonts):
    content = builders.snapshot()
    document = content["incidents"][0]["document"]
    document["agencies"] = [{"key": f"A{number}", "level": "federal"} for number in range(9)]
    document["documents"] = [{"key": f"D{number}", "kind": "other"} for number in range(7)]
    said = reading.packed(reading.pages(compose(content, fonts))[1])
    assert reading.packed("; and 3 more") in said
    assert reading.packed("; and 2 more") in said


def test_questions_of_several_incidents_say_which_one_they_ask_about(fonts):
    content = builders.snapshot()
    other = {**content["incidents"][0], "id": "other"}
    content["incidents"].append(other)
    content["findings"].append(builders.finding(incident="other"))
    said = reading.packed(reading.pages(compose(content, fonts))[1])
    assert all(reading.packed(f"Incident {number}: Did any officer speak of an emergency") in said for number in (1, 2))


def test_cover_keeps_its_contents_with_a_title_of_several_lines(fonts):
    content = builders.snapshot()
    content["case"]["title"] = "Alder Court and the five homes beside it, " * 4
    assert "Contents" in reading.pages(compose(content, fonts))[0]


def test_what_applies_and_takes_nothing_away_is_said_to_make_it_contested(fonts):
    finding = builders.finding()
    defeaters = finding["result"]["trace"]["children"][-1]
    defeaters["children"][0]["value"] = True
    for status, said in (("indicated", "applies; makes it contested"), ("not_indicated", "applies")):
        finding["result"]["status"] = status
        text = reading.packed(reading.text(compose(builders.snapshot(findings=[finding]), fonts)))
        assert reading.packed(said) in text
        assert (reading.packed("makes it contested") in text) is (status == "indicated")


def test_summary_cites_the_paragraphs_of_each_finding(pdf):
    found = reading.pages(pdf)
    first, last = re.search(r"paragraphs (\d+) to (\d+)", found[1]).groups()
    body = reading.packed(" ".join(found[2:]))
    assert reading.packed(f"{first} The recorded facts of incident 1, if confirmed, meet the elements") in body
    assert reading.packed(f"{last} The rule FA-ENTRY was adopted by Ada Brandt") in body


def test_finding_has_authority_elements_unknowns_contrary_and_decision(words):
    for said in (
        "Payton v. New York, 445 U.S. 573 (1980)",
        "decided 15 April 1980",
        "binds here",
        "read by Ada Brandt, 20 November 2026",
        "unverified: from memory, nobody has read the text",
        "known from an account of it",
        "Stands against it: Payton v. New York, 445 U.S. 573 (1980)",
        "on file as contrary to U.S. Const. amend. IV",
        "The record of U.S. Const. amend. IV notes against it: The government reads it as limited to inspections.",
        "Officers crossed the threshold of the home: yes",
        "Consent was withdrawn. Taken as given: Consent was withdrawn: no, while nobody says otherwise (Schneckloth",
        "Did any officer speak of an emergency, a chase or a danger inside?",
        "Accounts differ on: Weapons were drawn",
        "ICE memorandum of 12 May 2025",
        "Ruled out: A hot pursuit that began in a public place",
        "Confirmed by Ada Brandt on 24 November 2026",
    ):
        assert reading.packed(said) in words, said


def test_unconfirmed_results_appear_by_title_and_nothing_else(words):
    assert reading.packed("2 other results are indicated, possible or not indicated and not confirmed") in words
    assert reading.packed("Local part in civil immigration enforcement that state or local law forbids") in words


def test_whole_digests_of_evidence_and_revisions_are_printed(words):
    assert all(digest in words for digest in ("9f" * 32, "c4" * 32, "1d" * 32, "2e" * 32))


def test_word_violation_never_stands_in_a_report(fonts):
    for language in ("en", "es"):
        said = reading.text(compose(builders.snapshot(language=language), fonts)).lower()
        assert "violation" not in said
        assert "violación" not in said


def test_a_decision_older_than_the_result_is_shown_as_such(fonts):
    said = reading.text(compose(builders.snapshot(findings=[builders.finding(changed_since=True)]), fonts))
    assert "The result has changed since this decision" in said


def test_empty_record_says_in_every_section_what_is_missing(fonts):
    content = builders.snapshot(findings=[], others=[])
    content["incidents"][0]["document"] = {k: builders.DOCUMENT[k] for k in ("format", "id", "occurred_at", "place")}
    said = reading.packed(reading.text(compose(content, fonts)))
    for sentence in (
        "No finding is confirmed",
        "No free account is recorded",
        "No paper is listed",
        "No evidence file is attached",
    ):
        assert reading.packed(sentence) in said


def test_spanish_report_has_spanish_headings_dates_and_pages(fonts):
    pdf = compose(builders.snapshot(language="es"), fonts)
    said = reading.packed(reading.text(pdf))
    for sentence in (
        "14 de enero de 2026",
        "Hallazgos confirmados",
        "Página 1 de",
        "Los agentes cruzaron el umbral de la vivienda: sí",
    ):
        assert reading.packed(sentence) in said
    assert "Cómo verificar este informe" in reading.outline(pdf)


def test_arabic_narrative_is_joined_and_reads_from_the_right(fonts):
    content = builders.snapshot()
    content["incidents"][0]["document"]["narrative"] = "كان الظلام لا يزال مخيما وسمعت طرقا قويا على الباب"
    page = reading.pages(compose(content, fonts))[2]
    assert "الظلام" in unicodedata.normalize("NFKC", page)


def test_each_free_account_is_printed_with_its_source_where_there_are_two(fonts):
    content = builders.snapshot()
    document = content["incidents"][0]["document"]
    document["narrative"] = None
    document["sources"] = [{"key": "S8", "kind": "volunteer_observed"}, {"key": "S9", "kind": "resident_account"}]
    document["accounts"] = [
        {"key": "C8", "source": "S8", "facts": {"/narrative": "Four men stood at the stairs."}},
        {"key": "C9", "source": "S9", "facts": {"/narrative": "I was in the kitchen."}},
    ]
    document["provenance"] = {}
    said = reading.packed(reading.text(compose(content, fonts)))
    assert all(reading.packed(words) in said for words in ("Four men stood at the stairs.", "I was in the kitchen."))


@pytest.mark.assurance("B15")
def test_characters_without_a_glyph_are_printed_by_their_code(fonts):
    content = builders.snapshot()
    content["incidents"][0]["document"]["narrative"] = "中 and \u202e and \x00 and \ud800"
    said = reading.text(compose(content, fonts))
    assert all(name in said for name in ("[U+4E2D]", "[U+202E]", "[U+0000]", "[U+D800]"))


@pytest.mark.assurance("A14")
def test_every_font_is_embedded_and_subset(pdf):
    names = set(re.findall(rb"/BaseFont /([^\s/]+)", pdf))
    assert names
    assert all(re.match(rb"[A-Z]{6}\+Noto", name) for name in names)
    assert len(re.findall(rb"/FontFile2 ", pdf)) == len(set(re.findall(rb"/FontName /([^\s/]+)", pdf)))


def test_properties_of_the_file_name_no_library_and_no_moment(pdf):
    raw = reading.objects(pdf)
    assert re.search(rb"/Producer \(Threshold\)", raw)
    assert b"ReportLab PDF Library" not in raw
    assert set(re.findall(rb"/(?:CreationDate|ModDate) \(D:(\d{14})", raw)) == {b"20000101000000"}
    assert reading.packed("The dates in the file's own properties are the same in every report") in reading.packed(
        reading.text(pdf)
    )


def test_file_has_no_script_no_outside_link_and_no_attachment(pdf):
    raw = reading.objects(pdf)
    assert not re.search(rb"/(JavaScript|JS|Launch|URI|EmbeddedFile|OpenAction|AA)\b", raw)


@pytest.mark.assurance("I7")
def test_same_snapshot_gives_the_same_bytes_in_other_processes_and_time_zones(pdf, fonts, tmp_path, figure):
    frozen = tmp_path / "snapshot.json"
    frozen.write_text(json.dumps(builders.snapshot()))
    program = """
import hashlib, json, pathlib, sys
from reports.composition import compose
content = json.loads(pathlib.Path(sys.argv[1]).read_text())
print(hashlib.sha256(compose(content, pathlib.Path(sys.argv[2]))).hexdigest())
"""
    digests = set()
    for zone, seed in (("Asia/Kathmandu", "1"), ("America/Los_Angeles", "2")):
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": "C"}
        digests.add(run(program, frozen, fonts, environment).strip())
    figure(f"3 processes, 3 time zones: {len(digests | {hashlib.sha256(pdf).hexdigest()})} digest")
    assert digests == {hashlib.sha256(pdf).hexdigest()}


def test_other_reports_composed_before_leave_no_trace_in_the_bytes(pdf, fonts):
    compose(builders.snapshot(language="es"), fonts)
    assert compose(builders.snapshot(), fonts) == pdf


@pytest.mark.assurance("B15")
def test_composing_opens_no_file_but_typefaces_and_no_socket(fonts, tmp_path, figure):
    frozen = tmp_path / "snapshot.json"
    content = builders.snapshot()
    content["incidents"][0]["document"]["narrative"] = '<img src="/etc/passwd"/> <img src="http://127.0.0.1/x.png"/>'
    frozen.write_text(json.dumps(content))
    program = """
import json, pathlib, sys
from reports.composition import compose
content = json.loads(pathlib.Path(sys.argv[1]).read_text())
seen = []
def note(event, args):
    if event == "open" or event.startswith("socket"):
        seen.append((event, str(args[0])))
sys.addaudithook(note)
compose(content, pathlib.Path(sys.argv[2]))
print(json.dumps(seen))
"""
    seen = json.loads(run(program, frozen, fonts, dict(os.environ)))
    figure(f"{len(seen)} files opened, all typefaces; {sum(name != 'open' for name, _ in seen)} sockets")
    outside = [entry for entry in seen if entry[0] != "open" or not entry[1].startswith(str(fonts))]
    # Modules that Python loads on first use are code and no content.
    assert [entry for entry in outside if not re.search(r"\.(pyc?|so)$|__pycache__", entry[1])] == []


@pytest.mark.assurance("B16")
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("narrative", "The officers came up the stairs and stood there. " * 4100),
        ("narrative", "w" * 20_000),
        ("narrative", "كان الظلام لا يزال مخيما وسمعت طرقا قويا " * 4000),
        ("words", "and then he said it again " * 600),
        ("filename", "x" * 15_000),
        ("note", "one line\n" * 1700),
    ],
)
def test_very_long_text_is_composed_whole_within_ten_seconds(fonts, figure, field, value):
    content = builders.snapshot()
    document = content["incidents"][0]["document"]
    if field == "narrative":
        document["narrative"] = value
    elif field == "words":
        document["words_spoken"][0]["words"] = value
    else:
        document["evidence"][0][field] = value
    # One thread sets a report, so that the processor's time is what it takes on a machine with nothing else to do.
    started = time.process_time()
    pdf = compose(content, fonts)
    seconds = time.process_time() - started
    figure(f"{field}, {len(value):,} characters: {seconds:.1f} s")
    assert seconds < 10
    last = reading.packed(value)[-1]
    assert reading.packed(reading.text(pdf)).count(last) >= reading.packed(value).count(last) * 0.9


def test_every_page_has_ink_and_nothing_drawn_beyond_its_edges(pdf):
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        assert page.get_size() == pytest.approx(letter)
        picture = page.render(scale=1).to_pil().convert("L")
        width, height = picture.size
        margins = (0, 0, 40, height), (width - 40, 0, width, height), (0, 0, width, 22), (0, height - 22, width, height)
        assert all(picture.crop(box).getextrema() == (255, 255) for box in margins)
        assert picture.getextrema()[0] < 80


def test_missing_typefaces_are_refused_with_what_to_do(tmp_path):
    with pytest.raises(FontsMissing, match="make_fonts"):
        compose(builders.snapshot(), tmp_path)


def run(program: str, frozen, fonts, environment: dict[str, str]) -> str:
    """What a fresh Python process prints that is given a snapshot's file and the folder of typefaces."""
    command = [sys.executable, "-c", program, str(frozen), str(fonts)]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout
