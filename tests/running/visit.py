"""Looks into an instance that came back: somebody signs in with a code, an incident opens, a report is the one it was."""

import hashlib
import sys

import django

django.setup()

from allauth.mfa.models import Authenticator  # noqa: E402
from django.test import Client  # noqa: E402

from tests.conftest import PASSWORD, code_now  # noqa: E402

incident, report, sha256 = sys.argv[1:4]
client = Client(headers={"host": "localhost"})
client.post("/sign-in/", {"login": "ada.brandt@example.org", "password": PASSWORD})
assert Authenticator.objects.exists()
client.post("/sign-in/second-step/", {"code": code_now()})
page = client.get(f"/incidents/{incident}/")
assert page.status_code == 200, page.status_code
assert "Somebody knocked before it was light." in page.text
picture = client.get(f"/incidents/{incident}/files/E1/copies/clean/")
assert picture.content.startswith(b"\xff\xd8"), picture.status_code
pdf = client.get(f"/reports/{report}/file/")
assert hashlib.sha256(pdf.content).hexdigest() == sha256
sys.stdout.write("seen")
