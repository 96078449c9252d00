"""People as administrators see them, and as coordinators see those they invited. What is not yours to see is not there."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import access, selectors
from accounts.errors import PeopleError
from accounts.models import Invitation, Role
from accounts.people.forms import InviteForm, RoleForm
from accounts.people.qr import code_of
from accounts.people.words import DOES
from accounts.services import factors, people, standing

A_PAGE = 100
ROLE_BEFORE = "role_before"


@require_safe
def people_list(request):
    if not access.can_see_people(request.user):
        raise Http404
    found = selectors.people_visible_to(request.user)
    sought = request.GET.get("q", "").strip()
    if sought:
        found = found.filter(Q(name__icontains=sought) | Q(email__icontains=sought))
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    links = selectors.open_invitations(request.user)
    context = {
        "page": page,
        "sought": sought,
        "links": links.filter(expires_at__gt=timezone.now()),
        "all_people": access.is_administrator(request.user),
    }
    if access.is_administrator(request.user):
        context["with_second_factor"] = factors.holders(page.object_list)
    return render(request, "accounts/people.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request):
    """Makes a link and shows it, this once; sent again, the form makes another."""
    roles = access.roles_to_invite(request.user)
    if not roles:
        raise Http404
    form = InviteForm(request.POST or None, roles=roles)
    if request.method == "POST" and form.is_valid():
        return _shown_once(request, people.invite(actor=request.user, **form.cleaned_data))
    context = {"form": form, "only": roles[0] if len(roles) == 1 else None}
    return render(request, "accounts/invite.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
def make_link(request, pk):
    person = _person(request, pk)
    if not access.can_make_link(request.user, person):
        raise Http404
    return _shown_once(request, people.make_link(actor=request.user, person=person))


def _shown_once(request, made):
    address = settings.ORIGIN.rstrip("/") + reverse("join-arrive", args=[made.token])
    context = {"link": made.invitation, "address": address, "code": code_of(address), "does": DOES[made.invitation.role]}
    return render(request, "accounts/link.html", context)


@require_POST
def withdraw(request, pk):
    link = get_object_or_404(selectors.invitations_visible_to(request.user), pk=pk)
    if people.withdraw_invitation(actor=request.user, invitation=link):
        messages.success(request, _("The link is withdrawn and opens nothing any more."))
    else:
        messages.info(request, _("The link was used or withdrawn before."))
    return redirect("people")


@never_cache
@require_safe
def person_page(request, pk):
    person = _person(request, pk)
    before = request.session.get(ROLE_BEFORE, {})
    if before:
        del request.session[ROLE_BEFORE]
    context = {
        "person": person,
        "does": DOES[person.role],
        "has_second_factor": factors.has_factor(person) if access.is_administrator(request.user) else None,
        "came_by": Invitation.objects.filter(used_by=person, person=None).select_related("invited_by").first(),
        "link": Invitation.objects.filter(
            person=person, used_at=None, withdrawn_at=None, expires_at__gt=timezone.now()
        ).first(),
        "can_change": access.can_change(request.user, person),
        "can_make_link": access.can_make_link(request.user, person),
        "last": standing.is_last_administrator(person),
        "form": RoleForm(initial={"role": person.role, "states": " ".join(person.states)}),
        "before": before if before.get("person") == person.pk else None,
    }
    return render(request, "accounts/person.html", context)


@require_POST
def change_role(request, pk):
    person = _changeable(request, pk)
    form = RoleForm(request.POST)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, " ".join(errors))
        return redirect("person", pk=pk)
    role, states = form.cleaned_data["role"], form.cleaned_data["states"]
    if (person.role, person.states) == (role, states):
        messages.info(request, _("Nothing was changed: this is the role already."))
    elif _done(request, standing.change_role, person, role=role, states=states):
        label = Role(person.role).label
        request.session[ROLE_BEFORE] = {
            "person": person.pk, "role": person.role, "label": str(label), "states": " ".join(person.states),
        }  # fmt: skip
    return redirect("person", pk=pk)


@require_POST
def lock_out(request, pk):
    _done(request, standing.lock_out, _changeable(request, pk))
    return redirect("person", pk=pk)


@require_POST
def remove_factor(request, pk):
    if _done(request, factors.remove_all, _changeable(request, pk)):
        messages.success(
            request, _("The second factor is removed and every session ended. At the next sign-in another is set up.")
        )
    return redirect("person", pk=pk)


@require_POST
def let_in(request, pk):
    _done(request, standing.let_in, _changeable(request, pk))
    return redirect("person", pk=pk)


def _done(request, act, person, **how):
    """Does it, or says why not."""
    try:
        act(actor=request.user, person=person, **how)
    except PeopleError as refused:
        messages.error(request, str(refused))
        return False
    return True


def _person(request, pk):
    return get_object_or_404(selectors.people_visible_to(request.user), pk=pk)


def _changeable(request, pk):
    person = _person(request, pk)
    if not access.can_change(request.user, person):
        raise Http404
    return person
