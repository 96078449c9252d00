"""What is on file as a whole: each state and the United States, with how many records and how far each was checked."""

from collections import Counter
from typing import NamedTuple

from django.utils.translation import gettext as _

from casework.display.authority_page import kind_words
from casework.engine import Authority, Law

UNION = "us"


class Line(NamedTuple):
    """`state` is its postal code, empty for the United States; counts are numbers of records."""

    state: str
    name: str
    records: int
    local: int
    text: int
    account: int
    memory: int


def lines(law: Law) -> list[Line]:
    """The United States with its circuits first, then every state by name, those without a record too."""
    held: dict[str, list[Authority]] = {}
    for one in law.authorities.values():
        held.setdefault(_state(one), []).append(one)
    states = sorted((one.name, code) for code, one in law.places.states.items())
    return [_line("", _("United States"), held.get("", [])), *(_line(code, name, held.get(code, [])) for name, code in states)]


def kinds(law: Law) -> list[tuple[str, int]]:
    """(kind in words, number of records), the most first."""
    return [(kind_words(kind), number) for kind, number in Counter(one.kind for one in law.authorities.values()).most_common()]


def _state(one: Authority) -> str:
    """The postal code of the state whose law it is: `us.ri.providence` is of RI; circuits and the Union have none."""
    parts = one.jurisdiction.split(".")
    return parts[1].upper() if len(parts) > 1 and len(parts[1]) == 2 and parts[1].isalpha() else ""


def _line(state: str, name: str, held: list[Authority]) -> Line:
    checked = Counter(one.checked for one in held)
    local = sum(one.jurisdiction.count(".") > 1 for one in held) if state else 0
    return Line(state, name, len(held), local, checked["text"], checked["account"], checked["memory"])
