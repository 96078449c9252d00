"""The details, topic by topic: what was answered is added as a revision, nothing is erased, and a conflict shows both sides."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidents import access
from incidents.errors import InvalidDocument, StaleBase, message_of
from incidents.format import pointer
from incidents.format.accounts import told
from incidents.format.pointer import split
from incidents.intake import composing, county, showing, topics
from incidents.intake.asking import Given, QuestionsForm, as_sent
from incidents.intake.forms import ToldByForm
from incidents.intake.observing import (
    Document,
    Observation,
    differs,
    own_accounts,
    own_values,
    stands_alone,
    told_by_of,
    usual_how,
)
from incidents.intake.sensitive import unconfirmed
from incidents.intake.views.reading import visible
from incidents.intake.views.starting import language
from incidents.models import Incident, Revision
from incidents.services import record

ATTEMPTS = 3


@dataclass(frozen=True)
class Conflict:
    """A fact that somebody else changed while this person answered it."""

    given: Given
    mine: str
    theirs: str
    both_can_stand: bool


@dataclass
class Answering:
    """One page of questions and the person who answers it."""

    request: HttpRequest
    incident: Incident
    document: Document
    page: topics.Page

    @property
    def observer(self) -> int:
        return self.request.user.pk

    def told_by(self) -> str:
        """As they said it before; asked, and taken from what is sent, only where they have not."""
        asked = ToldByForm(self.request.POST)
        return told_by_of(self.document, self.observer) or (asked.cleaned_data["told_by"] if asked.is_valid() else "")

    def form(self, data: Any = None) -> QuestionsForm:
        items = self.page.items()
        return QuestionsForm(
            data,
            items=items,
            language=language(),
            document=self.document,
            usual_how=usual_how(self.told_by()),
            initial=self._initial(items),
        )

    def _initial(self, items: list[Any]) -> dict[str, Any]:
        mine = own_values(self.document, self.observer)
        asked = showing.outcomes(self.document)
        initial: dict[str, Any] = {}
        for item in items:
            value, how = mine.get(item.path, (None, ""))
            if stands_alone(item.path):
                value = pointer.get(self.document, item.path)
            if value is not None:
                initial[item.name] = as_sent(item.question, value)
            elif asked.get(item.path) == "dont_know" and item.question.kind in ("tri", "choice"):
                initial[item.name] = "unknown" if item.question.kind == "tri" else "dont_know"
            if how:
                initial[item.how_name] = how
        return initial

    def others(self) -> dict[str, str]:
        """What is recorded already and was not said by this person, by form field, in words."""
        mine = own_values(self.document, self.observer)
        result = {}
        for item in self.page.items():
            value = pointer.get(self.document, item.path)
            if value is not None and item.path not in mine and not stands_alone(item.path):
                result[item.name] = showing.in_words(item.path, value, self.document, language())
        return result


def incident_topic(request: HttpRequest, identifier: UUID, topic: str, member: str = "") -> HttpResponse:
    """One page of questions: shown with the person's own earlier answers, or taking new ones as a revision."""
    found = visible(request, identifier)
    if not access.can_revise(request.user, found):
        raise Http404
    document = record.read(found)
    page = topics.page_of(document, topic, member)
    if page is None:
        raise Http404
    here = Answering(request, found, document, page)
    if request.method != "POST":
        return _show(here, here.form(), base=found.head)
    return _take(here)


def _show(here: Answering, form: QuestionsForm, *, base: int, status: int = 200, **more: Any) -> HttpResponse:
    asks_source = not told_by_of(here.document, here.observer)
    others = here.others()
    context = {
        "incident": here.incident,
        "page": here.page,
        "title": here.page.title(language(), here.document),
        "about": here.page.topic.about[language()],
        "form": form,
        "questions": [(asked, others.get(asked.item.name, "")) for asked in form.questions()],
        "base": base,
        "told_by": ToldByForm(here.request.POST or None) if asks_source else None,
        "following": topics.following(here.document, here.page),
        "action": here.page.address(here.incident.pk),
        "county": _county(here, form),
        **more,
    }
    return render(here.request, "incidents/topic.html", context, status=status)


def _county(here: Answering, form: QuestionsForm) -> str:
    """What the coordinates say, where the page asks for the county."""
    asks = any(item.path == county.COUNTY for item in form.items)
    return county.suggestion(here.document) if asks else ""


def _take(here: Answering) -> HttpResponse:
    form = here.form(here.request.POST)
    base = _posted_base(here.request)
    needs_source = not here.told_by()
    if not form.is_valid() or needs_source:
        return _show(here, form, base=base, status=422)
    kept = here.request.POST.getlist("kept_words")
    hits = unconfirmed(form.texts(), kept)
    if hits:
        return _show(here, form, base=base, hits=hits, status=422)
    given = [_as_decided(answered, here.request) for answered in form.given()]
    try:
        return _save(here, given, base)
    except InvalidDocument as fault:
        _attach(form, fault)
        return _show(here, form, base=base, status=422)
    except _Conflicting as conflict:
        return _show_conflict(here, form, conflict)


def _posted_base(request: HttpRequest) -> int:
    text = request.POST.get("base", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0


def _as_decided(answered: Given, request: HttpRequest) -> Given:
    """On the page that shows both sides the person can leave what is there: then their answer is not recorded."""
    left = request.POST.get(f"{answered.item.name}.decided") == "theirs"
    return Given(answered.item, "skipped") if left else answered


def _attach(form: QuestionsForm, fault: InvalidDocument) -> None:
    """Each fault at its question where the page has it, otherwise above the form."""
    names = {item.path: item.name for item in form.items}
    for error in fault.errors:
        tokens = split(error.path)
        path = tokens[3] if tokens[:1] == ("accounts",) and len(tokens) > 3 else error.path
        form.add_error(names.get(path), message_of(error))


class _Conflicting(Exception):
    def __init__(self, head: int, document: Document, conflicts: list[Conflict]) -> None:
        super().__init__(head)
        self.head, self.document, self.conflicts = head, document, conflicts


def _save(here: Answering, given: list[Given], base: int) -> HttpResponse:
    """Revises from `base`. Where somebody else revised in between and no answer is touched, it goes on top of theirs."""
    here.document = _read_or_empty(here.incident, base) or here.document
    for _attempt in range(ATTEMPTS):
        said = _said(here, given)
        try:
            recorded = record.revise(
                actor=here.request.user,
                incident=here.incident,
                base=base,
                update=said.update,
                retract=said.retract,
            )
        except StaleBase as stale:
            conflicts = _conflicts(here, given, base, stale.document)
            if conflicts:
                raise _Conflicting(stale.head, stale.document, conflicts) from None
            here.document, base = stale.document, stale.head
            continue
        return _saved(here, given, recorded)
    raise _Conflicting(here.incident.head, here.document, [])


def _said(here: Answering, given: list[Given]) -> Observation:
    now = timezone.now().isoformat(timespec="seconds")
    again = _("Said again by the same person")
    said = Observation(here.document, here.observer, here.told_by(), now, again)
    for answered in composing.changed_only(given, own_values(here.document, here.observer)):
        if not stands_alone(answered.item.path) or differs(answered.value, pointer.get(here.document, answered.item.path)):
            said.add(answered.fact)
    said.asked(composing.asked_entry(here.page.name, given, observer=here.observer, at=now, wording=language()))
    return said


def _saved(here: Answering, given: list[Given], recorded: record.Recorded) -> HttpResponse:
    answered = sum(1 for one in given if one.outcome == "answered")
    text = ngettext("%(count)s answer is recorded here.", "%(count)s answers are recorded here.", answered) % {
        "count": answered
    }
    messages.success(here.request, text)
    following = topics.following(record.read(recorded.incident), here.page)
    if here.request.POST.get("action") == "next" and following:
        return redirect(following.address(here.incident.pk))
    return redirect("incident-questions", identifier=here.incident.pk)


def _conflicts(here: Answering, given: list[Given], base: int, now: Document) -> list[Conflict]:
    before = _read_or_empty(here.incident, base)
    told_before, told_now = told(before), told(now)
    result = []
    for answered in given:
        path = answered.item.path
        value = pointer.get(now, path)
        changed = differs(pointer.get(before, path), value) or told_before.get(path) != told_now.get(path)
        theirs = [said for _account, said in told_now.get(path, [])] or ([value] if value is not None else [])
        if answered.outcome == "answered" and changed and any(differs(answered.value, said) for said in theirs):
            result.append(_conflict(here, answered, theirs, now))
    return result


def _read_or_empty(incident: Incident, number: int) -> Document:
    try:
        return record.read(incident, number)
    except Revision.DoesNotExist:
        return {}


def _conflict(here: Answering, answered: Given, theirs: list[Any], now: Document) -> Conflict:
    path = answered.item.path
    mine = own_accounts(now, here.observer)
    own = any(account in mine for account, _value in told(now).get(path, []))
    words = "; ".join(dict.fromkeys(showing.in_words(path, value, now, language()) for value in theirs))
    return Conflict(
        given=answered,
        mine=showing.in_words(path, answered.value, now, language()),
        theirs=words,
        both_can_stand=not stands_alone(path) and not own,
    )


def _show_conflict(here: Answering, form: QuestionsForm, conflict: _Conflicting) -> HttpResponse:
    """Both sides, fact by fact. Everything typed travels with the page; nothing was changed yet."""
    skipped = ("csrfmiddlewaretoken", "base", "action")
    sent = [
        (name, value)
        for name, values in here.request.POST.lists()
        if name not in skipped and not name.endswith(".decided")
        for value in values
    ]
    revision = here.incident.revisions.select_related("author").get(number=conflict.head)
    context = {
        "incident": here.incident,
        "title": here.page.title(language(), here.document),
        "conflicts": conflict.conflicts,
        "sent": sent,
        "base": conflict.head,
        "action": here.page.address(here.incident.pk),
        "by": revision.author.name,
        "at": revision.created_at,
    }
    return render(here.request, "incidents/conflict.html", context, status=409)
