"""One file for a whole backup: a tar stream (POSIX.1-2001), encrypted with age (age-encryption.org/v1) to a key not kept here.

The bytes pass through a pipe, so that a backup of any size takes little memory. The manifest comes last, since it holds the
digest of everything before it.
"""

import contextlib
import hashlib
import io
import json
import os
import tarfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from pyrage import DecryptError, decrypt_io, encrypt_io, x25519

from config.running.errors import RestoreRefused

MANIFEST = "manifest.json"
CHUNK = 1024 * 1024


class Archive:
    """A tar stream being written, which notes the size and digest of each member."""

    def __init__(self, out: IO[bytes]) -> None:
        self._tar = tarfile.open(fileobj=out, mode="w|", format=tarfile.PAX_FORMAT)  # noqa: SIM115  closed by `finish`
        self.members: dict[str, list[Any]] = {}

    def add(self, name: str, file: Path) -> None:
        """Adds a file under a name, as it is at this moment. Raises OSError."""
        with file.open("rb") as content:
            size = os.fstat(content.fileno()).st_size
            counted = _Counted(content)
            self._tar.addfile(_entry(name, size), counted)
        self.members[name] = [size, counted.sha256.hexdigest()]

    def finish(self, manifest: dict[str, Any]) -> None:
        content = json.dumps({**manifest, "members": self.members}, sort_keys=True).encode()
        self._tar.addfile(_entry(MANIFEST, len(content)), io.BytesIO(content))
        self._tar.close()


class _Counted(io.RawIOBase):
    """Reads a file and hashes what is read."""

    def __init__(self, content: IO[bytes]) -> None:
        self._content, self.sha256 = content, hashlib.sha256()

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._content.read(size)
        self.sha256.update(data)
        return data


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    return entry


def write(target: IO[bytes], recipient: str, fill: Callable[[Archive], dict[str, Any]]) -> dict[str, Any]:
    """Encrypts to `recipient` whatever `fill` puts into the archive; it returns the manifest. Raises what `fill` raises."""
    key = x25519.Recipient.from_str(recipient)
    read_end, write_end = os.pipe()
    outcome: dict[str, Any] = {}

    def produce() -> None:
        with os.fdopen(write_end, "wb", buffering=CHUNK) as out:
            try:
                archive = Archive(out)
                outcome["manifest"] = fill(archive)
                archive.finish(outcome["manifest"])
            except BaseException as error:  # noqa: BLE001  it is raised again by whoever waits
                outcome["error"] = error

    producer = threading.Thread(target=produce, name="backup")
    producer.start()
    with os.fdopen(read_end, "rb", buffering=CHUNK) as plain:
        encrypt_io(plain, target, [key])
    producer.join()
    if "error" in outcome:
        raise outcome["error"]
    manifest: dict[str, Any] = outcome["manifest"]
    return manifest


def unpack(source: Path, identity: str, folder: Path) -> dict[str, Any]:
    """Decrypts and unpacks into an empty folder and checks every member against the manifest, which it returns.

    Raises RestoreRefused for a byte that was changed, a part that is missing, another key, or anything that is no backup.
    """
    with _plain(source, identity) as stream:
        found = _extracted(stream, folder)
    manifest = _manifest_of(folder)
    expected = {name: tuple(said) for name, said in manifest["members"].items()}
    if found != expected:
        raise RestoreRefused("The backup is not whole: what it holds is not what its own list says. Take another backup file.")
    return manifest


def _extracted(stream: IO[bytes], folder: Path) -> dict[str, tuple[int, str]]:
    found: dict[str, tuple[int, str]] = {}
    try:
        with tarfile.open(fileobj=stream, mode="r|") as tar:
            for entry in tar:
                if not entry.isfile() or entry.name.startswith("/") or ".." in Path(entry.name).parts:
                    raise RestoreRefused("This is no backup of Threshold. Nothing was changed.")
                found[entry.name] = _written(tar, entry, folder / entry.name)
        while stream.read(CHUNK):  # the cipher's last word comes at its end
            pass
    except tarfile.TarError:
        raise RestoreRefused("The backup breaks off, or is no backup of Threshold. Take another backup file.") from None
    found.pop(MANIFEST, None)
    return found


def _written(tar: tarfile.TarFile, entry: tarfile.TarInfo, target: Path) -> tuple[int, str]:
    content = tar.extractfile(entry)
    if content is None:
        raise RestoreRefused("This is no backup of Threshold. Nothing was changed.")
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    size, hashed = 0, hashlib.sha256()
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        while data := content.read(CHUNK):
            out.write(data)
            hashed.update(data)
            size += len(data)
        out.flush()
        os.fsync(out.fileno())
    return size, hashed.hexdigest()


def _manifest_of(folder: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
        if not isinstance(manifest["members"], dict):
            raise ValueError
    except (OSError, ValueError, KeyError):
        raise RestoreRefused("The backup has no list of what it holds: it breaks off. Take another backup file.") from None
    return manifest


@contextlib.contextmanager
def _plain(source: Path, identity: str) -> Iterator[IO[bytes]]:
    """The decrypted stream of a backup file. Raises RestoreRefused once it is known that the cipher does not hold."""
    try:
        key = x25519.Identity.from_str(identity.strip())
    except Exception:  # noqa: BLE001  the library has an error of its own for each way to be wrong
        raise RestoreRefused(
            "The backup key is not as it was printed: it begins with AGE-SECRET-KEY-1. Type it again."
        ) from None
    read_end, write_end = os.pipe()
    failed: list[BaseException] = []

    def decrypt() -> None:
        with os.fdopen(write_end, "wb", buffering=CHUNK) as out, source.open("rb") as sealed:
            try:
                decrypt_io(sealed, out, [key])
            except BrokenPipeError:
                pass
            except BaseException as error:  # noqa: BLE001  told by whoever reads the other end
                failed.append(error)

    worker = threading.Thread(target=decrypt, name="restore")
    worker.start()
    try:
        with os.fdopen(read_end, "rb", buffering=CHUNK) as stream:
            yield stream
    except RestoreRefused:
        worker.join()
        if failed:
            raise _refusal(failed[0]) from None
        raise
    worker.join()
    if failed:
        raise _refusal(failed[0])


def _refusal(error: BaseException) -> RestoreRefused:
    if isinstance(error, DecryptError) and "No matching keys" in str(error):
        return RestoreRefused("This backup was made for another backup key. Use the key of the sheet that belongs to it.")
    return RestoreRefused(
        "A byte of the backup was changed, or it breaks off. Nothing was changed here; take another backup file."
    )
