"""Somebody who goes on recording while a backup is made."""

import django

django.setup()

from accounts.models import User  # noqa: E402
from tests.builders import minimal_document, record_incident  # noqa: E402

volunteer = User.objects.get(email="vera.lindholm@example.org")
for number in range(60):
    record_incident(volunteer, minimal_document(f"meanwhile {number}"))
