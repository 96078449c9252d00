"""Fills an instance with something of everything, for a backup to be made of it, and prints what to look for later."""

import io
import json
import sys

import django

django.setup()

from accounts.models import Role  # noqa: E402
from casework.services import cases  # noqa: E402
from incidents.models import LedgerHead  # noqa: E402
from incidents.services import evidence, identities, inspection, readers  # noqa: E402
from reports.models import Report  # noqa: E402
from reports.services import reports  # noqa: E402
from tests.builders import full_document, record_incident  # noqa: E402
from tests.conftest import person  # noqa: E402
from tests.incidents.photos import a_photo  # noqa: E402

volunteer, attorney = person("Vera Lindholm", Role.VOLUNTEER), person("Ada Brandt", Role.ATTORNEY)
incident = record_incident(volunteer, full_document("kept"))
evidence.receive(
    actor=volunteer,
    incident=incident,
    stream=io.BytesIO(a_photo()),
    filename="door.jpg",
    content_type="image/jpeg",
    kind="photo",
)
inspection.inspect_pending()
identities.enter(actor=volunteer, incident=incident, person="P1", details={"name": "Canary Name"})
readers.grant(actor=volunteer, incident=incident, user=attorney)
case = cases.open_case(actor=attorney, title="Alder Street", incident=incident)
report = reports.request_report(actor=attorney, case=case, language="en")
if Report.objects.get().state != "done":
    reports.work(report.pk)
head = LedgerHead.objects.get()
sys.stdout.write(
    json.dumps(
        {
            "incident": str(incident.pk),
            "report": str(report.pk),
            "sha256": Report.objects.get().sha256,
            "head": f"{head.sequence}:{head.digest}",
        }
    )
)
