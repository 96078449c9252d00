"""The conditions of the law files in words: an outline of what has to hold, level by level."""

from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from casework.display import words
from casework.display.authorities import name_of
from casework.display.statements import comparison
from casework.engine import Law
from casework.engine import conditions as said

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
        return _not(law, condition.part, inside, depth)
    if isinstance(condition, said.Quantified):
        return Line(_quantified(condition), _members(outline(law, condition.where, condition.group, depth + 1)))
    if isinstance(condition, said.Presumed):
        return _presumed(law, condition, inside, depth)
    return _leaf(law, condition, inside)


def _named(law: Law, name: str, inside: str, depth: int) -> Line:
    definition = law.terms.get(name) or law.atoms.get(name)
    if definition is None:
        return Line(name.replace("_", " "))
    inner = outline(law, definition.condition, inside, depth + 1)
    children = inner.children if inner.text == _("All of these") else (inner,)
    return Line(words.say(definition.label), children, folded=depth >= FOLDED_FROM)


def _not(law: Law, part: Any, inside: str, depth: int) -> Line:
    """A denial said as a person would: "no" for "not: yes", "none of these" for "not: at least one of these"."""
    if isinstance(part, said.Not):
        return outline(law, part.part, inside, depth)
    if isinstance(part, said.Presumed):
        return _presumed(law, replace(part, part=said.Not(part.part, part.part.reads), value=not part.value), inside, depth)
    if isinstance(part, said.Quantified):
        return outline(law, replace(part, none=not part.none), inside, depth)
    if isinstance(part, said.All | said.Any_ | said.Count):
        return replace(outline(law, part, inside, depth), text=_denied(part))
    inner = outline(law, part, inside, depth + 1)
    denied = comparison(str(getattr(part, "text", "")), inside, negated=True) if not getattr(part, "label", None) else ""
    return replace(inner, text=denied or _("Not so: %(condition)s") % {"condition": inner.text})


def _denied(condition: Any) -> str:
    if isinstance(condition, said.All):
        return _("Not all of these")
    if isinstance(condition, said.Any_):
        return _("None of these")
    return _("Fewer than %(number)d of these") % {"number": condition.number}


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
    text = _("%(condition)s. While nobody has said, this counts as %(answer)s (%(authority)s)") % {
        "condition": inner.text,
        "answer": _("met") if condition.value else _("not met"),
        "authority": name_of(cited) if cited else condition.citing,
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


def _leaf(law: Law, condition: Any, inside: str) -> Line:
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
    if isinstance(condition, said.Unsaid):
        return Line(_("Nobody has said that"), (outline(law, condition.part, inside, FOLDED_FROM - 1),))
    text = str(getattr(condition, "text", "") or type(condition).__name__)
    return Line(words.say(getattr(condition, "label", None)) or comparison(text, inside) or text)


def agreement_words(state: str) -> str:
    return {
        "in_force": _("The agency had an agreement under 8 U.S.C. 1357(g) in force that day"),
        "not_in_force": _("The agency had no agreement under 8 U.S.C. 1357(g) in force that day"),
        "unclear": _("Whether the agency had an agreement under 8 U.S.C. 1357(g) that day is unclear"),
    }[state]
