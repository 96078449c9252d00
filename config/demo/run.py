"""One decided case through all rooms: recorded, evaluated, decided, printed. Each step finds what an earlier run has made."""

import hashlib
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.core.management.base import CommandError

from accounts.models import Role, User
from casework.enums import Status
from casework.models import Case, Evaluation, Review
from casework.services import agreements, cases, decisions, evaluation, standing
from config.demo.cases import DecidedCase
from incidents.models import Incident
from incidents.services import record
from reports.enums import State
from reports.models import Report
from reports.services import reports, words

REASON = "The recorded facts are those of the published decision, and they meet each element."
RULED_OUT = "Nothing in the published decision suggests it."
AGREEMENTS = "As the published decision and its record have them."


@dataclass(frozen=True)
class Row:
    """What the table shows of a case."""

    title: str
    place: str
    indicated: list[str]
    possible: list[str]
    pdf: Path


def walk(decided: DecidedCase, people: dict[str, User], folder: Path, on: date) -> Row:
    """Takes one case from the document to the PDF in `folder`."""
    attorney = people[Role.ATTORNEY]
    incident = record.create(actor=people[Role.VOLUNTEER], document=decided.document).incident
    agreements.state_for_incident(actor=attorney, incident=incident, rows=decided.agreements, reason=AGREEMENTS)
    case = case_of(incident, decided, people)
    decide(case, incident, attorney, on)
    found = standing.of_incident(case=case, incident=incident, on=on)
    return Row(
        decided.title,
        decided.place,
        codes(found, Status.INDICATED),
        codes(found, Status.POSSIBLE),
        printed(case, attorney, folder / f"{decided.slug}.pdf"),
    )


def case_of(incident: Incident, decided: DecidedCase, people: dict[str, User]) -> Case:
    known = incident.cases.first()
    if known is not None:
        return known
    opened_by, lead = people[Role.COORDINATOR], people[Role.ATTORNEY]
    return cases.open_case(actor=opened_by, title=decided.title[:120], incident=incident, lead=lead)


def decide(case: Case, incident: Incident, attorney: User, on: date) -> None:
    """Adopts the rule of each indicated finding and confirms it, unless that has been done."""
    current = evaluation.current(incident, on=on)
    for found in standing.of_incident(case=case, incident=incident, on=on):
        if found.status != Status.INDICATED or (found.is_confirmed and not found.changes):
            continue
        decisions.adopt(actor=attorney, case=case, finding=found.finding, digest=found.rule_digest)
        ruled_out = {item["key"]: RULED_OUT for item in found.result["rule_out"]}
        decisions.confirm(
            actor=attorney, case=case, finding=found.finding, evaluation=current, reason=REASON, ruled_out=ruled_out
        )


def codes(found: list[standing.Standing], status: Status) -> list[str]:
    return sorted({one.finding.code for one in found if one.status == status})


def printed(case: Case, attorney: User, target: Path) -> Path:
    """The case's report as a file. What is there, of what still stands, is neither composed nor handed out again."""
    report = standing_report(case) or composed(case, attorney)
    if not (target.is_file() and hashlib.sha256(target.read_bytes()).hexdigest() == report.sha256):
        write_whole(target, reports.hand_out(actor=attorney, report=report))
    return target


def standing_report(case: Case) -> Report | None:
    """The newest finished report, unless something was decided or evaluated after it was asked for."""
    newest = Report.objects.filter(case=case, state=State.DONE).first()
    if newest is None:
        return None
    decided = Review.objects.filter(case=case, made_at__gt=newest.requested_at)
    evaluated = Evaluation.objects.filter(incident__cases=case, made_at__gt=newest.requested_at)
    return None if decided.exists() or evaluated.exists() else newest


def composed(case: Case, attorney: User) -> Report:
    """The facts are a published decision's: the words that are asked about again are printed as they are."""
    kept = [hit.words for hit in words.to_be_looked_at(case, ())]
    report = reports.request_report(actor=attorney, case=case, kept=kept)
    report.refresh_from_db()
    if report.state == State.QUEUED:  # a queue is configured, and no worker took it yet: do the work here
        reports.work(report.pk)
        report.refresh_from_db()
    if report.state != State.DONE:
        raise CommandError(f"The report of {case} was not composed: {report.error}")
    return report


def write_whole(target: Path, content: bytes) -> None:
    """Never half a file under the name that is announced."""
    part = target.with_suffix(".part")
    part.write_bytes(content)
    os.replace(part, target)
