"""The list of cases, one case, opening one, and saying who and what belongs to it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework import access, selectors
from casework.display.cases import incident_summary
from casework.errors import LeadStays, NotAnAttorney
from casework.forms import AddIncidentForm, AddMemberForm, AddToCaseForm, OpenCaseForm, WallForm
from casework.services import cases, walls
from casework.views import deadlines, found

A_PAGE = 50


@require_safe
def case_list(request: HttpRequest) -> HttpResponse:
    if not access.can_see_cases(request.user):
        raise Http404
    page = Paginator(selectors.cases_listed(request.user), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "casework/case_list.html", {"page": page})


@require_safe
def case_page(request: HttpRequest, case: UUID) -> HttpResponse:
    shown = found.case_seen(request, case)
    return render(request, "casework/case.html", case_context(request, shown))


def case_context(request, case):
    decides = access.can_decide(request.user, case)
    reads = access.can_read_decisions(request.user, case)
    today = timezone.localdate()
    incidents = selectors.incidents_in(case, request.user)
    return {
        "case": case,
        "deadlines": deadlines.page_of(request, case),
        "decides": decides,
        "reads": reads,
        "members": selectors.members_of(case),
        "incidents": [incident_summary(case, incident, on=today, decides=reads) for incident in incidents],
        "member_form": AddMemberForm(people=selectors.people_to_add(case)) if decides else None,
        "incident_form": AddIncidentForm(incidents=selectors.incidents_to_add(case, request.user))
        if access.can_put_into(request.user, case)
        else None,
        "walls": selectors.walls_of(case) if decides else [],
        "wall_form": WallForm(people=selectors.people_to_wall(case, request.user)) if decides else None,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def open_case(request: HttpRequest, incident: UUID) -> HttpResponse:
    """Opens a case from an incident, or puts the incident into one that is open."""
    shown = found.incident_seen(request, incident)
    if not access.can_open_case(request.user, shown):
        raise Http404
    attorneys = selectors.attorneys_to_lead(shown)
    initial = {"title": _suggested_title(shown)}
    form = OpenCaseForm(request.POST or None, attorneys=attorneys, actor=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        case = cases.open_case(actor=request.user, title=data["title"], incident=shown, lead=data["lead"])
        messages.success(request, _("The case is open. Its attorneys can now read the incident."))
        return redirect("case", case.pk)
    others = selectors.cases_visible_to(request.user).exclude(case_incidents__incident=shown)
    holding = selectors.cases_visible_to(request.user).filter(case_incidents__incident=shown)
    join_form = AddToCaseForm(cases=others) if others else None
    context = {"incident": shown, "form": form, "join_form": join_form, "holding": holding}
    return render(request, "casework/case_open.html", context, status=422 if form.is_bound else 200)


def _suggested_title(incident):
    place = ", ".join(part for part in (incident.city or incident.county, incident.state) if part)
    return f"{place}, {formats.date_format(incident.occurred_on, _('j F Y'))}"


@require_POST
def join_case(request: HttpRequest, incident: UUID) -> HttpResponse:
    """Puts an incident into a case that is already open."""
    shown = found.incident_seen(request, incident)
    if not access.can_open_case(request.user, shown):
        raise Http404
    form = AddToCaseForm(request.POST, cases=selectors.cases_visible_to(request.user))
    if not form.is_valid():
        messages.error(request, _("Choose a case."))
        return redirect("case-open", shown.pk)
    case = form.cleaned_data["case"]
    return _added(request, case, shown)


@require_POST
def add_incident(request: HttpRequest, case: UUID) -> HttpResponse:
    shown = found.case_seen(request, case)
    if not access.can_put_into(request.user, shown):
        raise Http404
    form = AddIncidentForm(request.POST, incidents=selectors.incidents_to_add(shown, request.user))
    if not form.is_valid():
        messages.error(request, _("Choose an incident."))
        return redirect("case", shown.pk)
    return _added(request, shown, form.cleaned_data["incident"])


def _added(request, case, incident):
    cases.add_incident(actor=request.user, case=case, incident=incident)
    messages.success(request, _("The incident is in the case, and the attorneys on it can read it."))
    return redirect("case", case.pk)


@require_POST
def add_member(request: HttpRequest, case: UUID) -> HttpResponse:
    shown = found.case_decided(request, case)
    form = AddMemberForm(request.POST, people=selectors.people_to_add(shown))
    if form.is_valid():
        user = form.cleaned_data["user"]
        cases.add_member(actor=request.user, case=shown, user=user)
        messages.success(request, _("%(name)s is on the case and can read its incidents.") % {"name": user.name})
    else:
        messages.error(request, _("Choose an attorney or a reviewer."))
    return redirect("case", shown.pk)


@require_POST
def remove_member(request: HttpRequest, case: UUID, user: int) -> HttpResponse:
    shown = found.case_decided(request, case)
    member = get_object_or_404(shown.members, pk=user)
    try:
        cases.remove_member(actor=request.user, case=shown, user=member)
    except LeadStays:
        messages.error(request, _("The lead attorney stays on the case."))
        return redirect("case", shown.pk)
    messages.success(request, _("%(name)s is no longer on the case. You can add them again.") % {"name": member.name})
    return redirect("case-list") if member == request.user else redirect("case", shown.pk)


@require_POST
def change_lead(request: HttpRequest, case: UUID, user: int) -> HttpResponse:
    shown = found.case_decided(request, case)
    member = get_object_or_404(shown.members, pk=user)
    try:
        cases.change_lead(actor=request.user, case=shown, user=member)
    except NotAnAttorney:
        messages.error(request, _("Only an attorney on the case can lead it."))
    else:
        messages.success(request, _("%(name)s leads the case now.") % {"name": member.name})
    return redirect("case", shown.pk)


@require_POST
def raise_wall(request: HttpRequest, case: UUID) -> HttpResponse:
    """Keeps somebody from the case. What was missing comes back with what was written."""
    shown = found.case_decided(request, case)
    form = WallForm(request.POST, people=selectors.people_to_wall(shown, request.user))
    if not form.is_valid():
        context = {**case_context(request, shown), "wall_form": form}
        return render(request, "casework/case.html", context, status=422)
    user = form.cleaned_data["user"]
    walls.raise_wall(actor=request.user, case=shown, user=user, reason=form.cleaned_data["reason"])
    messages.success(request, _("%(name)s is kept from this case and its incidents.") % {"name": user.name})
    return redirect("case", shown.pk)


@require_POST
def lift_wall(request: HttpRequest, case: UUID, user: int) -> HttpResponse:
    shown = found.case_decided(request, case)
    wall = get_object_or_404(selectors.walls_of(shown), user_id=user)
    walls.lift_wall(actor=request.user, case=shown, user=wall.user)
    messages.success(
        request,
        _("%(name)s is no longer kept from this case. Being on it does not come back by itself.") % {"name": wall.user.name},
    )
    return redirect("case", shown.pk)
