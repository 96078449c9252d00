"""What a result says, and how its status follows from the parts of a rule."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from casework.engine.fields import answers
from casework.engine.kleene import Truth, conjunction, disjunction
from casework.engine.law import Element
from casework.engine.trace import NONE, WHOLE, Node, Paths, Text, leaves, merged

INDICATED, POSSIBLE, NOT_INDICATED = "indicated", "possible", "not_indicated"
NOT_RAISED, NOT_APPLICABLE = "not_raised", "not_applicable"
Status = str
# What nothing points to, or lies outside, keeps its parts and the terms they name, and no more.
SHORT = 3


@dataclass(frozen=True, slots=True)
class Defeat:
    """A defeater as found: its value, whether a recorded fact raises it, and whether it must be excluded."""

    node: Node
    raised: Node | None
    must_be_excluded: bool


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a rule as found for one subject."""

    scope: tuple[Node, ...]
    elements: tuple[Node, ...]
    triggers: tuple[Node, ...]
    defeaters: tuple[Defeat, ...]
    asked: dict[str, list[Node]] = field(default_factory=dict)

    def status(self) -> Status:
        return self._status_of(lambda node: node.value)

    def status_if(self, path: str, answer: Any) -> Status:
        """The status, had the field at `path` been recorded with this answer."""
        return self._status_of(lambda node: node.answered(path, answer))

    def status_with(self, given: Mapping[str, Any]) -> Status:
        """The status, had several fields been recorded."""
        return self._status_of(lambda node: node.answered_all(given))

    def _status_of(self, value: Callable[[Node], Truth]) -> Status:
        return _status(
            conjunction(map(value, self.scope)),
            [*map(value, self.elements)],
            [*map(value, self.triggers)],
            [(value(one.node), _blocks(one, value(one.raised) if one.raised else None)) for one in self.defeaters],
        )

    def moved_by(self, path: str, answer: Any) -> bool:
        """Whether this answer would settle a part of the rule, though perhaps not yet the status."""
        nodes = (*self.scope, *self.elements, *(one.node for one in self.defeaters))
        return any(path in node.absent and node.answered(path, answer) is not node.value for node in nodes)

    def answers(self, path: str) -> tuple[Any, ...]:
        """The answers to a field that make a difference to what the rule reads, one of each kind."""
        if not self.asked:
            raisers = (one.raised for one in self.defeaters if one.raised)
            nodes = (*self.scope, *self.elements, *self.triggers, *(one.node for one in self.defeaters), *raisers)
            for leaf in leaves(nodes):
                for each in leaf.absent:
                    self.asked.setdefault(each, []).append(leaf)
        tests = [leaf.test for leaf in self.asked.get(path, ()) if leaf.test]
        kinds: dict[tuple[Truth, ...], Any] = {}
        for answer in answers(path):
            kinds.setdefault(tuple([test(path, answer) for test in tests]), answer)
        return tuple(kinds.values())

    def rests_on(self, status: Status) -> Paths:
        """The unrecorded fields on which a status stands: presumptions whose answer would change it, and what would take an
        indicated result away, or bring it back, without being raised by anything recorded."""
        candidates = self._carried(status)
        kept = [path for path in candidates if any(self.status_if(path, each) != status for each in self.answers(path))]
        if status == INDICATED:
            idle = merged(map(_idle, self.defeaters)) - candidates
            kept += [path for path in idle if any(self.status_if(path, each) == NOT_INDICATED for each in self.answers(path))]
        return frozenset(kept)

    def _carried(self, status: Status) -> Paths:
        """The presumptions that a status was reached with."""
        if status == NOT_APPLICABLE:
            return min((node.rests for node in self.scope if node.value is False), key=_fewest)
        if status == NOT_INDICATED:
            against = [node.rests for node in self.elements if node.value is False]
            against += [one.node.rests for one in self.defeaters if one.node.value is True]
            return min(against, key=_fewest)
        if status == NOT_RAISED:
            return NONE
        return merged((*(node.rests for node in (*self.scope, *self.elements)), *(one.node.rests for one in self.defeaters)))

    def unrecorded(self) -> Paths:
        """Every unrecorded field that was looked at."""
        nodes = (*self.scope, *self.elements, *self.triggers, *(one.node for one in self.defeaters))
        return merged(node.absent for node in nodes)

    def open_to_change(self) -> Paths:
        """The unrecorded fields that can still move a part: whatever an unknown part read, and what a settled one presumes."""
        raisers = (one.raised for one in self.defeaters if one.raised and one.node.value is None)
        nodes = (*self.scope, *self.elements, *(one.node for one in self.defeaters))
        return merged(
            (*(node.absent if node.value is None else node.rests for node in nodes), *(one.absent for one in raisers))
        )


def _fewest(rests: Paths) -> tuple[int, list[str]]:
    return len(rests), sorted(rests)


def _idle(one: Defeat) -> Paths:
    """What would make out a defeater that is unknown and that nobody raised."""
    if one.node.value is not None or _blocks(one, one.raised.value if one.raised else None):
        return NONE
    return merged((one.node.absent, one.raised.absent if one.raised else NONE))


def _blocks(one: Defeat, raised: Truth) -> bool:
    return one.must_be_excluded or raised is True


def _status(
    scope: Truth, elements: Sequence[Truth], triggers: Sequence[Truth], defeaters: Sequence[tuple[Truth, bool]]
) -> Status:
    """The order of precedence of the statuses. A defeater is (value, whether its being unknown keeps a finding open)."""
    if scope is False:
        return NOT_APPLICABLE
    if False in elements or any(value is True for value, _blocking in defeaters):
        return NOT_INDICATED
    in_doubt = any(value is None and blocking for value, blocking in defeaters)
    if scope is True and conjunction(elements) is True and not in_doubt:
        return INDICATED
    return POSSIBLE if disjunction(triggers) is True else NOT_RAISED


def labelled(element: Element, node: Node, kind: str) -> Node:
    """The node of a named part of a rule, with what it was made of below it."""
    return Node(
        kind,
        node.value,
        name=element.name,
        label=element.label,
        authorities=element.authorities,
        children=(node,),
        rests=node.rests,
        absent=node.absent,
        combine=lambda values: values[0],
    )


@dataclass(frozen=True, slots=True)
class Question:
    """A field whose answer would change the result, and how to ask for it."""

    path: str
    question: Text

    def as_dict(self) -> dict[str, Any]:
        return {"path": self.path, "question": self.question}


@dataclass(frozen=True, slots=True)
class Result:
    """The answer for one code and subject. It never says that anything unlawful happened: an attorney decides."""

    code: str
    unit: str
    subject: str | None
    status: Status
    support: str | None
    clearly_established: str
    actors: tuple[str, ...]
    actors_certain: bool
    authorities: tuple[Mapping[str, Any], ...]
    rests_on: tuple[str, ...]
    open_questions: tuple[Question, ...]
    conflicts: tuple[str, ...]
    rule_out: tuple[Mapping[str, Any], ...]
    trace: Node

    def as_dict(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "unit": self.unit,
            "subject": self.subject,
            "status": self.status,
            "support": self.support,
            "clearly_established": self.clearly_established,
            "actors": list(self.actors),
            "actors_certain": self.actors_certain,
            "authorities": [dict(one) for one in self.authorities],
            "rests_on": list(self.rests_on),
            "open_questions": [one.as_dict() for one in self.open_questions],
            "conflicts": list(self.conflicts),
            "rule_out": [dict(one) for one in self.rule_out],
            "trace": self.trace.as_dict(SHORT if self.status in (NOT_RAISED, NOT_APPLICABLE) else WHOLE),
        }
