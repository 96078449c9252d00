"""An incident as a case lists it: where, when, and what its findings say, with what was decided for those who may know."""

from dataclasses import dataclass
from datetime import date

from casework.display import on_file, words
from casework.enums import RAISED, Decision
from casework.models import Case
from casework.services import standing
from casework.services.law import current_law, title_of
from casework.services.standing import Standing
from incidents.errors import SealBroken
from incidents.models import Incident


@dataclass(frozen=True)
class Row:
    """`decision` is empty for those who may not know what attorneys decided."""

    title: str
    subject: str
    status: str
    decision: str
    changed: bool


@dataclass(frozen=True)
class IncidentSummary:
    incident: Incident
    rows: tuple[Row, ...]
    lowered: int
    undecided: int
    notes: tuple[str, ...] = ()
    unreadable: bool = False


def incident_summary(case: Case, incident: Incident, *, on: date, decides: bool) -> IncidentSummary:
    """One that cannot be opened does not take the rest of its case with it."""
    try:
        found = standing.of_incident(case=case, incident=incident, on=on)
    except SealBroken:
        return IncidentSummary(incident, (), 0, 0, unreadable=True)
    kept = [one for one in found if one.status in RAISED or one.review]
    rows = sorted((_row(one, decides) for one in kept), key=lambda row: (row.status != "indicated", row.status != "possible"))
    undecided = sum(one.status in RAISED and one.review is None for one in found)
    notes = tuple(on_file.missing_at(current_law(), incident))
    return IncidentSummary(incident, tuple(rows), len(found) - len(kept), undecided, notes)


def _row(one: Standing, decides: bool) -> Row:
    title = words.say(title_of(current_law(), one.finding.code))
    decision = Decision(one.review.review.decision).label if decides and one.review else ""
    return Row(title, one.finding.subject, one.status, str(decision), bool(decides and one.changes))
