"""The first record: a list of one's own, the free account, the quick questions, and everything kept while it is unfinished."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from incidents import access, selectors
from incidents.errors import IdentifierTaken, InvalidDocument, NotAllowed, SealBroken
from incidents.intake import composing, drafts, showing
from incidents.intake.asking import Asked, QuestionsForm
from incidents.intake.doors import copied_members, copied_place
from incidents.intake.forms import AccountForm
from incidents.intake.naming import agency_name, member_name
from incidents.intake.observing import usual_how
from incidents.intake.sensitive import unconfirmed
from incidents.models import Incident, Revision
from incidents.services import drafts as kept_drafts
from incidents.services import record

SCREENS = ("account", "came", "did")
PER_PAGE = 25
DISCARDED = "discarded_drafts"  # in the session: the last of them, by identifier
MOST_DISCARDED = 20


def language() -> str:
    return "es" if (get_language() or "en").startswith("es") else "en"


def screen_names() -> list[str]:
    return [_("What happened"), _("Who came"), _("What they did")]


def incident_list(request: HttpRequest) -> HttpResponse:
    """Drafts on top, then the incidents a person may see, newest first."""
    if not access.can_create(request.user):
        raise Http404
    page = Paginator(selectors.incidents_visible_to(request.user), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "drafts": [_draft_row(draft, content) for draft, content in drafts.of(request.user)],
        "page": page,
        "rows": _rows(page.object_list, request.user),
    }
    return render(request, "incidents/incident_list.html", context)


def _draft_row(draft: Any, content: drafts.Content | None) -> dict[str, Any]:
    if content is None:
        return {"id": draft.pk, "changed_at": draft.changed_at, "unreadable": True}
    sent = content["screens"].get("account", {})
    said = {name: (values[0] if values else "") for name, values in sent.items()}
    place = showing.place_line({"address": said.get("address"), "city": said.get("city"), "state": said.get("state", "")})
    reached = [screen for screen in SCREENS if screen in content["screens"]]
    return {
        "id": draft.pk,
        "place": place,
        "words": " ".join(said.get("narrative", "").split())[:90],
        "changed_at": draft.changed_at,
        "screen": reached[-1] if reached else "account",
    }


def _rows(incidents: Any, user: Any) -> list[dict[str, Any]]:
    """The heads of one page of the list in one query."""
    wanted = [incident.pk for incident in incidents]
    heads = Revision.objects.filter(incident__in=wanted, number=F("incident__head")).select_related("incident__created_by")
    by_incident = {revision.incident_id: revision for revision in heads}
    return [_row(by_incident[incident.pk], user) for incident in incidents]


def _row(revision: Revision, user: Any) -> dict[str, Any]:
    """One that cannot be opened does not take the others with it: what stands in its columns is shown, and that it is so."""
    by = "" if revision.incident.created_by_id == user.pk else revision.incident.created_by.name
    try:
        document, _seed = record.opened(revision)
    except SealBroken:
        return {"incident": revision.incident, "by": by, "revisions": revision.number, "unreadable": True}
    premises = document["place"].get("premises")
    return {
        "incident": revision.incident,
        "by": by,
        "place": showing.place_line(document["place"]),
        "when": showing.moment(document["occurred_at"]),
        "premises": showing.in_words("/place/premises", premises, document, language()) if premises else "",
        "files": len(document.get("evidence", [])),
        "revisions": revision.number,
    }


@dataclass
class Screen:
    """One screen of the first record, with what its draft holds."""

    identifier: UUID
    name: str
    content: drafts.Content
    used: tuple[str, ...] = ()  # the states that the person has recorded in

    def sent(self, name: str | None = None) -> QueryDict:
        data = QueryDict(mutable=True)
        for field, values in self.content["screens"].get(name or self.name, {}).items():
            data.setlist(field, values)
        return data

    def account(self) -> AccountForm:
        return AccountForm(self.sent("account"), language=language(), used=self.used)

    def told_by(self) -> str:
        return self.sent("account").get("told_by", "")

    def questions(self, name: str, *, bound: bool) -> QuestionsForm:
        members = self.members() if name == "did" else []
        data = self.sent(name)
        answered = {field for field, values in data.lists() if any(values)}
        premises = self.sent("came").get("place.premises", "")
        form = QuestionsForm(
            data if bound else None,
            items=composing.first_items(
                name, members, premises=premises, before=self.content.get("premises", [""]), answered=answered
            ),
            groups=[(one.handle, agency_name(one.facts, language())) for one in members if one.list_name == "agencies"],
            language=language(),
            usual_how=usual_how(self.told_by()),
            brief=True,
            initial=_as_initial(data),
        )
        return form

    def members(self) -> list[composing.Member]:
        came = QuestionsForm(self.sent("came"), items=composing.first_items("came"), language=language())
        copied = copied_members(self.content, self.sent("came"))
        made = composing.members_of(came.given(), copied) if came.is_valid() else []
        return [*copied, *made]

    def form(self, *, bound: bool) -> Any:
        if self.name != "account":
            return self.questions(self.name, bound=bound)
        data = self.sent()
        return self.account() if bound else AccountForm(language=language(), used=self.used, initial=_as_initial(data))

    def unconfirmed(self, form: Any) -> list[Any]:
        """What free text holds and the person has not said yes to keeping."""
        return unconfirmed(form.texts(), self.sent().getlist("kept_words"))


def _as_initial(data: QueryDict) -> dict[str, Any]:
    return {name: values if len(values) != 1 else values[0] for name, values in data.lists()}


def incident_new(request: HttpRequest) -> HttpResponse:
    """The free account of a new record. What is sent is a draft from the first moment."""
    if not access.can_create(request.user):
        raise Http404
    if request.method == "POST":
        return _take(request, _posted_identifier(request), "account")
    screen = Screen(uuid4(), "account", {"screens": {}}, selectors.states_used_by(request.user))
    return _show(request, screen, screen.form(bound=False))


def _posted_identifier(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("draft", ""))
    except ValueError:
        return uuid4()


def incident_quick(request: HttpRequest, identifier: UUID, screen: str) -> HttpResponse:
    """One screen of a draft: shown as it was left, or taking what is sent."""
    if screen not in SCREENS:
        raise Http404
    if request.method == "POST":
        return _take(request, identifier, screen)
    content = drafts.content_of(request.user, identifier)
    if content is None:
        return _already_recorded(request, identifier)
    here = Screen(identifier, screen, content, selectors.states_used_by(request.user))
    checking = "check" in request.GET
    return _show(request, here, here.form(bound=checking), checking=checking)


def _already_recorded(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """A form sent twice, or opened again after it was sealed, leads to its incident."""
    incident = selectors.incident_visible_to(request.user, identifier)
    if incident is None:
        raise Http404
    return redirect("incident", identifier=incident.pk)


def _show(request: HttpRequest, screen: Screen, form: Any, *, checking: bool = False, problems: Any = ()) -> HttpResponse:
    context = {
        "draft": screen.identifier,
        "screen": screen.name,
        "form": form,
        "hits": screen.unconfirmed(form) if checking else [],
        "kept_words": screen.sent().getlist("kept_words"),
        "step": SCREENS.index(screen.name) + 1,
        "step_names": screen_names(),
        "problems": problems,
        "groups": _groups(form, screen) if screen.name == "did" else [],
        "copied": _copied_choices(screen) if screen.name == "came" else [],
        "back": SCREENS[SCREENS.index(screen.name) - 1] if screen.name != "account" else "",
    }
    template = "incidents/first_account.html" if screen.name == "account" else "incidents/first_questions.html"
    return render(
        request, template, context, status=422 if problems or (checking and (form.errors or context["hits"])) else 200
    )


def _copied_choices(screen: Screen) -> list[tuple[composing.Member, bool, str]]:
    ticked = screen.sent().getlist("copied")
    seen_before = "came" in screen.content["screens"]
    every = copied_members({**screen.content, "all": True}, QueryDict())
    return [(member, member.handle in ticked or not seen_before, agency_name(member.facts, language())) for member in every]


def _groups(form: QuestionsForm, screen: Screen) -> list[dict[str, Any]]:
    """The questions of the last screen: about the place first, then one card for each group and each person."""
    members = {member.handle: member for member in screen.members()}
    groups: dict[str, dict[str, Any]] = {"": {"title": "", "questions": []}}
    for asked in form.questions():
        handle = asked.item.name.rsplit(".", 1)[0] if "*" in asked.item.question.path else ""
        if handle and handle not in groups:
            member = members[handle]
            entry = {"key": member.key, **member.facts}
            title = member_name(member.list_name, entry, language())
            groups[handle] = {"title": title, "questions": [], "open": _is_open(form, member, members.values())}
        groups[handle]["questions"].append(asked)
    groups[""]["chains"] = _chains(groups[""]["questions"])
    return [group for group in groups.values() if group["questions"]]


def _chains(questions: list[Asked]) -> list[list[Asked]]:
    """Each question with those that follow from its yes."""
    chains: list[list[Asked]] = []
    for asked in questions:
        if asked.item.question.follows and chains:
            chains[-1].append(asked)
        else:
            chains.append([asked])
    return chains


def _is_open(form: QuestionsForm, member: composing.Member, members: Iterable[composing.Member]) -> bool:
    """The first group and the first person stand open, and whatever has an answer or a fault; the others open in one tap."""
    first = next(other for other in members if other.list_name == member.list_name)
    begins = f"{member.handle}."
    names = [name for name in form.fields if name.startswith(begins) and not name.endswith(".how")]
    return member == first or any(form[name].value() for name in names) or any(name.startswith(begins) for name in form.errors)


def _take(request: HttpRequest, identifier: UUID, screen: str) -> HttpResponse:
    """Keeps what was sent, whatever it is; then goes on where it holds, or shows what to change."""
    if drafts.content_of(request.user, identifier) is None and Incident.objects.filter(pk=identifier).exists():
        return _already_recorded(request, identifier)
    action = request.POST.get("action", "next")
    if action == "keep" and str(identifier) in request.session.get(DISCARDED, []):
        return HttpResponse(status=410)  # a page left open keeps by itself what was discarded in another
    sent = {name: values for name, values in request.POST.lists() if name not in ("draft",)}
    try:
        content = drafts.keep(owner=request.user, identifier=identifier, screen=screen, sent=sent)
    except NotAllowed:
        raise Http404 from None
    if action == "keep":
        return HttpResponse(status=204)
    if action == "later":
        messages.success(request, _("Your draft is kept. You can go on with it here."))
        return redirect("incident-list")
    return _onward(request, Screen(identifier, screen, content), action)


def _onward(request: HttpRequest, here: Screen, action: str) -> HttpResponse:
    form = here.form(bound=True)
    if not form.is_valid() or here.unconfirmed(form):
        return redirect(f"{_address(here.identifier, here.name)}?check=1")
    if action == "seal" or here.name == SCREENS[-1]:
        return _seal(request, here)
    return redirect(_address(here.identifier, SCREENS[SCREENS.index(here.name) + 1]))


def _address(identifier: UUID, screen: str) -> str:
    return reverse("incident-quick", kwargs={"identifier": identifier, "screen": screen})


def _seal(request: HttpRequest, here: Screen) -> HttpResponse:
    """Free account and quick questions become the first revision, whole; then the draft is gone with its key."""
    for name in SCREENS:
        form = Screen(here.identifier, name, here.content).form(bound=True)
        if (name == "account" or name in here.content["screens"]) and not form.is_valid():
            return redirect(f"{_address(here.identifier, name)}?check=1")
    try:
        incident = record.create(actor=request.user, document=_document(request, here)).incident
    except InvalidDocument as fault:
        return _show(request, here, here.form(bound=True), problems=fault.errors)
    except IdentifierTaken:
        return _already_recorded(request, here.identifier)
    kept_drafts.discard(actor=request.user, identifier=here.identifier)
    return redirect("incident-sealed", identifier=incident.pk)


def _document(request: HttpRequest, here: Screen) -> dict[str, Any]:
    account = here.account()
    account.is_valid()
    screens = {}
    for name in ("came", "did"):
        form = here.questions(name, bound=True)
        form.is_valid()
        if name in here.content["screens"]:
            screens[name] = form.given()
    return composing.first_document(
        _opening(here, account.cleaned_data),
        screens,
        copied=[member for member in here.members() if member.handle.startswith("copied")],
        observer=request.user.pk,
        at=timezone.now().isoformat(timespec="seconds"),
        wording=language(),
        again=_("Said again by the same person"),
    )


def _opening(here: Screen, said: dict[str, Any]) -> composing.Opening:
    place = {name: said[name].strip() for name in ("state", "city", "address", "unit")}
    return composing.Opening(
        identifier=str(here.identifier),
        told_by=said["told_by"],
        language=said["spoken"],
        narrative=said["narrative"].strip(),
        occurred_at=said["occurred_at"],
        approximate=said["approximate"],
        place={**copied_place(here.content, place), **place},
        operation=here.content.get("operation") or None,
    )


@require_POST
def draft_discard(request: HttpRequest, identifier: UUID) -> HttpResponse:
    if not kept_drafts.discard(actor=request.user, identifier=identifier):
        raise Http404
    request.session[DISCARDED] = [*request.session.get(DISCARDED, []), str(identifier)][-MOST_DISCARDED:]
    messages.success(request, _("The draft was discarded. Nothing of it is kept."))
    return redirect("incident-list")
