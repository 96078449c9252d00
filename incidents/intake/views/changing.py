"""Taking back, opening another door, and letting somebody join."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Role, User
from incidents import access
from incidents.errors import InvalidDocument, StaleBase, message_of
from incidents.format import pointer
from incidents.format.pointer import split
from incidents.format.schema import is_fact, is_keyed, list_kind, schema_at
from incidents.intake import doors, retracting, showing
from incidents.intake.fields import words_of
from incidents.intake.forms import JoinForm, ReasonForm
from incidents.intake.observing import own_values, told_by_of
from incidents.intake.sensitive import unconfirmed
from incidents.intake.views.reading import described, visible
from incidents.intake.views.starting import language
from incidents.models import Incident
from incidents.services import drafts, readers, record


def incident_retract(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Takes back one fact or one member, with a reason. The earlier value stays in its revision."""
    found = visible(request, identifier)
    document = record.read(found)
    path = request.POST.get("path") or request.GET.get("path", "")
    if not access.can_revise(request.user, found) or not _can_be_taken_back(document, path, request.user.pk):
        raise Http404
    form = ReasonForm(request.POST or None)
    kept_words = request.POST.getlist("kept_words")
    hits = unconfirmed(words_of(form.fields, form.data), kept_words) if form.is_bound else []
    if form.is_bound and form.is_valid() and not hits and _take_back(request, found, document, path, form):
        messages.success(request, _("Taken back. What was there before stays in its revision."))
        return redirect("incident", identifier=found.pk)
    value = pointer.get(document, path)
    context = {
        "incident": found,
        "form": form,
        "hits": hits,
        "kept_words": kept_words,
        "path": path,
        "what": described(path),
        "is_member": isinstance(value, dict),
        "value": showing.in_words(path, value, document, language()) if not isinstance(value, dict) else "",
        "mine": path in own_values(document, request.user.pk),
    }
    return render(request, "incidents/retract.html", context, status=422 if form.errors or hits else 200)


def _can_be_taken_back(document: record.Document, path: str, observer: int) -> bool:
    try:
        tokens = split(path)
    except InvalidDocument:
        return False
    is_member = len(tokens) in (2, 4) and is_keyed(tokens[:-1]) and tokens[0] in ("agencies", "documents", "persons")
    is_plain_fact = is_fact(tokens) and not _is_required(tokens)
    told = pointer.holds(document, path) or path in own_values(document, observer)
    return told and (is_member or is_plain_fact or _is_entry(tokens))


def _is_entry(tokens: tuple[str, ...]) -> bool:
    """An entry of a list that goes by position: a stay in jail, words spoken, a vehicle."""
    return len(tokens) > 1 and tokens[-1].isdecimal() and list_kind(tokens[:-1]) == "positional"


def _is_required(tokens: tuple[str, ...]) -> bool:
    parent = schema_at(tokens[:-1]) or {}
    return tokens[-1] in parent.get("required", [])


def _take_back(request: HttpRequest, incident: Incident, document: record.Document, path: str, form: ReasonForm) -> bool:
    reason = form.cleaned_data["reason"]
    if _is_entry(split(path)):
        back = retracting.entry(document, path, reason=reason)
    elif isinstance(pointer.get(document, path), dict):
        back = retracting.member(document, path, reason=reason)
    else:
        back = retracting.fact(document, path, observer=request.user.pk, reason=reason)
    try:
        record.revise(
            actor=request.user, incident=incident, base=incident.head, update=back.update, retract=back.retract, reason=reason
        )
    except StaleBase:
        form.add_error(
            None, _("Somebody else changed this incident in the meantime. Nothing was taken back. Send it once more.")
        )
    except InvalidDocument as fault:
        for error in fault.errors:
            form.add_error(None, f"{described(error.path)}: {message_of(error)}")
    return not form.errors


@require_POST
def incident_another_door(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """A new draft with the place, the time and the agencies of this incident, of the same operation."""
    found = visible(request, identifier)
    if not access.can_create(request.user):
        raise Http404
    operation = _operation_of(request, found)
    document = record.read(found)
    content = doors.copy_of(document, operation=operation, told_by=told_by_of(document, request.user.pk) or "here")
    new = uuid4()
    drafts.save(actor=request.user, identifier=new, content=content)
    messages.success(request, _("Place, time and who came are copied. Tell what happened at this door."))
    return redirect("incident-quick", identifier=new, screen="account")


def _operation_of(request: HttpRequest, incident: Incident) -> str:
    """The operation that ties the doors together; the first door gets one when there is a second."""
    while True:
        if incident.operation:
            return str(incident.operation)
        operation = str(uuid4())
        try:
            record.revise(actor=request.user, incident=incident, base=incident.head, update={"operation": operation})
        except StaleBase:
            incident.refresh_from_db()
            continue
        return operation


def incident_join(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Lets another volunteer read and add to this incident."""
    found = visible(request, identifier)
    if not access.can_grant(request.user, found):
        raise Http404
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = _volunteer(form.cleaned_data["email"])
        if person is None:
            form.add_error(
                "email", _("No volunteer or coordinator signs in with this address. Check it, or ask your administrator.")
            )
        else:
            readers.grant(actor=request.user, incident=found, user=person)
            messages.success(request, _("%(name)s can now read and add to this incident.") % {"name": person.name})
            return redirect("incident-join", identifier=found.pk)
    context = {"incident": found, "form": form, "readers": found.readers.filter(through="joined").select_related("user")}
    return render(request, "incidents/join.html", context, status=422 if form.errors else 200)


def _volunteer(email: str) -> User | None:
    return User.objects.filter(email=email.lower(), is_active=True, role__in=(Role.VOLUNTEER, Role.COORDINATOR)).first()


@require_POST
def incident_leave(request: HttpRequest, identifier: UUID, user: int) -> HttpResponse:
    """Ends what incident_join began."""
    found = visible(request, identifier)
    person = User.objects.filter(pk=user).first()
    if person is None or not access.can_grant(request.user, found):
        raise Http404
    readers.withdraw(actor=request.user, incident=found, user=person)
    messages.success(request, _("%(name)s can no longer read this incident.") % {"name": person.name})
    return redirect("incident-join", identifier=found.pk)
