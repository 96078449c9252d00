"""What members of a document are called on a page: by what was seen, by heading, by their part. Nobody affected is named."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from incidents.questions import catalogue

Member = Mapping[str, Any]


def label_of(question_id: str, value: Any, language: str) -> str:
    """The label of an answer of the catalogue, or the value itself where there is none."""
    question = catalogue().question(question_id)
    answer = question.answer(value) if question else None
    return answer.label.get(language, answer.label["en"]) if answer else str(value)


def agency_name(agency: Member, language: str) -> str:
    if agency.get("name"):
        return str(agency["name"])
    if agency.get("component"):
        return label_of("/agencies/*/component", agency["component"], language)
    if agency.get("marked_police_only"):
        return label_of("agencies_seen", "police_only", language)
    if agency.get("plain_clothes"):
        return label_of("agencies_seen", "plain_clothes", language)
    if agency.get("level") not in (None, "unknown"):
        return label_of("/agencies/*/level", agency["level"], language)
    return _("A group nobody could name")


def document_name(document: Member, language: str) -> str:
    if document.get("kind") in (None, "unknown_paper") and document.get("signed_by") == "judge":
        return _("A paper with a judge's name")
    if document.get("kind") in (None, "unknown_paper") and document.get("signed_by") == "immigration_officer":
        return _("A paper signed by an immigration officer")
    if document.get("kind") in (None, "unknown_paper") and document.get("presented") == "claimed_only":
        return _("A paper that was only spoken of")
    if document.get("kind") in (None, "unknown_paper"):
        return _("A paper nobody could read")
    return label_of("/documents/*/kind", document["kind"], language)


def person_name(person: Member, language: str) -> str:
    if person.get("role"):
        return label_of("/persons/*/role", person["role"], language)
    if person.get("arrested"):
        return _("A person who was taken away")
    return _("A person who was held") if person.get("detained") else _("A person")


def evidence_name(evidence: Member, language: str) -> str:
    return str(evidence.get("filename") or evidence["key"])


NAMERS = {"agencies": agency_name, "documents": document_name, "persons": person_name, "evidence": evidence_name}


def member_name(list_name: str, member: Member, language: str) -> str:
    """`P1 · Somebody who lives there`: the key first, because it is what everybody else uses too."""
    namer = NAMERS.get(list_name)
    words = namer(member, language) if namer else ""
    return f"{member['key']} · {words}" if words else str(member["key"])
