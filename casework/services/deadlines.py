"""The deadlines and channels of a case: chosen by whose officers acted, computed once, and kept as they were computed.

A computation is stored with the digest of its rule. Where the rule, the incident's day or the findings move, what is stored
stays and the difference is shown; an attorney takes the new computation over, by an act of their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from casework import access
from casework.engine import Law
from casework.engine.claim_choice import acted, choose
from casework.engine.claim_records import Claim
from casework.engine.deadlines import Deadline as Computed
from casework.engine.deadlines import closed_in, compute
from casework.enums import RAISED, Decision
from casework.errors import NotAllowed
from casework.models import Case, Deadline
from casework.services import cases, standing
from casework.services.law import current_law
from incidents import access as incident_access
from incidents.errors import SealBroken
from incidents.models import Incident
from incidents.services import ledger, record


@dataclass(frozen=True)
class Due:
    """One deadline of a case. `stored` stands; `now` is what would be computed today, None where nothing leads to it any more.

    `claim` is the record as it reads today, None where it was taken out of the law. `certain`: known whose officers acted.
    `readable`: whether the incident's record can be opened; where not, what is stored stands, and nothing is said about today.
    """

    incident: Incident
    claim: Claim | None
    stored: Deadline
    now: Computed | None
    certain: bool
    readable: bool = True

    @property
    def differs(self) -> bool:
        """Whether the computation of today gives another day, or rests on another text."""
        if not self.readable:
            return False
        if self.now is None or self.claim is None:
            return True
        return (self.now.due, self.now.start, self.claim.digest) != (self.stored.due, self.stored.start, self.stored.digest)

    @property
    def earliest(self) -> date | None:
        """The earlier of what stands and what would be computed now: only the earliest day that could apply is kept."""
        days = [day for day in (self.stored.due, self.now.due if self.now else None) if day]
        return min(days, default=None)


@dataclass(frozen=True)
class OfCase:
    """What a case must keep. `dues`: the earliest day first, those without a day last. `channels`: without any period.

    `unreadable`: incidents whose record cannot be opened, so that what they lead to today is not known.
    """

    dues: tuple[Due, ...]
    channels: tuple[Claim, ...]
    unreadable: tuple[Incident, ...] = ()


@dataclass(frozen=True)
class _Open:
    """A claim that an incident of the case leads to today."""

    incident: Incident
    claim: Claim
    start: date
    certain: bool


def of_case(*, case: Case, incidents: Sequence[Incident], on: date) -> OfCase:
    """The deadlines of these incidents of a case; those that are new are computed and kept now."""
    law = current_law()
    found: list[_Open] = []
    unreadable: list[Incident] = []
    for incident in incidents:
        try:
            found += _open(law, case, incident, on)
        except SealBroken:
            unreadable.append(incident)
    timed = [one for one in found if one.claim.period is not None or not one.claim.is_channel]
    channels = {one.claim.id: one.claim for one in found if one.claim.is_channel and one.claim.period is None}
    stored = _stored(case, incidents)
    missing = [one for one in timed if (one.incident.pk, one.claim.id) not in stored]
    if missing:
        _keep(case, missing)
        stored = _stored(case, incidents)
    today = {(one.incident.pk, one.claim.id): one for one in timed}
    closed = {one.pk for one in unreadable}
    dues = [_due(law, row, today.get(key), readable=key[0] not in closed) for key, row in stored.items()]
    ordered = sorted(dues, key=lambda one: (one.earliest is None, one.earliest or date.max, one.stored.claim))
    return OfCase(tuple(ordered), tuple(channels[name] for name in sorted(channels)), tuple(unreadable))


def _open(law: Law, case: Case, incident: Incident, on: date) -> list[_Open]:
    """The claims that raised findings lead to, unless an attorney of the case dismissed them."""
    found = standing.of_incident(case=case, incident=incident, on=on)
    raised = [one for one in found if one.status in RAISED and not _is_dismissed(one)]
    if not raised:
        return []
    document = record.read(incident, incident.head)
    day = datetime.fromisoformat(document["occurred_at"]).date()
    place = law.places.locate(document["place"], day)
    chosen: dict[str, _Open] = {}
    for one in raised:
        who = acted(document, one.result.get("actors", ()), certain=bool(one.result.get("actors_certain")))
        for claim in choose(law.claims, place, who):
            known = chosen.get(claim.id)
            chosen[claim.id] = _Open(incident, claim, day, who.certain or (known is not None and known.certain))
    return list(chosen.values())


def _is_dismissed(found: standing.Standing) -> bool:
    return found.review is not None and found.review.review.decision == Decision.DISMISS


def _stored(case: Case, incidents: Sequence[Incident]) -> dict[tuple[Any, str], Deadline]:
    rows = Deadline.objects.filter(case=case, incident__in=[one.pk for one in incidents]).select_related("incident", "taken_by")
    return {(row.incident_id, row.claim): row for row in rows.order_by("turn")}


def _computed(one: _Open, denied: date | None) -> Computed:
    return compute(one.claim, start=one.start, denied=denied, closed=closed_in(one.incident.state))


def _row(case: Case, one: _Open, turn: int, denied: date | None, taken_by: User | None) -> Deadline:
    computed = _computed(one, denied)
    return Deadline(
        case=case,
        incident=one.incident,
        claim=one.claim.id,
        digest=one.claim.digest,
        turn=turn,
        start=computed.start,
        due=computed.due,
        ask=computed.ask,
        steps=[step.as_dict() for step in computed.steps],
        denied=denied,
        taken_by=taken_by,
    )


def _keep(case: Case, missing: Sequence[_Open]) -> None:
    """Computed twice at once, each is kept once."""
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=case.pk)
        known = set(Deadline.objects.filter(case=case).values_list("incident", "claim"))
        new = [_row(case, one, 1, None, None) for one in missing if (one.incident.pk, one.claim.id) not in known]
        Deadline.objects.bulk_create(new)
        if new:
            detail = {"deadlines": {f"{row.incident_id}/{row.claim}": row.digest for row in new}}
            ledger.append(actor=None, act="case.deadlines_computed", subject=cases.subject(case), detail=detail)


def _due(law: Law, row: Deadline, today: _Open | None, *, readable: bool) -> Due:
    now = _computed(today, row.denied) if today else None
    return Due(row.incident, law.claims.get(row.claim), row, now, today.certain if today else False, readable)


def take_over(*, actor: User, case: Case, deadline: Deadline, on: date, denied: date | None = None) -> Deadline:
    """Lets today's computation stand in place of the stored one; with `denied`, counted from the day of a denial.

    The same again changes nothing. Raises NotAllowed for whoever decides nothing in the case, and where nothing leads to the
    claim any more.
    """
    reads = incident_access.can_read(actor, deadline.incident)
    if not (access.can_decide(actor, case) and reads) or deadline.case_id != case.pk:
        raise NotAllowed
    found = {one.claim.id: one for one in _open(current_law(), case, deadline.incident, on)}
    one = found.get(deadline.claim)
    if one is None:
        raise NotAllowed
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=case.pk)
        last: Deadline = Deadline.objects.filter(case=case, incident=deadline.incident, claim=deadline.claim).latest("turn")
        row = _row(case, one, last.turn + 1, denied or last.denied, actor)
        if _said(row) == _said(last):
            return last
        row.save()
        detail = {
            "claim": row.claim,
            "digest": row.digest,
            "turn": row.turn,
            "incident": str(row.incident_id),
        }
        ledger.append(actor=actor, act="case.deadline_taken_over", subject=cases.subject(case), detail=dict(detail))
    return row


def _said(row: Deadline) -> tuple[Any, ...]:
    return row.digest, row.start, row.due, row.ask, row.denied
