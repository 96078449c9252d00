"""Words that should not leave without somebody having looked: A-numbers, Social Security numbers, births, status.

The same look as before a record is saved (`incidents.intake.sensitive`), over exactly what a report would print.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from casework.models import Case
from incidents.intake.sensitive import Hit, unconfirmed
from incidents.services import record
from reports.services.allowed import projected


def to_be_looked_at(case: Case, kept: Collection[str]) -> list[Hit]:
    """What was found in the documents of a case, as they would be printed, and nobody has said yes to."""
    texts: dict[str, str] = {}
    for incident in case.incidents.order_by("occurred_on", "created_at"):
        document = projected(record.read(incident))
        texts |= {f"{incident.pk}{path}": text for path, text in _texts(document, "")}
    return unconfirmed(texts, kept)


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _texts(inner, f"{path}/{name}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _texts(inner, f"{path}/{number}")
