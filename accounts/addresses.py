"""The network address of a request as a pseudonym: equal for equal addresses, and no address of anybody is on file.

HMAC-SHA-256 under a key derived from the session secret, packed into a unique local IPv6 address (RFC 4193), because the
tables of the libraries that count tries hold an address and nothing else.
"""

import ipaddress

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

PREFIX = b"\xfd"


def of(request: HttpRequest) -> str:
    return pseudonym(_seen(request))


def pseudonym(address: str) -> str:
    """A person has a whole /64 of IPv6 to choose from, so that far is one address."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        known = ipaddress.ip_address("0.0.0.0")  # noqa: S104  a socket without an address: all of them are one
    whole = known.packed if known.version == 4 else known.packed[:8]
    return str(ipaddress.IPv6Address(PREFIX + salted_hmac("accounts.addresses", whole.hex(), algorithm="sha256").digest()[:15]))


def _seen(request: HttpRequest) -> str:
    """The peer, or what the trusted proxies say of theirs: what a client itself writes into the header is never believed."""
    peer: str = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXIES == 0:
        return peer
    said = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    return said[-settings.TRUSTED_PROXIES] if len(said) >= settings.TRUSTED_PROXIES else peer
