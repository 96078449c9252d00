"""The law as loaded: frozen records of authorities, atoms, terms and rules, and the digest of the files they came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from casework.engine.claim_records import Claim
from casework.engine.conditions import Condition, Definition
from casework.engine.context import Acting
from casework.engine.places import Area, Places
from casework.engine.trace import Text

# A status that lets an authority govern. A contested one governs, and is shown as contested.
GOVERNS = ("in_force", "contested")


@dataclass(frozen=True, slots=True)
class Period:
    """From a day (None: nobody has said from when) until the next period begins."""

    start: date | None
    status: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which a code's authority bites: its conditions, with those of the agency's level and kind apart.

    `start` and `end` are the first and last day of a clause that came later, or went earlier, than the rest of its record.
    """

    code: str | None
    agency: tuple[Condition, ...]
    place: tuple[Condition, ...]
    conduct: tuple[Condition, ...]
    notes: tuple[Any, ...] = ()
    start: date | None = None
    end: date | None = None

    def holds(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Exemption:
    """A condition that takes an authority away, for some codes or for all; one with a note alone is for an attorney."""

    codes: tuple[str, ...]
    when: tuple[Condition, ...]
    note: Any = None

    def concerns(self, code: str) -> bool:
        return not self.codes or code in self.codes


@dataclass(frozen=True, slots=True)
class Authority:
    """One clause, statute, regulation, case, order, directive, ordinance or policy (fields: the record's own file)."""

    id: str
    kind: str
    title: str
    citation: str
    jurisdiction: str
    binding_in: tuple[str, ...]
    applies_to: str
    history: tuple[Period, ...]
    direction: str
    codes: tuple[str, ...]
    proposition: str
    ways: tuple[Way, ...]
    exemptions: tuple[Exemption, ...]
    contrary: tuple[str, ...]
    sources: tuple[str, ...]
    checked: str
    checked_on: date
    digest: str
    decided: date | None = None
    area: Area | None = None
    binds_agencies: tuple[str, ...] = ()
    court: str | None = None
    topics: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)

    def status_on(self, day: date) -> str:
        """in_force, contested, enjoined, stayed, vacated …; `none` before its first day or where no day is known."""
        current = "none"
        for period in self.history:
            if period.start is not None and period.start <= day:
                current = period.status
        return current

    def governs(self, incident_day: date, as_of: date) -> bool:
        """Whether it is law for an incident: constitution and cases as known on `as_of`, all else as in force on its day."""
        return self.status_on(self.law_day(incident_day, as_of)) in GOVERNS

    def law_day(self, incident_day: date, as_of: date) -> date:
        return as_of if self.kind in ("case", "constitution") else incident_day

    @property
    def is_state_or_local_law(self) -> bool:
        """Law of a state or below it; a federal record may speak of local agencies and is no state limit."""
        return not self.id.startswith("us/")

    @property
    def is_an_order(self) -> bool:
        """An order or settlement, or a district court's judgment that binds parties; a precedent is none."""
        return self.kind == "court_order" or (self.kind == "case" and bool(self.binding_in) and _is_district(self.jurisdiction))

    @property
    def read(self) -> bool:
        """Whether somebody has read its text or a reliable account of it."""
        return self.checked != "memory"


def _is_district(jurisdiction: str) -> bool:
    """us.cacd and us.dco are districts; us.ca9 and us.cadc are circuits, us.co is a state."""
    court = jurisdiction.removeprefix("us.")
    return "." not in court and len(court) > 2 and court != "cadc" and not court[-1].isdigit()


@dataclass(frozen=True, slots=True)
class Element:
    """A named part of a rule. For a defeater: what raises it, and whether it must be excluded."""

    name: str
    label: Text
    when: Condition
    authorities: tuple[str, ...] = ()
    raised_by: Condition | None = None
    must_be_excluded: bool = False


@dataclass(frozen=True, slots=True)
class RuleOut:
    """A condition that no field can hold: an attorney rules it out before confirming."""

    key: str
    authority: str | None
    note: Text


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example: an incident in short, and the status that the rule must give it."""

    name: str
    document: Mapping[str, Any]
    as_of: date
    agreements: tuple[Mapping[str, Any], ...] | None
    expect: str
    subject: str | None = None
    support: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """What one finding code asks."""

    code: str
    unit: str
    family: str
    title: Text
    actors: Acting
    authorities: tuple[str, ...]
    contrary: tuple[str, ...]
    scope: tuple[Element, ...]
    elements: tuple[Element, ...]
    triggers: tuple[Element, ...]
    defeaters: tuple[Element, ...]
    contests: tuple[Element, ...]
    rule_out: tuple[RuleOut, ...]
    examples: tuple[Example, ...]
    table: str | None
    digest: str
    needs: frozenset[str]


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Law:
    """One release of the law. `digest` names it: SHA-256 over the names and bytes of all its files."""

    digest: str
    authorities: Mapping[str, Authority]
    atoms: Mapping[str, Definition]
    terms: Mapping[str, Definition]
    rules: Mapping[str, Rule]
    places: Places
    questions: Mapping[str, Text]
    signoffs: tuple[Mapping[str, Any], ...] = ()
    days: frozenset[date] = frozenset()
    limits: Mapping[str, tuple[Authority, ...]] = field(default_factory=dict)
    compels: Mapping[str, tuple[Authority, ...]] = field(default_factory=dict)
    orders: Mapping[str, tuple[Authority, ...]] = field(default_factory=dict)
    named: Mapping[str, Condition] = field(default_factory=dict)
    claims: Mapping[str, Claim] = field(default_factory=dict)
    of_state: Mapping[str, tuple[Authority, ...]] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<Law {self.digest[:12]}>"

    def condition(self, name: str) -> Condition:
        """An atom or term by its name, looked at once for each subject."""
        return self.named[name]

    def with_needed(self, codes: frozenset[str]) -> frozenset[str]:
        """Some codes and those whose results their rules read."""
        found: set[str] = set()
        waiting = {code for code in codes if code in self.rules}
        while waiting:
            found |= waiting
            waiting = {need for code in waiting for need in self.rules[code].needs} - found
        return frozenset(found)

    def in_order(self) -> tuple[Rule, ...]:
        """The rules, each after those whose results it reads; otherwise by code."""
        ordered: list[Rule] = []
        waiting = dict(sorted(self.rules.items()))
        while waiting:
            ready = [rule for rule in waiting.values() if not rule.needs & set(waiting)]
            ordered += ready
            for rule in ready:
                del waiting[rule.code]
        return tuple(ordered)
