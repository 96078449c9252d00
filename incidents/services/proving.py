"""Proofs to hand over: chosen facts of a document, or what the ledger holds of a file, each up to a signed checkpoint.

Whoever gets one learns what is shown, the entries it rests on, and how many entries the ledger had; nothing else of any record.
"""

import hashlib
from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from incidents import access
from incidents.errors import FieldError, InvalidDocument, NotAllowed
from incidents.format import canonical, disclose, facts, leaves
from incidents.models import EvidenceFile, Incident, LedgerCheckpoint, LedgerEntry
from incidents.proofs.verify import Key
from incidents.services import checkpoints, ledger, record

FORMAT = "threshold-proof/1"
RECORDED = ("incident.received", "incident.revised")
Proof = dict[str, Any]


def of_facts(*, actor: User, incident: Incident, paths: Collection[str]) -> Proof:
    """The head revision with these facts shown and every other withheld as a digest.

    Raises NotAllowed, InvalidDocument (no fact, or one that is not there), SealBroken, LedgerNotAsSigned, CheckpointKeyError.
    """
    if not access.can_prove(actor, incident):
        raise NotAllowed
    revision = incident.revisions.get(number=incident.head)
    document, seed = record.opened(revision)
    missing = [path for path in paths if path not in facts(document)]
    if missing or not paths:
        raise InvalidDocument([FieldError(path, "nothing_there") for path in missing] or [FieldError("/fact", "missing")])
    entry = _entries(incident).get(act__in=RECORDED, detail__revision=revision.number)
    proof = _proved([entry])
    proof["document"] = {"entry": entry.sequence, "leaves": disclose(leaves(document, seed), paths)}
    _note(actor, incident, "incident.facts_proved", proof, {"revision": revision.number, "facts": len(paths)})
    return proof


def of_file(*, actor: User, file: EvidenceFile) -> Proof:
    """Every entry about a file. Raises NotAllowed, LedgerNotAsSigned, CheckpointKeyError."""
    if not access.can_prove(actor, file.incident):
        raise NotAllowed
    proof = _proved(entries_of(file))
    _note(actor, file.incident, "evidence.proved", proof, {"file": str(file.pk), "key": file.key})
    return proof


def entries_of(file: EvidenceFile) -> list[LedgerEntry]:
    """What the ledger holds of a file, the first first."""
    return [entry for entry in _entries(file.incident) if entry.detail.get("file") == str(file.pk)]


def _entries(incident: Incident) -> QuerySet[LedgerEntry]:
    return LedgerEntry.objects.filter(subject=ledger.subject_of(incident)).select_related("actor").order_by("sequence")


def _proved(entries: Sequence[LedgerEntry]) -> Proof:
    checkpoint = checkpoints.covering(entries[-1].sequence)
    paths = checkpoints.inclusion([entry.sequence for entry in entries], checkpoint)
    return {
        "format": FORMAT,
        "checkpoint": checkpoint.note,
        "keys": [str(key) for key in _signers(checkpoint)],
        "entries": [
            {"entry": ledger.exported(entry), "inclusion": [step.hex() for step in path]}
            for entry, path in zip(entries, paths, strict=True)
        ],
    }


def _signers(checkpoint: LedgerCheckpoint) -> list[Key]:
    return checkpoints.said_by(checkpoint).note.signers(checkpoints.public_keys())


def _note(actor: User, incident: Incident, act: str, proof: Proof, detail: dict[str, Any]) -> None:
    """That it left the house, by the digest of what left; which facts it shows is in nobody's ledger."""
    digest = hashlib.sha256(canonical(proof)).hexdigest()
    ledger.append(actor=actor, act=act, subject=ledger.subject_of(incident), detail={**detail, "proof": digest})
