"""Who the persons of a document are. Sealed apart from it; every entry and every look is in the ledger."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from incidents import access
from incidents.errors import FieldError, InvalidDocument, NotAllowed
from incidents.format import holds, join, normalized
from incidents.format.screening import screen
from incidents.models import Identity, IdentityAgreement, Incident
from incidents.services import ledger, record, sealing

# What can be kept at all. An immigration status has no field here, by design.
CONTACT_FIELDS = ("name", "other_names", "phone", "email", "address", "contact_person", "preferred_language")
FILING_FIELDS = ("date_of_birth", "a_number")
MAX_LENGTH = 500


def enter(*, actor: User, incident: Incident, person: str, details: Mapping[str, str]) -> Identity:
    """Adds to what is known of a person (its key in the document). A blank value never erases.

    Contacts may be handed in by whoever may revise the incident; what a filing needs, by an attorney.
    Raises NotAllowed, InvalidDocument.
    """
    known = _details(details)
    needs_attorney = any(name in FILING_FIELDS for name in known)
    allowed = access.can_record_identity if needs_attorney else access.can_record_contact
    if not allowed(actor, incident):
        raise NotAllowed
    with transaction.atomic():
        locked = Incident.objects.select_for_update().get(pk=incident.pk)
        if not holds(record.read(locked), join(["persons", person])):
            raise InvalidDocument([FieldError("/person", "unknown_key", {"key": person, "lists": "persons"})])
        identity = Identity.objects.filter(incident=locked, person=person).first() or Identity(incident=locked, person=person)
        before = opened(identity) if identity.pk else {}
        _keep(identity, {**before, **known}, actor)
        _note(actor, "identity.entered", identity, {"fields": sorted(known)}, identity.changed_at)
    return identity


def _details(details: Mapping[str, str]) -> dict[str, str]:
    errors = screen(dict(details))
    for name, value in details.items():
        if name not in CONTACT_FIELDS + FILING_FIELDS:
            errors.append(FieldError(join([name]), "unknown_field"))
        elif not isinstance(value, str):
            errors.append(FieldError(join([name]), "wrong_type", {"expected": "string"}))
        elif len(value) > MAX_LENGTH:
            errors.append(FieldError(join([name]), "too_long", {"limit": MAX_LENGTH}))
    if errors:
        raise InvalidDocument(errors)
    return {name: normalized(value.strip()) for name, value in details.items() if value.strip()}


def _keep(identity: Identity, details: dict[str, str], actor: User) -> None:
    content = json.dumps(details, sort_keys=True).encode()
    identity.sealed = sealing.seal(identity.incident.key_wrapped, content, _purpose(identity))
    identity.changed_by = actor
    identity.changed_at = timezone.now()
    identity.save()


def look_up(*, actor: User, incident: Incident, person: str, reason: str) -> dict[str, str]:
    """What is known of a person; empty where nothing is. The look is in the ledger before the answer is given.

    Raises NotAllowed, and InvalidDocument without a reason.
    """
    if not access.can_read_identities(actor, incident):
        raise NotAllowed
    if not reason.strip():
        raise InvalidDocument([FieldError("/reason", "reason_missing")])
    with transaction.atomic():
        identity = Identity.objects.select_related("incident").filter(incident=incident, person=person).first()
        if identity is None:
            return {}
        _note(actor, "identity.opened", identity, {})
    return opened(identity)


def record_agreement(*, actor: User, incident: Incident, person: str, recipient: str, answer: str) -> IdentityAgreement:
    """What the person agreed that one recipient may learn. The latest answer for a recipient holds. Raises NotAllowed,
    InvalidDocument, Identity.DoesNotExist."""
    if not access.can_record_contact(actor, incident):
        raise NotAllowed
    if answer not in IdentityAgreement.Answer.values:
        allowed = ", ".join(IdentityAgreement.Answer.values)
        raise InvalidDocument([FieldError("/answer", "not_in_list", {"allowed": allowed})])
    with transaction.atomic():
        identity = Identity.objects.select_related("incident").get(incident=incident, person=person)
        agreement = IdentityAgreement.objects.create(
            identity=identity, recipient=recipient, answer=answer, recorded_by=actor, recorded_at=timezone.now()
        )
        said = {"agreement": agreement.pk, "recipient": recipient, "answer": answer}
        _note(actor, "identity.agreement", identity, said, agreement.recorded_at)
    return agreement


def agreement_for(identity: Identity, recipient: str) -> str:
    """The answer that holds for a recipient; without one, nothing may be told."""
    latest = identity.agreements.filter(recipient=recipient).last()
    return latest.answer if latest is not None else IdentityAgreement.Answer.NOTHING.value


def opened(identity: Identity) -> dict[str, str]:
    """For work inside the house that shows it to nobody; people look it up, with a reason. Raises SealBroken."""
    details: dict[str, str] = json.loads(sealing.unseal(identity.incident.key_wrapped, identity.sealed, _purpose(identity)))
    return details


def _purpose(identity: Identity) -> str:
    return f"identity/{identity.incident_id}/{identity.person}"


def _note(actor: User, act: str, identity: Identity, detail: dict[str, Any], at: datetime | None = None) -> None:
    sealed = hashlib.sha256(bytes(identity.sealed)).hexdigest()
    ledger.append(
        actor=actor,
        act=act,
        subject=ledger.subject_of(identity.incident),
        detail={"identity": identity.pk, "person": identity.person, "sealed": sealed, **detail},
        at=at,
    )
