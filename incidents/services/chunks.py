"""A file sealed in chunks, so that gigabytes pass through little memory and no chunk can be moved, dropped or cut off.

The construction is STREAM (Hoang, Reyhanitabar, Rogaway and Vizár, 2015) over AES-256-GCM: the nonce of a chunk is a random
prefix, the number of the chunk, and a mark on the last one. The file has a key of its own, derived from the incident's by
HKDF-SHA-256 with a random salt; the header and the place of the file are bound to every chunk as associated data.

header = magic (4) || salt (16) || nonce prefix (7); then chunks of 1 MiB of plain bytes, each with a tag of 16 bytes.
"""

import secrets
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from incidents.errors import EvidenceDamaged

MAGIC = b"TEF1"
SALT_BYTES, PREFIX_BYTES, TAG_BYTES = 16, 7, 16
HEADER_BYTES = len(MAGIC) + SALT_BYTES + PREFIX_BYTES
CHUNK_BYTES = 1024 * 1024


class ChunkWriter:
    """Seals what is written to it. Only `finish` marks the end: without it the file does not open."""

    def __init__(self, out: BinaryIO, key: bytes, place: bytes) -> None:
        self._out = out
        self._header = MAGIC + secrets.token_bytes(SALT_BYTES + PREFIX_BYTES)
        self._cipher = _cipher(key, self._header)
        self._bound = self._header + place
        self._waiting = bytearray()
        self._number = 0
        out.write(self._header)

    def write(self, data: bytes) -> None:
        self._waiting += data
        while len(self._waiting) > CHUNK_BYTES:
            self._seal(bytes(self._waiting[:CHUNK_BYTES]), last=False)
            del self._waiting[:CHUNK_BYTES]

    def finish(self) -> None:
        self._seal(bytes(self._waiting), last=True)

    def _seal(self, plain: bytes, *, last: bool) -> None:
        self._out.write(self._cipher.encrypt(_nonce(self._header, self._number, last=last), plain, self._bound))
        self._number += 1


def _cipher(key: bytes, header: bytes) -> AESGCM:
    salt = header[len(MAGIC) : len(MAGIC) + SALT_BYTES]
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"evidence file").derive(key))


def _nonce(header: bytes, number: int, *, last: bool) -> bytes:
    return header[-PREFIX_BYTES:] + number.to_bytes(4, "big") + (b"\x01" if last else b"\x00")


def read_chunks(stored: BinaryIO, key: bytes, place: bytes) -> Iterator[bytes]:
    """The plain bytes, chunk by chunk, each only after its tag was checked. Raises EvidenceDamaged at the first that fails."""
    header = stored.read(HEADER_BYTES)
    if len(header) != HEADER_BYTES or not header.startswith(MAGIC):
        raise EvidenceDamaged
    cipher, number = _cipher(key, header), 0
    chunk = stored.read(CHUNK_BYTES + TAG_BYTES)
    while True:
        following = stored.read(CHUNK_BYTES + TAG_BYTES)
        try:
            yield cipher.decrypt(_nonce(header, number, last=not following), chunk, header + place)
        except (InvalidTag, ValueError):
            raise EvidenceDamaged from None
        if not following:
            return
        chunk, number = following, number + 1
