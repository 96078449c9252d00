"""The record over REST. Views read through `selectors`, so what is not visible does not exist, and write through services."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.exceptions import NotFound
from rest_framework.generics import ListAPIView
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from incidents.api import serializers as shapes
from incidents.api.openapi import DOCUMENT
from incidents.api.permissions import MayRecord
from incidents.format import difference
from incidents.models import Incident, Revision
from incidents.selectors import head_of, incident_visible_to, incidents_visible_to, revisions_of
from incidents.services import record

REFUSALS = {400: shapes.Errors, 401: shapes.Errors, 403: shapes.Errors}
MISSING = {**REFUSALS, 404: shapes.Errors}
CONFLICTS = {**MISSING, 409: shapes.Conflict}


class Newest(CursorPagination):
    ordering = ("-created_at", "id")
    page_size = 50
    page_size_query_param = "limit"
    max_page_size = 200

    def paginate_queryset(self, queryset: Any, request: Request, view: APIView | None = None) -> list[Any] | None:
        """A cursor that was made by hand is one that is not there, as any other cursor that cannot be read."""
        try:
            return super().paginate_queryset(queryset, request, view)
        except ValidationError:
            raise NotFound(self.invalid_cursor_message) from None


class IncidentView(APIView):
    """The base of views on one incident."""

    permission_classes = [MayRecord]

    def incident(self, request: Request, identifier: UUID) -> Incident:
        found = incident_visible_to(request.user, identifier)
        if found is None:
            raise Http404
        return found


class Incidents(ListAPIView):
    permission_classes = [MayRecord]
    serializer_class = shapes.IncidentRow
    pagination_class = Newest
    queryset = Incident.objects.none()

    def get_queryset(self) -> Any:
        return incidents_visible_to(self.request.user)

    @extend_schema(operation_id="incident_list", responses={200: shapes.IncidentRow(many=True), **REFUSALS})
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The incidents that you may read, newest first, with a cursor."""
        return super().get(request, *args, **kwargs)

    @extend_schema(
        operation_id="incident_create",
        request=DOCUMENT,
        responses={201: shapes.IncidentOut, 200: shapes.IncidentOut, **REFUSALS, 409: shapes.Conflict},
    )
    def post(self, request: Request) -> Response:
        """Records an incident. The same document again: 200 and the same incident; another one under its id: 409."""
        made = record.create(actor=request.user, document=request.data)
        code = status.HTTP_201_CREATED if made.created else status.HTTP_200_OK
        return Response(shown(made.revision), status=code)


class OneIncident(IncidentView):
    @extend_schema(operation_id="incident_read", responses={200: shapes.IncidentOut, **MISSING})
    def get(self, request: Request, identifier: UUID) -> Response:
        """The document as it stands, with its head revision."""
        return Response(shown(head_of(self.incident(request, identifier))))


class Revisions(IncidentView):
    @extend_schema(operation_id="revision_list", responses={200: shapes.RevisionOut(many=True), **MISSING})
    def get(self, request: Request, identifier: UUID) -> Response:
        """All revisions, the first first."""
        rows = revisions_of(self.incident(request, identifier))
        return Response([described(row) for row in rows])

    @extend_schema(
        operation_id="incident_revise",
        request=shapes.RevisionIn,
        responses={201: shapes.IncidentOut, 200: shapes.IncidentOut, **CONFLICTS},
    )
    def post(self, request: Request, identifier: UUID) -> Response:
        """Appends a revision made on `base`. A stale base is 409 with both versions; nothing is overwritten."""
        return self.appended(request, identifier, shapes.RevisionIn)

    def appended(self, request: Request, identifier: UUID, shape: type) -> Response:
        incident = self.incident(request, identifier)
        asked = shape(data=request.data)
        asked.is_valid(raise_exception=True)
        made = record.revise(actor=request.user, incident=incident, **{"update": {}, **asked.validated_data})
        code = status.HTTP_201_CREATED if made.created else status.HTTP_200_OK
        return Response(shown(made.revision), status=code)


class Retractions(Revisions):
    http_method_names = ["post", "options"]

    @extend_schema(
        operation_id="incident_retract",
        request=shapes.RetractionsIn,
        responses={201: shapes.IncidentOut, 200: shapes.IncidentOut, **CONFLICTS},
    )
    def post(self, request: Request, identifier: UUID) -> Response:
        """Takes facts back to unknown, or members out of a list, with reasons. The earlier value stays in its revision."""
        return self.appended(request, identifier, shapes.RetractionsIn)


class OneRevision(IncidentView):
    @extend_schema(operation_id="revision_read", responses={200: shapes.IncidentOut, **MISSING})
    def get(self, request: Request, identifier: UUID, number: int) -> Response:
        """The document as it was in that revision."""
        return Response(shown(numbered(self.incident(request, identifier), number)))


class Differences(IncidentView):
    @extend_schema(
        operation_id="revision_differences",
        parameters=[OpenApiParameter("before", int, required=True), OpenApiParameter("after", int, required=True)],
        responses={200: shapes.Difference, **MISSING},
    )
    def get(self, request: Request, identifier: UUID) -> Response:
        """What changed from one revision to another, fact by fact."""
        incident = self.incident(request, identifier)
        asked = shapes.DifferenceQuery(data=request.query_params)
        asked.is_valid(raise_exception=True)
        before, after = (numbered(incident, asked.validated_data[name]) for name in ("before", "after"))
        changes = difference(record.opened(before)[0], record.opened(after)[0])
        return Response(shapes.Difference({"before": before.number, "after": after.number, "changes": changes}).data)


def numbered(incident: Incident, number: int) -> Revision:
    found = revisions_of(incident).filter(number=number).first()
    if found is None:
        raise Http404
    return found


def described(revision: Revision) -> dict[str, Any]:
    revision.grounds = record.grounds_of(revision).reason
    return shapes.RevisionOut(revision).data


def shown(revision: Revision) -> dict[str, Any]:
    return {"id": str(revision.incident_id), "revision": described(revision), "document": record.opened(revision)[0]}
