"""The records of the law: ids, places, codes, days, conditions and sources are whole. A failing test names the records."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from casework.engine.errors import ConditionError
from casework.engine.language import Compiler
from tests.casework.law.files import LAW, codes, jurisdictions, load, places, records

STATUSES = {"in_force", "enjoined", "stayed", "vacated", "superseded", "repealed", "expired", "contested"}
FIELDS = (
    *(
        "id",
        "kind",
        "title",
        "citation",
        "jurisdiction",
        "binding_in",
        "applies_to",
        "area",
        "binds_agencies",
        "decided",
        "history",
    ),
    *("direction", "codes", "proposition", "elements", "exceptions", "contrary", "remedy", "note", "no_statewide_law"),
    *("sources", "checked", "checked_on"),
)
OPTIONAL = {"area", "binds_agencies", "decided", "remedy", "note", "no_statewide_law"}
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
LOOKUP = {"lookup", "for", "at", "is", "model"}


def days(record: dict[str, Any]) -> list[date]:
    return [date.fromisoformat(entry["from"]) for entry in record["history"] if entry["from"] is not None]


def conditions(written: Any) -> Iterator[Any]:
    """What of a record's elements or exceptions the engine's language must understand: all but notes, lookups and labels."""
    for one in written:
        if isinstance(one, str):
            yield one
            continue
        parts = {key: value for key, value in one.items() if key not in {"code", "codes", "note", *LOOKUP}}
        for key in ("all", "any"):
            if key in parts:
                yield from conditions(parts.pop(key))
        if parts:
            yield parts


def refusal(written: Any) -> str | None:
    """Why the engine's language does not take a condition; None where it does."""
    try:
        Compiler({}, lambda _name: frozenset()).compile(written)
    except ConditionError as error:
        return str(error)
    return None


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


def test_every_condition_names_a_field_and_a_value_of_the_incident_format():
    refused = [
        (path, written, refusal(written))
        for path, record in records().items()
        for written in conditions(record["elements"] + record["exceptions"])
        if refusal(written)
    ]
    assert refused == []


def test_a_condition_on_a_field_that_does_not_exist_is_refused():
    assert refusal("entry.entred = true")
    assert refusal("agencies[].actions contains any [loitered]")
    assert refusal({"some": "documents", "where": ["signed_by = clerk"]})


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
    assert status_on("us/ilnd/castanon-nava-consent-decree-2022", "2026-02-03") == "contested"
    assert status_on("us/ilnd/chicago-headline-club-v-noem-2025", "2025-11-20") == "contested"
    assert status_on("us/ilnd/chicago-headline-club-v-noem-2025", "2025-12-24") == "stayed"


def status_on(path: str, day: str) -> str:
    return [entry["status"] for entry in records()[path]["history"] if entry["from"] <= day][-1]
