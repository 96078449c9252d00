"""Documents and incidents for tests and for the demonstration: made the same way that everybody else makes them."""

from copy import deepcopy
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from accounts.models import User
from incidents.models import Incident
from incidents.services import record

Document = dict[str, Any]


def identifier(name: str) -> str:
    """A UUID that is the same for the same name, so that a test or a demonstration run twice makes nothing twice."""
    return str(uuid5(NAMESPACE_URL, f"threshold:{name}"))


def minimal_document(name: str = "doorstep", **fields: Any) -> Document:
    """The least that the format takes: when and in which state. `fields` are laid over it."""
    document: Document = {
        "format": "incident/1",
        "id": identifier(name),
        "occurred_at": "2026-01-14T06:20:00-05:00",
        "place": {"state": "MA"},
    }
    return {**document, **deepcopy(fields)}


def full_document(name: str = "full", **fields: Any) -> Document:
    """An incident with something in every part of the format: two agencies, a paper, persons, two accounts that differ."""
    return minimal_document(
        name,
        **{
            "ended_at": "2026-01-14T06:55:00-05:00",
            "operation": identifier("operation"),
            "time_is_approximate": False,
            "language": "es",
            "narrative": "Somebody knocked before it was light. A man said “police” and held up a sheet of paper.",
            "words_spoken": [{"by": "A1", "words": "Open the door, police.", "language": "en", "source": "S1"}],
            "place": _place(),
            "agencies": _agencies(),
            "agencies_complete": False,
            "documents": _documents(),
            "documents_complete": True,
            "encounter": {"knocked": True, "ordered_to_open": True, "nighttime": True},
            "entry": {"manner": "door_opened_then_walked_in", "by": ["A1"]},
            "consent": {"asked": False, "claimed": True, "asked_by": ["A1"]},
            "exigency": {"claimed": False},
            "search": {"occurred": True, "by": ["A1"], "items_taken": False},
            "persons": _persons(),
            "persons_complete": False,
            "custody": [{"person": "P1", "agency": "A2", "detainer_lodged": True, "held_past_release_hours": 6.5}],
            "harm": {"property_damage": "The chain of the door was torn off.", "property_damage_estimate_usd": 120},
            "present": {"adults": 2, "children": 1, "taken_away": 1},
            "sources": _sources(),
            "accounts": _accounts(),
            "provenance": {"/encounter/knocked": ["S1"], "/agencies/A1/masked": ["S2"]},
            **fields,
        },
    )


def _place() -> Document:
    return {
        "address": "18 Alder Street",
        "unit": "2",
        "city": "Boston",
        "county": "Suffolk County",
        "state": "MA",
        "latitude": 42.35,
        "premises": "apartment",
        "home_of": "third_party",
    }


def _agencies() -> list[Document]:
    return [
        {
            "key": "A1",
            "level": "federal",
            "component": "ice_ero",
            "officers": 4,
            "masked": True,
            "actions": ["knocked", "spoke_at_door", "entered_home", "arrested"],
            "officers_described": [{"key": "O1", "description": "tall, grey beard", "masked": False}],
            "vehicles": [{"description": "white van", "plate_state": "MA"}],
        },
        {"key": "A2", "name": "Suffolk County Sheriff", "level": "county", "component": "sheriff", "actions": ["stood_by"]},
    ]


def _documents() -> list[Document]:
    return [
        {
            "key": "D1",
            "kind": "administrative_arrest_warrant",
            "presented": "held_up",
            "signed_by": "immigration_officer",
            "presented_by": ["A1"],
        }
    ]


def _persons() -> list[Document]:
    return [
        {
            "key": "P1",
            "role": "resident",
            "arrested": True,
            "arrested_by": ["A1"],
            "named_in_document": ["D1"],
            "force": ["handcuffs"],
        },
        {"key": "P2", "role": "resident", "minor": True, "detained": True},
    ]


def _sources() -> list[Document]:
    return [
        {"key": "S1", "kind": "resident_account", "perceived": "saw", "taken_at": "2026-01-14T09:00:00-05:00"},
        {"key": "S2", "kind": "witness_account", "perceived": "heard"},
    ]


def _accounts() -> list[Document]:
    return [
        {"key": "C1", "source": "S1", "facts": {"/entry/entered": True, "/consent/response": "refused"}},
        {"key": "C2", "source": "S2", "facts": {"/entry/entered": True, "/consent/response": "silence"}},
    ]


def record_incident(actor: User, document: Document | None = None, **fields: Any) -> Incident:
    """An incident on file, recorded by `actor` through the same service that pages and the API use."""
    return record.create(actor=actor, document=document or minimal_document(**fields)).incident
