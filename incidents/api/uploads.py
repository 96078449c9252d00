"""Resumable uploads: the tus protocol, version 1.0.0, with creation, expiration, checksum and termination.

Source: https://tus.io/protocols/resumable-upload (1.0.0). A client that speaks it needs no more of ours than the address; what
it says of a file goes in `Upload-Metadata`: filename, filetype, kind, captured_at, note; with
`held` it waits for the form that says what it is.
"""

import base64
import binascii
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from incidents import access
from incidents.api.errors import refuse
from incidents.api.views import IncidentView
from incidents.errors import NotAllowed
from incidents.format import load_schema
from incidents.models import Upload
from incidents.services import uploads

VERSION = "1.0.0"
EXTENSIONS = "creation,expiration,checksum,termination"
PIECE = "application/offset+octet-stream"
MOST_METADATA = 4_000


class TusView(IncidentView):
    """What every answer of the protocol says, and what every request but OPTIONS must say."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.owned = self.incident(request, kwargs["identifier"])
        if not access.can_add_evidence(request.user, self.owned):
            raise NotAllowed

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        answer = super().finalize_response(request, response, *args, **kwargs)
        answer["Tus-Resumable"] = VERSION
        if answer.status_code == 412:
            answer["Tus-Version"] = VERSION
        return answer

    def options(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """What this server can do."""
        return Response(
            status=204,
            headers={
                "Tus-Version": VERSION,
                "Tus-Extension": EXTENSIONS,
                "Tus-Max-Size": str(settings.EVIDENCE_MAX_BYTES),
                "Tus-Checksum-Algorithm": ",".join(uploads.CHECKSUMS),
            },
        )

    @staticmethod
    def spoken(request: Request) -> Response | None:
        """A refusal where the request is of another version."""
        if request.headers.get("Tus-Resumable") == VERSION:
            return None
        return refuse(412, "tus_version", _("This server speaks tus 1.0.0."), _("Send Tus-Resumable: 1.0.0."), "Tus-Resumable")


class Uploads(TusView):
    @extend_schema(operation_id="upload_begin", request=None, responses={201: None})
    def post(self, request: Request, identifier: UUID) -> Response:
        """Makes room for a file: `Upload-Length` in bytes, `Upload-Metadata` as tus writes it. The address is in `Location`."""
        refused = self.spoken(request)
        if refused:
            return refused
        length = _number(request.headers.get("Upload-Length"))
        if length is None:
            return refuse(
                400,
                "length_missing",
                _("The length of the file is missing."),
                _("Send Upload-Length in bytes."),
                "Upload-Length",
            )
        said = metadata(request.headers.get("Upload-Metadata", ""))
        if said is None:
            return refuse(
                400,
                "metadata",
                _("What is said of the file cannot be read."),
                _("Write `key base64`, with commas between."),
                "Upload-Metadata",
            )
        made = uploads.begin(actor=request.user, incident=self.owned, length=length, particulars=said)
        address = reverse("api-upload", args=[identifier, made.pk])
        return Response(status=201, headers={"Location": address, "Upload-Expires": http_date(made.expires_at.timestamp())})


class OneUpload(TusView):
    held: Upload

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        found = uploads.find(actor=request.user, incident=self.owned, pk=kwargs["upload"])
        if found is None:
            raise Http404
        self.held = found

    @extend_schema(operation_id="upload_state", responses={200: None})
    def get(self, request: Request, identifier: UUID, upload: UUID) -> Response:
        """How much of it is safe here, by HEAD or GET: `Upload-Offset` of `Upload-Length`."""
        found = self.held
        uploads.finish(actor=request.user, upload=found)
        return Response(_told(found), headers={**_state(found), "Upload-Length": str(found.length)})

    @extend_schema(operation_id="upload_piece", request=None, responses={204: None})
    def patch(self, request: Request, identifier: UUID, upload: UUID) -> Response:
        """Takes in the piece that begins at `Upload-Offset`; the last one makes it a file of the record."""
        refused = self.spoken(request)
        if refused:
            return refused
        if (request.headers.get("Content-Type") or "").split(";")[0].strip() != PIECE:
            return refuse(415, "piece_type", _("A piece is sent as %(type)s.") % {"type": PIECE}, "", "Content-Type")
        offset = _number(request.headers.get("Upload-Offset"))
        if offset is None:
            return refuse(
                400, "offset_missing", _("Where the piece begins is missing."), _("Send Upload-Offset."), "Upload-Offset"
            )
        written = request.headers.get("Upload-Checksum")
        checksum = uploads.checksum_of(written) if written else None
        if written and checksum is None:
            return refuse(
                400, "checksum_kind", _("This checksum is not known here."), ", ".join(uploads.CHECKSUMS), "Upload-Checksum"
            )
        held = uploads.append(
            actor=request.user,
            upload=self.held,
            offset=offset,
            stream=request._request,
            checksum=checksum,  # type: ignore[arg-type]
        )
        uploads.finish(actor=request.user, upload=held)
        return Response(status=204, headers=_state(held))

    @extend_schema(operation_id="upload_end", responses={204: None})
    def delete(self, request: Request, identifier: UUID, upload: UUID) -> Response:
        """Ends it; its parts are removed."""
        refused = self.spoken(request)
        if refused:
            return refused
        uploads.discard(actor=request.user, upload=self.held)
        return Response(status=204)


def _state(upload: Upload) -> dict[str, str]:
    return {"Upload-Offset": str(upload.received), "Upload-Expires": http_date(upload.expires_at.timestamp())}


def _told(upload: Upload) -> dict[str, Any]:
    return {"received": upload.received, "length": upload.length, "evidence": upload.file.key if upload.file else None}


def _number(written: str | None) -> int | None:
    return int(written) if written and written.isascii() and written.isdecimal() and len(written) < 19 else None


def metadata(header: str) -> dict[str, str] | None:
    """`key base64,key base64` as tus writes it; None where it cannot be read. Keys other than ours are left out."""
    if len(header) > MOST_METADATA:
        return None
    found: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in header.split(","))):
        key, _between, value = pair.partition(" ")
        try:
            found[key] = base64.b64decode(value, validate=True).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError):
            return None
    named = {
        "filename": "filename",
        "filetype": "content_type",
        "kind": "kind",
        "captured_at": "captured_at",
        "note": "note",
        "held": "held",
    }
    said = {ours: found[theirs] for theirs, ours in named.items() if found.get(theirs)}
    if said.get("kind") and said["kind"] not in kinds():
        return None
    return said if _is_a_time(said.get("captured_at")) else None


@cache
def kinds() -> frozenset[str]:
    """What a file can be, in the words of the incident document."""
    return frozenset(load_schema()["$defs"]["evidence"]["properties"]["kind"]["enum"])


def _is_a_time(written: str | None) -> bool:
    try:
        return written is None or datetime.fromisoformat(written).tzinfo is not None
    except ValueError:
        return False
