"""Seals what opens an account: the seeds of code apps and of recovery codes.

Fernet (AES-128-CBC with HMAC-SHA-256), by a key ring of its own, apart from the session secret and the keys of the record.

A line of the file is a key, the one in use first; older ones still open what they sealed.
"""

from functools import lru_cache
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from accounts.errors import AccountKeysError


def seal(text: str) -> str:
    return _ring().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Raises AccountKeysError where no key of the ring opens it."""
    try:
        return _ring().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise AccountKeysError from None


def resealed(sealed: str) -> str:
    """The same under the key in use. Raises AccountKeysError."""
    try:
        return _ring().rotate(sealed.encode()).decode()
    except InvalidToken:
        raise AccountKeysError from None


def _ring() -> MultiFernet:
    file = Path(settings.ACCOUNT_KEYS_FILE)
    try:
        return _read(file, file.stat().st_mtime_ns)
    except OSError:
        raise AccountKeysError from None


@lru_cache(maxsize=4)
def _read(file: Path, _changed: int) -> MultiFernet:
    try:
        return MultiFernet([Fernet(line) for line in file.read_text(encoding="ascii").split()])
    except ValueError:
        raise AccountKeysError from None
