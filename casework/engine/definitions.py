"""Reads atoms/, terms/ and rules/: the named conditions, and what each finding code asks."""

from dataclasses import dataclass, field, replace
from typing import Any

from casework.engine.checks import Checker
from casework.engine.conditions import Condition, Definition, Fact, Named, Not, Presumed, ResultOf, Unknown, parts_of
from casework.engine.errors import ConditionError
from casework.engine.fields import LISTS
from casework.engine.language import Compiler, acting_of
from casework.engine.law import Element, Example, Rule, RuleOut
from casework.engine.orders import Orders
from casework.engine.results import INDICATED, NOT_APPLICABLE, NOT_INDICATED, NOT_RAISED, POSSIBLE
from casework.engine.state_law import StateLaw
from casework.engine.trace import Text
from casework.engine.yaml_files import LawFiles

STATUSES = (INDICATED, POSSIBLE, NOT_INDICATED, NOT_RAISED, NOT_APPLICABLE)
UNITS = ("incident", "agency", "person")
FAMILIES = ("constitution", "statute", "regulation", "state_local", "court_order")
EXAMPLES = 4
CODES = "codes.yaml"
ALL_LISTS = frozenset(LISTS)


@dataclass(slots=True)
class Names:
    """Atoms and terms while they are read: a term may name one that stands in a later file."""

    files: LawFiles
    written: dict[str, tuple[Checker, Any, bool]] = field(default_factory=dict)
    found: dict[str, Definition] = field(default_factory=dict)
    used: list[tuple[str, str, Checker]] = field(default_factory=list)
    stack: list[str] = field(default_factory=list)

    def collect(self, folder: str) -> None:
        for file, content in self.files.under(folder).items():
            check = Checker(self.files, file)
            for name, entry in (content if isinstance(content, dict) else {}).items():
                if name in self.written:
                    check.fault(f"`{name}` is defined twice, also in {self.written[name][0].file}: keep one", str(name))
                else:
                    self.written[str(name)] = (check.at(str(name)), entry, folder == "terms")
            if not isinstance(content, dict):
                check.fault("should be a mapping: name -> definition")

    def compile_all(self) -> None:
        for name in self.written:
            self.define(name)

    def define(self, name: str) -> None:
        """Compiles a definition after those that it names; a circle is a fault."""
        if name in self.found:
            return
        check, entry, is_term = self.written[name]
        if name in self.stack:
            circle = " -> ".join([*self.stack[self.stack.index(name) :], name])
            check.fault(f"goes round in a circle ({circle}): one of them must be written without the others")
            self.found[name] = Definition(name, {"en": "", "es": ""}, Unknown({"en": "", "es": ""}))
            return
        self.stack.append(name)
        required = ("label", "when") if is_term else ("label", "question", "when")
        record = check.mapping(entry, required, ("authorities",) if is_term else ())
        condition = self.compiled(check.at("when"), record.get("when"), presumptions=is_term)
        self.stack.pop()
        authorities = check.words(record.get("authorities"), "authorities")
        self.used += [("authority", one, check) for one in authorities]
        label = check.text(record.get("label"), "label")
        question = None if is_term else check.text(record.get("question"), "question")
        self.found[name] = Definition(name, label, condition, authorities, question, check.file, self._presumes(condition))

    def _presumes(self, condition: Condition) -> bool:
        if isinstance(condition, Presumed):
            return True
        if isinstance(condition, Named):
            return self.found[condition.name].presumes if condition.name in self.found else True
        return any(self._presumes(part) for part in parts_of(condition))

    def compiled(
        self, check: Checker, written: Any, *, presumptions: bool = False, code: str | None = None, triggers: bool = False
    ) -> Condition:
        compiler = replace(self.compiler(check), presumptions=presumptions, code=code, triggers=triggers)
        try:
            return compiler.compile(written)
        except ConditionError as error:
            check.fault(str(error))
            return Unknown({"en": "", "es": ""})

    def compiler(self, check: Checker) -> Compiler:
        return Compiler(self.written, self.found, self.reads_of, used=lambda kind, name: self.used.append((kind, name, check)))

    def reads_of(self, name: str) -> frozenset[str]:
        if name not in self.found:
            self.define(name)
        return self.found[name].condition.reads if name in self.found else ALL_LISTS


RULE_REQUIRED = ("code", "authorities", "elements", "triggers", "examples")
RULE_OPTIONAL = ("actors", "contrary", "scope", "defeaters", "contests", "rule_out", "note")


def read_codes(files: LawFiles) -> dict[str, dict[str, Any]]:
    """Every finding code with its unit, family and title (codes.yaml)."""
    check = Checker(files, CODES)
    table = check.mapping(files.contents.get(CODES), ("codes",)).get("codes")
    found = {}
    for code, row in (table if isinstance(table, dict) else {}).items():
        inner = check.at(f"codes.{code}")
        entry = inner.mapping(row, ("unit", "family", "title"), ("note",))
        inner.word(entry.get("unit"), "unit", UNITS)
        inner.word(entry.get("family"), "family", FAMILIES)
        found[str(code)] = {**entry, "title": inner.text(entry.get("title"), "title")}
    return found


def read_rules(files: LawFiles, names: Names, codes: dict[str, dict[str, Any]]) -> dict[str, Rule]:
    """Every rule, by its code."""
    found = {}
    for file, content in files.under("rules").items():
        check = Checker(files, file)
        record = check.mapping(content, RULE_REQUIRED, RULE_OPTIONAL)
        if all(key in record for key in RULE_REQUIRED):
            if check.word(record["code"], "code", codes) not in codes:
                continue
            rule = _rule(check, record, names, codes[record["code"]])
            found[rule.code] = rule
    for rule in found.values():
        for need in rule.needs - set(found):
            Checker(files, f"rules/{rule.code}.yaml").fault(f"reads the result of `{need}`, which has no rule")
    _without_circles(files, found)
    return found


def _without_circles(files: LawFiles, rules: dict[str, Rule]) -> None:
    """Rules whose results wait for each other are a fault; their needs are cut so that loading can go on to the report."""
    waiting = dict(rules)
    while ready := [code for code, rule in waiting.items() if not rule.needs & set(waiting)]:
        for code in ready:
            del waiting[code]
    for code in waiting:
        Checker(files, f"rules/{code}.yaml").fault(
            "waits for its own result in a circle: a rule may not read a rule that reads it"
        )


def _rule(check: Checker, record: dict[str, Any], names: Names, finding: dict[str, Any]) -> Rule:
    code = str(record["code"])
    if check.file != f"rules/{code}.yaml":
        check.fault(f"the code `{code}` should be the file's name", "code")
    groups = {
        group: _elements(check, record.get(group), group, names, code)
        for group in ("scope", "elements", "triggers", "defeaters", "contests")
    }
    authorities = check.words(record["authorities"], "authorities")
    contrary = check.words(record.get("contrary"), "contrary")
    names.used += [("authority", one, check.at("authorities")) for one in (*authorities, *contrary)]
    tables = [one.when for one in groups["elements"] if isinstance(one.when, StateLaw | Orders)]
    if not authorities and not tables:
        check.fault("names no authority: add the ids of the law behind the rule", "authorities")
    return Rule(
        code=code,
        unit=finding["unit"],
        family=finding["family"],
        title=finding["title"],
        actors=_actors(check, record.get("actors")),
        authorities=authorities,
        contrary=contrary,
        **groups,
        rule_out=tuple(
            _rule_out(check.at(f"rule_out[{n}]"), row) for n, row in enumerate(check.rows(record.get("rule_out"), "rule_out"))
        ),
        examples=_examples(check, record["examples"]),
        table=type(tables[0]).__name__ if tables else None,
        digest=check.files.digests[check.file],
        needs=_needs(names, [one for group in groups.values() for one in group]),
    )


def _needs(names: Names, elements: list[Element]) -> frozenset[str]:
    """The codes whose results a rule reads, also through its terms."""
    conditions = [one for element in elements for one in (element.when, element.raised_by) if one is not None]
    found: set[str] = set()
    seen: set[str] = set()
    while conditions:
        one = conditions.pop()
        if isinstance(one, ResultOf):
            found.add(one.code)
        elif isinstance(one, Named) and one.name not in seen:
            seen.add(one.name)
            conditions.append(names.found[one.name].condition)
        else:
            conditions += parts_of(one)
    return frozenset(found)


def _actors(check: Checker, written: Any) -> Any:
    try:
        return acting_of(written or {})
    except ConditionError as error:
        check.fault(str(error), "actors")
        return acting_of({})


def _elements(check: Checker, written: Any, group: str, names: Names, code: str) -> tuple[Element, ...]:
    found = []
    for number, row in enumerate(check.rows(written, group)):
        inner = check.at(f"{group}[{number}]")
        optional = ("authorities", "raised_by", "must_be_excluded") if group == "defeaters" else ("authorities",)
        entry = inner.mapping(row, ("name", "label", "when"), optional)
        authorities = inner.words(entry.get("authorities"), "authorities")
        names.used += [("authority", one, inner.at("authorities")) for one in authorities]
        raised = entry.get("raised_by")
        found.append(
            Element(
                name=str(entry.get("name")),
                label=inner.text(entry.get("label"), "label"),
                when=names.compiled(inner.at("when"), entry.get("when"), code=code, triggers=group == "triggers"),
                authorities=authorities,
                raised_by=names.compiled(inner.at("raised_by"), raised, code=code) if raised is not None else None,
                must_be_excluded=entry.get("must_be_excluded") is True,
            )
        )
    if group in ("elements", "triggers") and not found:
        check.fault("is empty: a rule needs at least one", group)
    return tuple(found)


def _rule_out(check: Checker, row: Any) -> RuleOut:
    entry = check.mapping(row, ("key", "note"), ("authority",))
    return RuleOut(str(entry.get("key")), entry.get("authority"), check.text(entry.get("note"), "note"))


def _examples(check: Checker, written: Any) -> tuple[Example, ...]:
    rows = check.rows(written, "examples")
    if len(rows) < EXAMPLES:
        check.fault(f"has {len(rows)} worked examples: a rule needs at least {EXAMPLES}", "examples")
    return tuple(_example(check.at(f"examples[{number}]"), row) for number, row in enumerate(rows))


def _example(check: Checker, row: Any) -> Example:
    entry = check.mapping(row, ("name", "incident", "as_of", "expect"), ("agreements", "subject", "support"))
    agreements = entry.get("agreements")
    return Example(
        name=str(entry.get("name")),
        document=completed(entry.get("incident") or {}),
        as_of=check.day(entry.get("as_of"), "as_of"),
        agreements=None if agreements is None else tuple(agreements),
        expect=check.word(entry.get("expect"), "expect", STATUSES),
        subject=entry.get("subject"),
        support=entry.get("support"),
    )


def completed(short: dict[str, Any]) -> dict[str, Any]:
    """An example's incident with the format and an identifier, which say nothing."""
    return {"format": "incident/1", "id": "00000000-0000-4000-8000-000000000000", **short}


def questions_of(atoms: dict[str, Definition]) -> dict[str, Any]:
    """Field -> the question of the first atom that reads that field alone."""
    found: dict[str, Any] = {}
    for atom in atoms.values():
        inner = atom.condition.part if isinstance(atom.condition, Not) else atom.condition
        if isinstance(inner, Fact) and inner.path not in found:
            found[inner.path] = atom.question
    return found


def labels_of(found: dict[str, Definition]) -> dict[str, Text]:
    """Condition as written -> the label of the atom that consists of it, for conditions that no atom names."""
    return {one.condition.text: one.label for one in found.values() if isinstance(one.condition, Fact) and one.question}


__all__ = ["Named", "Names", "labels_of", "questions_of", "read_rules"]
