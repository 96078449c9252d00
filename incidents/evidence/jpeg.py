"""The segments of a JPEG file (ITU-T T.81, annex B): walked without decoding, and copied without those that describe it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from incidents.evidence.faults import Unreadable

SOI, EOI, SOS, APP0, APP1, APP14, COMMENT = 0xD8, 0xD9, 0xDA, 0xE0, 0xE1, 0xEE, 0xFE
# Frames, tables and scans: what a decoder needs. Every APPn and comment is description, but Adobe's mark of the colour model.
NEEDED = frozenset({0xC4, 0xCC, 0xDB, 0xDC, 0xDD, SOS} | (set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}))
MOST_SCANS = 100  # a camera writes at most a dozen; each costs a pass over the whole picture
PLAIN_JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
# An Exif block that says which side is up and nothing else: TIFF header, one entry (tag 0x0112, a short), no next directory.
UPRIGHT = (
    b"\xff\xe1\x00\x22Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00%c\x00\x00\x00\x00\x00\x00"
)
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


@dataclass(frozen=True, slots=True)
class Segment:
    """One marker and what belongs to it: bytes `start` up to and without `end`; of a scan, its coded data too."""

    marker: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Walk:
    """The segments of the first picture, where it ends (None: it does not), and its number of scans."""

    segments: tuple[Segment, ...]
    end: int | None
    scans: int


def walk(data: bytes) -> Walk:
    """Raises Unreadable where the file is no chain of segments or has too many scans."""
    segments = tuple(_segments(data))
    scans = sum(one.marker == SOS for one in segments)
    if scans > MOST_SCANS:
        raise Unreadable("too_many_scans")
    last = segments[-1] if segments else None
    return Walk(segments, last.end if last and last.marker == EOI else None, scans)


def _segments(data: bytes) -> Iterator[Segment]:
    if data[:2] != b"\xff\xd8":
        raise Unreadable("damaged")
    yield Segment(SOI, 0, 2)
    position = 2
    while position < len(data):
        start = position
        if data[position] != 0xFF:
            raise Unreadable("damaged")
        while position < len(data) and data[position] == 0xFF:  # fill bytes before a marker
            position += 1
        if position >= len(data):
            return
        marker = data[position]
        if marker == EOI:
            yield Segment(EOI, start, position + 1)
            return
        end = position + 1 + int.from_bytes(data[position + 1 : position + 3], "big")
        if end < position + 3:
            raise Unreadable("damaged")
        if marker == SOS:
            found = _NEXT_MARKER.search(data, min(end, len(data)))
            end = found.start() if found else len(data)
        if end > len(data):
            return
        yield Segment(marker, start, end)
        position = end


def without_description(data: bytes, orientation: int = 1) -> bytes:
    """The same coded picture, bit for bit, with nothing else: no Exif, XMP, IPTC, comment, colour profile, preview or tail.

    `orientation` (1 to 8, as Exif counts) stays, or the picture would lie on its side. Raises Unreadable.
    """
    found = walk(data)
    if found.end is None:
        raise Unreadable("incomplete")
    parts = [b"\xff\xd8"]
    if any(one.marker == APP0 and data[one.start + 4 : one.start + 9] == b"JFIF\x00" for one in found.segments):
        parts.append(PLAIN_JFIF)
    if orientation in range(2, 9):
        parts.append(UPRIGHT % orientation)
    parts += [data[one.start : one.end] for one in found.segments if _is_needed(one, data)]
    return b"".join([*parts, b"\xff\xd9"])


def _is_needed(one: Segment, data: bytes) -> bool:
    adobe = one.marker == APP14 and data[one.start + 4 : one.end].startswith(b"Adobe") and one.end - one.start == 16
    return one.marker in NEEDED or adobe
