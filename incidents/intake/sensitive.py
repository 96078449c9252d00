"""Finds in free text what a record should not hold: A-numbers, Social Security numbers, words for an immigration status.

Nothing is blocked: the person is shown what was found and edits it or keeps it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

A_NUMBER = re.compile(r"\bA[\s#:.-]{0,3}(?:\d{7,9}|\d{2,3}[ .-]\d{3}[ .-]\d{3})(?![\d-])", re.IGNORECASE)
SOCIAL_SECURITY = re.compile(r"(?<![\w-])\d{3}([ .-]?)\d{2}\1\d{4}(?![\d-])")
STATUS = re.compile(
    r"\b(?:"
    r"undocumented|unauthorized immigrants?|illegals?|illegal (?:alien|immigrant)s?|overstay(?:ed)?|expired visa|no papers|"
    r"without papers|green card|permanent residents?|asylum(?: seekers?)?|asylees?|refugees?|DACA|dreamers?|TPS|"
    r"removal order|deportation order|previously deported|immigration status|visa holders?|"
    r"indocumentad[oa]s?|sin papeles|ilegal(?:es)?|visa vencida|tarjeta verde|residentes? permanentes?|residencia permanente|"
    r"asilad[oa]s?|solicitantes? de asilo|asilo(?: político)?|refugiad[oa]s?|soñador(?:es|as?)?|"
    r"orden de (?:deportación|expulsión)|deportad[oa]s? antes|estatus migratorio|situación migratoria"
    r")\b",
    re.IGNORECASE,
)
KINDS = (("a_number", A_NUMBER), ("social_security", SOCIAL_SECURITY), ("status", STATUS))


@dataclass(frozen=True)
class Hit:
    """`field` is the form field's name, `kind` one of a_number, social_security, status, `words` what was found."""

    field: str
    kind: str
    words: str


def hits_in(texts: Mapping[str, str]) -> list[Hit]:
    """Everything found, field by field, each wording once."""
    found: dict[Hit, None] = {}
    for field, text in texts.items():
        for kind, pattern in KINDS:
            for match in pattern.finditer(text):
                found[Hit(field, kind, match.group().strip())] = None
    return list(found)
