"""The ledger as its auditor reads it. For everybody else there is nothing here."""

from functools import wraps

from django.contrib import messages
from django.http import FileResponse, Http404, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from incidents import access
from incidents.auditing import pages
from incidents.auditing.forms import FilterForm
from incidents.errors import CheckpointKeyError, LedgerNotAsSigned
from incidents.models import LedgerCheck, LedgerHead
from incidents.services import auditing, handing_over, ledger
from incidents.services.verification import Break


def _only_auditors(view):
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not access.can_read_ledger(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@_only_auditors
def ledger_page(request):
    form = FilterForm(request.GET)
    said = form.cleaned_data if form.is_valid() else {}
    entries, more = pages.page_of(pages.filtered(said), request.GET.get("before", ""))
    head = LedgerHead.objects.filter(pk=1).first()
    context = {
        "form": form,
        "filtering": any(said.values()),
        "rows": pages.rows_of(entries),
        "more": more,
        "query": _query(request, more),
        "count": head.sequence if head else 0,
        "head": f"{head.sequence if head else 0}:{head.digest if head else ledger.GENESIS}",
        **_checks(),
        **pages.checkpoints_shown(),
    }
    return render(request, "incidents/ledger.html", context, status=422 if form.errors else 200)


def _query(request, more):
    asked = request.GET.copy()
    asked["before"] = str(more or "")
    return asked.urlencode()


def _checks():
    """The check under way, and the last one that came to an end."""
    running = LedgerCheck.objects.filter(state__in=[LedgerCheck.State.WAITING, LedgerCheck.State.RUNNING]).first()
    last = LedgerCheck.objects.filter(state=LedgerCheck.State.DONE).first()
    now = timezone.now()
    return {
        "running": running,
        "stuck": bool(running and running.lease_until and running.lease_until < now),
        "last": last,
        "failed": LedgerCheck.objects.filter(state=LedgerCheck.State.FAILED, pk__gt=last.pk if last else 0).exists(),
        "clock": last.clock if last else [],
        "breaks": [Break(**one) for one in last.breaks] if last else [],
        "says": _result(last) if last else "",
    }


def _result(check):
    """What a check found, in a sentence."""
    if not check.found:
        return _("The ledger is whole: %(entries)d entries agree with each other and with the record.") % {
            "entries": check.entries
        }
    said = ngettext(
        "%(number)d thing is not as it was recorded.", "%(number)d things are not as they were recorded.", check.found
    )
    return said % {"number": check.found}


@require_POST
@_only_auditors
def check(request):
    asked = auditing.ask(actor=request.user)
    asked.refresh_from_db()
    if asked.state in (LedgerCheck.State.WAITING, LedgerCheck.State.RUNNING):
        messages.info(request, _("The verification is under way. Look at this page again in a while."))
    return redirect("ledger")


@require_POST
@_only_auditors
def export(request):
    response = StreamingHttpResponse(auditing.export(actor=request.user), content_type="application/x-ndjson")
    response["Content-Disposition"] = 'attachment; filename="ledger.jsonl"'
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@_only_auditors
def checkpoints(request):
    """Signs what is new, and hands all checkpoints over with what checks them."""
    try:
        file = handing_over.checkpoints_file(actor=request.user)
    except (LedgerNotAsSigned, CheckpointKeyError) as refused:
        messages.error(request, str(refused))
        return redirect("ledger")
    response = FileResponse(file, as_attachment=True, filename="checkpoints.zip", content_type="application/zip")
    response["Cache-Control"] = "no-store"
    return response
