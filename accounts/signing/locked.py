"""What counts as a try at whose account, and the page for an account that was tried too often."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

LONGEST = 254  # characters of an e-mail address (RFC 5321)


def address_tried(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """The e-mail address that a try is counted for: one for all ways to write it."""
    said = (credentials or {}).get("email") or (request.POST.get("login", "") if request is not None else "")
    return str(said).strip().lower()[:LONGEST]


def page(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
    """It says the same whether anybody has that address or not."""
    answer = render(request, "429.html", status=429)
    answer["Retry-After"] = "900"
    return answer
