"""A rule and an authority as pages: everything the law files say about them, and the act of having read a text."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casework import access, selectors
from casework.display.authority_page import AuthorityPage
from casework.display.rule_page import RulePage
from casework.errors import ChangedMeanwhile
from casework.forms import ReadingForm
from casework.services import decisions
from casework.services.law import current_law


@require_http_methods(["GET", "HEAD", "POST"])
def authority(request: HttpRequest, authority: str) -> HttpResponse:
    law = current_law()
    if not (access.can_read_law(request.user) and authority in law.authorities):
        raise Http404
    page = AuthorityPage(law, authority, selectors.readings_by_text())
    form = ReadingForm(request.POST or None, initial={"digest": page.digest})
    if request.method == "POST" and not access.can_record_reading(request.user):
        raise Http404
    if request.method == "POST" and form.is_valid():
        return _read(request, authority, form)
    asks = access.can_record_reading(request.user) and not page.read_by(request.user)
    context = {"page": page, "form": form if asks else None}
    return render(request, "casework/authority.html", context, status=422 if form.is_bound else 200)


def _read(request, authority, form):
    data = form.cleaned_data
    try:
        decisions.record_reading(actor=request.user, authority=authority, digest=data["digest"], note=data["note"])
    except ChangedMeanwhile:
        messages.error(request, _("The entry has been edited since you opened the page. Please read it as it stands now."))
    else:
        messages.success(request, _("Recorded: you have read this text."))
    return redirect("authority", authority)


@require_safe
def rule(request: HttpRequest, code: str) -> HttpResponse:
    law = current_law()
    if not (access.can_read_law(request.user) and code in law.rules):
        raise Http404
    return render(request, "casework/rule.html", {"page": RulePage(law, code, selectors.readings_by_text())})
