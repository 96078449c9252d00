"""The register of agreements under 8 U.S.C. 1357(g), kept by hand, and the lists that stand for one incident in its place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from casework.engine import Register
from casework.models import Agreement, StatedAgreements
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
    return [plain(row) for row in Agreement.objects.values(*FIELDS)]


def stated_for(incident: Incident) -> StatedAgreements | None:
    return incident.stated_agreements.order_by("-id").first()


def add(*, actor: User | None, agency: str, state: str, model: str, source: str, **optional: Any) -> tuple[Agreement, bool]:
    """Adds an agreement to the register once; the same agreement again is the same row. `optional`: county, signed, ended."""
    key = {
        "agency": agency,
        "state": state,
        "model": model,
        "county": optional.get("county", ""),
        "signed": optional.get("signed"),
    }
    with transaction.atomic():
        row, created = Agreement.objects.get_or_create(
            **key, defaults={"ended": optional.get("ended"), "source": source, "added_by": actor}
        )
        if created:
            digest = digest_of(plain({**key, "ended": row.ended}))
            ledger.append(actor=actor, act="agreement.added", subject=f"agreement:{row.pk}", detail={"row": digest})
    return row, created


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
    """The rows that count for an incident. `whole`: an agency they do not name has no agreement; the register never says so."""

    rows: tuple[Row, ...]
    whole: bool

    @property
    def digest(self) -> str:
        return digest_of({"rows": list(self.rows), "whole": self.whole})

    @property
    def register(self) -> Register:
        return Register.of(self.rows, whole=self.whole)


def standing_for(incident: Incident) -> Standing:
    """What was stated for the incident itself, else the register."""
    stated = stated_for(incident)
    return standing_register() if stated is None else Standing(tuple(stated.rows), whole=True)


def standing_register() -> Standing:
    return Standing(tuple(register_rows()), whole=False)
