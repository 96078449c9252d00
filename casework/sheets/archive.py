"""The parts of a workbook, unpacked within limits. A workbook is a ZIP archive that strangers made."""

import io
import time
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1024 * 1024
CHUNK = 64 * 1024


class Unreadable(Exception):
    """The file is no workbook that is read here. Its text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of the file and of all it unpacks to, times that a part may grow, parts, cells, letters of a cell, seconds.

    The published sheets take 0.1 MB, unpack to 0.7 MB and grow 15 times at most.
    """

    file: int = 5 * MEGABYTE
    unpacked: int = 30 * MEGABYTE
    ratio: int = 100
    parts: int = 500
    cells: int = 200_000
    letters: int = 2_000
    seconds: float = 20


LIMITS = Limits()


class Clock:
    """Time that reading may take. Raises Unreadable once it is over."""

    def __init__(self, seconds: float, now: Callable[[], float] = time.monotonic) -> None:
        self.seconds, self.now = seconds, now
        self.until = now() + seconds

    def check(self) -> None:
        if self.now() > self.until:
            raise Unreadable(f"reading took more than {self.seconds:g} seconds; nothing of it was taken")


class Archive:
    """A workbook's parts by name. What they unpack to is counted as it comes, whatever the archive says of itself."""

    def __init__(self, raw: bytes, limits: Limits = LIMITS, clock: Clock | None = None) -> None:
        self.limits, self.clock = limits, clock or Clock(limits.seconds)
        self.unpacked = 0
        if len(raw) > limits.file:
            raise Unreadable(f"the file has {len(raw):,} bytes; at most {limits.file:,} are read")
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(raw))
        except (zipfile.BadZipFile, zlib.error, ValueError, OSError, NotImplementedError) as error:
            raise Unreadable("this is no workbook (.xlsx): download it again from where it was published") from error
        self._check_what_is_declared()

    def _check_what_is_declared(self) -> None:
        parts = self.zip.infolist()
        if len(parts) > self.limits.parts:
            raise Unreadable(f"the archive has {len(parts):,} parts; at most {self.limits.parts} are read")
        if len({part.filename for part in parts}) != len(parts):
            raise Unreadable("the archive holds two parts of one name")
        declared = sum(part.file_size for part in parts)
        if declared > self.limits.unpacked:
            raise Unreadable(f"it would unpack to {declared:,} bytes; at most {self.limits.unpacked:,} are read")
        for part in parts:
            if part.file_size > self.limits.ratio * max(part.compress_size, 1) and part.file_size > MEGABYTE:
                raise Unreadable(f"{part.filename} would grow more than {self.limits.ratio} times")

    def __contains__(self, name: str) -> bool:
        return name in self.zip.NameToInfo

    def read(self, name: str) -> bytes:
        """One part. Raises Unreadable where it is missing, damaged, or larger than it may be."""
        if name not in self:
            raise Unreadable(f"the part {name} is missing: this is no whole workbook")
        found = bytearray()
        try:
            with self.zip.open(name) as part:
                while chunk := part.read(CHUNK):
                    found += chunk
                    self._count(len(chunk))
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError) as error:
            raise Unreadable(f"the part {name} is damaged or locked: download the file again") from error
        return bytes(found)

    def _count(self, size: int) -> None:
        self.unpacked += size
        self.clock.check()
        if self.unpacked > self.limits.unpacked:
            raise Unreadable(f"it unpacks to more than {self.limits.unpacked:,} bytes")


def read_file(path: Path, limits: Limits = LIMITS) -> bytes:
    """The bytes of a file, never more than may be read."""
    try:
        with path.open("rb") as file:
            raw = file.read(limits.file + 1)
    except OSError as error:
        raise Unreadable(f"the file cannot be opened ({error.strerror})") from error
    if len(raw) > limits.file:
        raise Unreadable(f"the file has more than {limits.file:,} bytes")
    return raw
