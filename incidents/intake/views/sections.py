"""What was asked and what was not: the overview of all pages of questions, and new groups, papers and persons."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents import access
from incidents.errors import InvalidDocument, StaleBase, message_of
from incidents.format import pointer
from incidents.intake import showing, topics
from incidents.intake.asking import CHIPS
from incidents.intake.composing import LETTERS
from incidents.intake.forms import TOLD_BY
from incidents.intake.naming import member_name
from incidents.intake.observing import Document, Observation, next_key, told_by_of
from incidents.intake.views.reading import visible
from incidents.intake.views.starting import language
from incidents.models import Incident
from incidents.questions import catalogue
from incidents.services import record

ADDING = {
    "agencies": ("agencies_seen", "agency_seen", gettext_lazy("Add a group")),
    "documents": ("paper_seen", "paper", gettext_lazy("Add a paper")),
    "persons": ("/persons/*/role", "person_held", gettext_lazy("Add a person")),
}
BY_POSITION = {
    "words_spoken": ("words", gettext_lazy("Add words that were spoken")),
    "custody": ("custody", gettext_lazy("Add a stay in a local jail")),
}


def incident_questions(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Every page of questions with how far it has come."""
    found = visible(request, identifier)
    if not access.can_revise(request.user, found):
        raise Http404
    document = record.read(found)
    asked = showing.outcomes(document)
    rows = [_row(page, document, found, asked) for page in topics.pages(document)]
    context = {
        "incident": found,
        "place": showing.place_line(document["place"]),
        "told_by": told_by_of(document, request.user.pk),
        "general": [row for row in rows if not row["page"].keys],
        "members": _by_member(rows, document, found),
        "adding": [(name, title) for name, (_question, _topic, title) in ADDING.items()],
        "further": _further(document, found),
    }
    return render(request, "incidents/questions.html", context)


def _row(page: topics.Page, document: Document, incident: Incident, asked: dict[str, str]) -> dict[str, Any]:
    return {
        "page": page,
        "title": page.topic.title[language()],
        "about": page.topic.about[language()],
        "progress": showing.progress([item.path for item in page.items()], document, asked),
        "address": page.address(incident.pk),
    }


def _by_member(rows: list[dict[str, Any]], document: Document, incident: Incident) -> list[dict[str, Any]]:
    """The pages of each group, paper and person under its own heading, with what can be added inside it."""
    result: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        page = row["page"]
        if not page.keys:
            continue
        place = (page.topic.of, page.keys[0])
        entry = result.setdefault(place, {"title": _heading(page, document), "rows": [], "path": "/".join(("", *place))})
        entry["rows"].append(row)
    for (list_name, key), entry in result.items():
        entry["inner"] = _inner(document, incident, key) if list_name == "agencies" else []
    return list(result.values())


def _heading(page: topics.Page, document: Document) -> str:
    member = pointer.get(document, f"/{page.topic.of}/{page.keys[0]}")
    if isinstance(member, dict) and member.get("key"):
        return member_name(str(page.topic.of), member, language())
    return f"{page.topic.title[language()]} {int(page.keys[0]) + 1}"


def _inner(document: Document, incident: Incident, key: str) -> list[dict[str, Any]]:
    """Officers and vehicles of one group: those there are, and the next."""
    result = []
    for name in ("officers", "vehicles"):
        topic = catalogue().topic(name)
        members = pointer.get(document, f"/agencies/{key}/{topic.member}") or []
        keys = [str(member.get("key", index)) for index, member in enumerate(members)]
        following = topics.next_inner(document, topic, key)
        entries = [
            _inner_entry(topics.Page(topic, (key, inner)), incident, f"/agencies/{key}/{topic.member}") for inner in keys
        ]
        new = topics.Page(topic, (key, following)).address(incident.pk)
        result.append({"title": topic.title[language()], "entries": entries, "new": new})
    return result


def _inner_entry(page: topics.Page, incident: Incident, outer: str) -> dict[str, str]:
    """An officer or vehicle as the overview lists it; one that goes by position is counted from one."""
    inner = page.keys[-1]
    name = str(int(inner) + 1) if inner.isdecimal() else inner
    return {"name": name, "address": page.address(incident.pk), "path": f"{outer}/{inner}"}


def _further(document: Document, incident: Incident) -> list[tuple[str, Any]]:
    result = []
    for list_name, (topic_name, title) in BY_POSITION.items():
        page = topics.Page(catalogue().topic(topic_name), (str(len(document.get(list_name, []))),))
        result.append((page.address(incident.pk), title))
    return result


class AddingForm(forms.Form):
    """What the new member is, by what was seen of it."""

    what = forms.ChoiceField(
        widget=forms.RadioSelect(attrs=CHIPS), error_messages={"required": gettext_lazy("Choose one of these.")}
    )

    def __init__(self, *args: Any, list_name: str, needs_source: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        question = catalogue().question(ADDING[list_name][0])
        field = self.fields["what"]
        field.choices = [(a.value, a.label[language()]) for a in question.answers if a.sets or list_name == "persons"]
        field.label = question.ask[language()] if list_name == "persons" else ADDING[list_name][2]
        if list_name == "persons":
            field.choices += [("", _("Not said"))]
            field.required = False
        if needs_source:
            label = _("How do you know what happened?")
            self.fields["told_by"] = forms.ChoiceField(label=label, choices=TOLD_BY, widget=forms.RadioSelect(attrs=CHIPS))


def incident_add(request: HttpRequest, identifier: UUID, list_name: str) -> HttpResponse:
    """A new group, paper or person; its first page of questions follows at once."""
    found = visible(request, identifier)
    if list_name not in ADDING or not access.can_revise(request.user, found):
        raise Http404
    document = record.read(found)
    needs_source = not told_by_of(document, request.user.pk)
    form = AddingForm(request.POST or None, list_name=list_name, needs_source=needs_source)
    if form.is_bound and form.is_valid():
        try:
            key = _add(request, found, list_name, form.cleaned_data)
        except InvalidDocument as fault:
            for error in fault.errors:
                form.add_error(None, message_of(error))
        else:
            messages.success(request, _("%(key)s is added.") % {"key": key})
            return redirect("incident-topic", identifier=found.pk, topic=ADDING[list_name][1], member=key)
    context = {"incident": found, "form": form, "title": ADDING[list_name][2], "list_name": list_name}
    return render(request, "incidents/add.html", context, status=422 if form.errors else 200)


def _add(request: HttpRequest, incident: Incident, list_name: str, said: dict[str, Any]) -> str:
    """Adds on top of whatever is the latest: a new member touches nothing that is there."""
    while True:
        document = record.read(incident)
        base = incident.head
        observer = request.user.pk
        told_by = said.get("told_by") or told_by_of(document, observer)
        now = timezone.now().isoformat(timespec="seconds")
        seen = Observation(document, observer, told_by, now, _("Said again by the same person"))
        key = next_key({member["key"] for member in document.get(list_name, [])}, LETTERS[list_name])
        seen.add_member(list_name, {"key": key, **_facts(list_name, said.get("what", ""))})
        try:
            record.revise(actor=request.user, incident=incident, base=base, update=seen.update)
        except StaleBase:
            incident.refresh_from_db()
            continue
        return key


def _facts(list_name: str, what: str) -> dict[str, Any]:
    if list_name == "persons":
        return {"role": what} if what else {}
    answer = catalogue().question(ADDING[list_name][0]).answer(what)
    return dict(answer.sets or {})
