"""The records of the law: ids, places, codes, days, conditions and sources are whole. A failing test names the records."""

import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from casework.engine import LawError, load_law
from tests.casework.law.files import LAW, codes, jurisdictions, load, places, records

STATUSES = {"in_force", "enjoined", "stayed", "vacated", "superseded", "repealed", "expired", "contested"}
FIELDS = (
    *(
        "id",
        "kind",
        "title",
        "citation",
        "jurisdiction",
        "court",
        "binding_in",
        "applies_to",
        "area",
        "binds_agencies",
        "decided",
        "history",
    ),
    *("direction", "codes", "proposition", "elements", "exceptions", "contrary", "remedy", "note", "no_statewide_law"),
    *("topics", "sources", "checked", "checked_on"),
)
OPTIONAL = {"court", "topics", "area", "binds_agencies", "decided", "remedy", "note", "no_statewide_law"}
CHOICES = {
    "kind": {
        *("constitution", "statute", "regulation", "case", "court_order", "agency_policy", "ag_directive"),
        *("executive_order", "ordinance"),
    },
    "applies_to": {"federal", "state_local", "both"},
    "direction": {"limits", "authorizes", "compels", "channels"},
    "checked": {"text", "account", "memory"},
}
# Cited by a year that is not the one of the decision: courts write (9th Cir. 1985) for an opinion of March 1986.
CITED_BY_ANOTHER_YEAR = {"us/ca9/us-v-al-azzawy-1985"}
ID = re.compile(r"(?<![\w/.:-])[a-z]{2}/[a-z0-9-]+(?:/[a-z0-9-]+)+(?![\w/-])")


def days(record: dict[str, Any]) -> list[date]:
    return [date.fromisoformat(entry["from"]) for entry in record["history"] if entry["from"] is not None]


def test_every_record_lies_where_its_id_says():
    assert {path: record["id"] for path, record in records().items() if record["id"] != path} == {}


def test_the_whole_researched_law_is_there():
    kinds = [record["kind"] for record in records().values()]
    assert len(kinds) >= 409
    assert kinds.count("court_order") >= 11


def test_fields_are_known_whole_and_in_order():
    wrong = {
        path: list(record)
        for path, record in records().items()
        if list(record) != [name for name in FIELDS if name in record] or set(FIELDS) - OPTIONAL - set(record)
    }
    assert wrong == {}


@pytest.mark.parametrize("field", CHOICES)
def test_enumerated_fields_hold_known_words(field):
    assert {path: record[field] for path, record in records().items() if record[field] not in CHOICES[field]} == {}


def test_codes_exist_and_elements_and_exceptions_name_only_the_records_own():
    known = codes()
    wrong: dict[str, set[str]] = {}
    for path, record in records().items():
        parts = [one for one in record["elements"] + record["exceptions"] if isinstance(one, dict)]
        named = {one["code"] for one in parts if "code" in one} | {code for one in parts for code in one.get("codes", [])}
        bad = (set(record["codes"]) - known) | (named - set(record["codes"]))
        wrong |= {path: bad} if bad else {}
    assert wrong == {}


def test_places_named_are_known():
    known = jurisdictions()
    named = {path: {record["jurisdiction"], *record["binding_in"]} for path, record in records().items()}
    assert {path: some - known for path, some in named.items() if some - known} == {}


def test_history_is_dated_ascending_and_of_known_statuses():
    wrong = [
        path
        for path, record in records().items()
        if not record["history"]
        or days(record) != sorted(set(days(record)))
        or any(set(entry) - {"from", "status", "note"} or entry["status"] not in STATUSES for entry in record["history"])
    ]
    assert wrong == []


def test_law_without_a_first_day_is_contested_alone_and_says_why():
    undated = {path: record["history"] for path, record in records().items() if len(days(record)) < len(record["history"])}
    assert undated
    assert [path for path, history in undated.items() if len(history) != 1 or history[0]["status"] != "contested"] == []
    assert [path for path, history in undated.items() if not history[0].get("note")] == []


def test_a_status_that_takes_law_out_says_why():
    silent = [
        (path, entry["from"])
        for path, record in records().items()
        for entry in record["history"]
        if entry["status"] in STATUSES - {"in_force", "expired"} and not entry.get("note")
    ]
    assert silent == []


def test_cases_have_a_day_of_decision_and_pending_ones_none():
    cases = {path: record for path, record in records().items() if record["kind"] == "case"}
    pending = {path for path, record in cases.items() if record["history"][0]["from"] is None}
    assert {path for path, record in cases.items() if record["decided"] is None} == pending
    later = [
        path for path, record in cases.items() if record["decided"] and date.fromisoformat(record["decided"]) > days(record)[0]
    ]
    assert later == []
    assert [path for path, record in records().items() if record["kind"] != "case" and "decided" in record] == []


def test_a_case_is_cited_by_the_year_of_its_decision():
    wrong = {
        path
        for path, record in records().items()
        if record.get("decided") and record["decided"][:4] not in re.findall(r"\d{4}", record["citation"])
    }
    assert wrong == CITED_BY_ANOTHER_YEAR


def test_ids_named_in_text_exist():
    wrong: dict[str, list[str]] = {}
    for path, record in records().items():
        history = [entry.get("note", "") for entry in record["history"]]
        text = "\n".join([*record["contrary"], record["proposition"], record.get("note", ""), *history])
        bad = [found for found in ID.findall(text) if found not in records()]
        wrong |= {path: bad} if bad else {}
    assert wrong == {}


def test_the_engine_takes_every_condition_of_every_record():
    assert set(load_law(LAW).authorities) == set(records())


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("entry.entered = true", "entry.entred = true"),
        ("signed_by in [judge, magistrate_judge]", "signed_by in [clerk]"),
        ("entry.entered = true", "entry.entered = yes"),
    ],
)
def test_a_condition_outside_the_incident_format_is_refused_by_file(tmp_path, right, wrong):
    law = Path(shutil.copytree(LAW, tmp_path / "law"))
    file = law / "authorities" / "us" / "scotus" / "payton-v-new-york-1980.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(right, wrong), encoding="utf-8")
    with pytest.raises(LawError, match="payton-v-new-york-1980"):
        load_law(law)


def test_state_and_local_ways_of_breach_carry_a_code():
    table = {path: record for path, record in records().items() if not path.startswith("us/") and record["codes"]}
    uncoded = {
        path
        for path, record in table.items()
        for one in record["elements"]
        if not (isinstance(one, dict) and ("code" in one or "note" in one))
    }
    assert uncoded == set()


def test_sources_are_given_unless_a_record_rests_on_memory():
    assert [path for path, record in records().items() if not record["sources"] and record["checked"] != "memory"] == []
    wrong = [
        path for path, record in records().items() if not all(re.match(r"https?://", source) for source in record["sources"])
    ]
    assert wrong == []


def test_checked_days_are_days():
    assert [path for path, record in records().items() if date.fromisoformat(record["checked_on"]) > date(2026, 12, 31)] == []


def test_only_orders_have_an_area_and_every_order_says_whom_it_binds():
    orders = {path for path, record in records().items() if record["kind"] == "court_order"}
    assert {path for path, record in records().items() if "area" in record or "binds_agencies" in record} == orders
    assert [path for path in orders if not records()[path]["binds_agencies"]] == []


def test_areas_and_agencies_of_orders_are_known():
    known = places()["states"]["states"]
    districts = {district for state in known.values() for district in state["districts"]}
    agency = load(LAW.parents[1] / "incidents" / "format" / "incident-v1.schema.yaml")["$defs"]["agency"]["properties"]
    words = {word for field in ("level", "component") for word in agency[field]["enum"]}
    for path, record in records().items():
        area = record.get("area", {})
        assert set(area) <= {"states", "districts", "counties"}, path
        assert set(area.get("states", [])) | set(area.get("counties", {})) <= set(known), path
        assert set(area.get("districts", [])) <= districts, path
        assert set(record.get("binds_agencies", [])) <= words, path


def test_orders_on_the_day_of_a_stay_are_not_in_force():
    assert status_on("us/cacd/vasquez-perdomo-v-noem-2025", "2025-09-07") == "in_force"
    assert status_on("us/cacd/vasquez-perdomo-v-noem-2025", "2025-09-08") == "stayed"
    assert status_on("us/ilnd/castanon-nava-consent-decree-2022", "2026-02-02") == "in_force"
    assert status_on("us/ilnd/castanon-nava-consent-decree-2022", "2026-02-03") == "expired"
    assert status_on("us/ilnd/chicago-headline-club-v-noem-2025", "2025-11-20") == "contested"
    assert status_on("us/ilnd/chicago-headline-club-v-noem-2025", "2025-12-24") == "stayed"


def status_on(path: str, day: str) -> str:
    return [entry["status"] for entry in records()[path]["history"] if entry["from"] <= day][-1]
