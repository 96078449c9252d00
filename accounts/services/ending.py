"""What a person holds open, ended: sessions and API tokens."""

from importlib import import_module

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from accounts.models import User


def end_sessions(person: User) -> int:
    """Deletes every session in which this person is signed in; how many. The next request of each is a stranger's."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    ended = 0
    for session in Session.objects.iterator():
        if session.get_decoded().get(SESSION_KEY) == str(person.pk):
            store(session.session_key).delete()
            ended += 1
    return ended


def end_tokens(person: User) -> int:
    """Ends every API token of this person; how many."""
    return person.api_tokens.all().delete()[0]
