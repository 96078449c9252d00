"""Coming by a link, and leaving.

The address with the token is never a page: it hands the link's digest to the browser in a signed cookie of an hour and sends
it on to an address without it, so that the token stands in no page, no Referer and no log, and nothing is written by whoever
only knocks.
"""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.errors import EmailTaken, LastAdministrator, LinkClosed
from accounts.people.forms import JoinForm, PasswordForm
from accounts.people.words import DOES
from accounts.services import people, sessions, standing
from accounts.tokens import digest_of

COOKIE, SALT, LIFETIME = "join", "accounts.join", 60 * 60


@login_not_required
@never_cache
@require_safe
def arrive(request, token):
    """Reads nothing and uses nothing up: a preview of the link, or a second look at it, costs nothing."""
    response = redirect("join")
    response.set_signed_cookie(
        COOKIE,
        digest_of(token),
        salt=SALT,
        max_age=LIFETIME,
        path=response.url,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request):
    try:
        digest = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=LIFETIME)
        link = people.opened(digest)
        if request.user.is_authenticated:
            return render(request, "accounts/join_signed_in.html", {"link": link})
        return _new_password(request, link) if link.person else _new_person(request, link)
    except (BadSignature, LinkClosed):
        return render(request, "accounts/join_closed.html", status=404)


def _new_person(request, link):
    form = JoinForm(request.POST or None, initial={"name": link.name, "email": link.email})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            person = people.accept(digest=link.digest, name=said["name"], email=said["email"], password=said["password"])
        except EmailTaken as error:
            form.add_error("email", str(error))
        else:
            sessions.sign_in(request, person)
            messages.success(request, _("You have joined. From now on you sign in with your e-mail address and password."))
            return _done("home")
    context = {"link": link, "form": form, "does": DOES[link.role]}
    return render(request, "accounts/join.html", context, status=422 if form.errors else 200)


def _new_password(request, link):
    form = PasswordForm(request.POST or None, person=link.person)
    if request.method == "POST" and form.is_valid():
        people.set_password(digest=link.digest, password=form.cleaned_data["password"])
        messages.success(request, _("Your new password is set. Sign in with it."))
        return _done("sign-in")
    return render(request, "accounts/new_password.html", {"link": link, "form": form}, status=422 if form.errors else 200)


def _done(name):
    response = redirect(name)
    response.delete_cookie(COOKIE, path=reverse("join"), samesite="Lax")
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request):
    """One's own way out. It asks first: nobody can undo it for themselves."""
    error = LastAdministrator() if standing.is_last_administrator(request.user) else None
    if request.method == "POST" and error is None:
        try:
            standing.leave(actor=request.user)
        except LastAdministrator as refused:
            error = refused
        else:
            logout(request)
            messages.success(request, _("Your access has ended. What you recorded stays as it is."))
            return redirect("sign-in")
    return render(request, "accounts/leave.html", {"error": error}, status=422 if request.method == "POST" else 200)
