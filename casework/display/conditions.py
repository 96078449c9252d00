"""The conditions of the law files in words: an outline of what has to hold, level by level."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from casework.display import words
from casework.engine import Law
from casework.engine import conditions as said

# Deeper than this an outline tells a reader nothing that the level above did not.
DEEPEST = 6


@dataclass(frozen=True)
class Line:
    text: str
    children: tuple["Line", ...] = ()
    code: str = ""


def outline(law: Law, condition: Any, depth: int = 0) -> Line:
    """One condition and what it is built from."""
    if depth >= DEEPEST:
        return Line("…")
    if isinstance(condition, said.Named):
        definition = condition.target[condition.name]
        inner = outline(law, definition.condition, depth + 1)
        return Line(words.say(definition.label), inner.children if inner.children and not inner.code else (inner,))
    if isinstance(condition, said.All | said.Any_ | said.Count):
        return Line(_heading(condition), tuple(outline(law, part, depth + 1) for part in condition.parts))
    if isinstance(condition, said.Not):
        return Line(_("Not:"), (outline(law, condition.part, depth + 1),))
    if isinstance(condition, said.Quantified):
        return Line(_quantified(condition), (outline(law, condition.where, depth + 1),))
    if isinstance(condition, said.Presumed):
        return _presumed(law, condition, depth)
    return _leaf(condition)


def _heading(condition: Any) -> str:
    if isinstance(condition, said.All):
        return _("All of these")
    if isinstance(condition, said.Any_):
        return _("At least one of these")
    return _("At least %(number)d of these") % {"number": condition.number}


def group_words(group: str) -> str:
    return {
        "agencies": _("agency"),
        "persons": _("person"),
        "documents": _("paper"),
        "custody": _("entry of custody"),
    }[group]


def _quantified(condition: said.Quantified) -> str:
    member = {"member": group_words(condition.group)}
    return _("No %(member)s of which:") % member if condition.none else _("At least one %(member)s of which:") % member


def _presumed(law: Law, condition: said.Presumed, depth: int) -> Line:
    taken = words.answer("", condition.value)
    cited = law.authorities.get(condition.citing)
    text = _("Taken as %(answer)s while nobody has said otherwise (%(authority)s)") % {
        "answer": taken.lower(),
        "authority": cited.citation or cited.title if cited else condition.citing,
    }
    return Line(text, (outline(law, condition.part, depth + 1),))


def _leaf(condition: Any) -> Line:
    if isinstance(condition, said.Unknown):
        return Line(words.say(condition.reason))
    if isinstance(condition, said.Clock):
        return Line(_("It began between %(start)s and %(end)s") % {"start": condition.start, "end": condition.end})
    if isinstance(condition, said.CircuitPoint):
        return Line(_("What the courts of this circuit hold"), code=f"{condition.point}: {', '.join(condition.values)}")
    if isinstance(condition, said.AgreementOn):
        return Line(_("What the register of agreements says of the agency on that day"), code=condition.state)
    if isinstance(condition, said.ResultOf):
        return Line(_("What another rule finds"), code=condition.code)
    text = getattr(condition, "text", "")
    return Line(question_of(text), code=text)


def question_of(text: str) -> str:
    """The question behind a comparison such as `agencies[].actions contains searched`."""
    field = text.split(" ", 1)[0]
    path = "/" + field.replace("[].", "/*/").replace(".", "/")
    return words.ask(path)
