"""One file: the picture as a copy without description, what the file says of itself beside the record, and its route."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from incidents import access, selectors
from incidents.errors import EvidenceDamaged, SealBroken
from incidents.intake import comparing, elsewhere
from incidents.intake.routes import openings_of
from incidents.intake.views.reading import evidence_rows, visible
from incidents.intake.words import FAULTS, KINDS, METADATA
from incidents.models import EvidenceCopy, EvidenceFile, Incident
from incidents.services import copies, inspection, record


@require_safe
def evidence_file(request: HttpRequest, identifier: UUID, key: str) -> HttpResponse:
    found = visible(request, identifier)
    document = record.read(found)
    row = next((row for row in evidence_rows(found, document) if row["file"].key == key), None)
    if row is None:
        raise Http404
    can_open = access.can_open_original(request.user, found)
    context = {
        "incident": found,
        "row": row,
        "inspected": _inspected(row["file"], row["entry"], document),
        "alike": _alike(found, row["file"]),
        "can_open": can_open,
        "can_prove": access.can_prove(request.user, found),
        "openings": openings_of(row["file"]) if can_open else [],
    }
    return render(request, "incidents/evidence_file.html", context)


def _inspected(file: EvidenceFile, entry: dict[str, Any], document: record.Document) -> dict[str, Any] | None:
    """What was found in a file, in words; None while nobody has looked into it."""
    found = getattr(file, "inspection", None)
    if found is None:
        return None
    try:
        facts = inspection.facts_of(found)
    except SealBroken:
        return {"at": found.inspected_at, "kind": KINDS.get(found.media_type, found.media_type), "unreadable": True}
    said = facts.get("metadata", {})
    return {
        "at": found.inspected_at,
        "kind": KINDS.get(found.media_type, found.media_type),
        "fault": FAULTS.get(found.fault, ""),
        "facts": facts,
        "said": [(label, said[name]) for name, label in METADATA.items() if said.get(name)],
        "blocks": said.get("blocks", []),
        "rows": comparing.rows(facts, entry, document) if "metadata" in facts else [],
    }


def _alike(incident: Incident, file: EvidenceFile) -> list[EvidenceFile]:
    """Other files of the incident whose picture looks the same: another size, a screenshot, the copy a messenger made."""
    own = _likeness(file)
    others = selectors.evidence_of(incident).exclude(pk=file.pk)
    return [other for other in others if comparing.alike(own, _likeness(other))]


def _likeness(file: EvidenceFile) -> str | None:
    found = getattr(file, "inspection", None)
    try:
        return inspection.facts_of(found).get("likeness") if found and not found.fault else None
    except SealBroken:
        return None


@require_safe
def evidence_copy(request: HttpRequest, identifier: UUID, key: str, name: str) -> HttpResponse:
    """A picture made from a file: shown, never run, kept by no cache."""
    found = visible(request, identifier)
    copy = EvidenceCopy.objects.select_related("file__incident").filter(file__incident=found, file__key=key, name=name).first()
    if copy is None:
        raise Http404
    return redirect(elsewhere.link(request.user, elsewhere.COPY, copy.pk)) if elsewhere.is_set() else shown(copy)


def shown(copy: EvidenceCopy) -> HttpResponse:
    """A copy as the picture that it is. Raises Http404 where its bytes are damaged."""
    try:
        made = copies.read(copy)
    except (EvidenceDamaged, SealBroken) as damaged:
        raise Http404(_("The copy cannot be read.")) from damaged
    response = HttpResponse(made, content_type=copy.media_type)
    response["Content-Disposition"] = (
        f'inline; filename="{copy.file.incident_id}-{key_of(copy)}-{copy.name}.{copy.media_type.split("/")[1]}"'
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def key_of(copy: EvidenceCopy) -> str:
    """A file's key as part of a name: letters and digits alone."""
    return "".join(letter for letter in copy.file.key if letter.isascii() and letter.isalnum()) or "file"
