"""Files from a second host name: by signed links of a minute, with no page, no session and no second opening."""

import io
import os
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from django.conf import settings as project
from django.test import Client

from incidents.intake import elsewhere
from incidents.models import LedgerEntry
from incidents.services import evidence, inspection, readers
from tests.builders import record_incident
from tests.incidents.photos import a_photo

pytestmark = [pytest.mark.django_db, pytest.mark.assurance("A12")]
THERE = "files.testserver"


@pytest.fixture(autouse=True)
def second_name(settings):
    settings.FILES_ORIGIN = f"http://{THERE}"
    settings.ALLOWED_HOSTS = ["testserver", THERE]


@pytest.fixture
def incident(volunteer):
    return record_incident(volunteer)


@pytest.fixture
def pages(volunteer, attorney, incident):
    """Addresses of a photo's copy and original, and the attorney who may open both."""
    readers.grant(actor=volunteer, incident=incident, user=attorney, through="case:1")
    evidence.receive(
        actor=volunteer,
        incident=incident,
        stream=io.BytesIO(a_photo()),
        filename="a.jpg",
        content_type="image/jpeg",
        kind="photo",
    )
    inspection.inspect_pending()
    client = Client()
    client.force_login(attorney)
    at = f"/incidents/{incident.pk}/files/E1/"
    return client, f"{at}copies/clean/", f"{at}original/"


def follow(address, host=THERE):
    """As a browser without any cookie."""
    return Client().get(urlsplit(address).path, headers={"host": host})


def ask(pages):
    client, _copy, original = pages
    return client.post(original, {"reason": "for the hearing"})["Location"]


def test_a_copy_is_shown_from_the_second_name(pages):
    client, copy, _original = pages
    sent = client.get(copy)
    assert (sent.status_code, urlsplit(sent["Location"]).netloc) == (302, THERE)
    picture = follow(sent["Location"])
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/jpeg")
    assert picture["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert picture["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert picture["Cache-Control"] == "no-store"
    assert not picture.cookies


def test_an_original_comes_once_for_one_entry_of_the_ledger(pages, incident):
    address = ask(pages)
    first = follow(address)
    assert b"".join(first.streaming_content) == a_photo()
    assert first["Content-Type"] == "application/octet-stream"
    assert first["Content-Disposition"].startswith("attachment")
    assert follow(address).status_code == 404
    assert LedgerEntry.objects.filter(act="evidence.opened").count() == 1


def test_the_first_name_gives_no_file_and_the_second_no_page(pages):
    address = ask(pages)
    assert follow(address, "testserver").status_code == 404
    client = pages[0]
    for path in ("/", "/sign-in/", "/incidents/", "/api/v1/incidents/", "/static/config/threshold.css", "/files/x/"):
        answer = client.get(path, headers={"host": THERE})
        assert (answer.status_code, answer["Content-Type"].split(";")[0]) == (404, "text/plain"), path


def test_a_link_ends_after_a_minute_with_the_right_and_when_it_is_changed(pages, attorney, incident, monkeypatch):
    client, copy, _original = pages
    address = client.get(copy)["Location"]
    assert follow(address[:-3] + "xy/").status_code == 404
    with monkeypatch.context() as later:
        import time

        now = time.time()
        later.setattr(time, "time", lambda: now + elsewhere.LIFETIME + 1)
        assert follow(address).status_code == 404
    assert follow(address).status_code == 200
    incident.readers.filter(user=attorney).delete()
    assert follow(address).status_code == 404
    original = elsewhere.link(attorney, elsewhere.ORIGINAL, incident.evidence_files.get().pk)
    assert follow(original).status_code == 404


def test_pages_allow_the_second_name_for_pictures_and_forms_alone():
    told = {**os.environ, "ORIGIN": "https://a.example", "FILES_ORIGIN": "https://files.a.example", "SECRET_KEY": "x" * 60}
    code = (
        "from django.conf import settings as s; d = s.CONTENT_SECURITY_POLICY['DIRECTIVES'];"
        "print([k for k in d if 'https://files.a.example' in d[k]], s.ALLOWED_HOSTS)"
    )
    run = [sys.executable, "-c", code]
    said = subprocess.run(
        run, env={**told, "DJANGO_SETTINGS_MODULE": "config.settings"}, cwd=project.BASE_DIR, capture_output=True, text=True
    )
    assert "['img-src', 'form-action']" in said.stdout, said.stderr
    assert "files.a.example" in said.stdout
    for wrong in ("https://a.example", "http://files.a.example", "files"):
        refused = subprocess.run(
            run,
            env={**told, "FILES_ORIGIN": wrong, "DJANGO_SETTINGS_MODULE": "config.settings"},
            cwd=project.BASE_DIR,
            capture_output=True,
            text=True,
        )
        assert refused.returncode != 0
        assert "FILES_ORIGIN" in refused.stderr
