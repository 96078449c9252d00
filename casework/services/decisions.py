"""What an attorney does with a finding: adopt its rule, confirm, dismiss, ask for facts; and say that a text was read.

Each is one transaction with its ledger entry. A decision is about what the attorney had before them: if the record or
the law has moved since, it is refused and what changed is told.
"""

import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from casework import access
from casework.enums import RAISED, Decision
from casework.errors import CannotDecide, ChangedMeanwhile, NoEvaluation, NotAllowed, Words
from casework.models import Adoption, AuthorityReading, Case, Evaluation, Finding, FindingState, Review
from casework.services import evaluation as evaluations
from casework.services.changes import NOTHING, Result, differences
from casework.services.law import authority_digest, current_law, rule_digest
from incidents.models import Incident
from incidents.services import ledger, sealing


def subject(finding: Finding) -> str:
    return f"finding:{finding.pk}"


def confirm(
    *,
    actor: User,
    case: Case,
    finding: Finding,
    evaluation: Evaluation,
    reason: str,
    ruled_out: Mapping[str, str],
    note: str = "",
) -> Review:
    """Confirms a finding as it stood in `evaluation`. `ruled_out`: exception that no field holds -> a word of reason.

    Raises NotAllowed, ChangedMeanwhile, or CannotDecide with everything that is missing.
    """
    _allow(actor, case, finding)
    with transaction.atomic():
        result = _as_read(finding, evaluation)
        problems = [*_reason_missing(reason), *_why_not_confirmable(actor, case, finding, result, ruled_out)]
        if problems:
            raise CannotDecide(problems)
        words = [{"key": item["key"], "word": ruled_out[item["key"]].strip()} for item in result["rule_out"]]
        content = {"reason": reason.strip(), "note": note.strip(), "ruled_out": words}
        return _review(actor, case, finding, evaluation, Decision.CONFIRM, content)


def dismiss(*, actor: User, case: Case, finding: Finding, evaluation: Evaluation, reason: str, note: str = "") -> Review:
    """Dismisses a finding as it stood in `evaluation`, with a reason. Raises NotAllowed, ChangedMeanwhile, CannotDecide."""
    return _decide(actor, case, finding, evaluation, Decision.DISMISS, reason, note)


def ask_facts(*, actor: User, case: Case, finding: Finding, evaluation: Evaluation, reason: str, note: str = "") -> Review:
    """Leaves a finding open until somebody has told more; `reason` says what. Raises as `dismiss` does."""
    return _decide(actor, case, finding, evaluation, Decision.NEEDS_FACTS, reason, note)


def adopt(*, actor: User, case: Case, finding: Finding, digest: str) -> Adoption:
    """ "I have read it and adopt it here": the rule behind a finding, at the digest that was read.

    Raises NotAllowed; ChangedMeanwhile where the rule is another one by now. Adopting again changes nothing.
    """
    _allow(actor, case, finding)
    if rule_digest(current_law(), finding.code) != digest:
        raise ChangedMeanwhile([])
    with transaction.atomic():
        adoption, added = Adoption.objects.get_or_create(
            finding=finding, case=case, rule_digest=digest, attorney=actor, defaults={"code": finding.code}
        )
        if added:
            detail = {"case": str(case.pk), "code": finding.code, "rule": digest}
            ledger.append(actor=actor, act="rule.adopted", subject=subject(finding), detail=detail)
    return adoption


def record_reading(*, actor: User, authority: str, digest: str, note: str) -> AuthorityReading:
    """Records that a named attorney has read the text of an authority, and where.

    Raises NotAllowed; ChangedMeanwhile where the record of the authority is another one by now; CannotDecide without a note.
    """
    if not access.can_record_reading(actor):
        raise NotAllowed
    if authority_digest(current_law(), authority) != digest:
        raise ChangedMeanwhile([])
    if not note.strip():
        raise CannotDecide([_("Say where you read it: the reporter, site or edition, and its date.")])
    with transaction.atomic():
        reading, added = AuthorityReading.objects.get_or_create(
            authority=authority, digest=digest, attorney=actor, defaults={"note": note.strip()}
        )
        if added:
            ledger.append(actor=actor, act="authority.read", subject=f"authority:{authority}", detail={"digest": digest})
    return reading


def content_of(review: Review) -> dict[str, Any]:
    """{"reason", "note", "ruled_out"} of a review. The note is privileged: for attorneys on the case alone."""
    opened = sealing.unseal(bytes(review.case.key_wrapped), bytes(review.sealed), _purpose(review))
    content: dict[str, Any] = json.loads(opened)
    return content


def _purpose(review: Review) -> str:
    """Bound to what the row says, so that no decision can be moved under other words."""
    return f"review:{review.case_id}:{review.finding_id}:{review.attorney_id}:{review.decision}"


def _allow(actor: User, case: Case, finding: Finding) -> None:
    if not (access.can_decide(actor, case) and case.case_incidents.filter(incident_id=finding.incident_id).exists()):
        raise NotAllowed


def _as_read(finding: Finding, evaluation: Evaluation) -> Result:
    """The result that was read, if it still stands. Locks the incident, so that it does until the decision is kept."""
    incident = Incident.objects.select_for_update().get(pk=finding.incident_id)
    if evaluation.incident_id != incident.pk:
        raise NoEvaluation
    key = (finding.code, finding.subject)
    read = evaluations.results_by_finding(evaluations.content_of(evaluation)).get(key, NOTHING)
    if evaluations.is_of_what_stands(evaluation, incident):
        return read
    newer = evaluations.evaluate_incident(incident=incident, as_of=evaluation.as_of)
    now = evaluations.results_by_finding(evaluations.content_of(newer)).get(key, NOTHING)
    raise ChangedMeanwhile(differences(read, now))


def _reason_missing(reason: str) -> list[Words]:
    return [] if reason.strip() else [_("Give a reason. It stands beside the decision.")]


def _why_not_confirmable(
    actor: User, case: Case, finding: Finding, result: Result, ruled_out: Mapping[str, str]
) -> list[Words]:
    problems: list[Words] = []
    if result["status"] not in RAISED:
        problems.append(_("The recorded facts no longer raise this, so there is nothing to confirm."))
    digest = rule_digest(current_law(), finding.code)
    if not Adoption.objects.filter(finding=finding, case=case, rule_digest=digest, attorney=actor).exists():
        problems.append(_("Read the rule as it stands now and adopt it first."))
    open_items = [item for item in result.get("rule_out", []) if not ruled_out.get(item["key"], "").strip()]
    if open_items:
        problems.append(_("Rule out each listed exception with a word of reason; %(count)d left.") % {"count": len(open_items)})
    return problems


def _decide(
    actor: User, case: Case, finding: Finding, evaluation: Evaluation, decision: Decision, reason: str, note: str
) -> Review:
    _allow(actor, case, finding)
    with transaction.atomic():
        _as_read(finding, evaluation)
        problems = _reason_missing(reason)
        if problems:
            raise CannotDecide(problems)
        content = {"reason": reason.strip(), "note": note.strip(), "ruled_out": []}
        return _review(actor, case, finding, evaluation, decision, content)


def _is_same(standing: Review, actor: User, evaluation: Evaluation, decision: Decision, content: dict[str, Any]) -> bool:
    """Whether the decision that stands says just this already: a form sent twice decides once."""
    said = (standing.attorney_id, standing.evaluation_id, standing.decision)
    return said == (actor.pk, evaluation.pk, decision) and content_of(standing) == content


def _review(
    actor: User, case: Case, finding: Finding, evaluation: Evaluation, decision: Decision, content: dict[str, Any]
) -> Review:
    state = FindingState.objects.filter(finding=finding).order_by("-id").first()
    if state is None:
        raise NoEvaluation
    standing = Review.objects.filter(finding=finding, case=case).order_by("-id").first()
    if standing is not None and _is_same(standing, actor, evaluation, decision, content):
        return standing
    review = Review(
        finding=finding,
        case=case,
        attorney=actor,
        decision=decision,
        state=state,
        evaluation=evaluation,
        rule_digest=rule_digest(current_law(), finding.code),
    )
    review.sealed = sealing.seal(bytes(case.key_wrapped), json.dumps(content).encode(), _purpose(review))
    review.save()
    detail = {
        "case": str(case.pk),
        "review": review.pk,
        "code": finding.code,
        "decision": str(decision),
        "rule": review.rule_digest,
        "evaluation": str(evaluation.pk),
    }
    ledger.append(actor=actor, act="finding.decided", subject=subject(finding), detail=detail)
    return review
