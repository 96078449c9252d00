"""Conditions on recorded facts as short statements: "Officers entered the home: yes", "Basis given: one of …".

The names are those of `incidents.format`, so a page and a report call a fact the same.
"""

import re
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from incidents.format.field_names import FIELDS
from incidents.format.person_field_names import LIST_NAMES, PERSON_FIELDS
from incidents.format.value_names import VALUES

COMPARISON = re.compile(r"^(\S+) (not in|contains any|contains|lacks|names|!=|>=|<=|=|>|<|in) (.+)$")
NAMES = FIELDS | PERSON_FIELDS | LIST_NAMES
LISTS = ("agencies", "persons", "documents", "custody", "evidence", "sources", "accounts", "words_spoken")
OPPOSITE = {
    "in": "not in",
    "not in": "in",
    "=": "!=",
    "!=": "=",
    "contains": "lacks",
    "lacks": "contains",
    "contains any": "lacks",
    ">": "<=",
    "<=": ">",
    "<": ">=",
    ">=": "<",
}


def called(path: str) -> str:
    """What the fact at a path is called: /agencies/A1/masked -> "Faces were covered"."""
    return name_of(_generic(path))


def name_of(field: str) -> str:
    """The same for a field as the law files write it: `agencies[].masked`."""
    return _pick(NAMES[field]) if field in NAMES else field.rsplit(".", 1)[-1].replace("_", " ").capitalize()


def value_words(field: str, value: Any) -> str:
    """A value of a field, in words that go on after its name."""
    if value in (True, "true"):
        return _("yes")
    if value in (False, "false"):
        return _("no")
    name = str(value)
    known = VALUES.get(f"{field.rsplit('.', 1)[-1]}={name}") or VALUES.get(name)
    return _pick(known) if known else name.replace("_", " ")


def comparison(text: str, inside: str = "", *, negated: bool = False) -> str:
    """`agencies[].actions contains searched` as a statement; empty for a text that is no comparison.

    `inside`: the list whose members bare field names speak of. `negated`: the statement that it is not so.
    """
    found = COMPARISON.match(text)
    if not found:
        return ""
    field, operator, operand = found.groups()
    field = _field(field, inside)
    values = [word.strip() for word in operand.strip("[]").split(",")]
    if values in (["true"], ["false"]) and operator in ("=", "!="):
        holds = (values == ["true"]) is (operator == "=")
        return f"{name_of(field)}: {value_words(field, holds is not negated)}"
    if negated:
        operator = OPPOSITE.get(operator, "")
    said = {"answers": ", ".join(value_words(field, value) for value in values)}
    return f"{name_of(field)}: {_form(operator, several=len(values) > 1) % said}"


def _form(operator: str, *, several: bool) -> str:
    one = {"in": "%(answers)s", "contains any": "%(answers)s", "not in": _("not %(answers)s"), "lacks": _("not %(answers)s")}
    many = {
        "in": _("one of %(answers)s"),
        "contains any": _("one of %(answers)s"),
        "not in": _("none of %(answers)s"),
        "lacks": _("none of %(answers)s"),
    }
    plain = {
        "=": "%(answers)s",
        "contains": "%(answers)s",
        "!=": _("not %(answers)s"),
        "names": _("the one in question"),
        ">": _("more than %(answers)s"),
        ">=": _("at least %(answers)s"),
        "<": _("less than %(answers)s"),
        "<=": _("at most %(answers)s"),
        "": _("not the one in question"),
    }
    return (many if several else one).get(operator) or plain[operator]


def _field(field: str, inside: str) -> str:
    """Inside a list a bare name speaks of its members."""
    return f"{inside}[].{field}" if inside and "." not in field else field


def _generic(path: str) -> str:
    parts = path.strip("/").split("/")
    if parts[0] in LISTS and len(parts) > 2:
        return f"{parts[0]}[].{'.'.join(parts[2:])}"
    return ".".join(parts)


def _pick(texts: tuple[str, str]) -> str:
    return texts[1] if (get_language() or "en").startswith("es") else texts[0]
