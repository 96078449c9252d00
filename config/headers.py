"""What holds for every request and every answer: the methods that pages take, and the headers that everything carries."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseNotAllowed, HttpResponseNotFound
from django.http.response import HttpResponseBase

from incidents.intake import elsewhere

# Nothing here uses them, so nothing that ever got into a page could (W3C Permissions Policy).
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)
ALWAYS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
    "Permissions-Policy": PERMISSIONS,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class ExactHeaders:
    """Outermost, so that it sees the answers of every layer. No browser and no proxy keeps a page; a static file they may."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.static = f"/{settings.STATIC_URL.strip('/')}/"

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in ALWAYS.items():
            response[name] = value
        if elsewhere.is_there(request):
            response["Cross-Origin-Resource-Policy"] = "cross-origin"  # pages of the first name show its pictures
        if not request.path.startswith(self.static) or response.status_code not in (200, 304):
            response["Cache-Control"] = "no-store"
        return response


class FilesHost:
    """The second host name gives files by their links and has no pages, no sign-in and no session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if elsewhere.is_there(request) and not request.path.startswith("/files/"):
            return HttpResponseNotFound("Nothing is here.", content_type="text/plain")
        return self.get_response(request)


class PageMethods:
    """A page is read or a form is sent to it; the other methods are the interface's for programs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD", "POST") and not request.path.startswith(settings.API_PREFIX):
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        return self.get_response(request)
