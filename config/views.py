"""The shell around the apps: home, what is kept, the look's parts, and pages for what went wrong."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.i18n import set_language as django_set_language

from accounts.models import Role
from config.instance.views import administration
from config.parts import examples

HOMES = {
    Role.VOLUNTEER: "incident-list",
    Role.COORDINATOR: "incident-list",
    Role.ATTORNEY: "case-list",
    Role.REVIEWER: "case-list",
    Role.AUDITOR: "ledger",
}
set_language = login_not_required(django_set_language)


def home(request: HttpRequest) -> HttpResponse:
    """Sends each role to its own work; an administrator's is the instance itself."""
    name = HOMES.get(request.user.role)
    return redirect(name) if name else administration(request)


@login_not_required
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "config/about.html")


@login_not_required
def parts(request: HttpRequest) -> HttpResponse:
    return render(request, "config/parts.html", examples())


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form sent without its token: it was open for long, or cookies are refused."""
    return render(request, "403_csrf.html", status=403)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Drawn without the request: whatever failed (the database, say) may fail again on reading the session."""
    return render(None, "500.html", status=500)
