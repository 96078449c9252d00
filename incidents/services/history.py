"""The revisions of an incident as people read them: who, when, why, and what changed."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from incidents import selectors
from incidents.format import Change, difference
from incidents.models import Incident
from incidents.services import record


@dataclass(frozen=True)
class Step:
    """One revision. `changes` is against the revision before; for the first it is empty."""

    number: int
    base: int
    author: User
    created_at: datetime
    digest: str
    grounds: record.Grounds
    changes: tuple[Change, ...]


def history(incident: Incident) -> list[Step]:
    """All revisions, the first first."""
    steps: list[Step] = []
    before: record.Document | None = None
    for revision in selectors.revisions_of(incident):
        document, _seed = record.opened(revision)
        changes = () if before is None else tuple(difference(before, document))
        steps.append(
            Step(
                number=revision.number,
                base=revision.base,
                author=revision.author,
                created_at=revision.created_at,
                digest=revision.digest,
                grounds=record.grounds_of(revision),
                changes=changes,
            )
        )
        before = document
    return steps


def changes_between(incident: Incident, before: int, after: int) -> list[Change]:
    """What differs from revision `before` to revision `after`. Raises Revision.DoesNotExist."""
    return difference(record.read(incident, before), record.read(incident, after))
