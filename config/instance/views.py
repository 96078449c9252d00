"""Home of an administrator: first steps, then the state of the instance."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts import access
from accounts.errors import PeopleError
from config.instance import acts, facts
from config.instance.steps import steps

ACTS = {
    "about-read": acts.say_about_read,
    "sheet-put-away": acts.say_sheet_put_away,
    "mail-off": acts.say_mail_off,
    "mail-try": acts.try_mail,
}


def administration(request):
    found = steps(request.user)
    context = {
        "steps": found,
        "done": sum(step.done for step in found),
        "open": [step for step in found if not step.done],
        "state": facts.state(),
        "administrator": request.user,
    }
    return render(request, "config/administration.html", context)


@require_POST
def first_step(request, act):
    """One thing said or tried."""
    if not access.is_administrator(request.user) or act not in ACTS:
        raise Http404
    try:
        ACTS[act](actor=request.user)
    except PeopleError as refused:
        messages.error(request, str(refused))
    return redirect("home")
