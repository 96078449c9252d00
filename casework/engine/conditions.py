"""The closed set of operations that rules are written with. Each one looks at a context and answers with a trace node."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from casework.engine.context import DEALT_WITH, EMPTY, Acting, Context, Member
from casework.engine.fields import COMPLETE
from casework.engine.kleene import Truth, at_least, disjunction, negation
from casework.engine.trace import NONE, Node, Test, Text, all_of, any_of, joined, known, merged, not_of

# The word by which a level says that nobody knows it: no value to compare.
UNKNOWN = "unknown"


class Condition(Protocol):
    """Anything that can be asked of a context. `reads` are the lists of the document that it looks into."""

    @property
    def reads(self) -> frozenset[str]: ...

    def see(self, context: Context) -> Node: ...


@dataclass(frozen=True, slots=True)
class Fact:
    """One field compared with values: `entry.entered = true`, `agencies[].actions contains any [searched]`."""

    text: str
    group: str | None
    keys: tuple[str, ...]
    compare: Callable[[Any], Truth]
    reads: frozenset[str]
    whole_if: str | None = None
    path: str = ""
    operand: frozenset[Any] = frozenset()
    label: Text | None = None

    def see(self, context: Context) -> Node:
        if self.group is None:
            return self._read(context, "", context.asked.document)
        member = context.bound.get(self.group)
        if member is not None:
            return self._read(context, *member)
        return some_of(self.group, _dealt_with(context, self.group), context, self.see)

    def _read(self, context: Context, pointer: str, source: Mapping[str, Any]) -> Node:
        """Looked at once for each member: many authorities ask the same."""
        known_as = (self.path, self.text, self.label is None, pointer)
        node = context.asked.facts.get(known_as)
        if node is None:
            node = context.asked.facts[known_as] = self._compared(context, pointer, source)
        return node

    def _compared(self, context: Context, pointer: str, source: Mapping[str, Any]) -> Node:
        value: Any = source
        for key in self.keys:
            value = (value or EMPTY).get(key)
        path = f"{pointer}/{'/'.join(self.keys)}"
        truth = None if value is None or value == UNKNOWN else self.compare(value)
        if truth is False and self.whole_if and source.get(self.whole_if) is not True:
            truth = None
        if truth is not None:
            return Node("fact", truth, name=self.text, label=self.label, facts=({"path": path, "value": value},))
        return Node(
            "fact",
            None,
            name=self.text,
            label=self.label,
            facts=self._unknown(context, path, value),
            absent=frozenset((path,)),
            test=self._test(value),
        )

    def _unknown(self, context: Context, path: str, value: Any) -> tuple[dict[str, Any], ...]:
        told = context.asked.conflicts.get(path, ())
        return ({"path": path, "value": value}, *({"path": path, "value": said, "account": key} for key, said in told))

    def _test(self, recorded: Any) -> Test:
        def test(_path: str, answer: Any) -> Truth:
            return self.compare([*recorded, *answer] if isinstance(recorded, list) and isinstance(answer, list) else answer)

        return test


def _dealt_with(context: Context, group: str) -> tuple[tuple[Member, ...], bool]:
    """The members that an unbound field speaks of; for a person, the agencies that dealt with that person."""
    if group == "agencies" and "persons" in context.bound:
        named, certain = DEALT_WITH.agencies(context)
        return named, certain
    return context.listed(group), context.whole(group)


def some_of(
    group: str,
    members: tuple[tuple[Member, ...], bool],
    context: Context,
    see: Callable[[Context], Node],
    none: bool = False,
    closed: bool = False,
) -> Node:
    """Whether some (or no) member of a list meets a condition. An unlisted member may, unless the list is known to be whole."""
    listed, whole = members
    children = tuple(_of_member(pointer, see(context.bind(group, (pointer, row)))) for pointer, row in listed)
    if not closed and not whole:
        children = (*children, _others(group, context))
    found = any_of(children, kind="some", name=group)
    if not none:
        return found
    return Node(
        "none",
        negation(found.value),
        name=group,
        children=found.children,
        rests=found.rests,
        absent=found.absent,
        combine=lambda values: negation(disjunction(values)),
    )


def _of_member(pointer: str, node: Node) -> Node:
    return node if node.name.startswith("/") else all_of((node,), name=pointer)


def _others(group: str, context: Context) -> Node:
    """Whoever is not listed: nobody knows, until the list is said to be whole."""
    name = COMPLETE.get(group, group)
    path = f"/{name}"
    value = context.asked.document.get(name) if group in COMPLETE else None
    return Node(
        "fact",
        None,
        name=f"others:{group}",
        facts=({"path": path, "value": value},),
        absent=frozenset((path,)) if value is None else NONE,
        test=lambda _path, answer: False if answer is True or answer == [] else None,
    )


@dataclass(frozen=True, slots=True)
class Named:
    """An atom or a term by its name; looked at once for each subject."""

    name: str
    target: Mapping[str, "Definition"] = field(repr=False, compare=False)
    reads: frozenset[str]

    def see(self, context: Context) -> Node:
        one = self.target[self.name]
        presume = context.presume or not one.presumes
        key = (self.name, presume, *[bound[0] for group, bound in context.bound.items() if group in self.reads])
        seen = context.asked.terms.get(key)
        if seen is None:
            seen = one.condition.see(context).named(self.name, one.label, one.authorities)
            context.asked.terms[key] = seen
        return seen


@dataclass(frozen=True, slots=True)
class Definition:
    """A named condition: an atom or a term. `question` is asked where its field is not recorded (atoms only).

    `presumes`: whether a presumption stands anywhere below it.
    """

    name: str
    label: Text
    condition: Condition
    authorities: tuple[str, ...] = ()
    question: Text | None = None
    file: str = ""
    presumes: bool = False


def parts_of(condition: Condition) -> tuple[Condition, ...]:
    """What a condition is made of, one step down; a name has no parts."""
    single = [part for name in ("part", "when", "unless", "where") if (part := getattr(condition, name, None)) is not None]
    return (*single, *getattr(condition, "parts", ()))


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple[Condition, ...]
    reads: frozenset[str]

    def see(self, context: Context) -> Node:
        return all_of(tuple([part.see(context) for part in self.parts]))


@dataclass(frozen=True, slots=True)
class Any_:  # noqa: N801 - `Any` is taken
    parts: tuple[Condition, ...]
    reads: frozenset[str]

    def see(self, context: Context) -> Node:
        return any_of(tuple([part.see(context) for part in self.parts]))


@dataclass(frozen=True, slots=True)
class Not:
    part: Condition
    reads: frozenset[str]

    def see(self, context: Context) -> Node:
        return not_of(self.part.see(context))


@dataclass(frozen=True, slots=True)
class Count:
    """At least so many of the parts."""

    parts: tuple[Condition, ...]
    number: int
    reads: frozenset[str]

    def see(self, context: Context) -> Node:
        children = tuple([part.see(context) for part in self.parts])
        return joined(children, lambda values: at_least(values, self.number), "count", name=f"at least {self.number}")


@dataclass(frozen=True, slots=True)
class Quantified:
    """`some` or `none` of a list. `closed`: of those listed alone. `acting`: of the agencies that did a thing."""

    group: str
    where: Condition
    none: bool
    reads: frozenset[str]
    closed: bool = False
    acting: Acting | None = None

    def see(self, context: Context) -> Node:
        if self.acting is not None:
            # Who acted is asked of the whole incident: an agency that is in question outside says nothing of it.
            bound = {name: member for name, member in context.bound.items() if name != self.group}
            members = self.acting.may_have(Context(context.asked, bound, context.presume))
            return some_of(self.group, members, context, self.where.see, self.none, self.closed)
        listed = (context.listed(self.group), context.whole(self.group))
        return some_of(self.group, listed, context, self.where.see, self.none, self.closed)


@dataclass(frozen=True, slots=True)
class Presumed:
    """What the law takes as given while nobody has said otherwise (only in terms, with the authority for it).

    It fills an unknown only; `when` must be true and `unless` must not be. Its unrecorded fields are what a result rests on.
    """

    part: Condition
    value: bool
    citing: str
    when: Condition | None
    unless: Condition | None
    reads: frozenset[str]

    def see(self, context: Context) -> Node:
        inner = self.part.see(context)
        if inner.value is not None or not context.presume:
            return inner
        when = self.when.see(context) if self.when else known("all", True)
        unless = self.unless.see(context) if self.unless else known("any", False)
        value = self._settle((inner.value, when.value, unless.value))
        applies = value is not None
        return Node(
            "presumed",
            value,
            name=inner.name,
            label=inner.label,
            authorities=(self.citing,),
            presumed={"value": self.value, "citing": self.citing} if applies else None,
            facts=inner.facts,
            children=(inner, when, unless),
            rests=inner.absent | when.rests if applies else merged((inner.rests, when.rests)),
            absent=merged((inner.absent, when.absent, unless.absent)),
            combine=self._settle,
        )

    def _settle(self, values: Sequence[Truth]) -> Truth:
        inner, when, unless = values
        if inner is not None:
            return inner
        return self.value if when is True and unless is not True else None


@dataclass(frozen=True, slots=True)
class Unsaid:
    """That nobody has said a thing: true unless it is known. It points to a finding and proves nothing (only in triggers)."""

    part: Condition
    reads: frozenset[str]

    def see(self, context: Context) -> Node:
        return joined((self.part.see(context),), lambda values: values[0] is not True, "not", name="nobody has said")


@dataclass(frozen=True, slots=True)
class Unknown:
    """What the law leaves open: unknown, whatever is recorded."""

    reason: Text
    reads: frozenset[str] = frozenset()

    def see(self, context: Context) -> Node:
        return Node("fact", None, name="open", label=self.reason)


@dataclass(frozen=True, slots=True)
class Clock:
    """The local time at which the incident began, where it is not approximate: between two hours, past midnight too."""

    start: str
    end: str
    reads: frozenset[str] = frozenset()

    def see(self, context: Context) -> Node:
        facts = ({"path": "/occurred_at", "value": context.asked.document["occurred_at"]},)
        return Node("fact", self.value_of(context.asked.document), name=f"between {self.start} and {self.end}", facts=facts)

    def value_of(self, document: Mapping[str, Any]) -> Truth:
        """Whether it began between the hours; not known where the time is approximate."""
        time = datetime.fromisoformat(document["occurred_at"]).strftime("%H:%M")
        inside = self.start <= time < self.end if self.start < self.end else time >= self.start or time < self.end
        return None if document.get("time_is_approximate") is True else inside


@dataclass(frozen=True, slots=True)
class CircuitPoint:
    """What this circuit's courts make of a point on which circuits differ; a point without an entry is open."""

    point: str
    values: tuple[str, ...]
    reads: frozenset[str] = frozenset()

    def see(self, context: Context) -> Node:
        circuit = context.asked.place.circuit
        found = (context.asked.law.places.circuits.get(circuit or "") or {}).get(self.point) or {}
        value = found.get("value", "open")
        name = f"{circuit or 'no circuit'}: {self.point} = {value}"
        label = {"en": found["rule"], "es": found["rule"]} if found.get("rule") else None
        return known("circuit", value in self.values, name=name, label=label, authorities=tuple(found.get("authorities") or ()))


@dataclass(frozen=True, slots=True)
class AgreementOn:
    """The 287(g) agreement of the agency in question, on the incident's day."""

    state: str
    models: tuple[str, ...] = ()
    reads: frozenset[str] = frozenset({"agencies"})

    def see(self, context: Context) -> Node:
        member = context.bound.get("agencies")
        if member is None:
            return some_of("agencies", _dealt_with(context, "agencies"), context, self.see)
        name = member[1].get("name")
        found = context.asked.register.agreement_on(name, context.asked.place.state, context.asked.day)
        models = f" ({', '.join(found.models)})" if found.models else ""
        value = self._value(found.state, set(found.models), set(found.unsure))
        path = f"{member[0]}/name"
        absent = frozenset((path,)) if name is None and value is None else NONE
        return Node(
            "lookup",
            value,
            name=f"agreement_287g {found.state}{models}",
            facts=({"path": path, "value": name},),
            absent=absent,
            test=lambda _path, answer: answer,
        )

    def _value(self, state: str, models: set[str], unsure: set[str]) -> Truth:
        if state == "unclear":
            return True if self.state == "unclear" else None
        if state != self.state or not self.models or models & set(self.models):
            return state == self.state
        return None if unsure & {*self.models, "unknown"} else False


@dataclass(frozen=True, slots=True)
class ResultOf:
    """Another code's result, for the agency in question where there is one: true if indicated, unknown if possible."""

    code: str
    reads: frozenset[str] = frozenset({"agencies"})
    statuses: Mapping[str, Truth] = field(default_factory=lambda: {"indicated": True, "possible": None})

    def see(self, context: Context) -> Node:
        member = context.bound.get("agencies")
        key = member[1].get("key") if member else None
        rows = [one for one in context.asked.results.get(self.code, ()) if key is None or one.subject == key]
        value = disjunction(self.statuses.get(one.status, False) for one in rows)
        found = ", ".join(f"{one.subject or 'incident'} {one.status}" for one in rows)
        rests = merged(frozenset(one.rests_on) for one in rows if self.statuses.get(one.status, False) is value)
        against = [one for one in rows if self.statuses.get(one.status, False) is value]
        disputed = value is not False and all(one.support == "contested" for one in against)
        return known("lookup", value, name=f"{self.code}: {found}", rests=rests, disputed=disputed)
