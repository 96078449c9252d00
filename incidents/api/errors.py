"""Every refusal has one form, `{"errors": [{"path", "code", "message", "fix"}]}`; a conflict shows both versions."""

import logging
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import status
from rest_framework.exceptions import APIException, NotAuthenticated, NotFound, ValidationError
from rest_framework.exceptions import PermissionDenied as NotPermitted
from rest_framework.response import Response
from rest_framework.views import set_rollback

from incidents import errors as record

logger = logging.getLogger(__name__)


# Refusals that HTTP, or tus 1.0.0 (460), has a number of its own for.
STATUS_OF: dict[type[record.RecordError], int] = {
    record.EvidenceTooLarge: 413,
    record.NotThatOffset: 409,
    record.ChecksumDiffers: 460,
    record.TooManyUploads: 429,
    record.StoreFull: 507,
}


def one(code: str, message: str, fix: str, path: str = "") -> dict[str, str]:
    return {"path": path, "code": code, "message": message, "fix": fix}


def handle(exc: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler. Anything it does not know stays a server error and is logged by Django."""
    set_rollback()
    if isinstance(exc, record.InvalidDocument):
        return Response({"errors": [record.said(error) for error in exc.errors]}, status=status.HTTP_400_BAD_REQUEST)
    if isinstance(exc, record.StaleBase):
        return stale(exc, context)
    if isinstance(exc, record.IdentifierTaken):
        return refuse(409, "identifier_taken", str(exc.message), str(exc.fix), "/id")
    if isinstance(exc, (Http404, NotFound)):
        return refuse(404, "not_found", _("There is no such thing here, or it is not yours to see."), _("Check the address."))
    if isinstance(exc, NotPermitted) and str(exc.detail).startswith("CSRF"):
        return refuse(
            403, "csrf_failed", _("This came without the token of its form."), _("Send X-CSRFToken, or a token of a program.")
        )
    if isinstance(exc, (PermissionDenied, NotPermitted, record.NotAllowed)):
        return refuse(403, "not_permitted", _("Your role does not allow this."), _("Ask a coordinator of your network."))
    if isinstance(exc, (record.SealBroken, record.EvidenceDamaged, record.KeyRingError)):
        logger.error("the record cannot be read at %s: %s", context["request"].path, type(exc).__name__)
        return refuse(500, "record_unreadable", str(exc.message), _("Tell whoever runs this instance; it was noted there."))
    if isinstance(exc, record.RecordError):
        return refuse(STATUS_OF.get(type(exc), 400), "refused", str(exc.message), str(exc.fix))
    if isinstance(exc, APIException):
        return api_error(exc)
    return None


def refuse(code: int, name: str, message: str, fix: str, path: str = "") -> Response:
    return Response({"errors": [one(name, message, fix, path)]}, status=code)


def stale(exc: record.StaleBase, context: dict[str, Any]) -> Response:
    """409 with both versions: what stands, and what was sent. Nothing is lost and nothing was changed."""
    body = {
        "errors": [one("stale_base", str(exc.message), str(exc.fix), "/base")],
        "head": exc.head,
        "document": exc.document,
        "sent": context["request"].data,
    }
    return Response(body, status=status.HTTP_409_CONFLICT)


def api_error(exc: APIException) -> Response:
    if isinstance(exc, ValidationError):
        return Response({"errors": list(flat(exc.detail))}, status=exc.status_code)
    response = refuse(exc.status_code, str(exc.default_code), str(exc.detail), "")
    if isinstance(exc, NotAuthenticated):
        response = refuse(401, "not_signed_in", _("Sign in, or send a token."), "Authorization: Token …")
    header = getattr(exc, "auth_header", None)
    if header:
        response["WWW-Authenticate"] = header
        response.status_code = status.HTTP_401_UNAUTHORIZED
    if wait := getattr(exc, "wait", None):
        response["Retry-After"] = str(int(wait))
    return response


def flat(detail: Any, path: str = "") -> Iterator[dict[str, str]]:
    """A serializer's nested complaints as a list, each with its pointer."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            yield from flat(inner, path if name == "non_field_errors" else f"{path}/{name}")
    elif isinstance(detail, list) and any(isinstance(item, (dict, list)) for item in detail):
        for index, inner in enumerate(detail):
            yield from flat(inner, f"{path}/{index}")
    else:
        for item in detail if isinstance(detail, list) else [detail]:
            yield one(str(getattr(item, "code", "invalid")), str(item), _("Correct this field and send again."), path)
