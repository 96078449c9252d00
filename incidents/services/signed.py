"""The entries, as they are read, held against every checkpoint that was signed here."""

import base64
from collections.abc import Iterator

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from incidents.models import LedgerCheckpoint
from incidents.proofs.verify import (
    KEY_ACT,
    Checkpoint,
    Clock,
    Growing,
    Key,
    checkpoint_of,
    is_consistent,
    leaf_hash,
    origin_of,
)
from incidents.services.checkpoints import moment
from incidents.services.replaying import Entry

UNREADABLE = (ValueError, TypeError, AttributeError, KeyError)
Fault = tuple[str, int]


class Signed:
    """Takes each entry in order. `faults`: the kind of a break and the entry it lies at; `clock`: times out of order."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self._said: dict[int, Checkpoint] = {}
        self._rows = list(self._readable())
        self.clock = Clock((one.size, one.time) for one in self._said.values())
        self._tree = Growing()
        self._origin = ""
        self._publics: list[tuple[int, bytes]] = []
        self._found: dict[int, tuple[bytes, str]] = {}

    def _readable(self) -> Iterator[LedgerCheckpoint]:
        for size in LedgerCheckpoint.objects.order_by("size").values_list("size", flat=True):
            try:
                row = LedgerCheckpoint.objects.get(size=size)
                self._said[size] = checkpoint_of(row.note)
            except UNREADABLE:
                self.faults.append(("checkpoint_changed", size))
            else:
                yield row

    def take(self, entry: Entry) -> None:
        try:
            self._tree.push(leaf_hash(bytes.fromhex(entry.digest)))
            self.clock.see(entry.sequence, entry.at)
            if entry.act == KEY_ACT:
                self._publics.append((entry.sequence, base64.b64decode(entry.detail["public"], validate=True)))
        except UNREADABLE:
            return  # the entry itself is named already, and no checkpoint from here on fits
        self._origin = self._origin or origin_of(entry.digest)
        if entry.sequence in self._said and self._tree.size == entry.sequence:
            self._found[entry.sequence] = (self._tree.root(), entry.digest)

    def end(self, count: int) -> list[Fault]:
        """All that is wrong, once `count` entries were there."""
        before: LedgerCheckpoint | None = None
        for row in self._rows:
            if not self._is_whole(row, before):
                self.faults.append(("checkpoint_changed", row.size))
            before = row
        return [*self.faults, *self._first_that_does_not_fit(count)]

    def _is_whole(self, row: LedgerCheckpoint, before: LedgerCheckpoint | None) -> bool:
        """The columns against what was signed, the signature, and that the checkpoint before is its beginning."""
        said = self._said[row.size]
        if (said.size, said.at, row.follows) != (row.size, moment(row.at), before.size if before else 0):
            return False
        if not any(_signed_by(said, Key(said.origin, public)) for number, public in self._publics if number <= row.size):
            return False
        if before is None:
            return not row.proof
        try:
            proof = [bytes.fromhex(one) for one in row.proof]
        except UNREADABLE:
            return False
        return is_consistent(int(before.size), int(row.size), proof, self._said[before.size].root, said.root)

    def _first_that_does_not_fit(self, count: int) -> Iterator[Fault]:
        """One break stands for all that follow from it."""
        for row in self._rows:
            said = self._said[row.size]
            if row.size > count:
                yield "tail", count + 1
                return
            if self._found.get(row.size) != (said.root, said.head) or said.origin != self._origin:
                yield "not_as_signed", row.size
                return


def _signed_by(said: Checkpoint, key: Key) -> bool:
    for name, identifier, signature in said.note.signatures:
        if (name, identifier) == (key.name, key.id):
            try:
                Ed25519PublicKey.from_public_bytes(key.public).verify(signature, said.note.text.encode())
            except (InvalidSignature, ValueError):
                return False
            return True
    return False
