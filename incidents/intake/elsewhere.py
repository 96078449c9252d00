"""Files from a second host name, where the operator set one: whatever a file does in a browser, it meets no session there.

A link is signed, good for a minute, and names the person it was made for; their right is looked up again when it is followed.
"""

import hashlib
from typing import Any, NamedTuple

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse

from accounts.models import User

LIFETIME = 60  # seconds
SALT = "incidents.files-elsewhere"
ORIGINAL, COPY = "original", "copy"


class Told(NamedTuple):
    """What a link says: for whom, and the key of the row of the file or copy."""

    reader: User
    kind: str
    key: str


def is_set() -> bool:
    return bool(settings.FILES_ORIGIN)


def is_there(request: HttpRequest) -> bool:
    """Whether a request came to the second host name."""
    return is_set() and request.META.get("HTTP_HOST") == settings.FILES_ORIGIN.partition("://")[2]


def link(reader: User, kind: str, key: Any) -> str:
    token = signing.dumps([reader.pk, kind, str(key)], salt=SALT)
    return f"{settings.FILES_ORIGIN}{reverse('file-elsewhere', args=[token])}"


def told(token: str) -> Told | None:
    """None for a link that is not ours, too old, or of somebody whose access has ended."""
    try:
        person, kind, key = signing.loads(token, salt=SALT, max_age=LIFETIME)
    except signing.BadSignature:
        return None
    reader = User.objects.filter(pk=person, is_active=True).first()
    return Told(reader, kind, key) if reader else None


def is_first_use(token: str) -> bool:
    """Each link to an original opens it once: one opening, one entry of the ledger."""
    return bool(cache.add(f"files-elsewhere:{hashlib.sha256(token.encode()).hexdigest()}", 1, 2 * LIFETIME))
