"""The record: create, revise, read. Each act is one transaction with its ledger entry beside it."""

import hashlib
import json
import logging
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from incidents import access
from incidents.errors import FieldError, IdentifierTaken, InvalidDocument, NotAllowed, SealBroken, StaleBase
from incidents.format import canonical, checked, join, leaves, merge, reconcile, settle
from incidents.format.leaf_tree import SEED_BYTES
from incidents.models import Incident, Revision
from incidents.services import authorship, ledger, sealing

logger = logging.getLogger(__name__)
Document = dict[str, Any]
Retraction = Mapping[str, str]
Settlement = Mapping[str, Any]


@dataclass(frozen=True)
class Recorded:
    """What came of it. `created` is False where the same thing had been recorded before, or nothing changed."""

    incident: Incident
    revision: Revision
    created: bool


@dataclass(frozen=True)
class Grounds:
    """Why a revision was made, kept sealed beside it."""

    reason: str
    retract: tuple[dict[str, str], ...] = ()
    settle: tuple[dict[str, Any], ...] = ()


def create(*, actor: User, document: Any, reason: str = "") -> Recorded:
    """Records an incident as its first revision. The client makes the id: the same document again is the same incident.

    Raises InvalidDocument, IdentifierTaken (another document under this id), NotAllowed.
    """
    if not access.can_create(actor):
        raise NotAllowed
    taken, at = checked(reconcile(checked(document))), timezone.now()
    with transaction.atomic():
        existing = _locked(UUID(taken["id"]))
        incident = _new_incident(actor, taken, at) if existing is None else None
        if incident is not None:
            revision = _append_revision(incident, actor, taken, Grounds(reason), base=0, at=at)
            return Recorded(incident, revision, created=True)
        return _same_again(existing or Incident.objects.get(pk=taken["id"]), actor, taken)


def _locked(identifier: UUID) -> Incident | None:
    return Incident.objects.select_for_update().filter(pk=identifier).first()


def _new_incident(actor: User, document: Document, at: datetime) -> Incident | None:
    """The new row; None where the same identifier was sent twice at the same moment and the other one was first."""
    try:
        with transaction.atomic():
            return Incident.objects.create(
                id=UUID(document["id"]),
                created_by=actor,
                created_at=at,
                head=0,
                key_wrapped=sealing.new_key(),
                **columns_of(document),
            )
    except IntegrityError:
        return None


def columns_of(document: Document) -> dict[str, Any]:
    """What lists, filters and permissions need of a document."""
    place = document["place"]
    operation = document.get("operation")
    return {
        "occurred_on": _local_day(document),
        "state": place["state"],
        "county": place.get("county") or "",
        "city": place.get("city") or "",
        "operation": UUID(operation) if operation else None,
    }


def _local_day(document: Document) -> date:
    """The day at the place: the time carries its own offset, so the day is the one written there."""
    return datetime.fromisoformat(document["occurred_at"]).date()


def _same_again(incident: Incident, actor: User, document: Document) -> Recorded:
    first = incident.revisions.get(number=1)
    sent = hashlib.sha256(canonical(document)).hexdigest()
    if sent != first.digest or not access.can_read(actor, incident):
        _log_refusal(incident, first.digest, sent)
        raise IdentifierTaken
    return Recorded(incident, first, created=False)


def _log_refusal(incident: Incident, kept: str, refused: str) -> None:
    """Both contents by a mark under the incident's key: they can be told apart, and not guessed at from the log."""
    marks = [sealing.mark(incident.key_wrapped, digest) for digest in (kept, refused)]
    logger.warning("identifier %s sent again: kept %s, refused %s", incident.pk, *marks)


def revise(
    *,
    actor: User,
    incident: Incident,
    base: int,
    update: Document,
    retract: Sequence[Retraction] = (),
    settle: Sequence[Settlement] = (),
    reason: str = "",
) -> Recorded:
    """Appends a revision made from revision `base`. What `update` does not say stays as it is.

    `retract` takes facts or members away (`{"path", "reason"}`), `settle` decides facts on which accounts differ
    (`{"path", "value", "reason"}`, attorneys only). Raises NotAllowed, InvalidDocument, and StaleBase where `base` is not the
    latest revision. The same change sent twice is one revision.
    """
    if not access.can_revise(actor, incident) or (settle and not access.can_settle(actor, incident)):
        raise NotAllowed
    grounds = Grounds(reason, tuple(dict(entry) for entry in retract), tuple(dict(entry) for entry in settle))
    with transaction.atomic():
        locked = Incident.objects.select_for_update().get(pk=incident.pk)
        before = read(locked)
        if base != locked.head:
            return _repeated(locked, base, update, grounds, before)
        after = _changed(locked, before, update, grounds)
        if canonical(after) == canonical(before):
            return Recorded(locked, locked.revisions.get(number=base), created=False)
        authorship.keep_words_of_others(actor=actor, incident=locked, before=before, after=after, reason=reason)
        revision = _append_revision(locked, actor, after, grounds, base=base, at=timezone.now())
    return Recorded(locked, revision, created=True)


def _changed(incident: Incident, before: Document, update: Document, grounds: Grounds) -> Document:
    merged = checked(merge(before, update, grounds.retract))
    _keep_file_digests(incident, merged)
    decided = {str(entry["path"]) for entry in (*grounds.retract, *grounds.settle)}
    followed = reconcile(merged, before=before, decided=decided)
    return checked(settle(followed, grounds.settle))


def _keep_file_digests(incident: Incident, document: Document) -> None:
    """The entry of a received file keeps the digest of its bytes: nothing else may be passed off under its key."""
    received = dict(incident.evidence_files.values_list("key", "sha256"))
    wrong = [e["key"] for e in document.get("evidence", []) if received.get(e["key"], e["sha256"]) != e["sha256"]]
    if wrong:
        raise InvalidDocument([FieldError(join(["evidence", key, "sha256"]), "fixed") for key in wrong])


def _repeated(incident: Incident, base: int, update: Document, grounds: Grounds, head: Document) -> Recorded:
    """An answer that was lost on the way is given again; anything else made from an older revision is a conflict."""
    latest = incident.revisions.get(number=incident.head)
    if (
        base == latest.base
        and base > 0
        and canonical(_changed(incident, read(incident, base), update, grounds)) == canonical(head)
    ):
        return Recorded(incident, latest, created=False)
    raise StaleBase(incident.head, head)


def _append_revision(
    incident: Incident, actor: User, document: Document, grounds: Grounds, *, base: int, at: datetime
) -> Revision:
    number, seed, content = base + 1, secrets.token_bytes(SEED_BYTES), canonical(document)
    reasons = json.dumps({"reason": grounds.reason, "retract": grounds.retract, "settle": grounds.settle}).encode()
    revision = Revision.objects.create(
        incident=incident,
        number=number,
        base=base,
        sealed=sealing.seal(incident.key_wrapped, seed + content, _purpose(incident, number)),
        reason=sealing.seal(incident.key_wrapped, reasons, _purpose(incident, number, "reason")),
        digest=hashlib.sha256(content).hexdigest(),
        leaf_root=leaves(document, seed).root,
        author=actor,
        created_at=at,
    )
    incident.head = number
    columns = columns_of(document)
    for name, value in columns.items():
        setattr(incident, name, value)
    incident.save(update_fields=["head", *columns])
    _record_in_ledger(revision, actor)
    return revision


def _record_in_ledger(revision: Revision, actor: User) -> None:
    ledger.append(
        actor=actor,
        act="incident.received" if revision.number == 1 else "incident.revised",
        subject=ledger.subject_of(revision.incident),
        detail=revision_detail(revision),
        at=revision.created_at,
    )


def revision_detail(revision: Revision) -> dict[str, Any]:
    """What the ledger keeps of a revision. The salted root stands for the content; a plain digest of it could be guessed at
    after a purge, so the column `digest` is checked against the opened document instead."""
    return {
        "revision": revision.number,
        "base": revision.base,
        "leaf_root": revision.leaf_root,
        "sealed": hashlib.sha256(bytes(revision.sealed)).hexdigest(),
        "reason": hashlib.sha256(bytes(revision.reason)).hexdigest(),
    }


def _purpose(incident: Incident, number: int, part: str = "document") -> str:
    return f"revision/{incident.pk}/{number}/{part}"


def read(incident: Incident, number: int | None = None) -> Document:
    """The document of a revision, by default the latest. Raises Revision.DoesNotExist, SealBroken."""
    wanted = incident.revisions.all() if number is None else incident.revisions.filter(number=number)
    return opened(wanted.latest("number"))[0]


def opened(revision: Revision) -> tuple[Document, bytes]:
    """The document of a revision and the seed of its leaf tree. Raises SealBroken where it is not what was sealed."""
    incident = revision.incident
    plain = sealing.unseal(incident.key_wrapped, revision.sealed, _purpose(incident, revision.number))
    seed, content = plain[:SEED_BYTES], plain[SEED_BYTES:]
    if hashlib.sha256(content).hexdigest() != revision.digest:
        raise SealBroken
    document: Document = json.loads(content)
    return document, seed


def grounds_of(revision: Revision) -> Grounds:
    """Why a revision was made. Raises SealBroken."""
    incident = revision.incident
    plain = sealing.unseal(incident.key_wrapped, revision.reason, _purpose(incident, revision.number, "reason"))
    said = json.loads(plain)
    return Grounds(said["reason"], tuple(said["retract"]), tuple(said["settle"]))
