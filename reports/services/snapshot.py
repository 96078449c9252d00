"""Freezes a case into plain JSON: everything that its report prints, and nothing else.

Privileged notes and identities have no way in: reviews are read through `standing.confirmed`, which drops the notes, and no
identity row is ever opened here.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from accounts.models import Role, User
from casework.engine import Authority
from casework.models import Adoption, Case, Evaluation
from casework.selectors import readings_by_text
from casework.services import evaluation, law, standing
from casework.services.standing import ReadReview, Standing
from incidents.models import Incident, LedgerHead, Revision
from incidents.services import record
from reports import access
from reports.composition.trace import citings
from reports.errors import NotAllowed
from reports.services.allowed import projected

FORMAT = "report/1"
LISTED_STATUSES = frozenset({"indicated", "possible", "not_indicated"})
# Ids of records as remarks carry them, and pointers to files of the law that mean nothing on paper.
ID = re.compile(r"[a-z]{2}(?:/[\w.-]+)+(?<![.-])")
FILE_POINTER = re.compile(r"\s*\(see [\w./-]+\.yaml\)")
Json = dict[str, Any]


def freeze(*, case: Case, actor: User, on: date, language: str = "en", report: Json | None = None) -> Json:
    """The content of a report as of a day. Incidents without a standing evaluation are evaluated.

    Raises NotAllowed where the actor is not an attorney on the case.
    """
    if not access.can_request(actor, case):
        raise NotAllowed
    confirmed = standing.confirmed(case=case, on=on)
    evaluations = {incident: evaluation.current(incident, on=on) for incident in _incidents(case)}
    findings = [_finding(one, on) for one in confirmed]
    head = LedgerHead.objects.filter(pk=1).first()
    return {
        "format": FORMAT,
        "language": language,
        "audience": "counsel",
        "frozen_on": on.isoformat(),
        "report": report or {},
        "case": {"id": str(case.pk), "title": case.title, "lead": case.lead.name},
        "law": {"release": law.current_law().digest, "as_of": on.isoformat()},
        "ledger": {"number": head.sequence, "head": head.digest} if head else {},
        "incidents": [_incident(incident, held) for incident, held in evaluations.items()],
        "findings": findings,
        "others": _others(evaluations, confirmed),
        "authorities": _authorities(findings),
    }


def _incidents(case: Case) -> Iterable[Incident]:
    return case.incidents.order_by("occurred_on", "created_at")


def _incident(incident: Incident, held: Evaluation) -> Json:
    revision = Revision.objects.get(incident=incident, number=held.revision)
    document = record.read(incident, held.revision)
    return {
        "id": str(incident.pk),
        "revision": revision.number,
        "digest": revision.digest,
        "leaf_root": revision.leaf_root,
        "recorded_at": revision.created_at.isoformat(timespec="seconds"),
        "evaluation_digest": held.digest,
        **_place(evaluation.content_of(held)),
        "document": projected(document),
        "asked": _asked(document),
    }


def _place(content: Mapping[str, Any]) -> Json:
    """Law that is not on file for the place, and a county that nobody recorded and its coordinates tell."""
    return {key: content[key] for key in ("not_on_file", "county_by_coordinates") if content.get(key)}


def _asked(document: Mapping[str, Any]) -> list[Json]:
    """Every question in the order in which it was asked, in its wording, with what came of it; no answer, and nobody's name."""
    pages = document.get("extensions", {}).get("asked", [])
    attorneys = set(User.objects.filter(role=Role.ATTORNEY).values_list("pk", flat=True))
    return [
        {
            "wording": question.get("wording", ""),
            "outcome": question.get("outcome", ""),
            "by": "attorney" if page.get("by") in attorneys else "volunteer",
        }
        for page in pages
        for question in page.get("questions", [])
    ]


def _finding(one: Standing, on: date) -> Json:
    review = one.reviews[0]
    return {
        "incident": str(one.finding.incident_id),
        "code": one.finding.code,
        "subject": one.finding.subject or None,
        "unit": one.result.get("unit"),
        "title": dict(law.title_of(law.current_law(), one.finding.code)),
        "result": one.result,
        "against": _against(one.result, one.finding.incident.occurred_on, on),
        "review": _review(review, one.result),
        "adoption": _adoption(review),
        "changed_since": bool(one.changes),
    }


def _review(read: ReadReview, result: Mapping[str, Any]) -> Json:
    notes = {item["key"]: item.get("note") for item in result.get("rule_out") or []}
    return {
        "attorney": read.review.attorney.name,
        "decided_on": read.review.made_at.date().isoformat(),
        "reason": read.reason,
        "rule_digest": read.review.rule_digest,
        "ruled_out": [{"key": key, "note": notes.get(key) or key, "reason": word} for key, word in read.ruled_out],
    }


def _adoption(read: ReadReview) -> Json | None:
    review = read.review
    adopted = Adoption.objects.filter(
        finding=review.finding, case=review.case, rule_digest=review.rule_digest, attorney=review.attorney
    ).first()
    if adopted is None:
        return None
    return {
        "attorney": review.attorney.name,
        "adopted_on": adopted.adopted_at.date().isoformat(),
        "rule_digest": adopted.rule_digest,
    }


def _others(evaluations: Mapping[Incident, Evaluation], confirmed: Iterable[Standing]) -> list[Json]:
    """Results that nobody confirmed, by title and status alone."""
    taken = {(one.finding.incident_id, one.finding.code, one.finding.subject) for one in confirmed}
    current = law.current_law()
    return [
        {
            "incident": str(incident.pk),
            "code": result["code"],
            "subject": result["subject"],
            "status": result["status"],
            "title": dict(law.title_of(current, result["code"])),
        }
        for incident, held in evaluations.items()
        for result in evaluation.content_of(held)["results"]
        if result["status"] in LISTED_STATUSES and (incident.pk, result["code"], result["subject"] or "") not in taken
    ]


def _against(result: Mapping[str, Any], day: date, on: date) -> list[Json]:
    """What the records of the supporting authorities name as contrary, beyond what the result itself lists, each once.

    Another record is told by its id, where it governs that day; a remark that names none, as the record has it.
    """
    known = law.current_law().authorities
    listed = {str(entry["id"]) for entry in result.get("authorities") or []}
    found: dict[str, Json] = {}
    for name, remark in _remarks(result):
        others = _named_in(remark)
        for other in [other for other in others if other not in listed and known[other].governs(day, on)]:
            row = found.setdefault(other, {"id": other, **_standing_of(known[other], day, on), "contrary_to": []})
            row["contrary_to"] = list(dict.fromkeys([*row["contrary_to"], name]))
        if not others:
            said = FILE_POINTER.sub("", remark).strip().rstrip(".")
            found.setdefault(said, {"said": said, "contrary_to": []})["contrary_to"].append(name)
    return list(found.values())


def _remarks(result: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each remark on contrary authority in the records of those that support a result, with whose it is."""
    known = law.current_law().authorities
    supporting = [str(entry["id"]) for entry in result.get("authorities") or [] if entry["role"] == "supports"]
    for name in supporting:
        yield from ((name, remark) for remark in (known[name].contrary if name in known else ()))


def _standing_of(one: Authority, day: date, on: date) -> Json:
    return {"status_on_day": one.status_on(one.law_day(day, on)), "status_today": one.status_on(on)}


def _named_in(remark: str) -> list[str]:
    """The records that a remark of another record names by their ids."""
    known = law.current_law().authorities
    return [name for name in dict.fromkeys(ID.findall(remark)) if name in known]


def _authorities(findings: Iterable[Mapping[str, Any]]) -> Json:
    """The record of every authority that the report cites, with who has read which of them at their present text."""
    current, readings = law.current_law(), readings_by_text()
    named: dict[str, None] = {}
    for finding in findings:
        contrary = [row["id"] for row in finding["against"] if "id" in row]
        for entry in finding["result"].get("authorities") or []:
            named[str(entry["id"])] = None
            contrary += [str(entry["id"])] if entry["role"] == "contrary" else []
        named.update(dict.fromkeys([*contrary, *citings(finding["result"])]))
        for name in contrary:
            named.update(dict.fromkeys(_contrary_to(current.authorities.get(name))))
    records = {name: current.authorities[name] for name in named if name in current.authorities}
    return {name: _authority(one, readings.get((name, one.digest), []), records) for name, one in records.items()}


def _contrary_to(one: Authority | None) -> list[str]:
    return [name for remark in one.contrary for name in _named_in(remark)] if one else []


def _authority(one: Authority, readings: Iterable[Any], printed: Mapping[str, Authority]) -> Json:
    return {
        "title": one.title,
        "citation": one.citation,
        "kind": one.kind,
        "proposition": one.proposition,
        "decided": one.decided.isoformat() if one.decided else None,
        "contrary": [name for name in _contrary_to(one) if name in printed],
        "checked": one.checked,
        "checked_on": one.checked_on.isoformat(),
        "digest": one.digest,
        "readings": [{"attorney": reading.attorney.name, "on": reading.read_at.date().isoformat()} for reading in readings],
    }
