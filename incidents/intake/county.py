"""A county suggested from coordinates on record: shown beside the question, never filled in."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from incidents.counties import county_at

COUNTY = "/place/county"


def suggestion(document: Mapping[str, Any]) -> str:
    """In words; empty where a county is recorded, there are no coordinates, or they lie in no county of the state."""
    place = document["place"]
    latitude, longitude = place.get("latitude"), place.get("longitude")
    if place.get("county") or latitude is None or longitude is None:
        return ""
    found = county_at(place["state"], latitude, longitude, datetime.fromisoformat(document["occurred_at"]).date())
    if found.county:
        return _("By the coordinates on record the county is %(county)s. Write it below if that is right.") % {
            "county": found.county
        }
    if found.near:
        said = _("By the coordinates on record the county is one of these: %(counties)s.")
        return said % {"counties": ", ".join(found.near)}
    return ""
