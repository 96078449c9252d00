"""The register of agreements: what was added by hand, what sheets show, and the lists that stand for one incident instead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from accounts.models import User
from casework.engine import AgreementState, Register
from casework.enums import AgreementKind
from casework.errors import AlreadyEnded
from casework.models import Agreement, StatedAgreements
from casework.services import listings
from casework.services.changes import digest_of
from incidents.models import Incident
from incidents.services import ledger

Row = dict[str, Any]
FIELDS = ("agency", "state", "county", "model", "signed", "ended")


def plain(row: Mapping[str, Any]) -> Row:
    """A row of the register as plain JSON, with exactly the fields that the engine reads."""
    values = ((name, row.get(name) or None) for name in FIELDS)
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values}


def register_rows() -> list[Row]:
    """Agreements under 8 U.S.C. 1357(g) that were added by hand. One made until a day ends on the next at the latest."""
    rows = Agreement.objects.filter(kind=AgreementKind.SECTION_287G).values(*FIELDS, "expires")
    return [plain({**row, "ended": end_of(row["ended"], row["expires"])}) for row in rows]


def end_of(ended: date | None, expires: date | None) -> date | None:
    """The first day on which an agreement no longer stands."""
    days = [day for day in (ended, expires + timedelta(days=1) if expires else None) if day]
    return min(days, default=None)


def stated_for(incident: Incident) -> StatedAgreements | None:
    return incident.stated_agreements.order_by("-id").first()


KEY = ("kind", "agency", "state", "county", "model", "signed")
TOLD = ("ended", "expires", "rescission", "scope", "training", "document", "source")


def add(*, actor: User | None, agency: str, state: str, source: str, **optional: Any) -> tuple[Agreement, bool]:
    """Adds an agreement to the register once; the same agreement again is the same row.

    `optional`: kind (287g unless said), model, county, signed, ended, expires, rescission, scope, training, document.
    """
    given = {"kind": AgreementKind.SECTION_287G, "county": "", "model": "", "signed": None, **optional}
    given |= {"agency": agency, "state": state, "source": source}
    told = {name: given[name] for name in TOLD if given.get(name)}
    with transaction.atomic():
        row, created = Agreement.objects.get_or_create(
            **{name: given[name] for name in KEY}, defaults={**told, "added_by": actor}
        )
        if created:
            digest = digest_of(_as_told(row))
            ledger.append(actor=actor, act="agreement.added", subject=f"agreement:{row.pk}", detail={"row": digest})
    return row, created


def rescind(*, actor: User | None, agreement: Agreement, ended: date, rescission: str) -> Agreement:
    """Records the day on which an agreement ended, and how. Once recorded it stays; raises AlreadyEnded for another day."""
    with transaction.atomic():
        row = Agreement.objects.select_for_update().get(pk=agreement.pk)
        if row.ended not in (None, ended):
            raise AlreadyEnded(row.ended)
        if row.ended is None:
            row.ended, row.rescission = ended, rescission
            row.save(update_fields=["ended", "rescission"])
            detail = {"row": digest_of(_as_told(row)), "ended": ended.isoformat()}
            ledger.append(actor=actor, act="agreement.ended", subject=f"agreement:{row.pk}", detail=detail)
    return row


def _as_told(row: Agreement) -> Row:
    values = {name: getattr(row, name) for name in (*KEY, *TOLD)}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items() if value}


def state_for_incident(*, actor: User, incident: Incident, rows: Sequence[Mapping[str, Any]], reason: str) -> StatedAgreements:
    """Says which agreements stood for this incident, in place of the register; the same list again changes nothing."""
    listed = [plain(row) for row in rows]
    standing = stated_for(incident)
    if standing is not None and standing.rows == listed:
        return standing
    with transaction.atomic():
        stated: StatedAgreements = StatedAgreements.objects.create(
            incident=incident, rows=listed, digest=Standing(tuple(listed), whole=True).digest, reason=reason, stated_by=actor
        )
        detail = {"rows": stated.digest, "count": len(listed)}
        ledger.append(actor=actor, act="agreements.stated", subject=ledger.subject_of(incident), detail=detail)
    return stated


@dataclass(frozen=True)
class Standing:
    """The rows that count for an incident, and the edition of the sheets that count with them.

    `whole`: an agency that the rows do not name has no agreement; the register never says so.
    """

    rows: tuple[Row, ...]
    whole: bool
    edition: str = ""

    @property
    def digest(self) -> str:
        said = {"rows": list(self.rows), "whole": self.whole}
        return digest_of({**said, "edition": self.edition} if self.edition else said)

    @property
    def register(self) -> Register:
        if not self.edition:
            return Register.of(self.rows, whole=self.whole)
        return listings.register_of_edition(self.edition).with_rows(self.rows)


def standing_for(incident: Incident) -> Standing:
    """What was stated for the incident itself, else the register."""
    stated = stated_for(incident)
    return standing_register() if stated is None else Standing(tuple(stated.rows), whole=True)


def standing_register() -> Standing:
    return Standing(tuple(register_rows()), whole=False, edition=listings.newest_edition())


def agreement_on(agency: str | None, state: str, day: date) -> AgreementState:
    """What the register says of an agency, by its name in any spelling, on a day."""
    return standing_register().register.agreement_on(agency, state, day)
