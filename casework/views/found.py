"""Finding things for the person who asks. What they may not see is not found."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from casework import access, selectors
from casework.models import Case, Finding
from incidents.models import Incident
from incidents.selectors import incidents_visible_to


def case_seen(request: HttpRequest, case: UUID) -> Case:
    return get_object_or_404(selectors.cases_visible_to(request.user), pk=case)


def case_decided(request: HttpRequest, case: UUID) -> Case:
    """The case, for an attorney who is on it."""
    found = case_seen(request, case)
    if not access.can_decide(request.user, found):
        raise Http404
    return found


def case_read(request: HttpRequest, case: UUID) -> Case:
    """The case, for whoever may read what is decided in it."""
    found = case_seen(request, case)
    if not access.can_read_decisions(request.user, found):
        raise Http404
    return found


def incident_in(request: HttpRequest, case: Case, incident: UUID) -> Incident:
    return get_object_or_404(selectors.incidents_in(case, request.user), pk=incident)


def incident_seen(request: HttpRequest, incident: UUID) -> Incident:
    return get_object_or_404(incidents_visible_to(request.user), pk=incident)


def finding_in(request: HttpRequest, case: Case, finding: UUID) -> Finding:
    return get_object_or_404(Finding.objects.filter(incident__in=selectors.incidents_in(case, request.user)), pk=finding)
