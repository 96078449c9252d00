"""The custody papers of one file: frozen from the ledger's entries alone, composed, and noted in the ledger by digest."""

from typing import Any

from accounts.models import User
from incidents import access
from incidents.models import EvidenceFile
from incidents.services import checkpoints, ledger, proving
from reports.composition import compose_custody, snapshot_digest
from reports.errors import NotAllowed
from reports.services import fonts

FORMAT = "custody/1"


def draft(*, actor: User, file: EvidenceFile) -> bytes:
    """The PDF, for an attorney who has the record. Raises NotAllowed, LedgerNotAsSigned, CheckpointKeyError."""
    if not access.can_prove(actor, file.incident):
        raise NotAllowed
    content = frozen(file)
    pdf = compose_custody(content, fonts.ready())
    ledger.append(
        actor=actor,
        act="evidence.custody_drafted",
        subject=ledger.subject_of(file.incident),
        detail={"file": str(file.pk), "key": file.key, "content": snapshot_digest(content)},
    )
    return pdf


def frozen(file: EvidenceFile) -> dict[str, Any]:
    """Every entry about the file, as it is exported, and the checkpoint that holds them; nothing from anywhere else."""
    entries = proving.entries_of(file)
    checkpoint = checkpoints.covering(entries[-1].sequence)
    said = checkpoints.said_by(checkpoint)
    return {
        "format": FORMAT,
        "entries": [ledger.exported(entry) for entry in entries],
        "checkpoint": {
            "origin": said.origin,
            "size": said.size,
            "root": said.root.hex(),
            "head": said.head,
            "time": said.at,
            "keys": [str(key) for key in said.note.signers(checkpoints.public_keys())],
        },
    }
