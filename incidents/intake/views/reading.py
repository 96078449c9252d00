"""The incident page: what was told, what is recorded, from whom, what changed, and what can be done next."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.models import Role
from incidents import access, selectors
from incidents.format import Change
from incidents.format.pointer import split
from incidents.intake import showing
from incidents.intake.naming import agency_name
from incidents.intake.observing import own_values
from incidents.intake.views.starting import language
from incidents.models import EvidenceFile, Incident, IncidentReader
from incidents.questions import pattern_of
from incidents.services import record
from incidents.services.history import history

CASE = "case:"


def visible(request: HttpRequest, identifier: UUID) -> Incident:
    """The incident, or 404 where it does not exist for this person."""
    incident = selectors.incident_visible_to(request.user, identifier)
    if incident is None:
        raise Http404
    return incident


def incident(request: HttpRequest, identifier: UUID) -> HttpResponse:
    found = visible(request, identifier)
    document = record.read(found)
    told_apart = showing.sections(document, language())
    context = {
        "incident": found,
        "document": document,
        "place": showing.place_line(document["place"]),
        "when": showing.moment(document["occurred_at"]),
        "narratives": showing.narratives(document),
        "sections": told_apart,
        "differing": [row for section in told_apart for row in section.rows if len({voice.value for voice in row.voices}) > 1],
        "agencies": [(agency, agency_name(agency, language())) for agency in document.get("agencies", [])],
        "sources": showing.supports(document).values(),
        "still_held": document.get("extensions", {}).get("still_held"),
        "files": evidence_rows(found, document),
        "steps": [_step(step, document) for step in reversed(history(found))],
        "readers": found.readers.filter(through="joined").select_related("user"),
        "can_revise": access.can_revise(request.user, found),
        "can_grant": access.can_grant(request.user, found),
        "can_open": access.can_open_original(request.user, found),
        "can_prove": access.can_prove(request.user, found),
        "has_told": "/narrative" in own_values(document, request.user.pk),
        "taking_back": "take-back" in request.GET,
        "may_open_case": access.can_refer(request.user, found),
        "cases": _cases_of(request, found),
    }
    return render(request, "incidents/incident.html", context)


def _cases_of(request: HttpRequest, found: Incident) -> list[str]:
    """The cases that hold this incident, as far as this person may see them: what gave the right to read it says which."""
    if request.user.role not in (Role.ATTORNEY, Role.COORDINATOR, Role.REVIEWER):
        return []
    readers = found.readers.filter(through__startswith=CASE)
    if request.user.role != Role.COORDINATOR:
        readers = readers.filter(user=request.user)
    # A case that also holds an incident they are kept from is closed to them as a whole.
    closed = IncidentReader.objects.filter(incident__walls__user=request.user).values("through")
    return sorted({reader.through.removeprefix(CASE) for reader in readers.exclude(through__in=closed)})


def sealed(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """After the first record: what has happened to it, what can be added, and what to do where somebody is still held."""
    found = visible(request, identifier)
    document = record.read(found)
    still_held = document.get("extensions", {}).get("still_held")
    taken = any(person.get("arrested") for person in document.get("persons", []))
    context = {
        "incident": found,
        "place": showing.place_line(document["place"]),
        "when": showing.moment(document["occurred_at"]),
        "first": found.revisions.get(number=1),
        "held": "yes" if still_held else "maybe" if taken and still_held is None else "",
        "can_revise": access.can_revise(request.user, found),
        "can_grant": access.can_grant(request.user, found),
    }
    return render(request, "incidents/sealed.html", context)


def evidence_rows(found: Incident, document: record.Document) -> list[dict[str, Any]]:
    """Each file as kept, beside what the document says of it."""
    entries = {entry["key"]: entry for entry in document.get("evidence", [])}
    return [_file_row(file, entries.get(file.key, {})) for file in selectors.evidence_of(found)]


def _file_row(file: EvidenceFile, entry: dict[str, Any]) -> dict[str, Any]:
    captured = entry.get("captured_at")
    copies = {copy.name for copy in file.copies.all()}
    return {"file": file, "entry": entry, "claimed": showing.moment(captured) if captured else "", "copies": copies}


def _step(step: Any, document: record.Document) -> dict[str, Any]:
    shown = [_change(change, document) for change in step.changes if not _is_support(change)]
    return {
        "step": step,
        "changes": shown,
        "retracted": [_named(entry) for entry in step.grounds.retract if not _is_own(entry)],
    }


def _is_support(change: Change) -> bool:
    """Sources, accounts and provenance follow the facts; the reader sees the facts."""
    return split(change.path)[0] in ("provenance", "sources", "accounts", "extensions") or change.path.endswith("/key")


def _is_own(entry: dict[str, str]) -> bool:
    return split(entry["path"])[0] == "provenance"


def _named(entry: dict[str, str]) -> dict[str, str]:
    """A retraction out of an account is named by the fact it was about."""
    tokens = split(entry["path"])
    path = tokens[3] if tokens[0] == "accounts" and len(tokens) > 3 else entry["path"]
    return {"label": described(path), "reason": entry["reason"]}


def described(path: str) -> str:
    """A fact or member in words: its question with the member's key before it."""
    tokens, starred = split(path), split(pattern_of(path))
    keys = [token for token, star in zip(tokens, starred, strict=True) if star == "*"]
    words = showing.label(path, language())
    return " · ".join([*keys, words]) if words != path else " · ".join(keys) or path


def _change(change: Change, document: record.Document) -> dict[str, str]:
    return {
        "label": described(change.path),
        "before": showing.in_words(change.path, change.before, document, language()) if change.before is not None else "",
        "after": showing.in_words(change.path, change.after, document, language()) if change.after is not None else "",
    }
