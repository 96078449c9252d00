"""Proofs to hand over, for an attorney who has the record: chosen facts of it, or what the ledger holds of a file."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from incidents import access
from incidents.errors import CheckpointKeyError, InvalidDocument, LedgerNotAsSigned
from incidents.format import facts
from incidents.intake import showing
from incidents.intake.views.reading import described, visible
from incidents.intake.views.starting import language
from incidents.models import Incident
from incidents.services import proving, record


def incident_prove(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Every fact of the head revision with a box; what is ticked goes into the proof, the rest as digests alone."""
    found = _provable(request, identifier)
    document = record.read(found)
    chosen = request.POST.getlist("fact")
    fault = ""
    if request.method == "POST":
        try:
            return _file(proving.of_facts(actor=request.user, incident=found, paths=chosen), f"proof-{found.pk}.json")
        except InvalidDocument:
            fault = _("Tick at least one fact that is shown here. Nothing left the house.")
        except (LedgerNotAsSigned, CheckpointKeyError) as refused:
            fault = str(refused)
    rows = [
        {"path": path, "label": described(path), "value": showing.in_words(path, value, document, language())}
        for path, value in sorted(facts(document).items())
    ]
    context = {"incident": found, "rows": rows, "chosen": chosen, "fault": fault}
    return render(request, "incidents/prove.html", context, status=422 if fault else 200)


@require_POST
def evidence_prove(request: HttpRequest, identifier: UUID, key: str) -> HttpResponse:
    """What the ledger holds of one file, with its proofs."""
    found = _provable(request, identifier)
    file = found.evidence_files.filter(key=key).first()
    if file is None:
        raise Http404
    try:
        proof = proving.of_file(actor=request.user, file=file)
    except (LedgerNotAsSigned, CheckpointKeyError) as refused:
        messages.error(request, str(refused))
        return redirect("evidence-file", identifier=found.pk, key=key)
    return _file(proof, f"proof-{file.pk}.json")


def _provable(request: HttpRequest, identifier: UUID) -> Incident:
    found = visible(request, identifier)
    if not access.can_prove(request.user, found):
        raise Http404
    return found


def _file(proof: dict[str, Any], name: str) -> HttpResponse:
    response = HttpResponse(json.dumps(proof, ensure_ascii=False, indent=1) + "\n", content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
