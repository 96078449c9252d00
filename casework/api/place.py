"""The law on file for a place and a day, as data."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import Role
from casework import access
from casework.display.applicable import as_data
from casework.engine.applicable import Asked, applicable
from casework.engine.fields import fields
from casework.services.law import current_law


class ApplicableIn(serializers.Serializer):
    state = serializers.RegexField(r"^[A-Z]{2}$", help_text="USPS code")
    county = serializers.CharField(required=False, max_length=80)
    city = serializers.CharField(required=False, max_length=80)
    day = serializers.DateField(required=False, help_text="Whose law is read; today where it is left out")
    level = serializers.ChoiceField(sorted(fields()["agencies[].level"].values), required=False)
    component = serializers.ChoiceField(sorted(fields()["agencies[].component"].values), required=False)


WORDS = {"type": "array", "items": {"type": "string"}}
ANSWER = {
    "type": "object",
    "required": ["format", "release", "day", "as_of", "places", "missing", "authorities", "circuit_points", "counts"],
    "properties": {
        "format": {"const": "applicable/1"},
        "release": {"type": "string", "description": "Digest of the law files"},
        "day": {"type": "string", "format": "date"},
        "as_of": {"type": "string", "format": "date"},
        "places": WORDS,
        "agency": {"type": "object"},
        "missing": {"type": "array", "items": {"type": "object"}, "description": "What is not on file; never “no law”"},
        "blanks": {**WORDS, "description": "Records that say that law was looked for and none was found"},
        "authorities": {"type": "array", "items": {"type": "object"}},
        "circuit_points": {"type": "object"},
        "counts": {"type": "object"},
    },
}


class HasRole(BasePermission):
    """Everybody who works here, and nobody else."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return access.has_role(request.user, *Role) if request.user.is_authenticated else False


class ApplicableLaw(APIView):
    permission_classes = [HasRole]

    @extend_schema(operation_id="applicable_law", parameters=[ApplicableIn], responses={200: ANSWER})
    def get(self, request: Request) -> Response:
        """What limits, authorizes, compels and channels at a place on a day, whom it binds, and what is not on file."""
        given = ApplicableIn(data=request.query_params)
        given.is_valid(raise_exception=True)
        today = timezone.localdate()
        asked = Asked(**{"day": today, **given.validated_data}, as_of=today)
        law = current_law()
        return Response(as_data(law, applicable(law, asked)))
