"""The keys that sign checkpoints: a file of their own, `NAME SEED` a line (Ed25519, 32 bytes in base64), the one in use first.

They open nothing. While two stand in the file both sign, so that whoever holds the old public key comes to the new one: the
ledger names it in an entry, and the old key signs the tree that holds the entry.
"""

import base64
import binascii
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from incidents.errors import CheckpointKeyError
from incidents.proofs.verify import Key

SEED_BYTES = 32


class SigningKey:
    """One key of the file, under the name of a ledger."""

    def __init__(self, private: Ed25519PrivateKey, origin: str) -> None:
        self._private = private
        self.public = Key(origin, private.public_key().public_bytes_raw())

    def line(self, text: str) -> str:
        """The signature over a text as a line of a signed note (C2SP signed-note)."""
        signed = base64.b64encode(self.public.id + self._private.sign(text.encode())).decode()
        return f"— {self.public.name} {signed}\n"


def signing_keys(origin: str) -> list[SigningKey]:
    """Every key of the file, the one in use first. Raises CheckpointKeyError."""
    return [SigningKey(private, origin) for private in _privates()]


def public_in_use() -> bytes:
    """The public half of the key in use, 32 bytes. Raises CheckpointKeyError."""
    return _privates()[0].public_key().public_bytes_raw()


def _privates() -> list[Ed25519PrivateKey]:
    file = Path(settings.CHECKPOINT_KEYS_FILE)
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except OSError:
        raise CheckpointKeyError(f"{file.name} cannot be read") from None
    found = [_private(line, number) for number, line in enumerate(lines, 1) if line.strip()]
    if not found:
        raise CheckpointKeyError("no key")
    return found


def _private(line: str, number: int) -> Ed25519PrivateKey:
    words = line.split()
    try:
        seed = base64.b64decode(words[1], validate=True) if len(words) == 2 else b""
    except binascii.Error:
        seed = b""
    if len(seed) != SEED_BYTES:
        raise CheckpointKeyError(f"line {number}")
    return Ed25519PrivateKey.from_private_bytes(seed)
