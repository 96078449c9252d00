"""The deadlines of a case: what is due when, counted step by step, what a notice must contain and where it goes."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from casework import access, selectors
from casework.display.deadlines import DeadlinesPage
from casework.errors import NotAllowed
from casework.forms import DenialForm
from casework.models import Deadline
from casework.services import deadlines
from casework.views import found


@require_safe
def case_deadlines(request: HttpRequest, case: UUID) -> HttpResponse:
    shown = found.case_seen(request, case)
    context = {"case": shown, "page": page_of(request, shown), "decides": access.can_decide(request.user, shown)}
    return render(request, "casework/deadlines.html", context)


def page_of(request, case):
    today = timezone.localdate()
    incidents = list(selectors.incidents_in(case, request.user))
    return DeadlinesPage(deadlines.of_case(case=case, incidents=incidents, on=today), today)


@require_POST
def take_over(request: HttpRequest, case: UUID, deadline: int) -> HttpResponse:
    shown = found.case_seen(request, case)
    if not access.can_decide(request.user, shown):
        raise Http404
    row = get_object_or_404(Deadline.objects.select_related("incident"), pk=deadline, case=shown)
    form = DenialForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write the day of the denial as a day that has come."))
        return redirect("case-deadlines", shown.pk)
    today = timezone.localdate()
    try:
        deadlines.take_over(actor=request.user, case=shown, deadline=row, on=today, denied=form.cleaned_data["denied"])
    except NotAllowed as error:
        raise Http404 from error
    messages.success(request, _("The day stands as computed today."))
    return redirect("case-deadlines", shown.pk)
