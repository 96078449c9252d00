"""What an evaluation could not be read with: law that is not on file for its place, and a county that nobody recorded."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from casework.engine import Law
from casework.engine.on_file import missing
from incidents.models import Incident


def missing_words(part: str, name: str) -> str:
    """That nothing is on file, which is a statement about the file and never about the law."""
    return {
        "local": _("No local law on file for %(name)s. That is not “no law”: nobody has entered any."),
        "unplaced": _(
            "No city or county is recorded, so it is not known which local law on file in %(name)s reaches this place."
        ),
        "state": _("No state law on file for %(name)s. That is not “no law”: nobody has entered any."),
        "circuit": _("No federal circuit on file for %(name)s."),
    }[part] % {"name": name}


def county_words(drawn: Mapping[str, Any] | None) -> str:
    """What was read from the coordinates; empty where the county was recorded or nothing was read from them."""
    if not drawn:
        return ""
    if drawn["county"]:
        said = _("The county was not recorded. By its coordinates the place lies in %(county)s (boundaries of %(year)s).")
        return said % {"county": drawn["county"], "year": drawn["boundaries"]}
    if drawn["near"]:
        said = _("The county was not recorded, and the coordinates lie too near a county line to tell: %(counties)s.")
        return said % {"counties": ", ".join(drawn["near"])}
    return _("The county was not recorded, and the coordinates lie in no county of this state.")


def notes_of(content: Mapping[str, Any]) -> list[str]:
    """Of one kept evaluation; those made before this was noted say nothing."""
    absent = [missing_words(one["part"], one["name"]) for one in content.get("not_on_file", ())]
    county = county_words(content.get("county_by_coordinates"))
    return [*([county] if county else []), *absent]


def missing_at(law: Law, incident: Incident) -> list[str]:
    """Of an incident by what its row says of its place."""
    place = law.places.locate({"state": incident.state, "county": incident.county, "city": incident.city})
    return [missing_words(part, name) for part, name in missing(law, place, incident.city or incident.county or None)]
