"""The one way by which a value becomes text on paper: nothing is interpreted, nothing vanishes.

What cannot be drawn, and what would reorder or hide other text, is printed as its code point: U+202E as `[U+202E]`.
"""

import re
import unicodedata
from collections.abc import Callable

Covers = Callable[[int], bool]

BREAKS = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
# Marks that turn or hide text. The two joiners are letters' business in Arabic script and are kept between its letters.
DIRECTIONS = frozenset([0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
JOINERS = frozenset([0x200C, 0x200D])
ARABIC = ((0x0600, 0x06FF), (0x0750, 0x077F), (0x0870, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF))
INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
BYTE_ORDER_MARK = 0xFEFF
# Letters and marks that a face draws as nothing (Default_Ignorable_Code_Point of the Unicode Character Database, as far as they
# are not of the categories above): fillers and variation selectors.
FILLERS = frozenset([0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F, 0x3164, 0xFFA0])
IGNORABLE = FILLERS.union(range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))


def name_of(code: int) -> str:
    """How a character that cannot be shown stands in the text: `[U+0000]`."""
    return f"[U+{code:04X}]"


def is_arabic(character: str) -> bool:
    code = ord(character)
    return code != BYTE_ORDER_MARK and any(first <= code <= last for first, last in ARABIC)


def clean(value: object, covers: Covers) -> str:
    """Text as it is printed, NFC, with `\\n` as its only line break. `None` gives the empty text."""
    if value is None:
        return ""
    text = unicodedata.normalize("NFC", BREAKS.sub("\n", str(value)))
    if text.isascii() and text.isprintable():
        return text
    known: dict[str, str] = {}
    shown: list[str] = []
    for position, character in enumerate(text):
        if ord(character) in JOINERS:
            shown.append(_joiner(text, position))
            continue
        if character not in known:
            known[character] = _shown(character, covers)
        shown.append(known[character])
    return "".join(shown)


def line(value: object, covers: Covers) -> str:
    """The same for a title or a label: one line."""
    return " ".join(clean(value, covers).split())


def _joiner(text: str, position: int) -> str:
    between_letters = 0 < position < len(text) - 1 and is_arabic(text[position - 1]) and is_arabic(text[position + 1])
    return text[position] if between_letters else name_of(ord(text[position]))


def _shown(character: str, covers: Covers) -> str:
    code = ord(character)
    if character == "\n":
        return character
    category = unicodedata.category(character)
    if character == "\t" or (category == "Zs" and not covers(code)):
        return " "
    if code in DIRECTIONS or code in IGNORABLE or category in INVISIBLE or not _drawable(character, covers):
        return name_of(code)
    return character


def _drawable(character: str, covers: Covers) -> bool:
    return covers(ord(character))
