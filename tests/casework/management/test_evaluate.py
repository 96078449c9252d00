"""`manage.py evaluate`: files in, results out, and clear words for files that cannot be used."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

INCIDENT: dict[str, Any] = {
    "format": "incident/1",
    "id": "6860b6cf-36b5-540a-838e-023cf11b5f84",
    "occurred_at": "2026-03-10T09:00:00-05:00",
    "place": {"state": "TX", "premises": "house"},
    "agencies": [{"key": "A1", "level": "county", "name": "County Sheriff", "actions": ["arrested"], "basis": "detainer"}],
    "encounter": {"judicial_warrant_existed": False},
    "entry": {"entered": True},
    "consent": {"response": "refused"},
}
CASE = {"evaluate_as_of": "2026-06-01", "agreements_287g": [], "incident": INCIDENT}


def run(*paths: Path, **options: Any) -> str:
    out = StringIO()
    call_command("evaluate", *map(str, paths), stdout=out, **options)
    return out.getvalue()


def written(folder: Path, name: str, content: Any) -> Path:
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return path


def statuses(line: str) -> dict[str, str]:
    return {row["code"]: row["status"] for row in json.loads(line)["results"]}


def test_one_line_for_each_file_of_a_folder(tmp_path: Path) -> None:
    written(tmp_path, "a.json", CASE)
    written(tmp_path, "b.json", INCIDENT)
    lines = run(tmp_path, format="jsonl").splitlines()
    assert [Path(json.loads(line)["file"]).name for line in lines] == ["a.json", "b.json"]
    keys = {"code", "unit", "subject", "status", "support", "actors", "authorities", "rests_on", "open_questions", "conflicts"}
    assert all(set(row) == keys for line in lines for row in json.loads(line)["results"])
    assert statuses(lines[0])["FA-ENTRY"] == "indicated"


def test_a_case_file_brings_its_own_agreements_and_a_plain_document_has_none(tmp_path: Path) -> None:
    agencies = [{**INCIDENT["agencies"][0], "criminal_matter": False}]
    incident = {**INCIDENT, "agencies": agencies}
    case, plain = written(tmp_path, "a.json", {**CASE, "incident": incident}), written(tmp_path, "b.json", incident)
    first, second = map(statuses, run(case, plain, format="jsonl").splitlines())
    assert (first["ST-287G-NO-AGREEMENT"], second["ST-287G-NO-AGREEMENT"]) == ("indicated", "possible")


def test_the_day_given_governs_over_the_files_own(tmp_path: Path) -> None:
    held = {
        **INCIDENT,
        "occurred_at": "2017-02-06T12:00:00-05:00",
        "place": {"state": "MA", "city": "Worcester"},
        "agencies": [{"key": "A1", "level": "county", "actions": ["held_on_detainer"], "criminal_matter": False}],
    }
    path = written(tmp_path, "a.json", {**CASE, "incident": held})
    assert statuses(run(path, format="jsonl"))["SL-DETAINER"] == "indicated"
    assert statuses(run(path, "--as-of=2017-07-23", format="jsonl"))["SL-DETAINER"] == "not_applicable"  # type: ignore[arg-type]


@pytest.mark.parametrize(("language", "expected"), [("en", "for an attorney to decide"), ("es", "decide un abogado")])
def test_the_text_is_written_for_a_person(language: str, expected: str, tmp_path: Path) -> None:
    text = run(written(tmp_path, "a.json", CASE), language=language)
    assert expected in text
    assert "Payton v. New York, 445 U.S. 573 (1980)" in text
    assert "/entry/entered" in text


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "cannot be read as JSON"),
        ({**INCIDENT, "entry": {"entered": "yes"}}, "/entry/entered"),
        ({**CASE, "evaluate_as_of": "soon"}, "evaluate_as_of"),
        ([1], ""),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_its_path(content: Any, message: str, tmp_path: Path) -> None:
    path = written(tmp_path, "a.json", content)
    with pytest.raises(CommandError) as caught:
        run(path, format="jsonl")
    assert str(path) in str(caught.value)
    assert message in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"missing\.json"):
        run(tmp_path / "missing.json")


def test_good_files_are_still_answered_beside_a_bad_one(tmp_path: Path) -> None:
    good, bad = written(tmp_path, "a.json", CASE), written(tmp_path, "b.json", "{")
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("evaluate", str(bad), str(good), stdout=out, format="jsonl")
    assert statuses(out.getvalue())["FA-ENTRY"] == "indicated"
