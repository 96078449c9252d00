"""What a photo says of itself beside what the incident says: neutral, side by side, with what cannot be told from it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from math import asin, cos, radians, sin, sqrt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidents.intake import showing
from incidents.services.record import Document

EARTH_KM = 6371.0
NEAR_KM = 0.2  # a phone's fix and a map's pin of the same house lie this far apart
ALIKE = 6  # of 64 bits: how far the likeness of the same picture moves by another size or compression


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that both may say. `note` says neutrally how the two stand to each other; `differs`: they do not agree."""

    label: str
    file: str
    incident: str
    note: str = ""
    differs: bool = False


def rows(facts: Mapping[str, Any], entry: Mapping[str, Any], document: Document) -> list[Row]:
    """Time and place, as far as the file says them."""
    said = facts.get("metadata", {})
    return [*_time(said.get("taken_at"), entry, document), *_place(said.get("place"), document["place"])]


def _time(taken: str | None, entry: Mapping[str, Any], document: Document) -> Iterator[Row]:
    begun = datetime.fromisoformat(document["occurred_at"])
    recorded = showing.moment(document["occurred_at"])
    if taken is None:
        yield Row(_("Time of taking"), "", recorded)
        return
    when, zoned = _read(taken, begun.tzinfo)
    note, differs = _against(when, begun, document.get("ended_at"))
    if not zoned:
        note = f"{note} {_('The file names no time zone; it is read as the local time of the place.')}"
    yield Row(_("Time of taking"), showing.moment(when.isoformat()), recorded, note, differs)
    claimed = entry.get("captured_at")
    if claimed and abs(datetime.fromisoformat(claimed) - when) >= timedelta(minutes=2):
        apart = _apart(datetime.fromisoformat(claimed) - when)
        note = _("The file and the sender differ by %(time)s.") % {"time": apart}
        yield Row(
            _("Time of taking, as the sender said"), showing.moment(when.isoformat()), showing.moment(claimed), note, True
        )


def _read(taken: str, zone: tzinfo | None) -> tuple[datetime, bool]:
    when = datetime.fromisoformat(taken)
    return (when, True) if when.tzinfo else (when.replace(tzinfo=zone), False)


def _against(when: datetime, begun: datetime, ended: str | None) -> tuple[str, bool]:
    end = datetime.fromisoformat(ended) if ended else None
    if when < begun:
        return _("%(time)s before the recorded beginning.") % {"time": _apart(begun - when)}, True
    if end and when > end:
        return _("%(time)s after the recorded end.") % {"time": _apart(when - end)}, True
    if end is None:
        return _("%(time)s after the recorded beginning; no end is recorded.") % {"time": _apart(when - begun)}, False
    return _("Between the recorded beginning and end."), False


def _apart(span: timedelta) -> str:
    """A span in its largest unit, rounded down; a span under a minute as such."""
    minutes = int(abs(span).total_seconds() // 60)
    if minutes < 1:
        return _("less than a minute")
    if minutes < 120:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    if minutes < 2 * 24 * 60:
        hours = minutes // 60
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    days = minutes // (24 * 60)
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


def _place(point: Mapping[str, float] | None, place: Mapping[str, Any]) -> Iterator[Row]:
    recorded = showing.place_line(place)
    if point is None:
        yield Row(_("Place of taking"), "", recorded)
        return
    shown = f"{point['latitude']:.5f}, {point['longitude']:.5f}"
    if place.get("latitude") is None or place.get("longitude") is None:
        note = _("The incident has no coordinates, so the two cannot be compared.")
        yield Row(_("Place of taking"), shown, recorded, note)
        return
    away = distance_km(point["latitude"], point["longitude"], place["latitude"], place["longitude"])
    if away <= NEAR_KM:
        yield Row(_("Place of taking"), shown, recorded, _("At the recorded place, as near as a phone can tell."))
        return
    note = _("%(distance)s km from the recorded place.") % {"distance": f"{away:.1f}"}
    yield Row(_("Place of taking"), shown, recorded, note, True)


def distance_km(north: float, east: float, other_north: float, other_east: float) -> float:
    """The great-circle distance of two points in degrees (haversine), in kilometres."""
    up, across = radians(other_north - north) / 2, radians(other_east - east) / 2
    inner = sin(up) ** 2 + cos(radians(north)) * cos(radians(other_north)) * sin(across) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, inner)))


def alike(one: str | None, other: str | None) -> bool:
    """Whether two likenesses (16 hexadecimal digits) are those of the same picture, perhaps at another size."""
    return bool(one and other) and (int(str(one), 16) ^ int(str(other), 16)).bit_count() <= ALIKE
