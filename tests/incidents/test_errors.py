import re
from pathlib import Path

import polib
from django.utils import translation

from incidents.errors import NotAllowed, said
from incidents.format import validate
from incidents.format.faults import SENTENCES, FieldError
from incidents.services.verification import KINDS
from tests.builders import minimal_document

CATALOGUE = Path(__file__).parents[2] / "incidents/locale/es/LC_MESSAGES/django.po"


def test_a_fault_is_said_with_path_code_words_and_what_to_do():
    fault = validate(minimal_document(agencies=[{"key": "A1"}]))[0]
    assert said(fault) == {
        "path": "/agencies/A1/level",
        "code": "missing",
        "message": "This is required and is missing.",
        "fix": "Add it.",
    }


def test_an_error_says_what_happened_and_what_to_do():
    assert str(NotAllowed()) == "You may not do this with this incident. Ask the attorney or coordinator who looks after it."


def test_every_fault_is_said_in_the_active_language():
    params = dict.fromkeys(
        ("line", "column", "limit", "character", "name", "expected", "allowed", "pattern", "key", "lists"), "7"
    )
    with translation.override("es"):
        for code in SENTENCES:
            assert "%(" not in said(FieldError("/x", code, params))["message"]


def test_every_sentence_has_its_spanish_with_the_same_parameters():
    catalogue = {entry.msgid: entry.msgstr for entry in polib.pofile(str(CATALOGUE))}
    for sentence in [text for pair in SENTENCES.values() for text in pair] + [str(text) for text in KINDS.values()]:
        spanish = catalogue[sentence]
        assert spanish, sentence
        assert sorted(re.findall(r"%\(\w+\)s", spanish)) == sorted(re.findall(r"%\(\w+\)s", sentence))
