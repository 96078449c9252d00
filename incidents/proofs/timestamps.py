"""Timestamps by an outside authority (RFC 3161): the request, and what the answer says. No network, no check of its signature.

The signature of the authority is checked by whoever relies on it, with its certificate, by a tool that knows CMS: `openssl ts
-verify`. Here an answer is only held against the question: granted, for this digest, with this number.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from incidents.proofs.verify import Wrong

BOOLEAN, INTEGER, OCTETS, NULL, OID, SEQUENCE = 0x01, 0x02, 0x04, 0x05, 0x06, 0x30
SHA256 = bytes.fromhex("608648016503040201")  # 2.16.840.1.101.3.4.2.1
GRANTED = (0, 1)  # section 2.4.2: granted, granted with modifications


def request(digest: bytes, nonce: int) -> bytes:
    """A TimeStampReq (section 2.4.1) for a SHA-256 digest, DER; the authority is asked for its certificate."""
    imprint = _part(SEQUENCE, _part(SEQUENCE, _part(OID, SHA256) + _part(NULL, b"")) + _part(OCTETS, digest))
    return _part(SEQUENCE, _number(1) + imprint + _number(nonce) + _part(BOOLEAN, b"\xff"))


def _number(value: int) -> bytes:
    return _part(INTEGER, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def _part(tag: int, content: bytes) -> bytes:
    if len(content) < 0x80:
        return bytes([tag, len(content)]) + content
    length = len(content).to_bytes((len(content).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content


def time_of(response: bytes, digest: bytes, nonce: int) -> datetime:
    """When the authority says that it saw the digest. Raises Wrong where the answer is none to this question."""
    said = _said(response)
    try:
        imprint = _parts(said[2].content)
        algorithm, stamped = _parts(imprint[0].content)[0].content, imprint[1].content
    except (IndexError, ValueError):
        raise Wrong("this is no answer of a timestamp authority") from None
    numbers = {int.from_bytes(one.content, "big") for one in said[5:] if one.tag == INTEGER}
    if (algorithm, stamped) != (SHA256, digest) or nonce not in numbers:
        raise Wrong("the timestamp is for something else")
    return stated_time(response)


def stated_time(response: bytes) -> datetime:
    """The time that an answer states, whatever it is for. Raises Wrong."""
    try:
        text = _said(response)[4].content.decode().rstrip("Z").split(".")[0]
        return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except (IndexError, ValueError):
        raise Wrong("this is no answer of a timestamp authority") from None


def _said(response: bytes) -> "list[_Part]":
    """The parts of the TSTInfo (section 2.4.2): version, policy, imprint, serial number, time, and what is optional."""
    try:
        status, *token = _parts(_parts(response)[0].content)
        granted = int.from_bytes(_parts(status.content)[0].content, "big") in GRANTED
        said = _parts(_info(token[0])) if granted else []
    except (IndexError, ValueError):
        raise Wrong("this is no answer of a timestamp authority") from None
    if not granted:
        raise Wrong("the authority did not grant a timestamp")
    return said


@dataclass(frozen=True)
class _Part:
    tag: int
    content: bytes


def _parts(data: bytes) -> list[_Part]:
    """The parts of a DER value, one after the other. Raises IndexError where the bytes end too early."""
    found, at = [], 0
    while at < len(data):
        tag, length, at = data[at], data[at + 1], at + 2
        if length & 0x80:
            size = length & 0x7F
            length, at = int.from_bytes(data[at : at + size], "big"), at + size
        if at + length > len(data):
            raise IndexError("cut off")
        found.append(_Part(tag, data[at : at + length]))
        at += length
    return found


def _info(token: _Part) -> bytes:
    """The content of the TSTInfo in a ContentInfo with SignedData (RFC 5652)."""
    signed = _parts(_parts(token.content)[1].content)[0]
    encapsulated = _parts(signed.content)[2]
    octets = _parts(_parts(encapsulated.content)[1].content)[0]
    return _parts(octets.content)[0].content
