"""A free account of one's own: what somebody who joins saw or was told, in their own words, before any question."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents import access
from incidents.errors import InvalidDocument, StaleBase, message_of
from incidents.intake.fields import words_of
from incidents.intake.forms import OwnAccountForm
from incidents.intake.observing import Fact, Observation, own_values, told_by_of
from incidents.intake.sensitive import unconfirmed
from incidents.intake.views.reading import visible
from incidents.intake.views.starting import language
from incidents.models import Incident
from incidents.services import record

NARRATIVE = "/narrative"


def incident_account(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Takes the person's own account; what others told stays as they gave it. Given before, it is shown to be added to."""
    found = visible(request, identifier)
    if not access.can_revise(request.user, found):
        raise Http404
    document = record.read(found)
    told_before, _how = own_values(document, request.user.pk).get(NARRATIVE, ("", ""))
    asks_source = not told_by_of(document, request.user.pk)
    initial = {"narrative": told_before}
    form = OwnAccountForm(request.POST or None, asks_source=asks_source, language=language(), initial=initial)
    kept_words = request.POST.getlist("kept_words")
    hits = unconfirmed(words_of(form.fields, form.data), kept_words) if form.is_bound else []
    if request.method == "POST" and form.is_valid() and not hits and _keep(request, found, form):
        messages.success(request, _("Your account is recorded, beside what others told."))
        return redirect("incident-questions" if asks_source else "incident", identifier=found.pk)
    context = {
        "incident": found,
        "form": form,
        "hits": hits,
        "kept_words": kept_words,
        "told_before": told_before,
    }
    return render(request, "incidents/own_account.html", context, status=422 if form.errors or hits else 200)


def _keep(request: HttpRequest, incident: Incident, form: forms.Form) -> bool:
    """On top of whatever is the latest: it touches nothing but the person's own account."""
    said, observer = form.cleaned_data, request.user.pk
    while True:
        document = record.read(incident)
        now = timezone.now().isoformat(timespec="seconds")
        told_by = said.get("told_by") or told_by_of(document, observer)
        seen = Observation(document, observer, told_by, now, _("Said again by the same person"))
        seen.add(Fact(NARRATIVE, said["narrative"].strip()))
        try:
            record.revise(actor=request.user, incident=incident, base=incident.head, update=seen.update, retract=seen.retract)
        except StaleBase:
            incident.refresh_from_db()
            continue
        except InvalidDocument as fault:
            for error in fault.errors:
                form.add_error("narrative", message_of(error))
            return False
        return True
