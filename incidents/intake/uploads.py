"""Takes an upload to disk while it arrives: never whole in memory, and never readable on disk.

Each piece is sealed under a key that lives only as long as the request. The view reads it back piece by piece and hands it to
the evidence store, which hashes it and seals it under the incident's key.
"""

import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from incidents.services.chunks import ChunkWriter, read_chunks

KEY_BYTES = 32
PLACE = b"incoming"


class IncomingFile(UploadedFile):
    """A file that lies sealed on disk. `chunks` gives its bytes as received; it cannot be rewound by position."""

    def __init__(self, sealed: BinaryIO, key: bytes, name: str, content_type: str, size: int) -> None:
        super().__init__(file=sealed, name=name, content_type=content_type, size=size)
        self._sealed, self._key = sealed, key

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        self._sealed.seek(0)
        yield from read_chunks(self._sealed, self._key, PLACE)

    def multiple_chunks(self, chunk_size: int | None = None) -> bool:
        return True


class SealedUploadHandler(FileUploadHandler):
    """For one file in one request. `too_large` says that the limit was passed, `several` that a second file came: in both
    cases the rest is not kept."""

    chunk_size = 256 * 1024

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.too_large = self.several = False
        self._count = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._count += 1
        if self._count > 1:
            self.several = True
            self._sealed.close()
            raise StopUpload(connection_reset=False)
        folder = Path(settings.EVIDENCE_DIR)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._key = secrets.token_bytes(KEY_BYTES)
        self._sealed: BinaryIO = cast(BinaryIO, tempfile.TemporaryFile(dir=folder))  # noqa: SIM115  closed with the request
        self._writer = ChunkWriter(self._sealed, self._key, PLACE)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > settings.EVIDENCE_MAX_BYTES:
            self.too_large = True
            self._sealed.close()
            raise StopUpload(connection_reset=False)
        self._writer.write(raw_data)

    def file_complete(self, file_size: int) -> IncomingFile:
        self._writer.finish()
        return IncomingFile(self._sealed, self._key, self.file_name or "file", self.content_type or "", file_size)
