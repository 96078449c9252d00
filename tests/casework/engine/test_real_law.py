"""The project's own law: what holds for every result, whatever the incident."""

import json
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from casework.engine import Explainer, Law, Register, evaluate
from casework.engine.examples import failures
from casework.engine.fields import answers, fields, pattern_of

AS_OF = date(2026, 6, 1)
Facts = dict[str, Any]


def incidents(law: Law) -> Iterator[tuple[str, Facts, Register]]:
    """The incidents of all worked examples, each with the code of its rule."""
    for rule in law.rules.values():
        for example in rule.examples:
            register = Register.unknown() if example.agreements is None else Register.of(example.agreements)
            yield rule.code, dict(example.document), register


def test_every_worked_example_comes_out_as_it_says(real_law: Law) -> None:
    assert list(failures(real_law)) == []


def test_every_rule_has_an_example_for_met_not_met_and_doubt(real_law: Law) -> None:
    for rule in real_law.rules.values():
        assert {"indicated", "not_indicated", "possible"} <= {one.expect for one in rule.examples}, rule.code


def test_the_same_incident_gives_the_same_bytes(real_law: Law) -> None:
    for code, document, register in incidents(real_law):
        one, other = (
            evaluate(deepcopy(document), real_law, agreements=register, as_of=AS_OF, codes=(code,)).as_dict() for _ in range(2)
        )
        assert json.dumps(one) == json.dumps(other)


def test_an_answer_to_each_open_question_changes_the_result_that_named_it(real_law: Law) -> None:
    asked = 0
    for code, document, register in incidents(real_law):
        for result in evaluate(document, real_law, agreements=register, as_of=AS_OF, codes=(code,)).results:
            for question in result.open_questions if result.status in ("indicated", "possible") else ():
                if fields()[pattern_of(question.path)].kind == "text":
                    continue  # the name of an agency or place: which one would settle it, nobody can try
                changed = {
                    _told(answered(document, question.path, answer), register, real_law, result, question.path)
                    for answer in answers(question.path)
                }
                assert changed - {_told(document, register, real_law, result, question.path)}, f"{code}: {question.path}"
                asked += 1
    assert asked > 40


def _told(document: Facts, register: Register, law: Law, result: Any, path: str) -> tuple[Any, ...]:
    """The status, and what else is asked besides this question."""
    found = evaluate(document, law, agreements=register, as_of=AS_OF, codes=(result.code,)).results
    one = next(one for one in found if one.subject == result.subject)
    return one.status, tuple(each.path for each in one.open_questions if each.path != path)


def answered(document: Facts, path: str, answer: Any) -> Facts:
    """The document with one unrecorded field filled; a list of values gains what the answer names."""
    changed = deepcopy(document)
    *parents, last = path.strip("/").split("/")
    node: Any = changed
    for step in parents:
        if isinstance(node, list):
            node = next((one for one in node if one.get("key") == step), None) or node[int(step)]
        else:
            node = node.setdefault(step, {})
    if isinstance(answer, list) and isinstance(node.get(last), list):
        node["actions_complete"] = True
        answer = [*node[last], *answer]
    node[last] = answer
    return changed


def leaves(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    # Links are no facts: without its person, an entry of custody would speak of everybody.
    fixed = {"format", "id", "occurred_at", "key", "level", "kind", "state", "person", "agency"}
    if isinstance(node, dict):
        for name, value in node.items():
            yield from leaves(value, (*path, name))
    elif isinstance(node, list) and node and isinstance(node[0], dict):
        for number, value in enumerate(node):
            yield from leaves(value, (*path, number))
    elif path[-1] not in fixed:
        yield path


def blanked(document: Facts, path: tuple[Any, ...]) -> Facts:
    changed = deepcopy(document)
    node: Any = changed
    for step in path[:-1]:
        node = node[step]
    del node[path[-1]]
    return changed


def pointer(document: Facts, path: tuple[Any, ...]) -> str:
    node: Any = document
    parts = []
    for step in path:
        node = node[step]
        parts.append(str(node.get("key", step)) if isinstance(step, int) else str(step))
    return "/" + "/".join(parts)


def test_blanking_a_fact_moves_a_result_to_doubt_and_never_to_its_opposite(real_law: Law) -> None:
    opposite = {("indicated", "not_indicated"), ("not_indicated", "indicated")}
    for code, document, register in incidents(real_law):
        before = {
            (one.code, one.subject): one
            for one in evaluate(document, real_law, agreements=register, as_of=AS_OF, codes=(code,)).results
        }
        for path in leaves(document):
            masked = blanked(document, path)
            for one in evaluate(masked, real_law, agreements=register, as_of=AS_OF, codes=(code,)).results:
                earlier = before[one.code, one.subject]
                if (earlier.status, one.status) in opposite:
                    assert pointer(document, path) in {*earlier.rests_on, *one.rests_on}, (one.code, path)


def test_the_text_says_what_it_found_and_never_that_the_law_was_broken(real_law: Law) -> None:
    for code, document, register in incidents(real_law):
        evaluation = evaluate(document, real_law, agreements=register, as_of=AS_OF, codes=(code,)).as_dict()
        for language in ("en", "es"):
            text = Explainer(real_law, language).text(evaluation, "a.json")
            assert "violat" not in text.replace("civil violations", "").lower() or language == "es"
            assert "None" not in text


@pytest.mark.parametrize("language", ["en", "es"])
def test_an_authority_that_nobody_read_is_marked(language: str, real_law: Law) -> None:
    unread = next(one for one in real_law.authorities.values() if one.checked == "memory")
    row = {"id": unread.id, "role": "supports", "binds": True, "status_on_day": "in_force", "status_today": "in_force"}
    expected = {"en": "unverified: nobody has read the text", "es": "sin verificar: nadie ha leído el texto"}
    assert expected[language] in Explainer(real_law, language).authority(row)
