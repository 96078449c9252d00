"""Starts the child that reads photos, hands it the bytes through a pipe, and ends it when it takes too long.

The bytes never lie readable on disk, and the child gets nothing of the parent's: no environment, no keys, no open file.
"""

import json
import subprocess
import sys
import threading
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from incidents.evidence.findings import Photo
from incidents.evidence.kinds import Kind

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 30  # by the clock, for one file; its seconds of processor are bounded by the child itself
LARGEST_PHOTO = 48 * 1024 * 1024
LARGEST_ANSWER = 64 * 1024
LARGEST_COPY = 160 * 1024 * 1024
GONE = Photo({}, {}, "out_of_bounds")


class Examiner:
    """One child for a batch of photos: `with Examiner() as examiner: examiner.examine(...)`. A child that dies is replaced."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._end()

    def examine(self, pieces: Iterable[bytes], size: int, kind: Kind) -> Photo:
        """What is found in a photo of `size` bytes, given in pieces. Raises only what `pieces` raises."""
        if size > LARGEST_PHOTO:
            return Photo({}, {}, "too_large")
        child = self._running()
        watch = threading.Timer(self._seconds, child.kill)
        watch.start()
        try:
            return self._asked(child, pieces, size, kind)
        except (OSError, ValueError, EOFError):
            self._end()
            return GONE
        except BaseException:
            self._end()
            raise
        finally:
            watch.cancel()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._child = subprocess.Popen(
                [sys.executable, "-s", "-B", "-m", "incidents.evidence.child"],
                cwd=ROOT,
                env={"LANG": "C.UTF-8"},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        return self._child

    def _asked(self, child: subprocess.Popen[bytes], pieces: Iterable[bytes], size: int, kind: Kind) -> Photo:
        sent, received = _pipes(child)
        sent.write(json.dumps({"media_type": kind.media_type, "size": size}).encode() + b"\n")
        for piece in pieces:
            sent.write(piece)
        sent.flush()
        line = received.readline(LARGEST_ANSWER)
        if not line.endswith(b"\n"):
            raise EOFError
        answer: dict[str, Any] = json.loads(line)
        copies = {name: (media_type, _exactly(received, length)) for name, media_type, length in answer["copies"]}
        return Photo(answer["facts"], copies, answer["fault"])

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in _pipes(child):
            with suppress(OSError):  # closing writes what was left unsent, to nobody
                pipe.close()


def _pipes(child: subprocess.Popen[bytes]) -> tuple[BinaryIO, BinaryIO]:
    return child.stdin, child.stdout  # type: ignore[return-value]  # both are pipes, as it was started


def _exactly(received: BinaryIO, length: int) -> bytes:
    if not 0 < length <= LARGEST_COPY:
        raise ValueError
    made = received.read(length)
    if len(made) != length:
        raise EOFError
    return made
