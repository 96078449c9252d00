"""The attorney's page of one incident in a case: facts, findings with their reasons, and what is decided about them."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from casework import access
from casework.display import facts
from casework.display.page import IncidentPage
from casework.enums import Decision
from casework.errors import CannotDecide, ChangedMeanwhile
from casework.forms import DecisionForm, SettleForm
from casework.services import decisions
from casework.views import found
from incidents import format as incident_format
from incidents.errors import StaleBase
from incidents.services import record


@require_safe
def case_incident(request: HttpRequest, case: UUID, incident: UUID) -> HttpResponse:
    shown = found.case_read(request, case)
    return _page(request, shown, found.incident_in(request, shown, incident))


@require_safe
def others(request: HttpRequest, case: UUID, incident: UUID) -> HttpResponse:
    """What was looked at for an incident and is not raised, each with why."""
    shown = found.case_read(request, case)
    chosen = found.incident_in(request, shown, incident)
    page = IncidentPage(case=shown, incident=chosen, reader=request.user, on=timezone.localdate())
    return render(request, "casework/others.html", {"case": shown, "incident": chosen, "page": page})


@require_safe
def finding(request: HttpRequest, case: UUID, finding: UUID) -> HttpResponse:
    """One finding with everything that was looked at for it."""
    shown = found.case_read(request, case)
    chosen = found.finding_in(request, shown, finding)
    page = IncidentPage(case=shown, incident=chosen.incident, reader=request.user, on=timezone.localdate())
    one = page.of_finding(chosen)
    if one is None:
        raise Http404
    context = {"case": shown, "incident": chosen.incident, "page": page, "one": one}
    return render(request, "casework/finding_whole.html", context)


def _page(request, case, incident, *, bound=None, settle=None, status=200):
    """The page; `bound`: a decision form to show again with what stands against it, `settle`: the same for a fact."""
    page = IncidentPage(case=case, incident=incident, reader=request.user, on=timezone.localdate())
    decides = access.can_decide(request.user, case)
    if decides:
        page.put_forms(bound=bound, settle=settle)
    context = {"case": case, "incident": incident, "page": page, "decides": decides}
    return render(request, "casework/case_incident.html", context, status=status)


def _back(case, incident, key=""):
    return redirect(reverse("case-incident", args=[case.pk, incident.pk]) + (f"#{key}" if key else ""))


@require_POST
def adopt(request: HttpRequest, case: UUID, finding: UUID) -> HttpResponse:
    shown = found.case_decided(request, case)
    decided = found.finding_in(request, shown, finding)
    try:
        decisions.adopt(actor=request.user, case=shown, finding=decided, digest=request.POST.get("digest", ""))
    except ChangedMeanwhile:
        messages.error(request, _("The rule has been edited since you opened the page. Please read it as it stands now."))
    else:
        messages.success(request, _("Adopted: you have read the rule as it stands and use it for this finding."))
    return _back(shown, decided.incident, f"finding-{decided.pk}")


@require_POST
def decide(request: HttpRequest, case: UUID, finding: UUID) -> HttpResponse:
    shown = found.case_decided(request, case)
    decided = found.finding_in(request, shown, finding)
    page = IncidentPage(case=shown, incident=decided.incident, reader=request.user, on=timezone.localdate())
    form = DecisionForm(request.POST, prefix=str(decided.pk), rule_out=page.rule_out_of(decided))
    if not form.is_valid():
        return _page(request, shown, decided.incident, bound=(decided, form), status=422)
    try:
        _act(request, shown, decided, form)
    except CannotDecide as missing:
        for problem in missing.problems:
            form.add_error(None, problem)
        return _page(request, shown, decided.incident, bound=(decided, form), status=422)
    except ChangedMeanwhile as moved:
        form.add_error(None, _("Nothing was decided: the record or the law changed after you opened this page."))
        for change in moved.changes:
            form.add_error(None, page.change_words(change))
        return _page(request, shown, decided.incident, bound=(decided, form), status=409)
    messages.success(request, _("Decided, and kept with its reason."))
    return _back(shown, decided.incident, f"finding-{decided.pk}")


def _act(request, case, finding, form):
    """The service that the pressed button names."""
    data = form.cleaned_data
    evaluation = get_object_or_404(finding.incident.evaluations, pk=data["evaluation"])
    given = {
        "actor": request.user,
        "case": case,
        "finding": finding,
        "evaluation": evaluation,
        "reason": data["reason"],
        "note": data["note"],
    }
    if data["decision"] == Decision.CONFIRM:
        return decisions.confirm(**given, ruled_out=form.ruled_out())
    if data["decision"] == Decision.DISMISS:
        return decisions.dismiss(**given)
    return decisions.ask_facts(**given)


@require_POST
def settle(request: HttpRequest, case: UUID, incident: UUID) -> HttpResponse:
    """Settles a fact on which accounts differ, by a revision with the attorney's reason."""
    shown = found.case_decided(request, case)
    chosen = found.incident_in(request, shown, incident)
    path = request.POST.get("path", "")
    fact = facts.fact_at(record.read(chosen), path) if path in incident_format.differing(record.read(chosen)) else None
    if fact is None:
        messages.error(request, _("The accounts no longer differ on this, so there is nothing to settle."))
        return _back(shown, chosen, "facts")
    form = SettleForm(request.POST, choices=fact.form_choices)
    if not form.is_valid():
        return _page(request, shown, chosen, settle=(path, form), status=422)
    data = form.cleaned_data
    settlement = {"path": path, "value": fact.tellings[data["value"]].value, "reason": data["reason"]}
    try:
        record.revise(actor=request.user, incident=chosen, base=data["base"], update={}, settle=[settlement])
    except StaleBase:
        messages.error(request, _("Nothing was settled: the record changed after you opened this page. Please look again."))
        return _page(request, shown, chosen, settle=(path, form), status=409)
    messages.success(request, _("Settled. The accounts stay as they were given; the findings have been worked out again."))
    return _back(shown, chosen, fact.anchor)
