"""What the law files say about an incident, and where its findings stand, for those who work on cases."""

from uuid import UUID

from django.db.models import Prefetch
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from casework import access
from casework.api.serializers import EVALUATION, FindingOut
from casework.models import Finding, FindingState, Review
from casework.selectors import cases_visible_to
from casework.services import evaluation
from incidents.api.views import MISSING, IncidentView


class WorksOnCases(BasePermission):
    """Attorneys and coordinators. Whoever tells what happened is not shown what the law would make of it."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return access.can_see_cases(request.user)


class EvaluationOfIncident(IncidentView):
    permission_classes = [WorksOnCases]

    @extend_schema(operation_id="incident_evaluation", responses={200: EVALUATION["application/json"], **MISSING})
    def get(self, request: Request, identifier: UUID) -> Response:
        """The evaluation of the head revision under the law of today; made now where there is none."""
        current = evaluation.current(self.incident(request, identifier), on=timezone.localdate(), actor=request.user)
        return Response(evaluation.content_of(current))


class FindingsOfIncident(IncidentView):
    permission_classes = [WorksOnCases]

    @extend_schema(operation_id="incident_findings", responses={200: FindingOut(many=True), **MISSING})
    def get(self, request: Request, identifier: UUID) -> Response:
        """The findings of an incident with their history, and what attorneys decided in the cases that you may see."""
        incident = self.incident(request, identifier)
        evaluation.current(incident, on=timezone.localdate(), actor=request.user)
        reviews = Review.objects.filter(case__in=cases_visible_to(request.user)).select_related("attorney")
        findings = Finding.objects.filter(incident=incident).prefetch_related(
            Prefetch("states", FindingState.objects.select_related("evaluation__release")),
            Prefetch("reviews", reviews, to_attr="seen_reviews"),
        )
        return Response(FindingOut(findings, many=True).data)
