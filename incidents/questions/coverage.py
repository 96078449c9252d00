"""Every field of the document, so that a test can hold the catalogue to it: asked, or not asked with a reason."""

from collections.abc import Iterator

from incidents.format.pointer import join
from incidents.format.schema import list_kind, schema_at
from incidents.questions.catalogue import Catalogue

Tokens = tuple[str, ...]


def fields(tokens: Tokens = ()) -> Iterator[str]:
    """The path of every field that holds a value, members of lists as `*`."""
    schema = schema_at(tokens) or {}
    if "properties" in schema:
        for name in schema["properties"]:
            yield from fields((*tokens, name))
    elif "items" in schema and list_kind(tokens) != "plain":
        yield from fields((*tokens, "*"))
    else:
        yield join(tokens)


def uncovered(catalogue: Catalogue) -> list[str]:
    """The fields that are neither asked nor listed as not asked; an entry that names a part covers all below it."""
    asked = {question.path for question in catalogue if not question.makes_members}
    excused = [entry.path for entry in catalogue.not_asked]
    return [
        path
        for path in fields()
        if path not in asked and not any(path == entry or path.startswith(f"{entry}/") for entry in excused)
    ]
