"""The releases of the law on a page: what is in force, what lies ready, what it would change, and how far work has come."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from accounts.models import User
from casework.display import words
from casework.engine import Law
from casework.engine.release_difference import Differences, Edition, differences_of
from casework.enums import ImpactKind, Status, Support
from casework.models import Case, ReleaseAdoption, WeighedChange, Weighing
from casework.selectors import cases_visible_to
from casework.services import evaluation, releases, weighing
from casework.services.law import adopted_digest, current_law, folder_of, title_of
from incidents.models import Incident
from incidents.selectors import incidents_visible_to

MOST_SHOWN = 100


@dataclass(frozen=True)
class Row:
    """A code in one state: how many results would appear, vanish, change, or rest on other text."""

    code: str
    title: str
    state: str
    appears: int
    vanishes: int
    changes: int
    text: int


@dataclass(frozen=True)
class Touched:
    """A result of an incident that the reader may see, with the case where it is decided."""

    change: WeighedChange
    case: Case | None
    title: str

    @property
    def was(self) -> str:
        return _in_words(self.change.before)

    @property
    def would_be(self) -> str:
        return _in_words(self.change.after)


def _in_words(said: str) -> str:
    """Status, and support where there is one, as `casework.services.releases` keeps them."""
    status, _between, support = said.partition(" · ")
    return " · ".join([str(Status(status).label), *([str(Support(support).label)] if support else [])])


class Proposal:
    """A release that lies on the disk and is not in force."""

    def __init__(self, law: Law, reader: User) -> None:
        self.law, self.reader = law, reader
        self.weighing: Weighing | None = weighing.of(law)

    @property
    def days(self) -> list[str]:
        return sorted(self.differences.days)

    @cached_property
    def differences(self) -> Differences:
        before = current_law()
        return differences_of(Edition(folder_of(before), before), Edition(Path(settings.LAW_DIR), self.law))

    @property
    def is_weighed(self) -> bool:
        """Whether the status of every result is known under both releases."""
        return self.weighing is not None and self.weighing.weighed_at is not None

    @property
    def is_read(self) -> bool:
        """Whether support, and what results rest on, is known too."""
        return self.weighing is not None and self.weighing.finished_at is not None

    @property
    def late(self) -> int:
        """How many incidents are on file now and were not when it was weighed."""
        return max(0, Incident.objects.count() - self.weighing.done) if self.weighing else 0

    @property
    def rows(self) -> list[Row]:
        if self.weighing is None:
            return []
        found = self.weighing.changes.values_list("code", "incident__state", "kind")
        counted = Counter(found)
        places = sorted({(code, state) for code, state, _kind in counted})
        law = current_law()
        return [
            Row(code, str(words.say(title_of(law, code))), state, *(counted[code, state, kind] for kind in ImpactKind.values))
            for code, state in places
        ]

    @property
    def touched(self) -> list[Touched]:
        """The results in incidents that the reader may see, without those that only rest on other text."""
        if self.weighing is None:
            return []
        visible: QuerySet[Incident] = incidents_visible_to(self.reader)
        found = self.weighing.changes.filter(incident__in=visible).exclude(kind=ImpactKind.TEXT).select_related("incident")
        rows = list(found.order_by("code", "incident__occurred_on")[:MOST_SHOWN])
        held = (
            cases_visible_to(self.reader).filter(incidents__in=[row.incident_id for row in rows]).prefetch_related("incidents")
        )
        cases = {incident.pk: case for case in held for incident in case.incidents.all()}
        law = current_law()
        return [Touched(row, cases.get(row.incident_id), str(words.say(title_of(law, row.code)))) for row in rows]


@dataclass(frozen=True)
class Releases:
    """The page. `waiting`: incidents that have no evaluation yet under the law in force."""

    in_force: Law
    adoptions: list[ReleaseAdoption]
    proposal: Proposal | None
    waiting: int
    total: int

    @property
    def is_unreadable(self) -> bool:
        """Whether the adopted release is not what is read here, because this version cannot read it."""
        return adopted_digest() not in ("", self.in_force.digest)

    @property
    def evaluated(self) -> int:
        return self.total - self.waiting

    @classmethod
    def seen_by(cls, reader: User, on: date) -> "Releases":
        law = releases.proposed()
        return cls(
            current_law(),
            list(ReleaseAdoption.objects.select_related("release", "adopted_by")[:20]),
            Proposal(law, reader) if law else None,
            evaluation.pending(on).count(),
            Incident.objects.count(),
        )
