"""Signed checkpoints: how long the ledger is and what it holds, said so that nobody can take it back later.

A checkpoint is made of what is there only where it goes on from the last one: a ledger that was cut or written anew since then
is never signed again.
"""

import base64
from collections.abc import Iterator
from datetime import UTC, datetime

from django.db import transaction
from django.utils import timezone

from incidents.errors import LedgerNotAsSigned
from incidents.models import LedgerCheckpoint, LedgerEntry, LedgerHead
from incidents.proofs.merkle import Run, Runs, consistency_runs, inclusion_runs
from incidents.proofs.verify import (
    KEY_ACT,
    Checkpoint,
    Growing,
    Key,
    Wrong,
    checkpoint_of,
    checkpoint_text,
    leaf_hash,
    origin_of,
)
from incidents.services import ledger
from incidents.services.checkpoint_keys import public_in_use, signing_keys

BATCH = 5_000
SUBJECT = "ledger"


def make() -> LedgerCheckpoint:
    """Signs the ledger as it stands; where nothing was written since the last checkpoint, that one is the answer.

    Raises LedgerNotAsSigned, CheckpointKeyError. Writers may go on: entries up to the head that is read here move no more.
    """
    _name_key()
    last = LedgerCheckpoint.objects.last()
    size, head = _head()
    if last is not None and last.size >= size:
        return _still_there(last, size)
    root, proof = _grown(size, last)
    with transaction.atomic():
        LedgerHead.objects.select_for_update().get(pk=1)  # two who make one come one after the other
        newest = LedgerCheckpoint.objects.last()
        return newest if newest is not None and newest != last else _sign(size, root, head, last, proof)


def _name_key() -> None:
    """The ledger names the key that signs it, before it does, and each new one."""
    public = public_in_use()
    with transaction.atomic():
        LedgerHead.objects.select_for_update().filter(pk=1).first()
        named = LedgerEntry.objects.filter(subject=SUBJECT, act=KEY_ACT).last()
        if named is None or _public_of(named) != public:
            said = {"public": base64.b64encode(public).decode()}
            ledger.append(actor=None, act=KEY_ACT, subject=SUBJECT, detail=said)


def _head() -> tuple[int, str]:
    head = LedgerHead.objects.get(pk=1)
    return head.sequence, head.digest


def _still_there(last: LedgerCheckpoint, size: int) -> LedgerCheckpoint:
    """The last checkpoint, where the ledger ends with the entry that it ends with. Raises LedgerNotAsSigned."""
    ends = LedgerEntry.objects.filter(sequence=last.size, digest=said_by(last).head)
    if size != last.size or not ends.exists():
        raise LedgerNotAsSigned(last.size)
    return last


def leaves(size: int) -> Iterator[bytes]:
    """The leaf hashes of the first `size` entries, in order. Raises LedgerNotAsSigned where one is missing."""
    entries = LedgerEntry.objects.filter(sequence__lte=size).order_by("sequence")
    expected = 0
    for sequence, digest in entries.values_list("sequence", "digest").iterator(chunk_size=BATCH):
        expected += 1
        if sequence != expected:
            raise LedgerNotAsSigned(expected)
        yield leaf_hash(bytes.fromhex(digest))
    if expected != size:
        raise LedgerNotAsSigned(expected + 1)


def _grown(size: int, last: LedgerCheckpoint | None) -> tuple[bytes, list[bytes]]:
    """The root of so many entries, and the proof that the last checkpoint is its beginning, in one pass."""
    before = last.size if last else 0
    tree, runs = Growing(), Runs(consistency_runs(before, size))
    for leaf in leaves(size):
        tree.push(leaf)
        runs.push(leaf)
        if last is not None and tree.size == before and tree.root() != said_by(last).root:
            raise LedgerNotAsSigned(before)
    return tree.root(), runs.roots()


def _sign(size: int, root: bytes, head: str, last: LedgerCheckpoint | None, proof: list[bytes]) -> LedgerCheckpoint:
    at = timezone.now()
    origin = ledger_origin()
    text = checkpoint_text(origin, size, root, head, moment(at))
    note = f"{text}\n" + "".join(key.line(text) for key in signing_keys(origin))
    follows = last.size if last else 0
    return LedgerCheckpoint.objects.create(size=size, at=at, note=note, follows=follows, proof=[one.hex() for one in proof])


def moment(at: datetime) -> str:
    """A time as a checkpoint says it: UTC, to the microsecond (RFC 3339)."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def ledger_origin() -> str:
    """What this ledger is called in its checkpoints."""
    return origin_of(LedgerEntry.objects.order_by("sequence").values_list("digest", flat=True)[0])


def public_keys() -> list[Key]:
    """The keys that the ledger names, the first first. An entry that was altered names none, and is named by verifying."""
    named = list(LedgerEntry.objects.filter(subject=SUBJECT, act=KEY_ACT).order_by("sequence"))
    origin = ledger_origin() if named else ""
    return [Key(origin, public) for public in map(_public_of, named) if public]


def _public_of(entry: LedgerEntry) -> bytes:
    try:
        return base64.b64decode(entry.detail["public"], validate=True)
    except (KeyError, TypeError, ValueError):
        return b""


def covering(sequence: int) -> LedgerCheckpoint:
    """A checkpoint that holds an entry: the last one, or one made now. Raises LedgerNotAsSigned, CheckpointKeyError."""
    last = LedgerCheckpoint.objects.last()
    return last if last is not None and last.size >= sequence else make()


def inclusion(sequences: list[int], checkpoint: LedgerCheckpoint) -> list[list[bytes]]:
    """The audit path of each entry under a checkpoint, all in one reading of the ledger. Raises LedgerNotAsSigned."""
    wanted: list[list[Run]] = [inclusion_runs(sequence - 1, checkpoint.size) for sequence in sequences]
    tree, all_runs = Growing(), [Runs(runs) for runs in wanted]
    for leaf in leaves(checkpoint.size):
        tree.push(leaf)
        for runs in all_runs:
            runs.push(leaf)
    if tree.root() != said_by(checkpoint).root:
        raise LedgerNotAsSigned(checkpoint.size)
    return [runs.roots() for runs in all_runs]


def said_by(checkpoint: LedgerCheckpoint) -> Checkpoint:
    """What a checkpoint says. Raises LedgerNotAsSigned where its note is none any more."""
    try:
        return checkpoint_of(checkpoint.note)
    except Wrong:
        raise LedgerNotAsSigned(checkpoint.size) from None


def unsigned_since(size: int) -> datetime | None:
    """When the first entry was made that a checkpoint of so many entries does not hold; None where it holds all."""
    return LedgerEntry.objects.filter(sequence__gt=size).order_by("sequence").values_list("at", flat=True).first()
