"""A fact in words: the question that a volunteer was asked, and the answer as it was offered, in the reader's language.

One vocabulary: these are the words of `incidents.questions`, so the page shows facts as they were asked for.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from incidents.questions import catalogue

Bilingual = Mapping[str, str]


def say(text: Bilingual | str | None) -> str:
    """The text in the reader's language; English where there is no other."""
    if not text:
        return ""
    if isinstance(text, str):
        return text
    return text.get((get_language() or "en")[:2]) or text["en"]


def ask(path: str) -> str:
    """The question that the fact at this path answers, or the label of a field that nobody is asked about."""
    return say(catalogue().label(path)) or path.rsplit("/", 1)[-1].replace("_", " ").capitalize()


def answer(path: str, value: Any) -> str:
    """A recorded value in words."""
    if value is None:
        return _("Nobody has said")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return "; ".join(answer(path, one) for one in value) or _("None")
    if not isinstance(value, str):
        return str(formats.localize(value))
    question = catalogue().question_at(path)
    offered = question.answer(value) if question else None
    return say(offered.label) if offered else moment(value)


def moment(value: str) -> str:
    """A date and time of the record in words, with its own offset; any other text as it stands."""
    if len(value) < 16 or value[10:11] != "T":
        return value
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return value
    offset = at.strftime("%z")
    return f"{formats.date_format(at, _('j F Y, H:i'))} (UTC{offset[:3]}:{offset[3:5]})" if offset else value


def subject(document: Mapping[str, Any], key: str) -> str:
    """An agency or a person of the document, as a reader knows them."""
    for agency in document.get("agencies", []):
        if agency["key"] == key:
            return f"{agency_name(agency)} ({key})"
    return _("Person %(key)s") % {"key": key}


def agency_name(agency: Mapping[str, Any]) -> str:
    """Its name, else what kind it is, as far as anyone knows."""
    if agency.get("name"):
        return str(agency["name"])
    if agency.get("component"):
        return answer(f"/agencies/{agency['key']}/component", agency["component"])
    level = agency.get("level")
    return (
        _("Officers of an unknown agency") if level in (None, "unknown") else answer(f"/agencies/{agency['key']}/level", level)
    )
