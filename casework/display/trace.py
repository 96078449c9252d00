"""The reasons of a result, worded from its trace and drawn level by level: reasons, facts and who says so, authorities.

Gives nodes as `parts/trace.html` draws them: {text, value, note, sources, authorities, children, open, key}.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from casework.display import facts, words
from casework.display.places import reach_words
from casework.display.statements import called, comparison
from casework.enums import AgreementModel
from casework.services.law import current_law
from incidents import format

Node = Mapping[str, Any]
Card = dict[str, Any]

GROUPS = ("agencies", "persons", "documents", "custody")
# These say something that their one child does not; so do the four parts of a rule, whose name is their kind.
LEVELS = ("some", "none", "not", "authority")
PARTS = ("scope", "elements", "triggers", "defeaters")
NAMED_PARTS = ("scope", "element", "trigger", "defeater")


def heading(node: Node, document: facts.Document) -> str:
    """The words of a node: its own label, else whom or what it is about, else what its kind means."""
    if node["kind"] == "scope" and str(node["name"]).startswith("in "):
        return reach_words(current_law(), str(node["name"]).removeprefix("in ").split(", "))
    if node.get("label"):
        return words.say(node["label"])
    if str(node["name"]).startswith("/"):
        return member_words(document, node["name"])
    if node["kind"] == "not" and node.get("children"):
        return _("Not so: %(condition)s") % {"condition": heading(node["children"][0], document)}
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
        "some": _("At least one listed entry meets all of these"),
        "none": _("No listed entry meets all of these"),
        "presumed": _("Taken as given while nobody has said otherwise"),
        "lookup": _("What the register of agreements says"),
        "circuit": _("What the courts of this circuit hold"),
        "authority": _("The authority"),
    }
    if node["kind"] in named and not node.get("facts"):
        return named[node["kind"]]
    if node["kind"] == "count":
        return _("At least %(number)s of these") % {"number": str(node["name"]).rsplit(" ", 1)[-1]}
    if node.get("facts"):
        return fact_words(node)
    return str(node["name"]).replace("_", " ") or _("A condition of the rule")


def fact_words(node: Node) -> str:
    """A bare comparison as a statement; else what the fact is called."""
    path = node["facts"][0]["path"]
    segments = path.split("/")
    inside = segments[1] if len(segments) > 3 else ""
    return comparison(str(node["name"]), inside) or called(path)


def without_levels(node: Node) -> list[Node]:
    """The children of a step; an "all of these" that has no name of its own gives way to what it holds, where that says
    the same: under another "all of these", and where it stands alone. What is said twice in a row is said once."""
    children = list(node.get("children", ()))
    joined = node["kind"] in ("all", "elements", "element", "authority") or len(children) == 1
    kept: list[Node] = []
    for child in children:
        if joined and is_bare_all(child) and child["value"] is node["value"]:
            kept += without_levels(child)
        else:
            kept.append(child)
    return [one for place, one in enumerate(kept) if one not in kept[:place]]


def is_bare_all(node: Node) -> bool:
    bare = not (node.get("label") or node.get("facts") or node.get("authorities") or node.get("presumed"))
    return bare and node["kind"] == "all" and node["name"] in ("", "all") and bool(node.get("children"))


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
        self.told: set[int] = set()
        self.cited_before: set[str] = set()

    def word(self, node: Node, place: str = "0", depth: int = 0) -> dict[str, Any]:
        """A node and all below it. The whole's authorities are listed apart, so the root names none."""
        node, names = self.shorten(node)
        text, shown = heading(node, self.document), node
        if node["kind"] == "not" and not node.get("label") and node.get("children"):
            shown, inner = self.shorten(node["children"][0])
            names += [name for name in inner if name not in names]
        below = [child for child in without_levels(shown) if self.says_something(shown, child)]
        again = bool(below) and self.told_before(shown)
        if again:
            below = []
        return {
            "text": self.cited(node) or text,
            "value": node["value"],
            "note": _("The same as above.") if again else self.note(shown, text),
            "sources": self.sources(shown),
            "authorities": [self.cite(name) for name in names] if depth else [],
            "children": [self.word(child, f"{place}.{number}", depth + 1) for number, child in enumerate(below)],
            "open": depth < 1,
            "key": f"{self.key}-{place}",
        }

    def cite(self, name: str) -> Card:
        """The card of an authority; the second time only its name, with the way to it."""
        card = self.card(name)
        if name in self.cited_before:
            return {"citation": card["citation"], "href": card.get("href", ""), "again": True}
        self.cited_before.add(name)
        return card

    def cited(self, node: Node) -> str:
        """A step that is one authority's claim goes under its citation."""
        names = node.get("authorities") or ()
        return str(self.card(names[0])["citation"]) if node["kind"] == "authority" and names else ""

    def told_before(self, node: Node) -> bool:
        """Whether the very same steps were shown further up; the second time only their name and value are needed."""
        said = hash(json.dumps([node["kind"], node["name"], node["value"], node["children"]], sort_keys=True, default=str))
        before = said in self.told
        self.told.add(said)
        return before

    def says_something(self, node: Node, child: Node) -> bool:
        """Not an empty condition, and not the bare fact that its presumption already names."""
        if child.get("children"):
            return True
        if node["kind"] == "presumed" and heading(child, self.document) == heading(node, self.document):
            return False
        return bool(
            child.get("label") or child.get("facts") or child.get("authorities") or child["kind"] in ("lookup", "circuit")
        )

    def shorten(self, node: Node) -> tuple[Node, list[str]]:
        """A level that only repeats its one child says nothing: the two become one, under the name of the upper."""
        names = list(node.get("authorities", ()))
        while len(node.get("children", ())) == 1 and self.repeats(node, node["children"][0]):
            child = node["children"][0]
            label = node.get("label") or child.get("label")
            kept = child if label or not node["name"] else {**child, "name": child["name"] or node["name"]}
            names += [name for name in child.get("authorities", ()) if name not in names]
            facts_of_both = [*node.get("facts", ()), *child.get("facts", ())]
            node = {**kept, "label": label, "facts": facts_of_both, "presumed": node.get("presumed") or child.get("presumed")}
        return node, names

    def repeats(self, node: Node, child: Node) -> bool:
        is_part = node["kind"] in PARTS and node["name"] == node["kind"]
        is_level = is_part or node["kind"] == "result" or (node["kind"] in LEVELS and not node.get("label"))
        if is_level or str(node["name"]).startswith("/") or child["value"] is not node["value"]:
            return False
        same = heading(node, self.document) == heading(child, self.document)
        return same or not node.get("label") or not child.get("label") or node["kind"] in NAMED_PARTS

    def note(self, node: Node, text: str) -> str:
        """What was recorded, and what is taken as given, in one line each."""
        lines = []
        if node.get("presumed"):
            taken = _("Taken as given, since nobody has said: %(answer)s") % {"answer": self.taken(node)}
            citing = node["presumed"].get("citing")
            lines.append(f"{taken} ({self.card(citing)['citation']})" if citing else taken)
        for path in dict.fromkeys(fact["path"] for fact in node.get("facts", ())):
            name, recorded = called(path), self.recorded(node, path)
            said = _("Recorded: %(answer)s") % {"answer": recorded}
            lines.append(said if text.startswith(name) else f"{name}: {recorded}")
        return " · ".join(lines)

    def recorded(self, node: Node, path: str) -> str:
        """The value that a step read at a path, or what the accounts say where they differ."""
        found = [fact for fact in node["facts"] if fact["path"] == path]
        told = [f"{words.answer(path, fact['value'])} ({fact['account']})" for fact in found if fact.get("account")]
        if told:
            return _("The accounts differ: %(told)s") % {"told": "; ".join(dict.fromkeys(told))}
        return words.answer(path, found[0]["value"])

    def taken(self, node: Node) -> str:
        paths = [fact["path"] for fact in node.get("facts", ())]
        return words.answer(paths[0] if paths else "", node["presumed"]["value"])

    def sources(self, node: Node) -> list[facts.Source]:
        found = [one for fact in node.get("facts", ()) for one in facts.sources_of(self.document, fact["path"])]
        return list(dict.fromkeys(found))
