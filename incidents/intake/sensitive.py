"""Finds in free text what a record should not hold: A-numbers, Social Security numbers, when or where somebody was born,
words for an immigration status.

Nothing is blocked: the person is shown what was found and edits it or keeps it.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from incidents.intake.status_words import ENGLISH, SPANISH

DASH = r"\-‐‑‒–—−"
BETWEEN = rf"[\s.{DASH}]"
DIGITS = rf"\d(?:{BETWEEN}?\d){{6,8}}(?!{BETWEEN}?\d)"
MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|"
    r"(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre)"
)
YEAR_FIRST = rf"(?:19|20)\d\d[ ./{DASH}]\d{{1,2}}[ ./{DASH}]\d{{1,2}}"
YEAR_LAST = rf"\d{{1,2}}[ ./{DASH}]\d{{1,2}}[ ./{DASH}](?:(?:19|20)\d\d|\d\d)"
DATE = (
    rf"(?:{YEAR_FIRST}|{YEAR_LAST}|"
    rf"(?:{MONTH})\.? \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d\d|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?(?: of| de)? (?:{MONTH})\.?(?:,| de| del)? (?:19|20)\d\d|"
    r"(?:(?:" + MONTH + r")(?: de)? )?(?:19|20)\d\d)"
)
NOT_A_DATE = rf"(?!(?:{YEAR_FIRST}|{YEAR_LAST})(?!\d))"
LETTER = rf"A(?:lien)?[\s#:.{DASH}]{{0,3}}"
NAMED = (
    rf"(?:A[\s{DASH}]?(?:number|num|no|file|#)|alien(?: registration)?(?: number| no)?|USCIS(?: number| no)?|"
    r"(?:número|no|núm)\.? (?:de )?(?:extranjer[oa]|registro|alien|A)|número A)\b"
    rf"[\s#:.{DASH}]*(?:is |was |es |era |of |de )?[\s#:.A{DASH}]{{0,3}}"
)
A_NUMBER = re.compile(rf"(?<![^\W_])(?:{LETTER}|{NAMED}){NOT_A_DATE}{DIGITS}", re.IGNORECASE)
SOCIAL_SECURITY = re.compile(rf"(?<![\w.{DASH}])(?<!\+)\d{{3}}{BETWEEN}{{0,2}}\d{{2}}{BETWEEN}{{0,2}}\d{{4}}(?![\d{DASH}])")
BORN = (
    r"(?<!\w)(?:born|d\.?o\.?b\.?|date of birth|birth ?da(?:te|y)|birth|"
    r"nacid[oa]|nació|nací|nacimiento|f\.? ?de ?n\.?|cumpleaños)"
)
BIRTH = re.compile(rf"{BORN}(?![^\W_])[^\d\n]{{0,25}}?(?<!\d){DATE}(?!\d)", re.IGNORECASE)
BIRTHPLACE = re.compile(
    r"\b(?:[Bb]orn|BORN) in (?:the )?[A-ZÁÉÍÓÚÑ]\w+|\b(?:[Nn]ació|[Nn]acid[oa]s?|[Nn]ací) en (?:el )?[A-ZÁÉÍÓÚÑ]\w+"
)
STATUS = re.compile(rf"(?<!\w)(?:{'|'.join((*ENGLISH, *SPANISH))})(?!\w)", re.IGNORECASE)
KINDS = (
    ("a_number", A_NUMBER),
    ("social_security", SOCIAL_SECURITY),
    ("birth", BIRTH),
    ("birth", BIRTHPLACE),
    ("status", STATUS),
)
# "llamó a 555-0142": the Spanish preposition before a local telephone number.
CALLED = re.compile(r"a \d{3}[ .-]\d{4}")
# That status was asked about, or that nobody told it, is what officers did and says nothing of anybody.
ASKED_ABOUT = re.compile(
    r"(?:\b(?:ask|question|inquir|demand|talk|pregunt|interrog|exig|quer|want|check)\w*\b[^.!?\n]{0,60}|"
    r"\babout(?: \w+)? |\bsobre (?:su |el |la )?)$",
    re.IGNORECASE,
)
# The verb, its ending, and the sixty characters that may follow it.
ASKED_WITHIN = 120


@dataclass(frozen=True)
class Hit:
    """`field` is the form field's name, `kind` one of a_number, social_security, birth, status, `words` what was found."""

    field: str
    kind: str
    words: str


def hits_in(texts: Mapping[str, str]) -> list[Hit]:
    """Everything found, field by field, each wording once."""
    found: dict[Hit, None] = {}
    for field, text in texts.items():
        for kind, words in _found(text):
            found[Hit(field, kind, words)] = None
    return list(found)


def unconfirmed(texts: Mapping[str, str], kept: Collection[str]) -> list[Hit]:
    """What was found and the person has not said yes to keeping as written."""
    return [hit for hit in hits_in(texts) if hit.words not in kept]


def _found(text: str) -> Iterator[tuple[str, str]]:
    # One byte a character, so that a text full of findings takes no longer than one with none.
    taken = bytearray(len(text))
    for kind, pattern in KINDS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if taken.find(1, start, end) < 0 and not _is_harmless(kind, match, text):
                taken[start:end] = b"\1" * (end - start)
                yield kind, match.group().strip()


def _is_harmless(kind: str, match: re.Match[str], text: str) -> bool:
    if kind == "a_number":
        return CALLED.fullmatch(match.group()) is not None
    nearby = max(0, match.start() - ASKED_WITHIN)
    return kind == "status" and ASKED_ABOUT.search(text, nearby, match.start()) is not None
