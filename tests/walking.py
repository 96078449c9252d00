"""Every route of the running code, each with an example of a path."""

from collections.abc import Iterator
from typing import NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver

EXAMPLE = "6b1f8a52-6d0a-4a51-9d6b-5d2f7a0c9e11"
VALUES = {"uuid": EXAMPLE, "int": "1", "slug": "thing", "path": "thing", "str": "thing"}


class Route(NamedTuple):
    """`written`: as the URLconf has it; `names`: of everything that answers there; `parameters`: name -> kind of converter."""

    written: str
    names: tuple[str, ...]
    parameters: dict[str, str]

    def path(self, **values: object) -> str:
        filled = self.written
        for name, kind in self.parameters.items():
            value = str(values.get(name, VALUES[kind]))
            for form in (f"<{kind}:{name}>", f"<{name}>"):
                filled = filled.replace(form, value)
        return f"/{filled}"


def routes() -> list[Route]:
    found: dict[str, Route] = {}
    for written, name, parameters in _entries(get_resolver(), ""):
        names = found[written].names if written in found else ()
        found[written] = Route(written, (*names, name), parameters)
    return list(found.values())


def _entries(resolver: URLResolver, before: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    for entry in resolver.url_patterns:
        written = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _entries(entry, written)
        elif isinstance(entry, URLPattern):
            kinds = {name: _kind(converter) for name, converter in entry.pattern.converters.items()}
            yield written, entry.name or "", kinds


def _kind(converter: object) -> str:
    return type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
