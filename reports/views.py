"""The reports of a case: asking for one, watching it, taking it away. What a person may not see is not found."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.selectors import cases_visible_to
from casework.services import standing
from incidents.access import can_prove
from incidents.errors import CheckpointKeyError, LedgerNotAsSigned
from incidents.selectors import incident_visible_to
from reports import access, selectors
from reports.enums import Step
from reports.errors import FileLost, NotReady, WordsToLookAt
from reports.forms import RequestForm
from reports.services import custody, reports

STEPS = (Step.WAITING, Step.SETTING, Step.SEALING, Step.FINISHED)


@require_http_methods(["GET", "HEAD", "POST"])
def case_reports(request: HttpRequest, case: UUID) -> HttpResponse:
    """The reports of a case, newest first, and the form that asks for another."""
    shown = get_object_or_404(cases_visible_to(request.user), pk=case)
    if not access.can_read_of(request.user, shown):
        raise Http404
    may_ask = access.can_request(request.user, shown)
    if request.method == "POST" and not may_ask:
        raise Http404
    form = RequestForm(request.POST or None, initial={"language": (get_language() or "en")[:2]})
    hits, kept = [], request.POST.getlist("kept_words")
    if request.method == "POST" and form.is_valid():
        language = form.cleaned_data["language"]
        try:
            asked = reports.request_report(actor=request.user, case=shown, language=language, kept=kept)
        except WordsToLookAt as found:
            hits = found.hits
        else:
            return redirect("report", asked.pk)
    confirmed = standing.confirmed(case=shown, on=timezone.localdate())
    context = {
        "case": shown,
        "may_ask": may_ask,
        "form": form,
        "hits": hits,
        "kept_words": kept,
        "reports": selectors.reports_visible_to(request.user).filter(case=shown),
        "confirmed": len(confirmed),
        "moved": sum(1 for one in confirmed if one.changes),
    }
    return render(request, "reports/case_reports.html", context, status=422 if form.is_bound else 200)


@require_safe
def report_page(request: HttpRequest, report: UUID) -> HttpResponse:
    """Where a report stands. Looking at it also takes up what a worker has left behind."""
    shown = _seen(request, report)
    if selectors.due(timezone.now()).filter(pk=shown.pk).exists():
        reports.sweep(timezone.now())
        shown = _seen(request, report)
    names = [step.label for step in STEPS]
    context = {"report": shown, "case": shown.case, "names": names, "step": STEPS.index(Step(shown.step)) + 1}
    context["may_ask"] = access.can_request(request.user, shown.case)
    return render(request, "reports/report.html", context)


@require_POST
def again(request: HttpRequest, report: UUID) -> HttpResponse:
    """Asks for the case's report anew: as the case stands now, under a number of its own."""
    before = _seen(request, report)
    if not access.can_request(request.user, before.case):
        raise Http404
    try:
        asked = reports.request_report(actor=request.user, case=before.case, language=before.language)
    except WordsToLookAt as found:
        messages.warning(request, str(found))
        return redirect("report-request", before.case.pk)
    return redirect("report", asked.pk)


@require_safe
def download(request: HttpRequest, report: UUID) -> HttpResponse:
    """The PDF as a file to keep; nothing on the way may store it."""
    shown = _seen(request, report)
    try:
        pdf = reports.hand_out(actor=request.user, report=shown)
    except (NotReady, FileLost) as refusal:
        messages.error(request, str(refusal))
        return redirect("report", shown.pk)
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="threshold-report-{shown.number}-{shown.sha256[:8]}.pdf"'
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


@require_POST
def custody_paper(request: HttpRequest, identifier: UUID, key: str) -> HttpResponse:
    """The draft certification and custody timeline of one file, for an attorney who has the record."""
    incident = incident_visible_to(request.user, identifier)
    file = incident.evidence_files.filter(key=key).first() if incident else None
    if file is None or not can_prove(request.user, incident):
        raise Http404
    try:
        pdf = custody.draft(actor=request.user, file=file)
    except (LedgerNotAsSigned, CheckpointKeyError) as refused:
        messages.error(request, str(refused))
        return redirect("evidence-file", identifier=identifier, key=key)
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="custody-draft-{file.pk}.pdf"'
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def _seen(request: HttpRequest, report: UUID):
    return get_object_or_404(selectors.reports_visible_to(request.user), pk=report)
