"""Small words for the intake pages."""

from collections.abc import Mapping

from django import template
from django.utils.translation import get_language

from incidents.errors import fix_of, message_of
from incidents.format import FieldError
from incidents.format.pointer import split
from incidents.format.schema import is_fact, schema_at
from incidents.intake.views.reading import described as described_path

register = template.Library()


@register.filter
def in_language(text: Mapping[str, str]) -> str:
    return text["es" if (get_language() or "en").startswith("es") else "en"]


@register.filter
def described(path: str) -> str:
    return described_path(path)


@register.filter
def said(error: FieldError) -> str:
    return f"{message_of(error)} {fix_of(error)}"


@register.filter
def can_be_taken_back(path: str) -> bool:
    """Facts can, but for those without which there is no record."""
    tokens = split(path)
    return is_fact(tokens) and tokens[-1] not in (schema_at(tokens[:-1]) or {}).get("required", [])
