"""Invented snapshots. The same builder makes those of the tests and of the measurements."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

INCIDENT_ID = "6f0c2b9e-7d53-4c1e-9a55-0a4b8f0f1d21"
NARRATIVE = (
    "It was still dark. I heard pounding on the back door and a man shouted police, open up. I looked through the window of "
    "the kitchen and saw four of them on the porch. Two wore vests that said POLICE and nothing else. Their "
    "faces were covered.\n"
    "My sister asked what they wanted. One of them held a paper up to the glass. It had a government seal on it and a box with "
    "a name in it, but not our address, and I could not see a signature.\n"
    "She opened the door about a hand's width, with the chain on, to ask for the paper. He pushed the door and the chain broke "
    "off the frame. Then they were all inside. Nobody had said that they could come in. She said twice: you cannot come in."
)
DOCUMENT: dict[str, Any] = {
    "format": "incident/1",
    "id": INCIDENT_ID,
    "occurred_at": "2026-01-14T06:12:00-05:00",
    "ended_at": "2026-01-14T06:51:00-05:00",
    "language": "en",
    "narrative": NARRATIVE,
    "words_spoken": [
        {"by": "A1", "words": "Police! Open the door or we open it for you.", "language": "en", "source": "S1"},
        {"by": "P1", "words": "You cannot come in. Slide the paper under the door.", "source": "S2"},
    ],
    "place": {
        "state": "RI",
        "city": "Providence",
        "county": "Providence",
        "address": "41 Alder Court",
        "premises": "house",
        "home_of": "third_party",
    },
    "agencies": [
        {
            "key": "A1",
            "name": "ICE, Boston field office",
            "level": "federal",
            "component": "ice_ero",
            "officers": 6,
            "lead": True,
            "identified_agency": False,
            "marked_police_only": True,
            "masked": True,
            "actions": ["knocked", "forced_entry", "entered_home", "arrested"],
            "basis": "administrative_warrant",
            "equipment": ["handgun", "battering_ram"],
            "officers_described": [
                {"key": "O1", "badge": "2417", "description": "tall, grey beard, green scarf over the mouth", "masked": True}
            ],
            "vehicles": [{"description": "white van without windows", "plate": "8KX 221", "plate_state": "MA"}],
        },
        {
            "key": "A2",
            "name": "Providence Police Department",
            "level": "municipal",
            "component": "police",
            "officers": 2,
            "identified_agency": True,
            "masked": False,
            "actions": ["perimeter", "traffic_control"],
            "requested_by_immigration": True,
            "body_camera": True,
        },
    ],
    "documents": [
        {
            "key": "D1",
            "kind": "administrative_arrest_warrant",
            "presented": "held_up",
            "presented_when": "before_entry",
            "signed_by": "immigration_officer",
            "names_person_sought": True,
            "address_matches": False,
            "presented_by": ["A1"],
        },
    ],
    "documents_complete": True,
    "encounter": {
        "knocked": True,
        "judicial_warrant_existed": False,
        "announced_identity": True,
        "ordered_to_open": True,
        "surrounded_home": True,
        "nighttime": False,
    },
    "entry": {"entered": True, "manner": "pushed_past", "by": ["A1"], "property_damage": True},
    "consent": {"asked": False, "response": "refused", "by": "adult_resident", "repeated_demands": True},
    "persons": [
        {"key": "P1", "role": "resident", "detained": True, "detained_minutes": 35, "force": ["hands"], "force_by": ["A1"]},
        {
            "key": "P2",
            "role": "person_sought",
            "arrested": True,
            "arrest_place": "inside_home",
            "arrested_by": ["A1"],
            "force": ["handcuffs"],
            "taken_to": "Not said",
            "last_seen_at": "2026-01-14T06:50:00-05:00",
        },
    ],
    "harm": {"property_damage": "Door frame split, chain torn off", "property_damage_estimate_usd": 640},
    "present": {"adults": 3, "children": 2, "taken_away": 1},
    "sources": [
        {"key": "S1", "kind": "volunteer_observed", "perceived": "saw", "taken_at": "2026-01-14T07:30:00-05:00"},
        {
            "key": "S2",
            "kind": "resident_account",
            "perceived": "saw",
            "taken_at": "2026-01-14T09:05:00-05:00",
            "note": "Taken in Spanish by telephone",
        },
    ],
    "evidence": [
        {
            "key": "E1",
            "kind": "photo",
            "filename": "door-frame.jpg",
            "sha256": "9f" * 32,
            "captured_at": "2026-01-14T06:58:00-05:00",
            "note": "Splintered door frame from the hall",
        },
        {
            "key": "E2",
            "kind": "video",
            "filename": "VID_20260114_0613.mp4",
            "sha256": "c4" * 32,
            "note": "41 seconds from across the street",
        },
    ],
    "accounts": [
        {
            "key": "C1",
            "source": "S1",
            "given_at": "2026-01-14T07:30:00-05:00",
            "facts": {"/entry/manner": "pushed_past", "/encounter/weapons_drawn": True},
        },
        {
            "key": "C2",
            "source": "S2",
            "given_at": "2026-01-14T09:05:00-05:00",
            "facts": {"/entry/manner": "pushed_past", "/encounter/weapons_drawn": False},
        },
    ],
    "provenance": {
        "/entry/entered": ["S1", "S2", "E2"],
        "/consent/response": ["S2"],
        "/encounter/judicial_warrant_existed": ["S2"],
        "/documents/D1/kind": ["S2"],
    },
}
AUTHORITIES: dict[str, Any] = {
    "us/scotus/payton-v-new-york-1980": {
        "title": "Payton v. New York",
        "citation": "Payton v. New York, 445 U.S. 573 (1980)",
        "kind": "case",
        "decided": "1980-04-15",
        "checked": "text",
        "proposition": "Officers may not enter a home to make a routine arrest without a judicial warrant; an arrest "
        "warrant signed by a judge allows entry into the suspect's own home where there is reason to believe the "
        "suspect is inside.",
        "contrary": ["us/policy/ice-memo-2025-05-12-i205"],
        "readings": [{"attorney": "Ada Brandt", "on": "2026-11-20"}],
    },
    "us/const/amend-4": {
        "title": "Fourth Amendment",
        "citation": "U.S. Const. amend. IV",
        "kind": "constitution",
        "checked": "account",
        "proposition": "Searches and seizures must be reasonable; warrants need probable cause, oath, and "
        "particular description. The home has the strongest protection.",
        "contrary": [],
        "readings": [],
    },
    "us/policy/ice-memo-2025-05-12-i205": {
        "title": "ICE memorandum on Form I-205",
        "citation": "ICE memorandum of 12 May 2025",
        "kind": "agency_policy",
        "checked": "memory",
        "proposition": "The agency's position that a Form I-205 after a final order is enough to enter the home of the person "
        "ordered removed.",
        "contrary": ["us/scotus/payton-v-new-york-1980"],
        "readings": [],
    },
    "us/scotus/abel-v-us-1960": {
        "title": "Abel v. United States",
        "citation": "Abel v. United States, 362 U.S. 217 (1960)",
        "kind": "case",
        "decided": "1960-03-28",
        "checked": "account",
        "proposition": "Upheld a search incident to an arrest on an administrative deportation warrant.",
        "contrary": [],
        "readings": [],
    },
    "us/scotus/schneckloth-v-bustamonte-1973": {
        "title": "Schneckloth v. Bustamonte",
        "citation": "Schneckloth v. Bustamonte, 412 U.S. 218 (1973)",
        "kind": "case",
        "decided": "1973-05-29",
        "checked": "text",
        "proposition": "Consent must be voluntary on the totality of the circumstances; the government bears the burden.",
        "contrary": [],
        "readings": [],
    },
}


def node(kind: str, name: str, value: bool | None, *children: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "kind": kind,
        "name": name,
        "label": more.get("label"),
        "value": value,
        "authorities": more.get("authorities", []),
        "facts": more.get("facts", []),
        "presumed": more.get("presumed"),
        "children": list(children),
    }


def fact(path: str, value: Any) -> dict[str, Any]:
    return node("fact", path, value if isinstance(value, bool) else None, facts=[{"path": path, "value": value}])


def label(en: str, es: str) -> dict[str, str]:
    return {"en": en, "es": es}


def result(code: str = "FA-ENTRY", status: str = "indicated", support: str = "contested") -> dict[str, Any]:
    """A result as the engine gives one: entered, refused, no judge's warrant; whether there was an emergency is not known."""
    made: dict[str, Any] = json.loads((Path(__file__).parent / "result.json").read_text())
    made["trace"]["name"] = code
    return {**made, "code": code, "status": status, "support": support}


def finding(**changes: Any) -> dict[str, Any]:
    return {
        "incident": INCIDENT_ID,
        "code": "FA-ENTRY",
        "subject": None,
        "unit": "incident",
        "title": label(
            "Entry into a home without a judicial warrant, valid consent or exigency",
            "Entrada en una vivienda sin orden judicial, consentimiento válido ni urgencia",
        ),
        "result": result(),
        "against": [
            {
                "id": "us/scotus/abel-v-us-1960",
                "status_on_day": "contested",
                "status_today": "contested",
                "contrary_to": ["us/const/amend-4"],
            },
            {"said": "The government reads it as limited to inspections", "contrary_to": ["us/const/amend-4"]},
        ],
        "review": {
            "attorney": "Ada Brandt",
            "decided_on": "2026-11-24",
            "reason": "Two accounts agree on the chain and the push; the paper on file is an I-200.",
            "rule_digest": "7be1" * 16,
            "ruled_out": [
                {
                    "key": "search-incident",
                    "note": "A hot pursuit that began in a public place",
                    "reason": "Both accounts begin at the door.",
                }
            ],
        },
        "adoption": {"attorney": "Ada Brandt", "adopted_on": "2026-11-23", "rule_digest": "7be1" * 16},
        "changed_since": False,
        **changes,
    }


ASKED = [
    {
        "wording": label("In your own words, what happened?", "Con sus palabras, ¿qué pasó?"),
        "outcome": "answered",
        "by": "volunteer",
    },
    {
        "wording": label("Did anybody see a paper?", "¿Alguien vio un papel?"),
        "outcome": "answered",
        "by": "volunteer",
    },
    {
        "wording": label("Did any officer speak of an emergency?", "¿Habló algún agente de una emergencia?"),
        "outcome": "skipped",
        "by": "attorney",
    },
]
OTHERS = [
    {
        "incident": INCIDENT_ID,
        "code": "FA-CONSENT-COERCED",
        "subject": None,
        "status": "not_indicated",
        "title": label(
            "Entry or search on consent that was not voluntary, or on mere submission to authority",
            "Entrada o registro con consentimiento no voluntario o mera sumisión a la autoridad",
        ),
    },
    {
        "incident": INCIDENT_ID,
        "code": "SL-PARTICIPATION",
        "subject": "A2",
        "status": "possible",
        "title": label(
            "Local part in civil immigration enforcement that state or local law forbids",
            "Participación local en el control migratorio civil que prohíbe la ley estatal o local",
        ),
    },
]


def snapshot(**changes: Any) -> dict[str, Any]:
    content: dict[str, Any] = {
        "format": "report/1",
        "language": "en",
        "audience": "counsel",
        "frozen_on": "2026-11-25",
        "report": {"id": "0f6b4a8a-95a4-4a0e-8a2e-5f1f6c1f3b11", "number": 1},
        "case": {"id": "5a1d", "title": "Alder Court, 14 January 2026", "lead": "Ada Brandt"},
        "law": {"release": "5e1c" * 16, "as_of": "2026-11-25"},
        "ledger": {"number": 412, "head": "ab12" * 16},
        "incidents": [
            {
                "id": INCIDENT_ID,
                "revision": 4,
                "digest": "1d" * 32,
                "leaf_root": "2e" * 32,
                "recorded_at": "2026-01-15T02:11:09+00:00",
                "evaluation_digest": "3f" * 32,
                "document": DOCUMENT,
                "asked": ASKED,
            }
        ],
        "findings": [finding()],
        "others": OTHERS,
        "authorities": AUTHORITIES,
    }
    return deepcopy({**content, **changes})
