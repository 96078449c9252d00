"""Everybody who could come to an address, and something at every address: one population for the whole matrix."""

import io
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from accounts import tokens
from accounts.models import Role, User
from accounts.services import people
from casework.services import cases, evaluation, walls
from incidents.services import drafts, evidence, inspection, readers, uploads
from reports.services import reports
from tests.access.words import WHO
from tests.builders import full_document, identifier, record_incident
from tests.conftest import person
from tests.incidents.photos import a_photo


@dataclass
class Population:
    people: dict[str, User]
    keys: dict[str, str]
    values: dict[str, Any] = field(default_factory=dict)


def make() -> Population:
    """Enough that every route has something to answer about."""
    cast = _cast()
    incident = record_incident(cast["maker"], full_document("matrix"))
    for name in ("joined", "attorney"):
        readers.grant(actor=cast["maker"], incident=incident, user=cast[name])
    evidence.receive(
        actor=cast["maker"],
        incident=incident,
        stream=io.BytesIO(a_photo()),
        filename="a.jpg",
        content_type="image/jpeg",
        kind="photo",
    )
    inspection.inspect_pending()
    case = cases.open_case(actor=cast["attorney"], title="Matrix", incident=incident)
    for name in ("reviewer", "walled", "pending"):
        cases.add_member(actor=cast["attorney"], case=case, user=cast[name])
    walls.raise_wall(actor=cast["attorney"], case=case, user=cast["walled"], reason="a conflict")
    evaluation.current(incident, on=timezone.localdate())
    report = reports.request_report(actor=cast["attorney"], case=case, language="en")
    reports.work(report.pk)
    cast["gone"].is_active = False
    cast["gone"].save()
    keys = {f"{name}'s key": tokens.issue(user=cast[name], label="matrix") for name in ("maker", "attorney")}
    values = _values(cast, incident, case, report) | {"api token": cast["maker"].api_tokens.get().pk}
    return Population(cast, keys, values)


def _cast() -> dict[str, User]:
    roles = {
        "maker": Role.VOLUNTEER,
        "joined": Role.VOLUNTEER,
        "volunteer": Role.VOLUNTEER,
        "coordinator": Role.COORDINATOR,
        "far": Role.COORDINATOR,
        "attorney": Role.ATTORNEY,
        "off": Role.ATTORNEY,
        "walled": Role.ATTORNEY,
        "reviewer": Role.REVIEWER,
        "idle": Role.REVIEWER,
        "auditor": Role.AUDITOR,
        "administrator": Role.ADMINISTRATOR,
        "pending": Role.ATTORNEY,
        "gone": Role.ATTORNEY,
    }
    states = {"coordinator": ["MA"], "far": ["TX"]}
    return {
        name: person(f"The {name}", role, enrolled=name != "pending", states=states.get(name, []))
        for name, role in roles.items()
    }


def _values(cast: dict[str, User], incident: Any, case: Any, report: Any) -> dict[str, Any]:
    draft = identifier("a draft")
    drafts.save(actor=cast["maker"], identifier=draft, content={"screens": {}, "operation": ""})
    made = people.invite(actor=cast["administrator"], role=Role.VOLUNTEER)
    upload = uploads.begin(actor=cast["maker"], incident=incident, length=9, particulars={"filename": "a.jpg"})
    return {
        "upload": upload.pk,
        "incident": incident.pk,
        "identifier": incident.pk,
        "draft": draft,
        "case": case.pk,
        "finding": incident.findings.order_by("code").first().pk,
        "report": report.pk,
        "key": "E1",
        "number": 1,
        "user": cast["reviewer"].pk,
        "act": "about-read",
        "joined": cast["joined"].pk,
        "walled": cast["walled"].pk,
        "person": cast["volunteer"].pk,
        "invitation": made.invitation.pk,
        "token": made.token,
        "code": "FA-ENTRY",
        "state": "MA",
        "authority": "us/const/amend-4",
        "topic": "entry",
        "list_name": "agencies",
        "member": "A1",
        "name": "clean",
        "screen": "account",
    }


__all__ = ["WHO", "Population", "make"]
