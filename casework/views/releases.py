"""The page of releases: what is in force, what a proposed release would change, and putting it in force."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from casework import access
from casework.display.release_page import Releases
from casework.errors import ChangedMeanwhile, NotWeighed
from casework.forms import AdoptReleaseForm
from casework.services import releases, weighing

# How many batches a press of the button weighs itself, so that a small instance needs no worker.
AT_ONCE = 5
CHANGED = gettext_lazy("Other law files lie there now than those you looked at. Please look at them as they stand.")


@require_safe
def release_page(request: HttpRequest) -> HttpResponse:
    if not access.can_see_releases(request.user):
        raise Http404
    page = Releases.seen_by(request.user, timezone.localdate())
    adopts = access.can_adopt_release(request.user)
    form = AdoptReleaseForm(initial={"digest": page.proposal.law.digest}) if adopts and page.proposal else None
    return render(request, "casework/releases.html", {"page": page, "adopts": adopts, "form": form})


@require_POST
def weigh(request: HttpRequest) -> HttpResponse:
    """Goes on with the weighing; with `again` from the start."""
    if not access.can_see_releases(request.user):
        raise Http404
    law, today = releases.proposed(), timezone.localdate()
    if law is not None:
        if request.POST.get("again"):
            weighing.begin_again(law, on=today)
        try:
            weighing.weigh(law, on=today, batches=AT_ONCE)
        except ChangedMeanwhile:
            messages.error(request, CHANGED)
    return redirect("law-releases")


@require_POST
def adopt(request: HttpRequest) -> HttpResponse:
    if not access.can_adopt_release(request.user):
        raise Http404
    form = AdoptReleaseForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say in a few words why the release is put in force."))
        return redirect("law-releases")
    try:
        releases.adopt(actor=request.user, **form.cleaned_data)
    except ChangedMeanwhile:
        messages.error(request, CHANGED)
    except NotWeighed:
        messages.error(request, _("What it would change is not known yet. It is weighed to the end first."))
    else:
        messages.success(request, _("The release is in force. What is on file is evaluated under it in the background."))
    return redirect("law-releases")
