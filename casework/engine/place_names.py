"""Jurisdictions in words, in both languages: `us.ilnd` is the Northern District of Illinois."""

from collections.abc import Mapping

from casework.engine.places import Places
from casework.engine.trace import Text

NATION: Text = {"en": "the United States", "es": "los Estados Unidos"}
CIRCUIT: Text = {"en": "the federal circuit {name}", "es": "el circuito federal {name}"}
WHOLE: Text = {"en": "the federal district of {name}", "es": "el distrito federal de {name}"}
SIDES: Mapping[str, Text] = {
    "nd": {"en": "the Northern District of {name}", "es": "el Distrito Norte de {name}"},
    "sd": {"en": "the Southern District of {name}", "es": "el Distrito Sur de {name}"},
    "ed": {"en": "the Eastern District of {name}", "es": "el Distrito Este de {name}"},
    "wd": {"en": "the Western District of {name}", "es": "el Distrito Oeste de {name}"},
    "cd": {"en": "the Central District of {name}", "es": "el Distrito Central de {name}"},
    "md": {"en": "the Middle District of {name}", "es": "el Distrito Medio de {name}"},
}
REACHES: Text = {"en": "It reaches this place: {name}", "es": "Alcanza este lugar: {name}"}


def place_name(places: Places, name: str) -> Text:
    """A jurisdiction in words, as far as the map of places names it."""
    if name == "us":
        return NATION
    state = next((one.name for one in places.states.values() if name in (one.id, one.id.removeprefix("us."))), "")
    if state:
        return {"en": state, "es": state}
    court = name.removeprefix("us.")
    if court.startswith("ca") and court[2:].isdigit():
        return _filled(CIRCUIT, court[2:])
    if court in ("cadc", "cafc"):
        return _filled(CIRCUIT, court[2:].upper())
    return _district(places, name) or _locality(places, court)


def reach_words(places: Places, names: tuple[str, ...]) -> Text:
    """That something reaches a place, with the names of all jurisdictions that it binds."""
    found = places.worded.get(names)
    if found is None:
        named = [place_name(places, name) for name in names]
        found = {language: text.format(name="; ".join(one[language] for one in named)) for language, text in REACHES.items()}
        places.worded[names] = found
    return found


def _district(places: Places, name: str) -> Text | None:
    over = next((one for one in places.states.values() if name in one.districts), None)
    if over is None:
        return None
    whole = name == f"us.d{over.code.lower()}"
    return _filled(WHOLE if whole else SIDES.get(name[-2:], WHOLE), over.name)


def _locality(places: Places, court: str) -> Text:
    first, *rest = court.split(".")
    inside = [part.replace("-", " ").title() for part in rest]
    over = place_name(places, first)["en"] if rest else first.title()
    said = ", ".join([*reversed(inside), over])
    return {"en": said, "es": said}


def _filled(text: Text, name: str) -> Text:
    return {language: words.format(name=name) for language, words in text.items()}
