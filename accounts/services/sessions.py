"""Sessions of a person: opened, confirmed again, listed and ended."""

import time
from datetime import datetime
from importlib import import_module
from typing import NamedTuple

from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest

from accounts.models import User

BEGAN, SEEN = "began_at", "seen_at"  # seconds since 1970, as the server's clock had them
IDLE, LONGEST = 30 * 60, 12 * 60 * 60
SLACK = 60  # seconds that a clock may be set back without ending anybody's work
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class Open(NamedTuple):
    """One place where somebody is signed in: number, what its browser calls itself, since when, when last seen."""

    pk: int
    browser: str
    since: datetime
    seen: datetime
    here: bool


def sign_in(request: HttpRequest, person: User) -> None:
    """Signs somebody in who has just set their password; the session gets a new key."""
    login(request, person, backend=BACKEND)
    record_authentication(request, person, "password", reauthenticated=True)


def is_over(request: HttpRequest, now: float) -> bool:
    """Whether a session has been idle or open too long. A clock that was set back ends it too: its age is not known then."""
    began, seen = request.session.get(BEGAN, now), request.session.get(SEEN, now)
    return bool(now - seen > IDLE or now - began > LONGEST or min(now - seen, now - began) < -SLACK)


def note_seen(request: HttpRequest, now: float) -> None:
    """Remembers the time, at most once a minute: a session need not be written at every click."""
    if now - request.session.get(SEEN, 0) >= SLACK or BEGAN not in request.session:
        request.session.setdefault(BEGAN, now)
        request.session[SEEN] = now
        UserSession.objects.create_from_request(request)


def recently_confirmed(request: HttpRequest) -> bool:
    """Whether the person has shown within five minutes that it is them: by password, or by second factor where there is one."""
    return bool(did_recently_reauthenticate(request))


def open_sessions(request: HttpRequest) -> list[Open]:
    """Where this person is signed in, the one seen last first."""
    rows = sorted(UserSession.objects.purge_and_list(request.user), key=lambda row: row.last_seen_at, reverse=True)
    key = request.session.session_key
    return [Open(row.pk, row.user_agent, row.created_at, row.last_seen_at, row.session_key == key) for row in rows]


def end(request: HttpRequest, pk: int) -> bool:
    """Ends one other session of this person; False where there is none of that number."""
    row = UserSession.objects.filter(user=request.user, pk=pk).exclude(session_key=request.session.session_key).first()
    if row is not None:
        _end(row)
    return row is not None


def end_others(request: HttpRequest) -> int:
    """Ends every session of this person but this one; how many."""
    rows = UserSession.objects.filter(user=request.user).exclude(session_key=request.session.session_key)
    for row in list(rows):
        _end(row)
    return len(rows)


def _end(row: UserSession) -> None:
    import_module(settings.SESSION_ENGINE).SessionStore(row.session_key).delete()
    row.delete()


def now() -> float:
    return time.time()
