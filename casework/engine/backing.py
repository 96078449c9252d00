"""Which authorities stand behind a result, in which role, and how strongly."""

from collections.abc import Iterable
from typing import Any

from casework.engine.claims import reach
from casework.engine.context import Context
from casework.engine.kleene import Truth, disjunction
from casework.engine.law import Authority, Rule
from casework.engine.results import INDICATED, POSSIBLE
from casework.engine.trace import Node

Roles = dict[str, str]
# A role that weighs more replaces one that weighs less when an authority appears twice.
WEIGHT = {"context": 0, "supports": 1, "contrary": 2, "displaced": 3, "defeats": 4}


def roles(
    rule: Rule, elements: tuple[Node, ...], defeated: tuple[Node, ...], contested: tuple[Node, ...], context: Context
) -> Roles:
    """authority id -> role, for what governs on the days that count."""
    found: Roles = {}
    seen: set[tuple[int, bool]] = set()
    _add(found, _named(rule, context), "supports")
    _add(found, (name for name in rule.contrary if _counts(name, context)), "contrary")
    for node in elements:
        _add(found, (name for name in node.authorities if _counts(name, context)), "supports")
        for kind, names in _claimed(node, rule.table is not None, seen):
            _add(found, names, kind)
    for node in contested:
        _add(found, (name for name in node.authorities if _counts(name, context)), "contrary")
    for node in defeated:
        _add(found, (name for name in node.authorities if _counts(name, context)), "defeats")
    return found


def _add(found: Roles, names: Iterable[str], role: str) -> None:
    for name in names:
        if name not in found or WEIGHT[role] > WEIGHT[found[name]]:
            found[name] = role


def _claimed(node: Node, table: bool, seen: set[tuple[int, bool]], live: bool = True) -> Iterable[tuple[str, tuple[str, ...]]]:
    """The authorities that made a claim of their own, and those that displaced or contradict one.

    What stands under a failed or a negated step supports nothing; what displaced a claim is told wherever it stands, which
    can only be in a rule that reads the `table` of authorities.
    """
    if node.kind == "authority" and node.name == "displaced":
        yield "displaced", node.authorities[:1]
        yield "defeats", node.authorities[1:]
        return
    if live and node.kind == "authority" and node.name == "contrary":
        yield node.name, node.authorities
    live = live and node.value is not False and node.kind != "not"
    if live and node.kind == "circuit" and node.value is True:
        yield "supports", node.authorities
    if live and node.kind == "authority" and node.name in ("supports", "context"):
        yield node.name, node.authorities
    if live or table:
        for child in node.children:
            if (id(child), live) not in seen:
                seen.add((id(child), live))
                yield from _claimed(child, table, seen, live)


def _named(rule: Rule, context: Context) -> list[str]:
    """What a rule names and counts here; cases of other courts only where no case of the rule binds here."""
    asked = context.asked
    here = [name for name in rule.authorities if _counts(name, context)]
    if any(asked.law.authorities[name].kind == "case" and binds(asked.law.authorities[name], context) for name in here):
        return here
    others = (asked.law.authorities[name] for name in rule.authorities if name not in here)
    return here + [one.id for one in others if one.kind == "case" and one.governs(asked.day, asked.as_of)]


def _counts(name: str, context: Context) -> bool:
    """Whether an authority that a rule names is law for this incident: it governs, and binds here or persuades everywhere."""
    asked = context.asked
    one = asked.law.authorities[name]
    if not one.governs(asked.day, asked.as_of):
        return False
    return not one.binding_in or reach(one, context) is not False


def listed(found: Roles, context: Context) -> tuple[dict[str, Any], ...]:
    asked = context.asked
    rows = []
    for name in sorted(found, key=lambda key: (-WEIGHT[found[key]] if found[key] != "supports" else -9, key)):
        one = asked.law.authorities[name]
        rows.append(
            {
                "id": name,
                "role": found[name],
                "binds": binds(one, context),
                "status_on_day": one.status_on(one.law_day(asked.day, asked.as_of)),
                "status_today": one.status_on(asked.as_of),
            }
        )
    return tuple(rows)


def binds(one: Authority, context: Context) -> bool:
    """Whether it binds here on the day that counts; what is contested, and an agency's own policy, binds nobody else."""
    asked = context.asked
    firm = one.status_on(one.law_day(asked.day, asked.as_of)) == "in_force"
    return firm and bool(one.binding_in) and reach(one, context) is True


def disputed(node: Node) -> bool:
    """Whether a step carries only through another code's result whose own support is contested."""
    if node.disputed:
        return True
    if node.value is not True or node.kind in ("not", "none"):
        return False
    if node.kind in ("any", "some"):
        return all(disputed(child) for child in node.children if child.value is True)
    return any(disputed(child) for child in node.children)


def support(found: Roles, contested: bool, status: str, context: Context) -> str | None:
    """binding, persuasive or contested; None where nothing is indicated or possible, or nothing stands behind it."""
    if status not in (INDICATED, POSSIBLE):
        return None
    asked = context.asked
    behind = [asked.law.authorities[name] for name, role in found.items() if role == "supports"]
    against = [asked.law.authorities[name] for name, role in found.items() if role == "contrary"]
    if not behind:
        return None
    firm = [one for one in behind if one.status_on(one.law_day(asked.day, asked.as_of)) == "in_force"]
    if contested or not firm or any(one.kind != "agency_policy" for one in against):
        return "contested"
    return "binding" if any(binds(one, context) for one in firm) else "persuasive"


def clearly_established(found: Roles, context: Context) -> str:
    """Whether a case that binds here had been decided against such conduct before the incident: yes, no or unknown."""
    asked = context.asked
    values: list[Truth] = []
    for name, role in found.items():
        one = asked.law.authorities[name]
        if role == "supports" and one.kind == "case" and one.direction == "limits" and one.decided and one.decided < asked.day:
            firm = one.status_on(asked.as_of) == "in_force" and bool(one.binding_in)
            values.append(reach(one, context) if firm else False)
    value = disjunction(values)
    return {True: "yes", False: "no", None: "unknown"}[value]


def to_rule_out(rule: Rule, found: Roles, context: Context) -> tuple[dict[str, Any], ...]:
    """Conditions that no field holds, of the rule and of the authorities that support it, for an attorney to rule out."""
    rows: list[dict[str, Any]] = [{"key": one.key, "authority": one.authority, "note": one.note} for one in rule.rule_out]
    for name, role in sorted(found.items()):
        one = context.asked.law.authorities[name]
        if role != "supports" or rule.code not in one.codes or not (rule.table or ""):
            continue
        notes = [note for way in one.ways if way.code in (None, rule.code) for note in way.notes]
        notes += [each.note for each in one.exemptions if not each.when and each.concerns(rule.code)]
        rows += [{"key": f"{name}#{number}", "authority": name, "note": note} for number, note in enumerate(notes, 1)]
    return tuple(rows)
