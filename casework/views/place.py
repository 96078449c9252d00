"""What law is on file for a place and a day, as a page that prints and as data."""

from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from casework import access
from casework.display import corpus, words
from casework.display.applicable import Sheet
from casework.display.card import Card
from casework.engine import Law
from casework.engine.applicable import Asked, applicable
from casework.engine.fields import fields
from casework.services import releases
from casework.services.law import current_law


class PlaceForm(forms.Form):
    """State, day and, as far as known, county, city and agency; kept in the address, so that it can be passed on."""

    state = forms.ChoiceField(label=_("State"))
    county = forms.CharField(label=_("County"), required=False, max_length=80)
    city = forms.CharField(label=_("City or town"), required=False, max_length=80)
    day = forms.DateField(label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    level = forms.ChoiceField(label=_("Level of the agency"), required=False)
    component = forms.ChoiceField(label=_("Kind of agency"), required=False)

    def __init__(self, data: Any, law: Law) -> None:
        super().__init__(data)
        states = sorted((one.name, code) for code, one in law.places.states.items())
        self.fields["state"].choices = [("", "—"), *((code, name) for name, code in states)]
        for name in ("level", "component"):
            values = sorted(value for value in fields()[f"agencies[].{name}"].values if value != "unknown")
            said = [(value, words.answer(f"/agencies/A1/{name}", value)) for value in values]
            self.fields[name].choices = [("", _("Not known")), *said]
        self.fields["county"].widget.attrs["list"] = "counties"
        self.fields["city"].widget.attrs["list"] = "cities"

    def asked(self, today: date) -> Asked:
        data = self.cleaned_data
        optional = {name: data[name] or None for name in ("county", "city", "level", "component")}
        return Asked(state=data["state"], day=data["day"] or today, as_of=today, **optional)


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    if not access.can_read_law(request.user):
        raise Http404
    law = current_law()
    form = PlaceForm(request.GET or None, law)
    valid = form.is_bound and form.is_valid()
    sheet = Sheet(law, applicable(law, form.asked(timezone.localdate()))) if valid else None
    known = law.places.localities
    names = {
        kind: sorted({name_of for one in known if kind in one.kinds for name_of in one.names}) for kind in ("city", "county")
    }
    options = {kind: [name.replace("-", " ").title() for name in found] for kind, found in names.items()}
    context = {"form": form, "sheet": sheet, "cities": options["city"], "counties": options["county"]}
    if sheet is None:
        context |= {"lines": corpus.lines(law), "kinds": corpus.kinds(law), "release": law.digest}
        context["sees_releases"] = access.can_see_releases(request.user)
        context["release_ready"] = context["sees_releases"] and releases.proposed() is not None
    return render(request, "casework/place.html", context, status=422 if form.is_bound and not valid else 200)


@require_safe
def card(request: HttpRequest, state: str) -> HttpResponse:
    law = current_law()
    if not (access.can_read_law(request.user) and state in law.places.states):
        raise Http404
    today = timezone.localdate()
    answer = applicable(law, Asked(state=state, day=today, as_of=today))
    return render(request, "casework/place_card.html", {"card": Card(law, answer), "today": today})
