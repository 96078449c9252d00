"""The conditions of the law files in words: an outline of what has to hold, level by level."""

import re
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from casework.display import words
from casework.engine import Law
from casework.engine import conditions as said

COMPARISON = re.compile(r"^(\S+) (not in|contains any|contains|lacks|names|!=|>=|<=|=|>|<|in) (.+)$")

# From this level on a named condition stands folded under its name.
FOLDED_FROM = 2


@dataclass(frozen=True)
class Line:
    text: str
    children: tuple["Line", ...] = ()
    folded: bool = False


def outline(law: Law, condition: Any, inside: str = "", depth: int = 0) -> Line:
    """One condition and what it is built from. `inside`: the list whose members bare field names speak of."""
    if isinstance(condition, said.Named):
        return _named(law, condition.name, inside, depth)
    if isinstance(condition, said.All | said.Any_ | said.Count):
        return Line(_heading(condition), tuple(outline(law, part, inside, depth + 1) for part in condition.parts))
    if isinstance(condition, said.Not):
        return _not(outline(law, condition.part, inside, depth + 1))
    if isinstance(condition, said.Quantified):
        return Line(_quantified(condition), _members(outline(law, condition.where, condition.group, depth + 1)))
    if isinstance(condition, said.Presumed):
        return _presumed(law, condition, inside, depth)
    return _leaf(condition, inside)


def _named(law: Law, name: str, inside: str, depth: int) -> Line:
    definition = law.terms.get(name) or law.atoms.get(name)
    if definition is None:
        return Line(name.replace("_", " "))
    inner = outline(law, definition.condition, inside, depth + 1)
    children = inner.children if inner.text == _("All of these") else (inner,)
    return Line(words.say(definition.label), children, folded=depth >= FOLDED_FROM)


def _not(inner: Line) -> Line:
    return replace(inner, text=_("Not: %(condition)s") % {"condition": inner.text})


def _members(inner: Line) -> tuple[Line, ...]:
    """The conditions under a member, without a level that only says "all of these"."""
    return inner.children if inner.text == _("All of these") else (inner,)


def _heading(condition: Any) -> str:
    if isinstance(condition, said.All):
        return _("All of these")
    if isinstance(condition, said.Any_):
        return _("At least one of these")
    return _("At least %(number)d of these") % {"number": condition.number}


def _quantified(condition: said.Quantified) -> str:
    none = {
        "agencies": _("No agency for which:"),
        "persons": _("No person for whom:"),
        "documents": _("No paper of which:"),
        "custody": _("Nobody held of whom:"),
    }
    some = {
        "agencies": _("At least one agency for which:"),
        "persons": _("At least one person for whom:"),
        "documents": _("At least one paper of which:"),
        "custody": _("At least one person held of whom:"),
    }
    return (none if condition.none else some)[condition.group]


def _presumed(law: Law, condition: said.Presumed, inside: str, depth: int) -> Line:
    cited = law.authorities.get(condition.citing)
    inner = outline(law, condition.part, inside, depth + 1)
    text = _("%(condition)s (taken as %(answer)s while nobody has said otherwise: %(authority)s)") % {
        "condition": inner.text,
        "answer": _("met") if condition.value else _("not met"),
        "authority": cited.citation or cited.title if cited else condition.citing,
    }
    besides = [
        replace(
            outline(law, one, inside, depth + 1), text=words_before % {"condition": outline(law, one, inside, depth + 1).text}
        )
        for one, words_before in (
            (condition.when, _("only where: %(condition)s")),
            (condition.unless, _("unless: %(condition)s")),
        )
        if one is not None
    ]
    return replace(inner, text=text, children=(*inner.children, *besides))


def _leaf(condition: Any, inside: str) -> Line:
    if isinstance(condition, said.Unknown):
        return Line(words.say(condition.reason))
    if isinstance(condition, said.Clock):
        return Line(_("It began between %(start)s and %(end)s") % {"start": condition.start, "end": condition.end})
    if isinstance(condition, said.CircuitPoint):
        held = {"point": condition.point.replace("_", " "), "values": ", ".join(condition.values)}
        return Line(_("What the courts of this circuit hold on “%(point)s” is one of: %(values)s") % held)
    if isinstance(condition, said.AgreementOn):
        return Line(agreement_words(condition.state))
    if isinstance(condition, said.ResultOf):
        return Line(_("What the rule %(code)s finds") % {"code": condition.code})
    text = str(getattr(condition, "text", "") or type(condition).__name__)
    return Line(comparison_words(text, inside) or text)


def agreement_words(state: str) -> str:
    return {
        "in_force": _("The agency had an agreement under 8 U.S.C. 1357(g) in force that day"),
        "not_in_force": _("The agency had no agreement under 8 U.S.C. 1357(g) in force that day"),
        "unclear": _("Whether the agency had an agreement under 8 U.S.C. 1357(g) that day is unclear"),
    }[state]


def comparison_words(text: str, inside: str) -> str:
    """A comparison such as `agencies[].actions contains searched` as its question and the answers it looks for.

    Empty for a text that is none.
    """
    found = COMPARISON.match(text)
    if not found:
        return ""
    field, operator, operand = found.groups()
    path = _path(field, inside)
    values = [word.strip() for word in operand.strip("[]").split(",")]
    answers = ", ".join(_value(path, value) for value in values)
    form = {
        "=": "%(question)s %(answers)s",
        "contains": "%(question)s %(answers)s",
        "in": _("%(question)s One of: %(answers)s"),
        "contains any": _("%(question)s One of: %(answers)s"),
        "!=": _("%(question)s Anything but: %(answers)s"),
        "not in": _("%(question)s None of: %(answers)s"),
        "lacks": _("%(question)s Not: %(answers)s"),
        "names": _("%(question)s The one in question"),
    }.get(operator, f"%(question)s {operator} %(answers)s")
    return form % {"question": words.ask(path), "answers": answers}


def _path(field: str, inside: str) -> str:
    """`agencies[].masked` -> /agencies/*/masked; inside a list a bare name speaks of its members."""
    if "[]." not in field and "." not in field and inside:
        return f"/{inside}/*/{field}"
    return "/" + field.replace("[].", "/*/").replace(".", "/")


def _value(path: str, value: str) -> str:
    return words.answer(path, {"true": True, "false": False}.get(value, value))
