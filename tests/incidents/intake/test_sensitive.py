"""What a record should not hold is found in English and in Spanish; ordinary words and numbers are left alone."""

import pytest

from incidents.intake.sensitive import hits_in


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("his number A123456789", "a_number"),
        ("his number A 123-456-789", "a_number"),
        ("A# 98765432 was on it", "a_number"),
        ("ssn 123-45-6789", "social_security"),
        ("123 45 6789", "social_security"),
        ("born on 3/4/1990", "birth"),
        ("nació en Honduras", "birth"),
        ("she is undocumented", "status"),
        ("with a Green Card", "status"),
        ("es indocumentada", "status"),
        ("vive aquí sin papeles", "status"),
        ("tiene residencia permanente", "status"),
    ],
)
def test_a_number_or_status_is_found(text, kind):
    assert [hit.kind for hit in hits_in({"narrative": text})] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "A white van, plate ABC 1234, at 6:20",
        "apartment A12, call 713-555-0142",
        "They asked for papers at 1200 Ashland Street",
        "A 2026-02-17 photo",
        "Pidieron papeles a todos",
        "a legal paper with a judge's name",
        "badge 1234567",
        "They asked about his immigration status",
        "No papers were shown",
        "He told them that this is illegal",
    ],
)
def test_ordinary_words_are_left_alone(text):
    assert hits_in({"narrative": text}) == []
