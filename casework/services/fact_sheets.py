"""Fact sheets: made when an incident is evaluated, and for whatever has none when a release is weighed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

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


@dataclass(slots=True)
class Sheets:
    """The sheets of some incidents under the layout of some laws, in batches.

    `made`: how many had to be made from the record; `aside`: those whose lists are too long; `unreadable`: those that cannot
    be opened.
    """

    layout: Layout
    made: int = 0
    unreadable: int = 0
    aside: list[Any] = field(default_factory=list)

    @classmethod
    def for_laws(cls, *laws: Law) -> "Sheets":
        return cls(layout_for(*laws))

    def of(self, incidents: list[Any]) -> list[tuple[Any, bytes]]:
        """(incident, sheet) of incidents by their keys, in the order of the database."""
        found = list(self._opened(incidents))
        held = {key for key, _sheet in found}
        missing = [key for key in incidents if key not in held]
        return found + list(self._made(missing)) if missing else found

    def _opened(self, incidents: list[Any]) -> Iterator[tuple[Any, bytes]]:
        """What is stored and still holds. A sheet that cannot be opened is made anew, or told."""
        own = dict(_stated(incidents))
        shared = agreements.standing_register().digest
        rows = FactSheet.objects.filter(incident__in=incidents, layout=self.layout.digest).values_list(
            "incident_id", "revision", "incident__head", "register", "incident__key_wrapped", "sealed"
        )
        holding = (
            (key, wrapped, sealed)
            for key, revision, head, register, wrapped, sealed in rows.iterator(chunk_size=5000)
            if revision == head and register == own.get(key, shared)
        )
        yield from opened(holding)

    def _made(self, incidents: list[Any]) -> Iterator[tuple[Any, bytes]]:
        for incident in Incident.objects.filter(pk__in=incidents).order_by("pk"):
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


def _stated(incidents: list[Any]) -> Iterator[tuple[Any, str]]:
    """Incidents for which a list of agreements of their own stands, the newest last."""
    yield from StatedAgreements.objects.filter(incident__in=incidents).order_by("id").values_list("incident_id", "digest")
