"""Runs the worked examples that every rule carries."""

from collections.abc import Iterator

from casework.engine.evaluation import evaluate
from casework.engine.law import Example, Law, Rule
from casework.engine.register import Register
from casework.engine.results import INDICATED, NOT_APPLICABLE, NOT_INDICATED, NOT_RAISED, POSSIBLE, Result
from incidents.format import validate

STRONGEST = (INDICATED, POSSIBLE, NOT_INDICATED, NOT_RAISED, NOT_APPLICABLE)


def failures(law: Law) -> Iterator[str]:
    """Every example whose incident is not valid or that does not come out as it says."""
    for rule in law.in_order():
        for example in rule.examples:
            fault = _fault(rule, example, law)
            if fault:
                yield f"rules/{rule.code}.yaml: “{example.name}”: {fault}"


def _fault(rule: Rule, example: Example, law: Law) -> str | None:
    errors = validate(dict(example.document))
    if errors:
        return f"{errors[0].path}: {errors[0].message} {errors[0].fix}"
    register = Register.unknown() if example.agreements is None else Register.of(example.agreements)
    evaluation = evaluate(dict(example.document), law, agreements=register, as_of=example.as_of, codes=(rule.code,))
    found = strongest(evaluation.results, example.subject)
    status = found.status if found else NOT_RAISED
    if status != example.expect:
        return f"gives {status}, and {example.expect} is expected"
    if example.support and found and found.support != example.support:
        return f"has support {found.support}, and {example.support} is expected"
    return None


def strongest(results: tuple[Result, ...], subject: str | None = None) -> Result | None:
    """The strongest result over all subjects, or that of one subject."""
    rows = [one for one in results if subject is None or one.subject == subject]
    return min(rows, key=lambda one: STRONGEST.index(one.status), default=None)
