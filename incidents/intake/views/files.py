"""Photos and papers: taken in while they arrive, listed with their digests, opened only with permission and a reason."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from incidents import access
from incidents.errors import EvidenceDamaged, EvidenceEmpty, EvidenceTooLarge, InvalidDocument, message_of
from incidents.intake import elsewhere
from incidents.intake.fields import words_of
from incidents.intake.forms import EvidenceForm, OriginalForm
from incidents.intake.sensitive import unconfirmed
from incidents.intake.uploads import SealedUploadHandler
from incidents.intake.views.reading import evidence_rows, visible
from incidents.models import EvidenceFile, Incident, Upload
from incidents.services import evidence, record, uploads


@csrf_exempt  # the token is checked below, after the handler is in place: reading it reads the upload
def incident_evidence_add(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Takes one file. Who may not add to the incident is told so before a byte is read."""
    found = visible(request, identifier)
    if not access.can_add_evidence(request.user, found):
        raise Http404
    handler = SealedUploadHandler(request)
    request.upload_handlers = [handler]
    return _page(request, found, handler)


@csrf_protect
def _page(request: HttpRequest, found: Incident, handler: SealedUploadHandler) -> HttpResponse:
    document = record.read(found)
    start = datetime.fromisoformat(document["occurred_at"])
    form = EvidenceForm(offset=start)
    hits: list[Any] = []
    upload = _upload(request, found)
    if request.method == "POST":
        form = EvidenceForm(request.POST, request.FILES, offset=start, is_here=upload is not None)
        hits = unconfirmed(_words(request, form, upload), request.POST.getlist("kept_words"))
        if handler.too_large:
            form.add_error("file", _too_large())
        elif handler.several:
            form.add_error("file", _("Send one file at a time. Nothing was kept of these; choose the first one again."))
        elif form.is_valid() and not hits and _receive(request, found, form, upload):
            return redirect("incident-evidence-add", identifier=found.pk)
    context = {"incident": found, "form": form, "hits": hits, "files": evidence_rows(found, record.read(found))}
    context |= {"upload": upload, "upload_name": uploads.said_of(upload).get("filename") if upload else ""}
    context["kept_words"] = request.POST.getlist("kept_words") if request.method == "POST" else []
    context["can_open"] = access.can_open_original(request.user, found)
    return render(request, "incidents/evidence.html", context, status=422 if form.errors or hits else 200)


def _upload(request: HttpRequest, found: Incident) -> Upload | None:
    """The file that came in piece by piece before the form, where it is whole and this person's own."""
    try:
        named = UUID(request.POST.get("upload", ""))
    except ValueError:
        return None
    upload = uploads.find(actor=request.user, incident=found, pk=named)
    return upload if upload and upload.received == upload.length else None


def _words(request: HttpRequest, form: EvidenceForm, upload: Upload | None) -> dict[str, str]:
    """The note, and the name of the file, which is kept with it."""
    sent = request.FILES.get("file")
    name = sent.name if sent else uploads.said_of(upload).get("filename", "") if upload else ""
    return {**words_of(form.fields, request.POST), "file": name}


def _too_large() -> str:
    limit = _("The file is larger than %(size)s.") % {"size": filesizeformat(settings.EVIDENCE_MAX_BYTES)}
    return f"{limit} {EvidenceTooLarge.fix}"


def _receive(request: HttpRequest, incident: Incident, form: EvidenceForm, upload: Upload | None) -> bool:
    said = form.cleaned_data
    before = incident.evidence_files.count()
    try:
        file = _from_pieces(request, upload, said) if upload and not said["file"] else _whole(request, incident, said)
    except (EvidenceTooLarge, EvidenceEmpty) as refused:
        form.add_error("file", f"{refused.message} {refused.fix}")
        return False
    except InvalidDocument as fault:
        for error in fault.errors:
            form.add_error(None, message_of(error))
        return False
    if incident.evidence_files.count() == before:
        messages.info(request, _("%(key)s: this file was received before; it is the same, byte for byte.") % {"key": file.key})
    else:
        messages.success(request, _("%(key)s is received and kept exactly as you sent it.") % {"key": file.key})
    return True


def _from_pieces(request: HttpRequest, upload: Upload, said: dict[str, Any]) -> EvidenceFile:
    taken = said["captured_at"].isoformat() if said["captured_at"] else None
    told = {"kind": said["kind"], "captured_at": taken, "note": said["note"]}
    file = uploads.finish(actor=request.user, upload=upload, said=told)
    assert file is not None  # noqa: S101 - a whole upload of which somebody says what it is becomes a file or is refused
    return file


def _whole(request: HttpRequest, incident: Incident, said: dict[str, Any]) -> EvidenceFile:
    return evidence.receive(
        actor=request.user,
        incident=incident,
        stream=said["file"].chunks(),
        filename=said["file"].name,
        content_type=said["file"].content_type or "",
        kind=said["kind"],
        claimed_captured_at=said["captured_at"],
        note=said["note"],
    )


def evidence_original(request: HttpRequest, identifier: UUID, key: str) -> HttpResponse:
    """Asks for a reason, writes it in the ledger, then gives the bytes as received."""
    found = visible(request, identifier)
    file = next((one for one in found.evidence_files.select_related("incident") if one.key == key), None)
    if file is None or not access.can_open_original(request.user, found):
        raise Http404
    form = OriginalForm(request.POST or None)
    kept_words = request.POST.getlist("kept_words")
    hits = unconfirmed(words_of(form.fields, form.data), kept_words) if form.is_bound else []
    if form.is_bound and form.is_valid() and not hits:
        if evidence.stored_file(file).exists():
            chunks = evidence.open_original(actor=request.user, file=file, reason=form.cleaned_data["reason"])
            if elsewhere.is_set():
                return redirect(elsewhere.link(request.user, elsewhere.ORIGINAL, file.pk))
            return download(file, chunks)
        form.add_error(None, f"{EvidenceDamaged.message} {EvidenceDamaged.fix}")
    entry = next(row for row in evidence_rows(found, record.read(found)) if row["file"].pk == file.pk)
    context = {"incident": found, "row": entry, "form": form, "hits": hits, "kept_words": kept_words}
    return render(request, "incidents/original.html", context, status=422 if form.errors or hits else 200)


def download(file: EvidenceFile, chunks: Any) -> StreamingHttpResponse:
    """As a download of unknown kind, whatever it says it is: a browser never shows or runs it."""
    response = StreamingHttpResponse(chunks, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{file.incident_id}-{file.key}.bin"'
    response["Content-Length"] = str(file.size)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
