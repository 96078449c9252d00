"""JSON bodies, read by the format's own reader: no name twice, no endless depth, no number that cannot be kept."""

from typing import Any

from rest_framework.parsers import BaseParser

from incidents.format import FieldError, InvalidDocument, parse
from incidents.format.screening import MAX_BYTES


class StrictJSONParser(BaseParser):
    media_type = "application/json"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> dict[str, Any]:
        body = parse(stream.read(MAX_BYTES + 1))
        if not isinstance(body, dict):
            raise InvalidDocument([FieldError("", "wrong_type", {"expected": "object"})])
        return body
