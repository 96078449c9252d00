"""Every atom can be asked of somebody who is no lawyer, in both languages; every code shows each way it can come out."""

import re

import pytest
from django.conf import settings

from casework.engine import Law, load_law
from casework.engine.examples import failures

pytestmark = pytest.mark.assurance("4.1")


@pytest.fixture(scope="module")
def law() -> Law:
    return load_law(settings.LAW_DIR)


OF_LAWYERS = re.compile(
    r"probable cause|exigen|curtilage|reasonable|unlawful|unconstitutional|violat|suppress|fourth amendment|mens rea|"
    r"causa probable|irrazonable|inconstitucional|ilegal|viol[óa]",
    re.I,
)


def test_every_atom_has_a_plain_question_in_both_languages(law: Law, figure) -> None:
    wrong = [
        name
        for name, atom in law.atoms.items()
        for language in ("en", "es")
        if not atom.question or "?" not in atom.question.get(language, "") or OF_LAWYERS.search(atom.question[language])
    ]
    assert wrong == []
    assert [name for name, atom in law.atoms.items() if atom.question["en"] == atom.question["es"]] == []
    figure(f"{len(law.atoms)} atoms, each with a question in English and Spanish")


def test_every_code_has_examples_of_each_outcome_and_one_beyond_its_reach(law: Law, figure) -> None:
    short = {}
    for code, rule in law.rules.items():
        found = [example.expect for example in rule.examples]
        missing = {"indicated", "not_indicated", "possible"} - set(found)
        beyond = len(found) - 3
        if missing or beyond < 1 or len(found) < 4:
            short[code] = (missing, found)
    assert short == {}
    assert list(failures(law)) == []
    figure(f"{len(law.rules)} codes, {sum(len(rule.examples) for rule in law.rules.values())} worked examples, all as they say")
