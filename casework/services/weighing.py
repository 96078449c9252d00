"""What a proposed release of the law would change on file, before anybody adopts it.

First every incident is read by columns, from its fact sheet: which results would appear, vanish or change their status. Then
those in which a touched code is raised are read closer, one by one with their traces: support, and what they rest on.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from casework import engine
from casework.engine import Law
from casework.engine.columns import Program, Read, Reading, Table, tables_of
from casework.engine.columns.program import STATUSES, Outcome
from casework.engine.release_difference import Edition, touched_codes
from casework.engine.results import INDICATED, NOT_RAISED, POSSIBLE
from casework.enums import RAISED, ImpactKind
from casework.models import WeighedChange, Weighing
from casework.services import agreements, evaluation, releases
from casework.services.changes import NOTHING, basis_of, digest_of
from casework.services.fact_sheets import Sheets, Span
from casework.services.law import current_law, folder_of, release_of
from incidents.errors import SealBroken
from incidents.models import Incident
from incidents.services import record

BY_COLUMNS = 50_000  # incidents in one transaction; what is lost with a worker is weighed again
CLOSER = 20
SHOWN = STATUSES.index(INDICATED), STATUSES.index(POSSIBLE)


@dataclass(frozen=True)
class Difference:
    """One result that two releases read differently. `before`, `after`: status, and support where it is known."""

    code: str
    subject: str
    kind: ImpactKind
    before: str
    after: str


def of(law: Law) -> Weighing | None:
    """How far the weighing of a proposed release has come; None where it was not begun."""
    return Weighing.objects.filter(before__digest=current_law().digest, after__digest=law.digest).first()


def begin(law: Law, *, on: date) -> Weighing:
    """The weighing of a proposed release against the one in force, begun or found."""
    both = {"before": release_of(current_law()), "after": releases.kept(law, Path(settings.LAW_DIR))}
    found: Weighing = Weighing.objects.get_or_create(**both, defaults={"as_of": on, "total": Incident.objects.count()})[0]
    return found


def begin_again(law: Law, *, on: date) -> Weighing:
    """Weighs from the start: incidents came in, or a day went by, since it was done."""
    Weighing.objects.filter(before__digest=current_law().digest, after__digest=law.digest).delete()
    return begin(law, on=on)


def weigh(law: Law, *, on: date, batches: int | None = None) -> Weighing:
    """Goes on with the weighing for so many batches, or to its end. Two who do so at once never count an incident twice."""
    found = begin(law, on=on)
    both = Both.of(law, found.as_of)
    while found.finished_at is None and (batches is None or batches > 0):
        if found.weighed_at is None:
            _by_columns(found.pk, both)
        else:
            _closer(found.pk, both)
        found.refresh_from_db()
        batches = None if batches is None else batches - 1
    return found


# First: statuses, by columns


@dataclass(slots=True)
class Both:
    """The release in force and the proposed one, side by side. `codes`: those that the change can touch at all."""

    before: Law
    after: Law
    codes: frozenset[str]
    sheets: Sheets
    readings: tuple[Reading, Reading]

    @classmethod
    def of(cls, law: Law, as_of: date) -> "Both":
        before = current_law()
        codes = touched_codes(Edition(folder_of(before), before), Edition(Path(settings.LAW_DIR), law))
        return cls.reading(before, law, codes, as_of)

    @classmethod
    def reading(cls, before: Law, after: Law, codes: frozenset[str], as_of: date) -> "Both":
        sheets = Sheets.for_laws(before, after)
        readings = [Reading(Program(one, sheets.layout, one.with_needed(codes)), as_of) for one in (before, after)]
        return cls(before, after, codes, sheets, (readings[0], readings[1]))

    def tables(self, sheets: Iterable[tuple[Any, bytes]]) -> Iterator[Table]:
        alike = all(reading.program.is_alike_everywhere for reading in self.readings)
        return tables_of(sheets, self.sheets.layout, by_state=not alike)

    def changes(self, sheets: Iterable[tuple[Any, bytes]]) -> Iterator["Moved"]:
        """What is raised under one release alone, or raised otherwise."""
        for table in self.tables(sheets):
            before, after = (reading.of(table) for reading in self.readings)
            yield from _moved(table, before, after, self.codes)

    def raised(self, sheets: Iterable[tuple[Any, bytes]]) -> set[Any]:
        """The incidents in which a touched code is raised under either release."""
        found: set[Any] = set()
        for table in self.tables(sheets):
            for read in (reading.of(table) for reading in self.readings):
                for number, outcome in enumerate(read.plan.outcomes):
                    if outcome.code in self.codes:
                        sets = read.sets(number)
                        found |= {table.keys[row] for row, _member in read.places(sets[SHOWN[0]] | sets[SHOWN[1]])}
        return found


@dataclass(frozen=True, slots=True)
class Moved:
    """A status that moves. `group`, `place`: the list that the subject stands in, and where; None for the incident itself."""

    incident: Any
    code: str
    group: str | None
    place: int
    before: str
    after: str


def _moved(table: Table, before: Read, after: Read, codes: frozenset[str]) -> Iterator[Moved]:
    """Where indicated and possible differ between two readings of one table."""
    sides = [read.by_code() for read in (before, after)]
    for code in sorted(codes & (sides[0].keys() | sides[1].keys())):
        outcome: Outcome = (sides[0].get(code) or sides[1][code])[0]
        pairs = [side[code][1] if code in side else (0,) * len(STATUSES) for side in sides]
        differs = 0
        for place in SHOWN:
            differs |= pairs[0][place] ^ pairs[1][place]
        for row, member in before.places(differs):
            bit = 1 << before.bit(row, member)
            said = [next((STATUSES[n] for n, one in enumerate(sets) if one & bit), NOT_RAISED) for sets in pairs]
            yield Moved(table.keys[row], code, outcome.space[0] if outcome.space else None, member, said[0], said[1])


@transaction.atomic
def _by_columns(pk: int, both: Both) -> None:
    row = Weighing.objects.select_for_update().get(pk=pk)
    if row.weighed_at is not None:
        return
    span, sheets = Span.following(row.last, BY_COLUMNS), both.sheets
    before = (sheets.made, sheets.unreadable)
    changes = [*_named(row, both.changes(sheets.of(span))), *_of_those_aside(row, both)]
    done = row.done + span.count
    moved = Weighing.objects.filter(pk=pk, last=row.last, weighed_at=None).update(
        last=span.until,
        done=done,
        made=row.made + sheets.made - before[0],
        unreadable=row.unreadable + sheets.unreadable - before[1],
        total=max(row.total, done),
        weighed_at=timezone.now() if span.is_last else None,
    )
    if moved:  # another worker that took the same incidents was not first
        WeighedChange.objects.bulk_create(changes, batch_size=1000)


def _named(row: Weighing, found: Iterable[Moved]) -> Iterator[WeighedChange]:
    """Changes with their subjects by key, which a sheet does not hold: read from the record of what changed alone."""
    by_incident: dict[Any, list[Moved]] = {}
    for one in found:
        by_incident.setdefault(one.incident, []).append(one)
    for incident in Incident.objects.filter(pk__in=by_incident).iterator(chunk_size=500):
        moved = by_incident[incident.pk]
        document = record.read(incident, incident.head) if any(one.group for one in moved) else {}
        for one in moved:
            yield WeighedChange(
                weighing=row,
                incident=incident,
                code=one.code,
                subject=str(document[one.group][one.place]["key"]) if one.group else "",
                kind=_kind_of(one.before, one.after),
                before=one.before,
                after=one.after,
            )


def _kind_of(before: str, after: str) -> ImpactKind:
    if before in RAISED and after in RAISED:
        return ImpactKind.CHANGES
    return ImpactKind.VANISHES if before in RAISED else ImpactKind.APPEARS


def _of_those_aside(row: Weighing, both: Both) -> Iterator[WeighedChange]:
    """Incidents with lists too long for a sheet are read one by one at once."""
    aside, both.sheets.aside = both.sheets.aside, []
    for incident in Incident.objects.filter(pk__in=aside):
        yield from _read_closer(row, incident, both.after)


# Then: support and what a result rests on, one by one


@transaction.atomic
def _closer(pk: int, both: Both) -> None:
    row = Weighing.objects.select_for_update().get(pk=pk)
    if row.finished_at is not None:
        return
    span = Span.following(row.closer, BY_COLUMNS)
    wanted = sorted(both.raised(both.sheets.of(span)) if both.codes else ())
    both.sheets.aside.clear()
    now, later = wanted[:CLOSER], wanted[CLOSER:]
    changes = []
    for incident in Incident.objects.filter(pk__in=now):
        try:
            changes += list(_read_closer(row, incident, both.after))
        except SealBroken:
            continue  # counted when its sheet could not be made
    ended = span.is_last and not later
    moved = Weighing.objects.filter(pk=pk, closer=row.closer, finished_at=None).update(
        closer=now[-1] if later else span.until, read=F("read") + len(now), finished_at=timezone.now() if ended else None
    )
    if moved:
        WeighedChange.objects.filter(weighing=row, incident__in=now).delete()
        WeighedChange.objects.bulk_create(changes)


def _read_closer(row: Weighing, incident: Incident, law: Law) -> Iterator[WeighedChange]:
    for one in differences(incident, law, row.as_of):
        yield WeighedChange(
            weighing=row,
            incident=incident,
            code=one.code,
            subject=one.subject,
            kind=one.kind,
            before=one.before,
            after=one.after,
        )


def differences(incident: Incident, law: Law, on: date) -> Iterator[Difference]:
    """What the head revision reads like under a proposed law and not under the one in force. Raises SealBroken."""
    agreed = agreements.standing_for(incident)
    held = evaluation.standing(on).filter(incident=incident, revision=incident.head, register=agreed.digest).last()
    document = record.read(incident, incident.head)
    readings = [
        evaluation.content_of(held)
        if held
        else engine.evaluate(document, current_law(), agreements=agreed.register, as_of=on).as_dict(),
        engine.evaluate(document, law, agreements=agreed.register, as_of=on).as_dict(),
    ]
    before, after = (evaluation.results_by_finding(one) for one in readings)
    for key in sorted(before.keys() | after.keys()):
        first, second = before.get(key, NOTHING), after.get(key, NOTHING)
        kind = _kind(first, second)
        if kind is not None:
            yield Difference(*key, kind, _said(first), _said(second))


def _kind(first: dict[str, Any], second: dict[str, Any]) -> ImpactKind | None:
    """Only what is raised before or after counts: the rest is nobody's finding."""
    if first["status"] not in RAISED and second["status"] not in RAISED:
        return None
    kind = _kind_of(first["status"], second["status"])
    if kind != ImpactKind.CHANGES or _said(first) != _said(second):
        return kind
    return ImpactKind.TEXT if digest_of(basis_of(first)) != digest_of(basis_of(second)) else None


def _said(result: dict[str, Any]) -> str:
    return " · ".join(part for part in (result["status"], result["support"]) if part)
