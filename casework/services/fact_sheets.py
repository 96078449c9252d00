"""Fact sheets: made when an incident is evaluated, and for whatever has none when a release is weighed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F

from casework.engine import Law
from casework.engine.columns import Layout, TooMany, layout_for, sheet_of
from casework.models import FactSheet, StatedAgreements
from casework.services import agreements
from casework.services.agreements import Standing
from incidents.errors import SealBroken
from incidents.models import Incident
from incidents.services import record, sealing


def purpose(incident: Any) -> str:
    return f"facts:{incident}"


def keep(incident: Incident, document: dict[str, Any], agreed: Standing, layout: Layout) -> bytes | None:
    """Makes and stores the sheet of a head revision. None where a list is too long for one."""
    try:
        sheet = sheet_of(document, layout, agreed.register)
    except TooMany:
        FactSheet.objects.filter(incident=incident).delete()
        return None
    FactSheet.objects.update_or_create(
        incident=incident,
        defaults={
            "revision": incident.head,
            "layout": layout.digest,
            "register": agreed.digest,
            "sealed": sealing.seal(bytes(incident.key_wrapped), sheet, purpose(incident.pk)),
        },
    )
    return sheet


@dataclass(frozen=True, slots=True)
class Span:
    """Incidents in the order of their keys: those after `after`, up to `until`; None where it ends with the last one."""

    after: Any
    until: Any
    count: int

    @classmethod
    def following(cls, after: Any, most: int) -> "Span":
        rest = _within(Incident.objects.all(), "pk", after, None)
        edge = rest.order_by("pk").values_list("pk", flat=True)[most - 1 : most].first()
        return cls(after, edge, most if edge else rest.count())

    @property
    def is_last(self) -> bool:
        return self.until is None

    def of(self, rows: Any, name: str) -> Any:
        return _within(rows, name, self.after, self.until)


def _within(rows: Any, name: str, after: Any, until: Any) -> Any:
    rows = rows.filter(**{f"{name}__gt": after}) if after else rows
    return rows.filter(**{f"{name}__lte": until}) if until else rows


@dataclass(slots=True)
class Sheets:
    """The sheets of incidents under the layout of some laws.

    `made`: how many had to be made from the record; `aside`: incidents whose lists are too long; `unreadable`: how many cannot
    be opened.
    """

    layout: Layout
    made: int = 0
    unreadable: int = 0
    aside: list[Any] = field(default_factory=list)

    @classmethod
    def for_laws(cls, *laws: Law) -> "Sheets":
        return cls(layout_for(*laws))

    def of(self, span: Span) -> list[tuple[Any, bytes]]:
        """(incident, sheet) of every incident of a span that has one, or for which one can be made."""
        found = list(opened(self._stored(span)))
        if len(found) == span.count:
            return found
        held = {key for key, _sheet in found}
        missing = [key for key in span.of(Incident.objects.all(), "pk").values_list("pk", flat=True) if key not in held]
        return found + list(self._made(missing))

    def _stored(self, span: Span) -> Iterator[tuple[Any, Any, Any]]:
        """(incident, its wrapped key, its sealed sheet) of what is stored and still holds."""
        shared = agreements.standing_register().digest
        stated = span.of(StatedAgreements.objects.order_by("id"), "incident_id").values_list("incident_id", "digest")
        own = dict(stated)  # the newest list counts
        rows = span.of(FactSheet.objects.all(), "incident_id").filter(
            layout=self.layout.digest, revision=F("incident__head"), register__in={shared, *own.values()}
        )
        for key, register, wrapped, sealed in rows.values_list(
            "incident_id", "register", "incident__key_wrapped", "sealed"
        ).iterator(chunk_size=5000):
            if register == own.get(key, shared):
                yield key, wrapped, sealed

    def _made(self, incidents: list[Any]) -> Iterator[tuple[Any, bytes]]:
        for key in incidents:
            incident = Incident.objects.get(pk=key)
            try:
                document = record.read(incident, incident.head)
            except SealBroken:
                self.unreadable += 1
                continue
            self.made += 1
            sheet = keep(incident, document, agreements.standing_for(incident), self.layout)
            if sheet is None:
                self.aside.append(incident.pk)
            else:
                yield incident.pk, sheet


def opened(rows: Iterable[tuple[Any, Any, Any]]) -> Iterator[tuple[Any, bytes]]:
    """Sheets of (incident, its wrapped key, the sealed sheet); one whose seal is broken is left out."""
    opener = sealing.Opener()
    for key, wrapped, sealed in rows:
        try:
            yield key, opener.unseal(wrapped, sealed, purpose(key))
        except SealBroken:
            continue
