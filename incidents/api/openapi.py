"""The incident document in the OpenAPI description: the JSON Schema itself, its parts as named components (OpenAPI 3.1)."""

from typing import Any

from incidents.format import load_schema

PREFIX = "Incident_"


def renamed(node: Any) -> Any:
    """The schema's `#/$defs/x` references as `#/components/schemas/Incident_x`."""
    if isinstance(node, list):
        return [renamed(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        key: value.replace("#/$defs/", f"#/components/schemas/{PREFIX}") if key == "$ref" else renamed(value)
        for key, value in node.items()
    }


def add_document(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """A drf-spectacular postprocessing hook."""
    schema = dict(load_schema())
    parts = schema.pop("$defs")
    for key in ("$schema", "$id"):
        schema.pop(key)
    components = result["components"].setdefault("schemas", {})
    components["Incident"] = renamed(schema)
    components.update({PREFIX + name: renamed(part) for name, part in parts.items()})
    return result


DOCUMENT = {"application/json": {"$ref": "#/components/schemas/Incident"}}
