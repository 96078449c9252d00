"""What is handed to whoever checks the ledger elsewhere: checkpoints, the steps between them, public keys, and the verifier."""

import tempfile
import zipfile
from pathlib import Path
from typing import IO

from accounts.models import User
from incidents import access
from incidents.errors import NotAllowed
from incidents.models import LedgerCheckpoint
from incidents.proofs import verify
from incidents.services import checkpoints, ledger, outside
from incidents.services.auditing import SUBJECT

IN_MEMORY = 1024 * 1024
READ_ME = """Checkpoints of {origin}

Each *.checkpoint says how many entries the ledger had at a moment, the root of the Merkle tree over them (RFC 6962) and the
digest of the last, and is signed (C2SP signed-note, Ed25519). consistency-*.json show that each is the beginning of the next.

    python3 verify.py --key KEY . ledger.jsonl

ledger.jsonl: the exported entries, if you have them. KEY: the public key, from somebody you trust and not from keys.txt here.
verify.py needs nothing but Python. Better than this copy of it is one that you took from the program's own source.
"""


def checkpoints_file(*, actor: User) -> IO[bytes]:
    """All checkpoints with one made now, as a ZIP. Raises NotAllowed, LedgerNotAsSigned, CheckpointKeyError."""
    if not access.can_read_ledger(actor):
        raise NotAllowed
    last = LedgerCheckpoint.objects.last()
    ledger.append(actor=actor, act="ledger.checkpoints_exported", subject=SUBJECT, detail={"after": last.size if last else 0})
    newest = checkpoints.make()
    made = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  the response closes it
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", READ_ME.format(origin=checkpoints.said_by(newest).origin))
        archive.writestr("keys.txt", outside.keys_file())
        archive.writestr("verify.py", Path(verify.__file__).read_text(encoding="utf-8"))
        for checkpoint in LedgerCheckpoint.objects.iterator(chunk_size=1_000):
            archive.writestr(outside.name_of(checkpoint), checkpoint.note)
            if checkpoint.follows:
                archive.writestr(*outside.step_of(checkpoint))
        for name, answer in outside.timestamps():
            archive.writestr(name, answer)
    made.seek(0)
    return made
