"""Jurisdictions in words: `us.ilnd` is the Northern District of Illinois."""

from django.utils.translation import gettext as _

from casework.engine import Law


def place_words(law: Law, name: str) -> str:
    """A jurisdiction in words, as far as the map of places names it."""
    if name == "us":
        return _("the United States")
    state = next((one.name for one in law.places.states.values() if name in (one.id, one.id.removeprefix("us."))), "")
    if state:
        return state
    court = name.removeprefix("us.")
    if court.startswith("ca") and court[2:].isdigit():
        return _("the federal circuit %(number)s") % {"number": court[2:]}
    if court in ("cadc", "cafc"):
        return _("the federal circuit %(number)s") % {"number": court[2:].upper()}
    district = _district_words(law, name)
    if district:
        return district
    first, *rest = court.split(".")
    inside = [part.replace("-", " ").title() for part in rest]
    return ", ".join([*reversed(inside), place_words(law, first) if rest else first.title()])


def _district_words(law: Law, name: str) -> str:
    """A federal judicial district; empty for a place that is none."""
    over = next((one for one in law.places.states.values() if name in one.districts), None)
    if over is None:
        return ""
    side = {
        "nd": _("the Northern District of %(state)s"),
        "sd": _("the Southern District of %(state)s"),
        "ed": _("the Eastern District of %(state)s"),
        "wd": _("the Western District of %(state)s"),
        "cd": _("the Central District of %(state)s"),
        "md": _("the Middle District of %(state)s"),
    }
    plain = _("the federal district of %(state)s")
    whole = name == f"us.d{over.code.lower()}"
    return (plain if whole else side.get(name[-2:], plain)) % {"state": over.name}
