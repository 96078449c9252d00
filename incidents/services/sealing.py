"""Envelope encryption: each incident has a key of its own, wrapped under a master key that lies outside the database.

Everything is AES-256-GCM with a random 96-bit nonce; the purpose is bound as associated data, so that sealed bytes opened in
another place (another row, another column) are refused.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from incidents.errors import KeyRingError, SealBroken

VERSION = b"\x01"
KEY_BYTES, NONCE_BYTES = 32, 12
Ring = dict[str, bytes]
Binary = bytes | memoryview  # what a binary column gives differs between the databases


def new_key() -> bytes:
    """A fresh random key, wrapped: version, length and name of the master key, nonce, ciphertext."""
    name, master = next(iter(_ring().items()))
    return _wrap(name, master, secrets.token_bytes(KEY_BYTES))


def rewrapped(wrapped: Binary) -> bytes:
    """The same key under the master key now in use; what it sealed stays as it is."""
    name, master = next(iter(_ring().items()))
    return _wrap(name, master, unwrapped(wrapped))


def _wrap(name: str, master: bytes, key: bytes) -> bytes:
    label = name.encode()
    header = VERSION + bytes([len(label)]) + label
    nonce = secrets.token_bytes(NONCE_BYTES)
    return header + nonce + AESGCM(master).encrypt(nonce, key, b"record key\x00" + header)


def unwrapped(wrapped: Binary) -> bytes:
    """The 32 bytes of a key. Raises SealBroken where its master key is missing or the bytes were changed."""
    wrapped = bytes(wrapped)
    if len(wrapped) < 2 or wrapped[:1] != VERSION:
        raise SealBroken
    end = 2 + wrapped[1]
    header, nonce, sealed = wrapped[:end], wrapped[end : end + NONCE_BYTES], wrapped[end + NONCE_BYTES :]
    master = _ring().get(header[2:].decode("utf-8", "replace"))
    if master is None:
        raise SealBroken
    return _opened(master, nonce, sealed, b"record key\x00" + header)


def _opened(key: bytes, nonce: bytes, sealed: bytes, bound: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(nonce, sealed, bound)
    except (InvalidTag, ValueError):
        raise SealBroken from None


def seal(wrapped: Binary, data: bytes, purpose: str) -> bytes:
    """`data` under the wrapped key: version, nonce, ciphertext with its tag."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return VERSION + nonce + AESGCM(unwrapped(wrapped)).encrypt(nonce, data, VERSION + purpose.encode())


def unseal(wrapped: Binary, sealed: Binary, purpose: str) -> bytes:
    """What was sealed under this key for this purpose. Raises SealBroken for anything else."""
    sealed = bytes(sealed)
    if sealed[:1] != VERSION:
        raise SealBroken
    nonce, rest = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    return _opened(unwrapped(wrapped), nonce, rest, VERSION + purpose.encode())


class Opener:
    """Opens much at once: the key ring is looked at once, for the length of one piece of work."""

    def __init__(self) -> None:
        self._masters = {name.encode(): AESGCM(key) for name, key in _ring().items()}

    def unseal(self, wrapped: Binary, sealed: Binary, purpose: str) -> bytes:
        """As `unseal`. Raises SealBroken."""
        wrapped, sealed = bytes(wrapped), bytes(sealed)
        if wrapped[:1] != VERSION or sealed[:1] != VERSION or len(wrapped) < 2:
            raise SealBroken
        end = 2 + wrapped[1]
        master = self._masters.get(wrapped[2:end])
        if master is None:
            raise SealBroken
        try:
            rest = end + NONCE_BYTES
            key = master.decrypt(wrapped[end:rest], wrapped[rest:], b"record key\x00" + wrapped[:end])
            return AESGCM(key).decrypt(sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :], VERSION + purpose.encode())
        except (InvalidTag, ValueError):
            raise SealBroken from None


def mark(wrapped: Binary, text: str) -> str:
    """A short mark of a text: the same for the same text, and without the key it cannot be tried against guesses."""
    return hmac.digest(unwrapped(wrapped), b"mark\x00" + text.encode(), "sha256").hex()[:16]


def ring_fingerprint() -> str:
    """16 hexadecimal digits that change with every key of the ring and say nothing of any. Raises KeyRingError."""
    hashed = hashlib.sha256(b"key ring")
    for name, key in _ring().items():
        hashed.update(hashlib.sha256(name.encode() + b"\x00" + key).digest())
    return hashed.hexdigest()[:16]


def _ring() -> Ring:
    """The master keys by name, the one in use first."""
    file = Path(settings.RECORD_KEYS_FILE)
    try:
        return _read_ring(file, file.stat().st_mtime_ns)
    except OSError:
        raise KeyRingError(f"{file.name} cannot be read") from None


@lru_cache(maxsize=4)
def _read_ring(file: Path, _changed: int) -> Ring:
    ring: Ring = {}
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        words = line.split()
        key = _key_of(words[1]) if len(words) == 2 else b""
        if len(key) != KEY_BYTES or words[0] in ring or len(words[0].encode()) > 255:
            raise KeyRingError(f"line {number}")
        ring[words[0]] = key
    if not ring:
        raise KeyRingError("no key")
    return ring


def _key_of(word: str) -> bytes:
    try:
        return base64.b64decode(word, validate=True)
    except binascii.Error:
        return b""
