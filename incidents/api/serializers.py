"""Shapes of requests and answers. The document itself is checked by `incidents.format`, not here."""

from rest_framework import serializers


class DocumentField(serializers.JSONField):
    """An incident document, or a part of one; described by the `Incident` component."""


class ErrorItem(serializers.Serializer):
    path = serializers.CharField(help_text="Pointer to the field, members of lists by their key: /agencies/A1/masked")
    code = serializers.CharField()
    message = serializers.CharField()
    fix = serializers.CharField(help_text="What to do")


class Errors(serializers.Serializer):
    errors = ErrorItem(many=True)


class Conflict(Errors):
    head = serializers.IntegerField(required=False, help_text="Number of the head revision")
    document = DocumentField(required=False, help_text="The document as it stands")
    sent = DocumentField(required=False, help_text="What was sent and not applied")


class RevisionOut(serializers.Serializer):
    number = serializers.IntegerField()
    base = serializers.IntegerField(allow_null=True)
    digest = serializers.CharField(help_text="SHA-256 of the canonical bytes (RFC 8785)")
    leaf_root = serializers.CharField(help_text="Root of the salted leaf tree")
    created_at = serializers.DateTimeField()
    author = serializers.CharField(source="author.name")
    reason = serializers.CharField(source="grounds")


class IncidentRow(serializers.Serializer):
    id = serializers.UUIDField()
    occurred_on = serializers.DateField()
    state = serializers.CharField()
    county = serializers.CharField()
    city = serializers.CharField()
    operation = serializers.UUIDField(allow_null=True)
    head = serializers.IntegerField(help_text="Number of the head revision")
    created_at = serializers.DateTimeField()


class IncidentOut(serializers.Serializer):
    id = serializers.UUIDField()
    revision = RevisionOut()
    document = DocumentField()


class Retraction(serializers.Serializer):
    path = serializers.CharField(max_length=300)
    reason = serializers.CharField(max_length=2000)


class Settlement(serializers.Serializer):
    path = serializers.CharField(max_length=300)
    value = serializers.JSONField(allow_null=True)
    reason = serializers.CharField(max_length=2000)


class RevisionIn(serializers.Serializer):
    base = serializers.IntegerField(min_value=1, help_text="The revision that the change was made on")
    update = DocumentField(
        required=False, default=dict, help_text="A partial document; what is blank or missing erases nothing"
    )
    retract = Retraction(many=True, required=False, default=list)
    settle = Settlement(
        many=True, required=False, default=list, help_text="Attorneys: the value of a fact on which accounts differ"
    )
    reason = serializers.CharField(required=False, default="", allow_blank=True, max_length=2000)


class RetractionsIn(serializers.Serializer):
    base = serializers.IntegerField(min_value=1)
    retract = Retraction(many=True, allow_empty=False)
    reason = serializers.CharField(required=False, default="", allow_blank=True, max_length=2000)


class Change(serializers.Serializer):
    path = serializers.CharField()
    before = serializers.JSONField(allow_null=True)
    after = serializers.JSONField(allow_null=True)


class DifferenceQuery(serializers.Serializer):
    before = serializers.IntegerField(min_value=1, help_text="Number of the earlier revision")
    after = serializers.IntegerField(min_value=1, help_text="Number of the later revision")


class Difference(DifferenceQuery):
    changes = Change(many=True)
