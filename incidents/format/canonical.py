"""One document, one sequence of bytes: Unicode NFC, then the JSON Canonicalization Scheme (RFC 8785)."""

import hashlib
import unicodedata
from typing import Any

import rfc8785


def normalized(value: Any) -> Any:
    """The value with every text and name in Unicode NFC. The value must have passed `screen`."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {unicodedata.normalize("NFC", name): normalized(member) for name, member in value.items()}
    if isinstance(value, list):
        return [normalized(member) for member in value]
    return value


def canonical(value: Any) -> bytes:
    """The canonical bytes of a document, or of any value of one (RFC 8785 over NFC text)."""
    result: bytes = rfc8785.dumps(normalized(value))
    return result


def digest(value: Any) -> str:
    """SHA-256 of the canonical bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(value)).hexdigest()
