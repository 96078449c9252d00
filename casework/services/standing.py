"""Where each finding of a case stands: what the law files say now, what attorneys decided, and what moved since.

Everything here may hold privileged words (`ReadReview.note`): it is for attorneys on the case. What leaves takes
`confirmed` and the reason, and never the note.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from casework.enums import Decision, Status
from casework.models import Adoption, AuthorityReading, Case, Evaluation, Finding, FindingState, Review
from casework.selectors import findings_in, readings_by_text
from casework.services import decisions, evaluation
from casework.services.changes import NOTHING, Change, Result, basis_of, differences, digest_of
from casework.services.law import authority_digest, current_law, is_unread, rule_digest, signers_of
from incidents.models import Incident


@dataclass(frozen=True)
class ReadReview:
    """A review with its sealed words opened."""

    review: Review
    reason: str
    note: str
    ruled_out: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, review: Review) -> "ReadReview":
        content = decisions.content_of(review)
        words = tuple((item["key"], item["word"]) for item in content["ruled_out"])
        return cls(review, content["reason"], content["note"], words)

    @property
    def is_confirmed(self) -> bool:
        return self.review.decision == Decision.CONFIRM


@dataclass(frozen=True)
class Standing:
    """One finding of a case. `reviews`: newest first. `changes`: what moved since the newest review; empty where nothing did.

    `unread`: authorities it rests on whose text nobody has read, neither in the research nor here. `draft`: no attorney has
    signed the rule file at its present digest. `adoptions`: of the rule at its present digest, in this case.
    """

    finding: Finding
    evaluation: Evaluation
    result: Result
    states: tuple[FindingState, ...]
    reviews: tuple[ReadReview, ...]
    adoptions: tuple[Adoption, ...]
    changes: tuple[Change, ...]
    unread: tuple[str, ...]
    rule_digest: str
    draft: bool

    @property
    def review(self) -> ReadReview | None:
        return self.reviews[0] if self.reviews else None

    @cached_property
    def status(self) -> Status:
        return Status(self.result["status"])

    @property
    def is_confirmed(self) -> bool:
        return self.review is not None and self.review.is_confirmed


def of_incident(*, case: Case, incident: Incident, on: date) -> list[Standing]:
    """The findings of one incident as they stand in a case on a day; evaluates the incident where needed."""
    current = evaluation.current(incident, on=on)
    results = evaluation.results_by_finding(evaluation.content_of(current))
    readings = readings_by_text()
    findings = findings_in(Incident.objects.filter(pk=incident.pk), case)
    return [_stand(one, current, results.get((one.code, one.subject), NOTHING), readings) for one in findings]


def of_case(*, case: Case, on: date) -> list[Standing]:
    """The findings of every incident of a case, incident by incident in the order of their days."""
    incidents = case.incidents.order_by("occurred_on", "created_at")
    return [standing for incident in incidents for standing in of_incident(case=case, incident=incident, on=on)]


def confirmed(*, case: Case, on: date) -> list[Standing]:
    """What may go into a report: findings whose newest review confirms them, without privileged notes.

    `changes` says where the record or the law moved since, and `unread` which authorities nobody has read.
    """
    return [_noteless(one) for one in of_case(case=case, on=on) if one.is_confirmed]


def without_notes(*, case: Case, incident: Incident, on: date) -> list[Standing]:
    """The findings of one incident for whoever may read decisions and reasons, and not what is privileged."""
    return [_noteless(one) for one in of_incident(case=case, incident=incident, on=on)]


def _noteless(one: Standing) -> Standing:
    return replace(one, reviews=tuple(replace(review, note="") for review in one.reviews))


def _stand(
    finding: Finding, current: Evaluation, result: Result, readings: dict[tuple[str, str], list[AuthorityReading]]
) -> Standing:
    law = current_law()
    digest = rule_digest(law, finding.code)
    reviews = tuple(ReadReview.of(review) for review in reversed(finding.case_reviews))  # type: ignore[attr-defined]
    adoptions = finding.case_adoptions  # type: ignore[attr-defined]
    return Standing(
        finding=finding,
        evaluation=current,
        result=result,
        states=tuple(finding.states.all()),
        reviews=reviews,
        adoptions=tuple(one for one in adoptions if one.rule_digest == digest),
        changes=tuple(changes_since(reviews[0].review, result)) if reviews else (),
        unread=tuple(unread_in(result, readings)),
        rule_digest=digest,
        draft=not signers_of(law, finding.code),
    )


def unread_in(result: Result, readings: dict[tuple[str, str], list[AuthorityReading]]) -> Iterable[str]:
    """Ids of the authorities of a result that are marked as remembered and that no attorney has recorded reading."""
    law = current_law()
    for name in dict.fromkeys(authority["id"] for authority in result["authorities"]):
        if is_unread(law, name) and (name, authority_digest(law, name)) not in readings:
            yield name


def changes_since(review: Review, result: Result) -> list[Change]:
    """What moved since a review: what the finding rests on, the rule, and the texts of its authorities."""
    law, then = current_law(), review.evaluation
    changes: list[Change] = []
    if review.state.basis != digest_of(basis_of(result)):
        read = evaluation.results_by_finding(evaluation.content_of(then))
        changes += differences(read.get((review.finding.code, review.finding.subject), NOTHING), result)
    digest = rule_digest(law, review.finding.code)
    if digest != review.rule_digest:
        changes.append(Change("rule", review.finding.code, review.rule_digest, digest))
    texts = then.release.manifest["authorities"]
    names = dict.fromkeys(authority["id"] for authority in result["authorities"])
    pairs = ((name, texts.get(name), authority_digest(law, name)) for name in names)
    return changes + [Change("text", name, was, now) for name, was, now in pairs if was not in (None, now)]
