"""The language of conditions: YAML and short strings, compiled once into the operations of `conditions`.

    entry.entered = true                      a field compared: = != > >= < in, not in, contains, contains any, lacks, names
    home_entered                              an atom or a term by its name
    all: [...]   any: [...]   not: ...        conjunction, alternatives, negation
    some: documents   where: [...]            a member of a list; `none:` no member. closed: true looks at those listed alone
    some: agencies   acting: {by: [...], doing: [...]}   where: [...]     of the agencies that did a thing
    counted: [...]   at_least: 2
    presumed: ...   value: false   citing: id   when: ...   unless: ...   (only in terms)
    circuit: ruse   is: [strong]
    agreement: in_force   models: [...]
    result: SL-DETAINER
    clock: ["22:00", "06:00"]
    open: {en: ..., es: ...}                  what the law leaves open
    unsaid: ...                               nobody has said that it is so (only in triggers)
    state_law: applies | barred | pointed | sign     the table of limiting state and local authorities (rules of SL codes)
    orders: applies | barred | pointed        the court orders in force there

Inside `where`, a bare field name speaks of the member: `kind = subpoena`. `names agencies` asks whether a list of keys holds
the key of the agency in question.
"""

import dataclasses
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from casework.engine.claims import PARTS
from casework.engine.conditions import (
    AgreementOn,
    All,
    Any_,
    CircuitPoint,
    Clock,
    Condition,
    Count,
    Definition,
    Fact,
    Named,
    Not,
    Presumed,
    Quantified,
    ResultOf,
    Unknown,
    Unsaid,
)
from casework.engine.context import Acting, Context
from casework.engine.errors import ConditionError
from casework.engine.fields import LISTS, Field, fields
from casework.engine.orders import Orders
from casework.engine.state_law import StateLaw
from casework.engine.trace import Node, Text

_FACT = re.compile(
    r"^([a-z][\w.\[\]]*)\s*"
    r"(not in(?=[\s\[])|contains any(?=[\s\[])|contains(?=\s)|lacks(?=\s)|names(?=\s)|in(?=[\s\[])|!=|>=|<=|=|>|<)"
    r"\s*(.+)$"
)
_NAME = re.compile(r"^[a-z][a-z0-9_]*$")
# What a quantified or unbound list depends on besides itself: an agency's persons, a person's agencies, whose custody.
BESIDES = {"agencies": {"persons"}, "persons": {"agencies"}, "custody": {"agencies", "persons"}, "documents": set[str]()}
KEYS = {
    "all": set[str](),
    "any": set[str](),
    "not": set[str](),
    "some": {"where", "closed", "acting"},
    "none": {"where", "closed", "acting"},
    "counted": {"at_least"},
    "presumed": {"value", "citing", "when", "unless"},
    "circuit": {"is"},
    "agreement": {"models"},
    "result": set[str](),
    "clock": set[str](),
    "open": set[str](),
    "unsaid": set[str](),
    "state_law": set[str](),
    "orders": set[str](),
}


@dataclass(frozen=True, slots=True)
class Compiler:
    """Compiles the conditions of one place. `presumptions` says whether `presumed` may stand here."""

    names: Collection[str]
    target: Mapping[str, Definition]
    reads_of: Callable[[str], frozenset[str]]
    presumptions: bool = False
    inside: str | None = None
    used: Callable[[str, str], None] = lambda _kind, _name: None
    code: str | None = None
    unsaid: str | None = None
    triggers: bool = False
    labels: Mapping[str, Text] = dataclasses.field(default_factory=dict)

    def within(self, group: str) -> "Compiler":
        return replace(self, inside=group)

    def compile(self, written: Any) -> Condition:
        """Raises ConditionError, with what to write instead."""
        if isinstance(written, str):
            text = " ".join(written.split())
            return self._named(text) if _NAME.match(text) else self._fact(text)
        if isinstance(written, list):
            return self._every(written)
        if not isinstance(written, dict) or not written:
            raise ConditionError(
                f"{written!r} is no condition: write a text such as `entry.entered = true`, a name, or a mapping"
            )
        return self._operation(written)

    def _operation(self, written: dict[str, Any]) -> Condition:
        kind = next((key for key in written if key in KEYS), None)
        if kind is None:
            raise ConditionError(f"unknown operation {sorted(written)}: use one of {', '.join(KEYS)}")
        unknown = set(written) - KEYS[kind] - {kind}
        if unknown:
            raise ConditionError(f"`{kind}` takes no {', '.join(sorted(unknown))}")
        built: Condition = getattr(self, f"_{kind}")(written)
        return built

    def _parts(self, written: Any, kind: str) -> tuple[Condition, ...]:
        if not isinstance(written, list) or not written:
            raise ConditionError(f"`{kind}` needs a list of conditions")
        return tuple(self.compile(part) for part in written)

    def _every(self, written: Any) -> Condition:
        parts = self._parts(written, "all")
        return parts[0] if len(parts) == 1 else All(parts, _reads(parts))

    def _all(self, written: dict[str, Any]) -> Condition:
        return self._every(written["all"])

    def _any(self, written: dict[str, Any]) -> Condition:
        parts = self._parts(written["any"], "any")
        return Any_(parts, _reads(parts))

    def _not(self, written: dict[str, Any]) -> Condition:
        part = self.compile(written["not"])
        return Not(part, part.reads)

    def _some(self, written: dict[str, Any]) -> Condition:
        return self._quantified(written, "some")

    def _none(self, written: dict[str, Any]) -> Condition:
        return self._quantified(written, "none")

    def _quantified(self, written: dict[str, Any], kind: str) -> Condition:
        group = written[kind]
        if group not in LISTS:
            raise ConditionError(f"`{kind}: {group}` names no list of the document: use one of {', '.join(LISTS)}")
        if "where" not in written:
            raise ConditionError(f"`{kind}: {group}` needs `where`")
        where = self.within(group).compile(written["where"])
        acting = self._acting(written.get("acting"), group)
        besides = BESIDES[group] | {part.split("[]")[0] for part in (acting.by if acting else ()) if "[]" in part}
        reads = (where.reads - {group}) | (besides - {group})
        return Quantified(group, where, kind == "none", frozenset(reads), bool(written.get("closed")), acting)

    def _acting(self, written: Any, group: str) -> Acting | None:
        if written is None:
            return None
        if group != "agencies":
            raise ConditionError("`acting` belongs to `some: agencies` alone")
        return acting_of(written)

    def _counted(self, written: dict[str, Any]) -> Condition:
        parts = self._parts(written["counted"], "counted")
        number = written.get("at_least")
        if not isinstance(number, int) or not 0 < number <= len(parts):
            raise ConditionError("`counted` needs `at_least`, a number between 1 and the number of its parts")
        return Count(parts, number, _reads(parts))

    def _presumed(self, written: dict[str, Any]) -> Condition:
        if not self.presumptions:
            raise ConditionError("`presumed` may stand in terms alone: move it into a term")
        if not isinstance(written.get("value"), bool):
            raise ConditionError("`presumed` needs `value: true` or `value: false`")
        if not isinstance(written.get("citing"), str):
            raise ConditionError("`presumed` needs `citing`: the id of the authority for the presumption")
        self.used("authority", written["citing"])
        part = self.compile(written["presumed"])
        when = self.compile(written["when"]) if "when" in written else None
        unless = self.compile(written["unless"]) if "unless" in written else None
        reads = _reads(tuple(one for one in (part, when, unless) if one))
        return Presumed(part, written["value"], written["citing"], when, unless, reads)

    def _circuit(self, written: dict[str, Any]) -> Condition:
        values = written.get("is")
        if not isinstance(values, list) or not values:
            raise ConditionError("`circuit` needs `is`: a list of values")
        self.used("point", written["circuit"])
        return CircuitPoint(written["circuit"], tuple(values))

    def _agreement(self, written: dict[str, Any]) -> Condition:
        if written["agreement"] not in ("in_force", "not_in_force", "unclear"):
            raise ConditionError("`agreement` is in_force, not_in_force or unclear")
        return AgreementOn(written["agreement"], tuple(written.get("models") or ()))

    def _result(self, written: dict[str, Any]) -> Condition:
        self.used("result", written["result"])
        return ResultOf(written["result"])

    def _clock(self, written: dict[str, Any]) -> Condition:
        hours = written["clock"]
        if not isinstance(hours, list) or len(hours) != 2 or not all(re.fullmatch(r"\d\d:\d\d", str(hour)) for hour in hours):
            raise ConditionError('`clock` needs two hours, as ["22:00", "06:00"]')
        return Clock(hours[0], hours[1])

    def _open(self, written: dict[str, Any]) -> Condition:
        reason = written["open"]
        if not isinstance(reason, dict) or set(reason) != {"en", "es"}:
            raise ConditionError("`open` needs its reason as {en: ..., es: ...}")
        return Unknown(reason)

    def _unsaid(self, written: dict[str, Any]) -> Condition:
        if not self.triggers:
            raise ConditionError("`unsaid` points and proves nothing: it may stand in triggers alone")
        part = self.compile(written["unsaid"])
        return Unsaid(part, part.reads)

    def _state_law(self, written: dict[str, Any]) -> Condition:
        if self.code is None or written["state_law"] not in PARTS:
            raise ConditionError(f"`state_law` stands in rules alone, and is one of {', '.join(PARTS)}")
        return StateLaw(self.code, written["state_law"])

    def _orders(self, written: dict[str, Any]) -> Condition:
        if self.code is None or written["orders"] not in PARTS:
            raise ConditionError(f"`orders` stands in rules alone, and is one of {', '.join(PARTS)}")
        return Orders(self.code, written["orders"])

    def _named(self, name: str) -> Condition:
        if name not in self.names:
            raise ConditionError(f"`{name}` is no atom or term: define it in atoms/ or terms/, or correct the name")
        self.used("name", name)
        return Named(name, self.target, self.reads_of(name))

    def _fact(self, text: str) -> Condition:
        match = _FACT.match(text)
        if not match:
            raise ConditionError(f"`{text}` is no condition: write `path = value`, or the name of an atom or term")
        path, operator, written = match.groups()
        if operator == "!=" and self.unsaid:
            return self._unless_said(path, written)
        field, group = self._field(path)
        if operator == "names":
            return _naming(text, field, group, written)
        compare = comparison(field, operator, written)
        keys = tuple(field.path.split(".", 1)[1].split(".")) if group else tuple(field.path.split("."))
        whole_if = "actions_complete" if field.path == "agencies[].actions" else None
        reads = frozenset({group} | BESIDES[group]) if group else frozenset[str]()
        operand = _values(field, written.strip()) if operator in ("in", "contains any") else frozenset[Any]()
        return Fact(text, group, keys, compare, reads, whole_if, field.path, operand, self.labels.get(text))

    def _unless_said(self, path: str, written: str) -> Condition:
        """In an authority's record `x != true` means: x is taken as not true while nobody says that it is."""
        said = self._fact(f"{path} = {written}")
        return Not(Presumed(said, False, self.unsaid or "", None, None, said.reads), said.reads)

    def _field(self, path: str) -> tuple[Field, str | None]:
        known = fields()
        full = f"{self.inside}[].{path}" if self.inside and f"{self.inside}[].{path}" in known else path
        if full not in known:
            raise ConditionError(f"`{path}` is no field of the incident document: see incident-v1.schema.yaml")
        group = full.split("[]")[0] if "[]" in full else None
        return known[full], group


def acting_of(written: Any) -> Acting:
    if not isinstance(written, dict) or set(written) - {"by", "doing"}:
        raise ConditionError("actors are written {by: [fields], doing: [actions]}")
    by, doing = tuple(written.get("by") or ()), tuple(written.get("doing") or ())
    bad = [path for path in by if path not in fields()]
    bad += [action for action in doing if action not in fields()["agencies[].actions"].values]
    if bad:
        raise ConditionError(f"{', '.join(bad)}: no such field or action")
    return Acting(by, doing)


def _reads(parts: tuple[Condition, ...]) -> frozenset[str]:
    return frozenset().union(*(part.reads for part in parts))


@dataclass(frozen=True, slots=True)
class Naming:
    """Whether a list of keys holds the key of the member in question."""

    text: str
    group: str
    keys: str
    other: str
    reads: frozenset[str]

    def see(self, context: Context) -> Node:
        key = context.bound[self.other][1].get("key")
        fact = Fact(self.text, self.group, (self.keys,), lambda value: key in value, self.reads, path=f"{self.keys} {key}")
        return fact.see(context)


def _naming(text: str, field: Field, group: str | None, other: str) -> Condition:
    if field.kind != "texts" or group is None or other not in LISTS:
        raise ConditionError(
            f"`{text}`: `names` asks of a list of keys of a member whether it holds a member of agencies, persons or documents"
        )
    return Naming(text, group, field.path.split(".", 1)[1], other, frozenset({group, other} | BESIDES[group]))


def _value(field: Field, written: str) -> Any:
    word = written.strip()
    if field.kind == "tri":
        if word not in ("true", "false"):
            raise ConditionError(f"{field.path} is true or false, not `{word}`")
        return word == "true"
    if field.kind == "number":
        try:
            return float(word)
        except ValueError as error:
            raise ConditionError(f"{field.path} is a number, not `{word}`") from error
    if field.kind in ("enum", "values") and word not in field.values:
        raise ConditionError(f"{field.path} cannot be `{word}`: it is one of {', '.join(field.values)}")
    return word


def _values(field: Field, written: str) -> frozenset[Any]:
    if not (written.startswith("[") and written.endswith("]")):
        raise ConditionError(f"write a list, [a, b], and not `{written}`")
    return frozenset(_value(field, word) for word in written[1:-1].split(","))


def comparison(field: Field, operator: str, operand: str) -> Callable[[Any], bool]:
    """A test of one recorded value. Raises ConditionError where the field cannot be compared so."""
    is_list = field.kind in ("values", "texts")
    if is_list != (operator in ("contains", "contains any", "lacks")):
        raise ConditionError(f"{field.path} cannot be compared by `{operator}`")
    if operator in (">", ">=", "<", "<=") and field.kind != "number":
        raise ConditionError(f"{field.path} is no number")
    return _test(field, operator, operand.strip())


def _test(field: Field, operator: str, operand: str) -> Callable[[Any], bool]:
    if operator in ("in", "not in", "contains any"):
        several = _values(field, operand)
        if operator == "contains any":
            return lambda value: not several.isdisjoint(value)
        return (lambda value: value in several) if operator == "in" else (lambda value: value not in several)
    one = _value(field, operand)
    tests: dict[str, Callable[[Any], bool]] = {
        "=": lambda value: value == one,
        "!=": lambda value: value != one,
        ">": lambda value: value > one,
        ">=": lambda value: value >= one,
        "<": lambda value: value < one,
        "<=": lambda value: value <= one,
        "contains": lambda value: one in value,
        "lacks": lambda value: one not in value,
    }
    return tests[operator]
