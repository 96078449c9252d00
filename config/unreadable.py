"""A page for what cannot be opened: the person learns what happened, whoever runs the instance finds it in the log."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from incidents.errors import KeyRingError, SealBroken

log = logging.getLogger(__name__)


class UnreadableRecord:
    """Answers for a view that met a broken seal or no usable key. The log gets the path, no content."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, (SealBroken, KeyRingError)):
            return None
        log.error("cannot be opened: %s %s (%s)", request.method, request.path, type(exception).__name__)
        return render(request, "config/unreadable.html", status=500)
