"""What the law says, tried on variations: one fact changed at a time, beyond the worked examples of the rules."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from casework.engine import Law, Register, evaluate, load_law
from casework.engine.examples import strongest

LAW = Path(__file__).resolve().parents[3] / "casework" / "law"
HOUSE = {"state": "OH", "premises": "house"}
NO_WARRANT = {"judicial_warrant_existed": False}
ICE = {"key": "A2", "level": "federal", "component": "ice_ero", "actions": ["arrested"]}
SEARCH_WARRANT = {"key": "D1", "kind": "judicial_search_warrant", "signed_by": "judge", "presented": "shown"}
ARREST_WARRANT = {"key": "D1", "kind": "judicial_arrest_warrant", "signed_by": "judge", "reason_to_believe_inside": True}
YES = {"asked": True, "response": "explicit_yes", "by": "adult_resident"}
HELD = {"in_local_custody": True, "detainer_lodged": True}

ENTRY: dict[str, tuple[dict[str, Any], str]] = {
    "an unsigned search warrant is none": (
        {
            "documents": [{**SEARCH_WARRANT, "signed_by": "unsigned"}],
            "documents_complete": True,
            "consent": {"response": "refused"},
        },
        "indicated",
    ),
    "a search warrant for another address leaves the entry warrantless": (
        {
            "documents": [{**SEARCH_WARRANT, "address_matches": False}],
            "documents_complete": True,
            "consent": {"response": "refused"},
        },
        "indicated",
    ),
    "a search warrant whose particulars nobody mentions is presumed good": (
        {"documents": [SEARCH_WARRANT], "documents_complete": True, "entry": {"entered": True, "manner": "forced_door"}},
        "not_indicated",
    ),
    "a warrant that the government does not rely on": (
        {"documents": [{**SEARCH_WARRANT, "relied_on": False}], "documents_complete": True, "consent": {"response": "refused"}},
        "indicated",
    ),
    "an arrest warrant in the home of the person named": (
        {"place": {**HOUSE, "home_of": "target"}, "documents": [ARREST_WARRANT], "documents_complete": True},
        "not_indicated",
    ),
    "an arrest warrant in somebody else's home": (
        {
            "place": {**HOUSE, "home_of": "third_party"},
            "documents": [ARREST_WARRANT],
            "documents_complete": True,
            "consent": {"response": "refused"},
        },
        "indicated",
    ),
    "papers complete and none shown: a warrant may exist all the same": (
        {"documents": [], "documents_complete": True, "consent": {"response": "refused"}},
        "possible",
    ),
    "a door opened and officers walk in": ({"encounter": NO_WARRANT, "consent": {"response": "opened_door_only"}}, "indicated"),
    "stepping aside when asked, with nothing that pressed": (
        {
            "encounter": {
                **NO_WARRANT,
                "weapons_drawn": False,
                "surrounded_home": False,
                "ordered_to_open": False,
                "nighttime": False,
            },
            "consent": {
                **YES,
                "response": "gesture_or_stepped_aside",
                **dict.fromkeys(
                    ("after_claim_of_authority", "after_threat", "repeated_demands", "in_custody", "identity_deception"), False
                ),
                "purpose_deception": False,
                "deception_kinds": [],
                "objection_by_present_resident": False,
                "language_understood": True,
            },
        },
        "not_indicated",
    ),
    "stepping aside before officers who did not ask": (
        {"encounter": NO_WARRANT, "consent": {"asked": False, "response": "gesture_or_stepped_aside"}},
        "indicated",
    ),
    "a yes of a landlord": ({"encounter": NO_WARRANT, "consent": {**YES, "by": "landlord"}}, "indicated"),
    "a yes of a guest whom officers believed to live there": (
        {"encounter": NO_WARRANT, "consent": {**YES, "by": "guest", "believed_to_have_authority": True}},
        "not_indicated",
    ),
    "a yes over the objection of another resident": (
        {"encounter": NO_WARRANT, "consent": {**YES, "objection_by_present_resident": True}},
        "indicated",
    ),
    "a yes after a threat": ({"encounter": NO_WARRANT, "consent": {**YES, "after_threat": True}}, "indicated"),
    "a yes with guns drawn and the home surrounded": (
        {"encounter": {**NO_WARRANT, "weapons_drawn": True, "surrounded_home": True}, "consent": YES},
        "indicated",
    ),
    "a yes with one thing that pressed, refused before": (
        {
            "encounter": {**NO_WARRANT, "weapons_drawn": True},
            "entry": {"entered": True, "manner": "pushed_past"},
            "consent": YES,
        },
        "possible",
    ),
    "pursuit for a misdemeanor with nothing more": (
        {
            "encounter": NO_WARRANT,
            "consent": {"response": "refused"},
            "exigency": {
                "kind": "hot_pursuit",
                "pursuit_began_in_public": True,
                "offence": "misdemeanor",
                "specific_facts": False,
            },
        },
        "indicated",
    ),
    "pursuit for a felony": (
        {
            "encounter": NO_WARRANT,
            "consent": {"response": "refused"},
            "exigency": {"kind": "hot_pursuit", "pursuit_began_in_public": True, "offence": "felony"},
        },
        "not_indicated",
    ),
    "evidence about to be destroyed, but officers brought it about": (
        {
            "encounter": NO_WARRANT,
            "consent": {"response": "refused"},
            "exigency": {"kind": "destruction_of_evidence", "specific_facts": True, "created_by_officers": True},
        },
        "indicated",
    ),
    "an emergency claimed and not described": (
        {"encounter": NO_WARRANT, "consent": {"response": "refused"}, "exigency": {"claimed": True}},
        "possible",
    ),
    "nobody went in": ({"entry": {"entered": False}, "consent": {"response": "refused"}}, "not_indicated"),
    "nobody went in, but somebody was arrested in the doorway": (
        {
            "encounter": NO_WARRANT,
            "entry": {"entered": False},
            "consent": {"response": "refused"},
            "persons": [{"key": "P1", "arrested": True, "arrest_place": "doorway"}],
        },
        "possible",
    ),
    "a resident ordered out at gunpoint": (
        {
            "encounter": NO_WARRANT,
            "entry": {"entered": False, "resident_pulled_or_ordered_out": True},
            "consent": {"response": "refused"},
        },
        "indicated",
    ),
}
DETAINER: dict[str, tuple[str, dict[str, Any], str]] = {
    "cause shown and released within two days, in a circuit that requires review": (
        "AK",
        {**HELD, "probable_cause_shown": True, "held_past_release_hours": 30},
        "not_indicated",
    ),
    "cause shown, three days, and review unsaid": (
        "AK",
        {**HELD, "probable_cause_shown": True, "held_past_release_hours": 72},
        "possible",
    ),
    "cause shown but citizenship known": (
        "MI",
        {**HELD, "probable_cause_shown": True, "known_proof_of_citizenship": True, "held_past_release_hours": 5},
        "indicated",
    ),
    "an administrative warrant cures no want of cause": (
        "PA",
        {
            **HELD,
            "probable_cause_shown": False,
            "detainer_accompanied_by": "administrative_warrant",
            "held_past_release_hours": 5,
        },
        "indicated",
    ),
    "bail not sought because of the hold": (
        "PA",
        {**HELD, "probable_cause_shown": False, "release_blocked_by_hold": True},
        "indicated",
    ),
    "a detainer lodged and nothing more": ("PA", HELD, "not_raised"),
    "a judge's warrant with the detainer": (
        "PA",
        {**HELD, "detainer_accompanied_by": "judicial_warrant", "held_past_release_hours": 5},
        "not_indicated",
    ),
}


@pytest.fixture(scope="module")
def law() -> Law:
    return load_law(LAW)


def status(law: Law, code: str, incident: dict[str, Any], agreements: Any = ()) -> str:
    document = {
        "format": "incident/1",
        "id": "6860b6cf-36b5-540a-838e-023cf11b5f84",
        "occurred_at": "2026-03-10T09:00:00-05:00",
        **incident,
    }
    found = evaluate(document, law, agreements=Register.of(agreements), as_of=date(2026, 6, 1), codes=(code,))
    best = strongest(found.results)
    return best.status if best else "not_raised"


@pytest.mark.parametrize("variation", ENTRY)
def test_an_entry_into_a_home(variation: str, law: Law) -> None:
    facts, expected = ENTRY[variation]
    assert status(law, "FA-ENTRY", {"place": HOUSE, "entry": {"entered": True}, **facts}) == expected


@pytest.mark.parametrize("variation", DETAINER)
def test_a_hold_on_a_detainer(variation: str, law: Law) -> None:
    state, custody, expected = DETAINER[variation]
    assert status(law, "FA-DETAINER", {"place": {"state": state, "premises": "jail"}, "custody": [custody]}) == expected


@pytest.mark.parametrize(
    ("state", "consent", "expected"),
    [
        ("NM", {}, "indicated"),
        ("OH", {"deception_kinds": ["false_investigation"]}, "possible"),
        ("OH", {"deception_kinds": ["false_emergency"]}, "indicated"),
        ("OH", {"deception_kinds": ["false_emergency"], "resident_had_called_police": True}, "possible"),
        ("OH", {"repeated_demands": True}, "indicated"),
        ("AL", {"scope_exceeded": False, "deception_kinds": ["false_investigation"]}, "not_indicated"),
        ("AL", {"scope_exceeded": False, "deception_kinds": ["false_warrant"]}, "indicated"),
        ("AL", {"scope_exceeded": True}, "indicated"),
        ("NJ", {"deception_kinds": ["false_investigation"]}, "possible"),
    ],
)
def test_a_ruse_counts_as_the_circuit_has_it(state: str, consent: dict[str, Any], expected: str, law: Law) -> None:
    incident = {"place": {"state": state, "premises": "house"}, "entry": {"entered": True}}
    assert status(law, "FA-CONSENT-RUSE", {**incident, "consent": {**YES, "purpose_deception": True, **consent}}) == expected


@pytest.mark.parametrize(
    ("agency", "expected"),
    [
        ({"actions": ["arrested"], "criminal_matter": False}, "indicated"),
        ({"actions": ["arrested"], "criminal_matter": False, "requested_by_immigration": True}, "indicated"),
        (
            {"actions": ["detained"], "actions_complete": True, "criminal_matter": False, "requested_by_immigration": True},
            "not_indicated",
        ),
        ({"actions": ["detained"], "criminal_matter": False, "requested_by_immigration": True}, "possible"),
        ({"actions": ["perimeter"], "criminal_matter": False}, "not_raised"),
        ({"actions": ["arrested"], "criminal_matter": True}, "not_indicated"),
        ({"actions": ["arrested"], "level": "tribal", "criminal_matter": False}, "not_applicable"),
        ({"actions": ["arrested"], "level": "unknown", "criminal_matter": False}, "possible"),
    ],
)
def test_local_officers_at_an_immigration_operation_without_agreement(agency: dict[str, Any], expected: str, law: Law) -> None:
    agencies = [{"key": "A1", "level": "county", "component": "sheriff", "name": "County Sheriff", **agency}, ICE]
    incident = {"place": {"state": "IN", "premises": "public_place"}, "agencies": agencies}
    found = evaluate(
        {"format": "incident/1", "id": "x", "occurred_at": "2026-03-10T09:00:00-05:00", **incident},
        law,
        agreements=Register.of([]),
        as_of=date(2026, 6, 1),
        codes=("ST-287G-NO-AGREEMENT",),
    )
    assert strongest(found.results, "A1").status == expected  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("state", "actions", "ice", "expected"),
    [
        ("CA", ["perimeter"], True, "indicated"),
        ("CA", ["stood_by"], True, "not_raised"),
        ("CA", ["arrested"], False, "not_raised"),
        ("OR", ["transported"], True, "indicated"),
        ("WA", ["perimeter"], True, "not_raised"),
        ("TX", ["perimeter"], True, "not_applicable"),
        ("FL", ["transported"], True, "not_applicable"),
        ("ME", ["transported"], True, "not_applicable"),
    ],
)
def test_county_officers_take_part(state: str, actions: list[str], ice: bool, expected: str, law: Law) -> None:
    local = {"key": "A1", "level": "county", "component": "sheriff", "actions": actions, "criminal_matter": False}
    agencies = [local, ICE] if ice else [local]
    counties = {"CA": "Fresno", "WA": "Spokane", "OR": "Lane", "TX": "Bexar", "FL": "Leon", "ME": "York"}
    incident = {"place": {"state": state, "county": counties[state], "premises": "house"}, "agencies": agencies}
    found = evaluate(
        {"format": "incident/1", "id": "x", "occurred_at": "2026-03-10T09:00:00-05:00", **incident},
        law,
        agreements=Register.of([]),
        as_of=date(2026, 6, 1),
        codes=("SL-PARTICIPATION",),
    )
    assert strongest(found.results, "A1").status == expected  # type: ignore[union-attr]
