"""The register of agreements as pages: who holds what, one agency over time, and what a person must still answer."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from casework import access
from casework.display import register as pages
from casework.display.country_map import country_map
from casework.display.county_map import county_map
from casework.display.register_questions import Asked
from casework.errors import NoSuchAnswer
from casework.forms import AnswerForm
from casework.models import ListedAgency, RegisterQuestion, Sheet
from casework.services import agreements, register_questions
from incidents.intake.places import STATES

MOST = 200


class RegisterForm(forms.Form):
    """Words of a name, a place and a day; kept in the address, so that it can be passed on."""

    q = forms.CharField(label=gettext_lazy("Agency"), required=False, max_length=100)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    county = forms.CharField(label=gettext_lazy("County"), required=False, max_length=80)
    day = forms.DateField(label=gettext_lazy("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        states = sorted(((code, name) for code, (name, _zone) in STATES.items()), key=lambda one: one[1])
        self.fields["state"].choices = [("", gettext_lazy("All")), *states]


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    if not access.can_read_register(request.user):
        raise Http404
    form = RegisterForm(request.GET or None)
    valid = not form.is_bound or form.is_valid()
    asked = form.cleaned_data if form.is_bound and valid else {}
    day = asked.get("day") or _last_day()
    context = {"form": form, "day": day, "sheets": list(Sheet.objects.order_by("-as_of", "-part_of_day", "kind")), "most": MOST}
    context |= {"open": len(pages.open_questions()), "answers": access.can_answer_register(request.user), "asked": asked}
    if valid:
        context |= _answered(asked, day)
    return render(request, "casework/register.html", context, status=200 if valid else 422)


def _last_day() -> date:
    """The day of the newest list of participating agencies: today is rarely one that a sheet speaks of."""
    newest = Sheet.objects.filter(kind="participating").order_by("-as_of").values_list("as_of", flat=True).first()
    return newest or timezone.localdate()


def _answered(asked: dict[str, Any], day: date) -> dict[str, Any]:
    known = agreements.standing_register().register
    state, county, query = (asked.get(name) or "" for name in ("state", "county", "q"))
    if not (state or query or county):
        everywhere = pages.holders(known, day)
        return {"states": pages.states_of(everywhere), "country": country_map(day, everywhere) if everywhere else None}
    found = pages.holders(known, day, state=state, county=county, query=query)
    drawn = county_map(state, day, pages.holders(known, day, state=state)) if state else None
    counts = [(name, sum(one.found.state == name for one in found)) for name in pages.ORDER]
    return {
        "holders": found[:MOST],
        "all": len(found),
        "counts": counts,
        "map": drawn,
        "state_name": STATES.get(state, ("",))[0],
    }


@require_safe
def agency(request: HttpRequest, listed: int) -> HttpResponse:
    if not access.can_read_register(request.user):
        raise Http404
    found = get_object_or_404(ListedAgency.objects.select_related("body"), pk=listed)
    form = RegisterForm(request.GET or None)
    day = form.cleaned_data.get("day") if form.is_bound and form.is_valid() else None
    page = pages.AgencyPage(found, agreements.standing_register().register, day or _last_day())
    return render(request, "casework/register_agency.html", {"page": page, "answers": access.can_answer_register(request.user)})


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    if not access.can_answer_register(request.user):
        raise Http404
    answered = RegisterQuestion.objects.exclude(answer="").select_related("agency", "other", "answered_by")
    context = {
        "asked": [Asked(one) for one in pages.open_questions()],
        "answered": [Asked(one) for one in answered.order_by("-answered_at")],
    }
    return render(request, "casework/register_questions.html", context)


@require_POST
def answer(request: HttpRequest, question: int) -> HttpResponse:
    if not access.can_answer_register(request.user):
        raise Http404
    row = get_object_or_404(RegisterQuestion.objects.select_related("agency", "other"), pk=question)
    form = AnswerForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            register_questions.answer(actor=request.user, question=row, said=data["day"] or data["said"], note=data["note"])
        except NoSuchAnswer:
            form.add_error("said", _("Choose one of the answers."))
        else:
            messages.success(request, _("Recorded. The register has been followed anew."))
            return redirect("register-questions")
    return render(request, "casework/register_questions.html", {"asked": [Asked(row, form)], "answered": []}, status=422)
