"""The exact headers of every route and of every kind of error, file and redirect."""

import io
from pathlib import Path

import pytest
from django.test import Client

from incidents.services import evidence, inspection, readers
from tests.builders import record_incident
from tests.incidents.photos import a_photo
from tests.walking import routes

pytestmark = [pytest.mark.django_db, pytest.mark.assurance("A12"), pytest.mark.assurance("3.3")]
PERMISSIONS = (
    "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), "
    "microphone=(), midi=(), payment=(), usb=()"
)
EVERYWHERE = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PAGE_POLICY = {
    "default-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}
FILE_POLICY = {"default-src 'none'", "sandbox"}
# What an answer may carry besides: what it is, and what the request was answered in.
ORDINARY = {"Content-Type", "Content-Length", "Vary", "Content-Language", "Location", "Allow", "Content-Disposition"}
ORDINARY |= {"WWW-Authenticate", "Retry-After", "Clear-Site-Data", "Expires", "Last-Modified", "ETag"}
ORDINARY |= {"Tus-Resumable", "Tus-Version", "Tus-Extension", "Tus-Max-Size", "Tus-Checksum-Algorithm"}
ORDINARY |= {"Upload-Offset", "Upload-Length", "Upload-Expires"}


def policy(answer):
    return {part.strip() for part in answer["Content-Security-Policy"].split(";")}


def wrong(answer, *, kept="no-store", allowed=PAGE_POLICY):
    """What is not as it must be, by header."""
    found = {name: answer.get(name) for name, value in EVERYWHERE.items() if answer.get(name) != value}
    if answer.get("Cache-Control") != kept:
        found["Cache-Control"] = answer.get("Cache-Control")
    if policy(answer) != allowed:
        found["Content-Security-Policy"] = answer["Content-Security-Policy"]
    beyond = set(answer.headers) - set(EVERYWHERE) - ORDINARY - {"Cache-Control", "Content-Security-Policy"}
    return {**found, **({"beyond": beyond} if beyond else {})}


def test_every_route_answers_with_exactly_these_headers(volunteer, attorney, administrator, figure):
    answers, faults = 0, {}
    for person in (None, volunteer, attorney, administrator):
        client = Client(raise_request_exception=False)
        for route in routes():
            for method in ("get", "post", "put", "delete", "options"):
                if person is not None:
                    client.force_login(person)
                answer = getattr(client, method)(route.path())
                answers += 1
                if answer.status_code >= 500 or wrong(answer):
                    faults[(person and person.role, method, route.path())] = (answer.status_code, wrong(answer))
                if "leave" in route.names and person is not None:
                    person.__class__.objects.filter(pk=person.pk).update(is_active=True)
    assert faults == {}
    figure(f"{answers} answers of {len(routes())} routes, each exact")


def test_error_pages_carry_them_too(client, volunteer, settings):
    client = Client(raise_request_exception=False)
    large = client.post("/language/", {str(number): "x" for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)})
    statuses = {
        404: client.get("/nothing/here/"),
        405: client.get("/sign-out/"),
        400: Client(raise_request_exception=False, headers={"host": "elsewhere.example"}).get("/about/"),
        403: Client(enforce_csrf_checks=True).post("/sign-in/", {}),
        413: large,
    }
    assert {status: answer.status_code for status, answer in statuses.items()} == {status: status for status in statuses}
    assert [status for status, answer in statuses.items() if wrong(answer)] == []


def test_a_broken_page_carries_them_too(volunteer, monkeypatch):
    from incidents import selectors

    client = Client(raise_request_exception=False)
    client.force_login(volunteer)
    monkeypatch.setattr(selectors, "incidents_visible_to", lambda *_said: 1 / 0)
    answer = client.get("/incidents/")
    assert answer.status_code == 500
    assert wrong(answer) == {}


def test_files_are_never_run_and_never_kept(client, volunteer, attorney):
    incident = record_incident(volunteer)
    evidence.receive(
        actor=volunteer,
        incident=incident,
        stream=io.BytesIO(a_photo()),
        filename="a\r\nX-Evil: 1.html",
        content_type="text/html",
        kind="photo",
    )
    inspection.inspect_pending()
    readers.grant(actor=volunteer, incident=incident, user=attorney, through="case:1")
    client.force_login(attorney)
    base = f"/incidents/{incident.pk}/files/E1"
    original = client.post(f"{base}/original/", {"reason": "For the declaration"})
    assert original["Content-Type"] == "application/octet-stream"
    assert original["Content-Disposition"] == f'attachment; filename="{incident.pk}-E1.bin"'
    picture = client.get(f"{base}/copies/clean/")
    assert picture["Content-Type"] == "image/jpeg"
    for answer in (original, picture):
        assert wrong(answer, allowed=FILE_POLICY) == {}
        assert "Evil" not in str(answer.headers)


def test_static_files_are_kept_and_open_to_this_site_alone(settings, client):
    file = Path(settings.STATIC_ROOT) / "config"
    assert file.is_dir(), "run `manage.py prepare`"
    answer = client.get("/static/config/threshold.css")
    assert answer.status_code == 200
    assert "max-age" in answer["Cache-Control"]
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert {name: answer.get(name) for name in EVERYWHERE} == EVERYWHERE


def test_over_https_browsers_are_told_to_stay_there(settings):
    settings.SECURE_HSTS_SECONDS, settings.SECURE_SSL_REDIRECT = 31_536_000, True
    answer = Client().get("/about/", secure=True)
    assert answer["Strict-Transport-Security"] == "max-age=31536000"
    assert Client().get("/about/").status_code == 301


def test_no_page_has_a_script_or_style_of_its_own():
    """With the policy above a browser would refuse it: so it must not be there at all."""
    import re

    root = Path(__file__).resolve().parents[2]
    inline = re.compile(r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\bsrc=)", re.I)
    templates = [
        file for app in ("accounts", "incidents", "casework", "reports", "config") for file in (root / app).rglob("*.html")
    ]
    assert len(templates) > 80
    assert [file.name for file in templates if inline.search(file.read_text())] == []
