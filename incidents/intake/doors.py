"""Another door: what a second home of one operation takes over from the first. Never the unit, never what was done."""

from datetime import datetime
from typing import Any

from incidents.intake.composing import Member
from incidents.intake.observing import Document, next_key

SAME_AT_EVERY_DOOR = (
    "name", "level", "component", "officers", "marked_police_only", "masked", "plain_clothes", "badges", "equipment",
    "officers_described", "vehicles",
)  # fmt: skip
AREA = ("county", "postal_code")


def copy_of(document: Document, *, operation: str, told_by: str) -> dict[str, Any]:
    """The content of a new draft: place, time and agencies of `document`, of the same operation."""
    start = datetime.fromisoformat(document["occurred_at"])
    place = document["place"]
    account = {
        "told_by": [told_by],
        "day": [start.date().isoformat()],
        "hour": [f"{start:%H:%M}"],
        **{name: [place[name]] for name in ("state", "city", "address") if place.get(name)},
    }
    if document.get("time_is_approximate"):
        account["approximate"] = ["on"]
    agencies = [
        {name: agency[name] for name in SAME_AT_EVERY_DOOR if agency.get(name) is not None}
        for agency in document.get("agencies", [])
    ]
    area = {name: place[name] for name in AREA if place.get(name)}
    return {
        "screens": {"account": account},
        "operation": operation,
        "agencies": agencies,
        "area": area,
        "city": place.get("city"),
    }


def copied_members(content: dict[str, Any], sent: Any) -> list[Member]:
    """The agencies taken over and still ticked; all of them before the screen was sent."""
    handles = [f"copied_{number}" for number, _agency in enumerate(content.get("agencies", []), start=1)]
    wanted = handles if content.get("all") or "came" not in content["screens"] else sent.getlist("copied")
    members: list[Member] = []
    for handle, agency in zip(handles, content.get("agencies", []), strict=True):
        if handle in wanted:
            key = next_key({member.key for member in members}, "A")
            members.append(Member(handle, "agencies", key, dict(agency), ""))
    return members


def copied_place(content: dict[str, Any], place: dict[str, str]) -> dict[str, str]:
    """County and ZIP code of the first door, as long as the second is in the same city."""
    same_city = content.get("city") in (None, place.get("city"))
    return dict(content.get("area", {})) if same_city else {}
