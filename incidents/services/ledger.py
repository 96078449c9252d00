"""The custody ledger: one entry for every act on the record, each carrying the digest of the entry before it."""

import hashlib
import secrets
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from incidents.format import canonical
from incidents.models import Incident, LedgerEntry, LedgerHead
from incidents.services.sealing import Binary

GENESIS = "0" * 64
SALT_BYTES = 16  # a digest can be shown beside another entry's proof, and must not be tried against likely acts


def subject_of(incident: Incident) -> str:
    return f"incident:{incident.pk}"


def append(*, actor: User | None, act: str, subject: str, detail: dict[str, Any], at: datetime | None = None) -> LedgerEntry:
    """Adds one entry, in the caller's transaction: an act that is rolled back leaves none.

    `detail` holds ids and digests, never content. `at` is the time of the act where its own row carries it too. Writers queue
    on the head row until they commit, so this belongs at the end of a transaction, after its other locks.
    """
    with transaction.atomic():
        head = _locked_head()
        at = at or timezone.now()
        sequence = head.sequence + 1
        actor_id = actor.pk if actor is not None else None
        salt = secrets.token_bytes(SALT_BYTES)
        digest = entry_digest(sequence, at, actor_id, act, subject, detail, head.digest, salt)
        entry = LedgerEntry.objects.create(
            sequence=sequence,
            at=at,
            actor=actor,
            act=act,
            subject=subject,
            detail=detail,
            previous=head.digest,
            salt=salt,
            digest=digest,
        )
        head.sequence, head.digest = sequence, digest
        head.save(update_fields=["sequence", "digest"])
    return entry


def _locked_head() -> LedgerHead:
    head = LedgerHead.objects.select_for_update().filter(pk=1).first()
    if head is None:
        LedgerHead.objects.get_or_create(pk=1, defaults={"digest": GENESIS})
        head = LedgerHead.objects.select_for_update().get(pk=1)
    return head


def entry_digest(
    sequence: int,
    at: datetime,
    actor_id: int | None,
    act: str,
    subject: str,
    detail: dict[str, Any],
    previous: str,
    salt: Binary | None,
) -> str:
    """SHA-256 over the canonical JSON of everything an entry says, of its salt and of the digest before it."""
    return hashlib.sha256(canonical(_said(sequence, at, actor_id, act, subject, detail, previous, salt))).hexdigest()


def _said(*parts: Any) -> dict[str, Any]:
    sequence, at, actor, act, subject, detail, previous, salt = parts
    return {
        "sequence": sequence,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": actor,
        "act": act,
        "subject": subject,
        "detail": detail,
        "previous": previous,
        **({} if salt is None else {"salt": bytes(salt).hex()}),  # the first entries of an older instance have none
    }


def exported(entry: LedgerEntry) -> dict[str, Any]:
    """An entry as it leaves the house: what its digest is made of, and the digest."""
    said = (entry.sequence, entry.at, entry.actor_id, entry.act, entry.subject, entry.detail, entry.previous, entry.salt)
    return {**_said(*said), "digest": entry.digest}
