"""Shapes of answers about findings. An evaluation is answered as it was made; its form is described in `EVALUATION`."""

from rest_framework import serializers

from casework.enums import Decision, Status, Support


class StateOut(serializers.Serializer):
    status = serializers.ChoiceField(Status)
    support = serializers.ChoiceField(Support, allow_blank=True)
    revision = serializers.IntegerField(source="evaluation.revision")
    as_of = serializers.DateField(source="evaluation.as_of", help_text="The day whose decided cases were applied")
    release = serializers.CharField(source="evaluation.release.digest", help_text="Digest of the law files")
    made_at = serializers.DateTimeField(source="evaluation.made_at")


class DecisionOut(serializers.Serializer):
    """That an attorney decided, and what. Reasons and notes are privileged and stand in no answer."""

    case = serializers.UUIDField(source="case_id")
    decision = serializers.ChoiceField(Decision)
    attorney = serializers.CharField(source="attorney.name")
    made_at = serializers.DateTimeField()


class FindingOut(serializers.Serializer):
    id = serializers.UUIDField()
    code = serializers.CharField()
    subject = serializers.CharField(
        help_text="Key of the agency or person it is asked of; empty for the incident", allow_blank=True
    )
    opened_at = serializers.DateTimeField()
    states = StateOut(many=True, help_text="Its history, the latest last")
    decisions = DecisionOut(many=True, source="seen_reviews", help_text="In the cases that you may see")


RESULT = {
    "type": "object",
    "required": ["code", "unit", "status"],
    "properties": {
        "code": {"type": "string"},
        "unit": {"enum": ["incident", "agency", "person"]},
        "subject": {"type": ["string", "null"]},
        "status": {"enum": list(Status.values)},
        "support": {"enum": [*Support.values, None]},
        "clearly_established": {"enum": ["yes", "no", "unknown"]},
        "actors": {"type": "array", "items": {"type": "string"}},
        "authorities": {"type": "array", "items": {"type": "object"}},
        "rests_on": {
            "type": "array",
            "items": {"type": "string"},
            "description": "Paths that were presumed while nobody has said",
        },
        "open_questions": {"type": "array", "items": {"type": "object"}},
        "conflicts": {"type": "array", "items": {"type": "string"}},
        "rule_out": {"type": "array", "items": {"type": "object"}},
        "trace": {"type": "object", "description": "Every element, term and atom with its value, down to the facts"},
    },
}
EVALUATION = {
    "application/json": {
        "type": "object",
        "properties": {
            "format": {"const": "evaluation/1"},
            "release": {"type": "string"},
            "as_of": {"type": "string", "format": "date"},
            "incident_day": {"type": "string", "format": "date"},
            "places": {"type": "array", "items": {"type": "string"}},
            "results": {"type": "array", "items": RESULT},
            "questions": {"type": "array", "items": {"type": "string"}},
            "not_on_file": {
                "type": "array",
                "items": {"type": "object"},
                "description": "Jurisdictions of the place with no law on file: {part, name}; never “no law”",
            },
            "county_by_coordinates": {
                "type": "object",
                "description": "Where no county is recorded: {county, near, boundaries}, derived from the coordinates",
            },
        },
    }
}
