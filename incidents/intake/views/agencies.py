"""Finding what an agency is called in full: a page that works by itself, and the few suggestions for the field of a form."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from incidents import access
from incidents.intake.places import STATES
from incidents.services import agencies

MOST_ON_A_PAGE = 50


@require_safe
def agency_search(request: HttpRequest) -> HttpResponse:
    """`q`: words of the name in any order; `state`: whose agencies stand first; `part=options`: only the options of a list."""
    if not access.can_look_up_agencies(request.user):
        raise Http404
    query, state = request.GET.get("q", "")[:100], request.GET.get("state", "")
    state = state if state in STATES else ""
    if request.GET.get("part") == "options":
        return render(request, "incidents/agency_options.html", {"agencies": agencies.found(query, state=state)})
    found = agencies.found(query, state=state, most=MOST_ON_A_PAGE + 1).prefetch_related("notes")
    context = {
        "query": query,
        "state": state,
        "states": sorted(((code, name) for code, (name, _zone) in STATES.items()), key=lambda one: one[1]),
        "agencies": found[:MOST_ON_A_PAGE],
        "more": len(found) > MOST_ON_A_PAGE,
        "any": agencies.is_filled(),
        "most": MOST_ON_A_PAGE,
    }
    return render(request, "incidents/agencies.html", context)
