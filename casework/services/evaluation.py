"""Evaluations by pull: what has none under the law of the day is found and evaluated; nothing listens to signals.

An evaluation holds as long as nothing it was read with has moved: the revision, the law release, the agreements, and
the day so far as the law distinguishes days. Between two dates that appear in the law, any day reads the same.
"""

import json
from datetime import date
from typing import Any

import rfc8785
from django.db import IntegrityError, transaction
from django.db.models import CharField, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from accounts.models import User
from casework import engine
from casework.enums import RAISED
from casework.models import Evaluation, Finding, FindingState, StatedAgreements
from casework.services import agreements, fact_sheets
from casework.services.changes import NOTHING, basis_of, digest_of
from casework.services.law import current_law, layout_of, period_start, release_of
from incidents.models import Incident
from incidents.services import ledger, record, sealing

Content = dict[str, Any]


def purpose(evaluation: Evaluation) -> str:
    return f"evaluation:{evaluation.pk}"


def content_of(evaluation: Evaluation) -> Content:
    """The evaluation/1 object of an evaluation."""
    opened = sealing.unseal(bytes(evaluation.incident.key_wrapped), bytes(evaluation.sealed), purpose(evaluation))
    content: Content = json.loads(opened)
    return content


def results_by_finding(content: Content) -> dict[tuple[str, str], Content]:
    """(code, subject or "") -> result."""
    return {(result["code"], result["subject"] or ""): result for result in content["results"]}


def evaluate_incident(*, incident: Incident, as_of: date, actor: User | None = None) -> Evaluation:
    """Evaluates the head revision under the law as of a day. The same revision, law, agreements and day give the same row.

    Findings gain a state where what they rest on has changed. Raises LawError where the law files cannot be read.
    """
    incident.refresh_from_db(fields=["head"])
    law, agreed = current_law(), agreements.standing_for(incident)
    key = {
        "incident": incident,
        "revision": incident.head,
        "release": release_of(law),
        "register": agreed.digest,
        "as_of": as_of,
    }
    known = Evaluation.objects.filter(**key).first()
    if known is not None:
        return known
    document = record.read(incident, incident.head)
    content = engine.evaluate(document, law, agreements=agreed.register, as_of=as_of).as_dict()
    with transaction.atomic():
        fact_sheets.keep(incident, document, agreed, layout_of(law))
        return keep(key=key, content=content, actor=actor)


def keep(*, key: Content, content: Content, actor: User | None) -> Evaluation:
    """Seals an evaluation and brings the findings up to it, in one transaction; a twin that came first is returned."""
    plain = rfc8785.dumps(content)
    evaluation = Evaluation(**key, digest=digest_of(content))
    evaluation.sealed = sealing.seal(bytes(evaluation.incident.key_wrapped), plain, purpose(evaluation))
    try:
        with transaction.atomic():
            evaluation.save()
            update_findings(evaluation, content)
            detail = {
                "evaluation": str(evaluation.pk),
                "revision": evaluation.revision,
                "release": evaluation.release.digest,
                "as_of": evaluation.as_of.isoformat(),
                "digest": evaluation.digest,
            }
            ledger.append(actor=actor, act="incident.evaluated", subject=ledger.subject_of(evaluation.incident), detail=detail)
    except IntegrityError:
        twin = Evaluation.objects.filter(**key).first()
        if twin is None:
            raise
        return twin
    return evaluation


def update_findings(evaluation: Evaluation, content: Content) -> None:
    """Opens a finding for each result that is raised for the first time, and adds a state to each whose basis moved."""
    results = results_by_finding(content)
    known = {(one.code, one.subject): one for one in Finding.objects.filter(incident=evaluation.incident)}
    for (code, subject), result in results.items():
        if result["status"] in RAISED and (code, subject) not in known:
            known[code, subject] = Finding.objects.create(incident=evaluation.incident, code=code, subject=subject)
    for key, finding in known.items():
        add_state(finding, evaluation, results.get(key, NOTHING))


def add_state(finding: Finding, evaluation: Evaluation, result: Content) -> None:
    basis = digest_of(basis_of(result))
    last = finding.states.order_by("-id").first()
    if last is None or last.basis != basis:
        FindingState.objects.create(
            finding=finding, evaluation=evaluation, status=result["status"], support=result["support"] or "", basis=basis
        )


def is_of_what_stands(evaluation: Evaluation, incident: Incident) -> bool:
    """Whether it read the head revision under the law and the agreements that this instance now holds."""
    of_this_law = evaluation.release.digest == current_law().digest
    agreed = agreements.standing_for(incident).digest
    return evaluation.revision == incident.head and of_this_law and evaluation.register == agreed


def standing(on: date) -> QuerySet[Evaluation]:
    """Evaluations that still hold on a day, whatever the incident; compare `register` and `revision` besides."""
    law = current_law()
    return Evaluation.objects.filter(release=release_of(law), as_of__gte=period_start(law, on), as_of__lte=on)


def current(incident: Incident, *, on: date, actor: User | None = None) -> Evaluation:
    """The evaluation of the head revision that holds on a day; made now where there is none."""
    incident.refresh_from_db(fields=["head"])
    agreed = agreements.standing_for(incident).digest
    held = standing(on).filter(incident=incident, revision=incident.head, register=agreed)
    return held.order_by("made_at").last() or evaluate_incident(incident=incident, as_of=on, actor=actor)


def pending(on: date) -> QuerySet[Incident]:
    """Incidents whose head revision has no evaluation that holds on a day."""
    shared = Value(agreements.standing_register().digest, output_field=CharField())
    stated = StatedAgreements.objects.filter(incident=OuterRef("pk")).order_by("-id").values("digest")[:1]
    held = standing(on).filter(incident=OuterRef("pk"), revision=OuterRef("head"), register=OuterRef("register_digest"))
    incidents = Incident.objects.annotate(register_digest=Coalesce(Subquery(stated), shared))
    return incidents.filter(~Exists(held)).order_by("created_at")
