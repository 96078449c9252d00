"""The reasons of a result, worded from its trace and drawn level by level: reasons, facts and who says so, authorities.

Gives nodes as `parts/trace.html` draws them: {text, value, note, sources, authorities, children, open, key}.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from casework.display import facts, words
from casework.enums import AgreementModel
from incidents import format

Node = Mapping[str, Any]
Card = dict[str, Any]

GROUPS = ("agencies", "persons", "documents", "custody")


def heading(node: Node, document: facts.Document) -> str:
    """The words of a node: its own label, else whom or what it is about, else what its kind means."""
    if node.get("label"):
        return words.say(node["label"])
    if str(node["name"]).startswith("/"):
        return member_words(document, node["name"])
    if node["kind"] in ("some", "none") and node["name"] in GROUPS:
        return group_heading(node["kind"], node["name"])
    return kind_words(node)


def member_words(document: facts.Document, pointer: str) -> str:
    """A member of a list that a step is about: an agency, a person, a paper."""
    name, key = pointer.strip("/").split("/")[:2]
    member = format.get(document, f"/{name}/{key}")
    return facts.heading_of(document, name, member, key) if member else key


def group_heading(kind: str, group: str) -> str:
    if kind == "none":
        return {
            "agencies": _("No agency there"),
            "persons": _("No person there"),
            "documents": _("No paper presented or claimed"),
            "custody": _("Nobody held"),
        }[group]
    return {
        "agencies": _("At least one agency there"),
        "persons": _("At least one person there"),
        "documents": _("At least one paper presented or claimed"),
        "custody": _("At least one person held"),
    }[group]


def kind_words(node: Node) -> str:
    if str(node["name"]).startswith("others:"):
        return _("Whether there were others than those listed")
    if node["kind"] == "lookup" and str(node["name"]).startswith("agreement_287g"):
        return agreement_words(str(node["name"]))
    named = {
        "result": _("What the recorded facts say"),
        "scope": _("Where, when and to whom this law applies"),
        "elements": _("What has to be shown"),
        "triggers": _("What raises the question"),
        "defeaters": _("What would take it away"),
        "all": _("All of these"),
        "any": _("At least one of these"),
        "not": _("The opposite of this"),
        "some": _("At least one listed entry meets all of these"),
        "none": _("No listed entry meets all of these"),
        "count": _("How many there are"),
        "presumed": _("Taken as given while nobody has said otherwise"),
        "lookup": _("What the register of agreements says"),
        "circuit": _("What the courts of this circuit hold"),
        "authority": _("The authority"),
    }
    if node["kind"] in named:
        return named[node["kind"]]
    if node.get("facts"):
        return words.ask(node["facts"][0]["path"])
    return str(node["name"]).replace("_", " ")


def agreement_words(name: str) -> str:
    """`agreement_287g in_force (task_force)` in words."""
    state = name.split()[1]
    said = {
        "in_force": _("an agreement was in force that day"),
        "not_in_force": _("no agreement was in force that day"),
        "unclear": _("whether an agreement was in force that day is unclear"),
    }[state]
    models = name.partition("(")[2].rstrip(")")
    listed = ", ".join(
        str(AgreementModel(one).label) if one in AgreementModel.values else one for one in models.split(", ") if one
    )
    return _("Register of agreements: %(said)s") % {"said": said} + (f" ({listed})" if listed else "")


class Worder:
    """Words the trace of one result over one document. `card`: authority id -> what `parts/cite.html` shows."""

    def __init__(self, document: facts.Document, card: Callable[[str], Card], key: str) -> None:
        self.document = document
        self.card = card
        self.key = key

    def word(self, node: Node, place: str = "0", depth: int = 0) -> dict[str, Any]:
        children = [self.word(child, f"{place}.{number}", depth + 1) for number, child in enumerate(node.get("children", ()))]
        return {
            "text": heading(node, self.document),
            "value": node["value"],
            "note": self.note(node),
            "sources": self.sources(node),
            "authorities": [self.card(name) for name in node.get("authorities", ())],
            "children": [child for child in children if child["children"] or child["text"]],
            "open": depth < 1,
            "key": f"{self.key}-{place}",
        }

    def note(self, node: Node) -> str:
        """What was recorded, and what is taken as given, in one line each."""
        lines = []
        if node.get("presumed"):
            taken = _("taken as given, since nobody has said: %(answer)s") % {"answer": self.taken(node)}
            citing = node["presumed"].get("citing")
            lines.append(f"{taken} ({self.card(citing)['citation']})" if citing else taken)
        for fact in node.get("facts", ()):
            question = words.ask(fact["path"])
            recorded = words.answer(fact["path"], fact["value"])
            lines.append(recorded if question == heading(node, self.document) else f"{question} {recorded}")
        return " · ".join(lines)

    def taken(self, node: Node) -> str:
        paths = [fact["path"] for fact in node.get("facts", ())]
        return words.answer(paths[0] if paths else "", node["presumed"]["value"])

    def sources(self, node: Node) -> list[facts.Source]:
        found = [one for fact in node.get("facts", ()) for one in facts.sources_of(self.document, fact["path"])]
        return list(dict.fromkeys(found))
