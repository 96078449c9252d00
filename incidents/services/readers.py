"""Who else may read an incident. Casework gives attorneys an incident through the case it joins."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from incidents import access
from incidents.errors import NotAllowed
from incidents.models import Incident, IncidentReader
from incidents.services import ledger

JOINED = IncidentReader.JOINED


def grant(*, actor: User, incident: Incident, user: User, through: str = JOINED) -> IncidentReader:
    """Lets `user` read the incident; granted before through the same thing, it stays as it is. Raises NotAllowed."""
    if not access.can_grant(actor, incident):
        raise NotAllowed
    with transaction.atomic():
        reader, made = IncidentReader.objects.get_or_create(
            incident=incident,
            user=user,
            through=through,
            defaults={"granted_by": actor, "granted_at": timezone.now()},
        )
        if made:
            _note(actor, "incident.reader_granted", reader, reader.granted_at)
    return reader


def withdraw(*, actor: User, incident: Incident, user: User, through: str = JOINED) -> bool:
    """Takes that right back; False where there was none. Raises NotAllowed."""
    if not access.can_grant(actor, incident):
        raise NotAllowed
    with transaction.atomic():
        reader = IncidentReader.objects.filter(incident=incident, user=user, through=through).first()
        if reader is None:
            return False
        _note(actor, "incident.reader_withdrawn", reader)
        reader.delete()
    return True


def _note(actor: User, act: str, reader: IncidentReader, at: datetime | None = None) -> None:
    detail = {"reader": reader.pk, "user": reader.user_id, "through": reader.through}
    ledger.append(actor=actor, act=act, subject=ledger.subject_of(reader.incident), detail=detail, at=at)
