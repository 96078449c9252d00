"""Sets text in lines: plain runs in, flowables out. No markup is read anywhere, so none can be smuggled in.

ReportLab's own paragraph reads a small HTML and takes quadratic time in its length; this one draws what it is given, in
time linear in the length. Right-to-left text is joined first, broken to lines in reading order, then ordered line by line.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from arabic_reshaper import ArabicReshaper
from bidi import get_display
from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from reports.composition.cleaning import JOINERS, is_arabic
from reports.composition.faces import Face, Typeface, Typefaces

INK = HexColor("#1f2628")
QUIET = HexColor("#565e60")
LINE = HexColor("#cfccc2")
FAINT = HexColor("#f3f5f3")
ACCENT = HexColor("#0f5560")

# Vowel marks stay: a report prints what was given.
RESHAPER = ArabicReshaper(configuration={"delete_harakat": False, "support_zwj": True})
TOKENS = re.compile(r" +|[^ ]+")
JOINER_CODES = "".join(map(chr, sorted(JOINERS)))
DROP_JOINERS = str.maketrans("", "", JOINER_CODES)


@dataclass(frozen=True)
class Style:
    """How a block of text is set. Sizes in points."""

    face: Face
    size: float
    leading: float
    colour: Color = INK
    before: float = 0
    after: float = 0
    indent: float = 0

    def but(self, **changes: object) -> "Style":
        return replace(self, **changes)  # type: ignore[arg-type]


class Run(NamedTuple):
    """Clean text in one face, or in its block's face where none is named."""

    text: str
    face: Face | None = None
    colour: Color | None = None


class Piece(NamedTuple):
    """Part of a line in one font. `face` is what its run asked for, `typeface` what has the letters."""

    text: str
    typeface: Typeface
    face: Face
    colour: Color | None
    width: float


class Line(NamedTuple):
    pieces: tuple[Piece, ...]
    width: float


def reads_right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction is an Arabic one."""
    return next((is_arabic(character) for character in text if character.isalpha()), False)


class Setter:
    """Breaks runs into lines for one set of typefaces. What was set once is not set again when a report takes another pass."""

    def __init__(self, faces: Typefaces) -> None:
        self.faces = faces
        self._known: dict[tuple[tuple[Run, ...], Style, float], list[Line]] = {}

    def width(self, text: str, face: Face, size: float) -> float:
        return sum(piece.width for piece in self._pieces(text, face, None, size))

    def lines(self, runs: Sequence[Run], style: Style, width: float) -> list[Line]:
        """The runs in lines no wider than `width` points; a word wider than a line is broken where the line ends."""
        key = (tuple(runs), style, width)
        if key not in self._known:
            self._known[key] = self._set(runs, style, width)
        return list(self._known[key])

    def _set(self, runs: Sequence[Run], style: Style, width: float) -> list[Line]:
        joined = [run._replace(text=_joined(run.text)) for run in runs]
        turned = len(joined) == 1 and reads_right_to_left(joined[0].text)
        finished: list[Line] = []
        for paragraph in _at_breaks(joined):
            finished.extend(self._paragraph(paragraph, style, width))
        if any(is_arabic(character) for run in joined for character in run.text):
            return [self._ordered(line, style, turned) for line in finished]
        return finished

    def _paragraph(self, runs: list[Run], style: Style, width: float) -> Iterator[Line]:
        line: list[Piece] = []
        used = 0.0
        for word in self._words(runs, style):
            extent = sum(piece.width for piece in word)
            if used + extent > width and line:
                yield _line(line)
                line, used = [], 0.0
                if word[0].text.isspace():
                    continue
            if extent <= width:
                line.extend(word)
                used += extent
                continue
            *full, rest = self._broken(word, style, width)
            yield from (_line(part) for part in full)
            line, used = list(rest), sum(piece.width for piece in rest)
        yield _line(line)

    def _words(self, runs: list[Run], style: Style) -> Iterator[list[Piece]]:
        """Words and the spaces between them, each as its pieces; a word may run on from one run into the next."""
        word: list[Piece] = []
        for run in runs:
            for token in TOKENS.findall(run.text):
                pieces = self._pieces(token, run.face or style.face, run.colour, style.size)
                if token.isspace():
                    if word:
                        yield word
                    yield pieces
                    word = []
                else:
                    word = word + pieces
        if word:
            yield word

    def _pieces(self, text: str, face: Face, colour: Color | None, size: float) -> list[Piece]:
        """The text cut where the typeface changes because a face lacks a character."""
        pieces: list[Piece] = []
        start, current, extent = 0, None, 0.0
        for position, character in enumerate(text):
            typeface = self.faces.find(face, ord(character)) or self.faces.faces[face]
            if current is not None and typeface is not current:
                pieces.append(Piece(text[start:position], current, face, colour, extent * size / 1000))
                start, extent = position, 0.0
            current = typeface
            extent += typeface.width(ord(character))
        if current is not None:
            pieces.append(Piece(text[start:], current, face, colour, extent * size / 1000))
        return pieces

    def _broken(self, word: list[Piece], style: Style, width: float) -> list[list[Piece]]:
        lines: list[list[Piece]] = [[]]
        used = 0.0
        for piece in word:
            start, extent = 0, 0.0
            for position, character in enumerate(piece.text):
                advance = piece.typeface.width(ord(character)) * style.size / 1000
                if used + extent + advance > width and (extent or lines[-1]):
                    if extent:
                        lines[-1].append(piece._replace(text=piece.text[start:position], width=extent))
                    lines.append([])
                    start, used, extent = position, 0.0, 0.0
                extent += advance
            lines[-1].append(piece._replace(text=piece.text[start:], width=extent))
            used += extent
        return lines

    def _ordered(self, line: Line, style: Style, turned: bool) -> Line:
        """One line in the order in which it is drawn. Pieces of one run are ordered together, runs stay in their places."""
        shown: list[Piece] = []
        for (face, colour), pieces in groupby(line.pieces, key=lambda piece: (piece.face, piece.colour)):
            text = "".join(piece.text for piece in pieces)
            ordered = get_display(text, base_dir="R" if turned else "L").translate(DROP_JOINERS)
            shown.extend(self._pieces(ordered, face, colour, style.size))
        return _line(shown)


def _joined(text: str) -> str:
    """Arabic letters in the forms they take beside each other; other text as it is."""
    return RESHAPER.reshape(text) if any(is_arabic(character) for character in text) else text


def _at_breaks(runs: Iterable[Run]) -> Iterator[list[Run]]:
    """The runs of each line that the text itself ends with a line break."""
    current: list[Run] = []
    for run in runs:
        first, *others = run.text.split("\n")
        current.append(run._replace(text=first))
        for other in others:
            yield current
            current = [run._replace(text=other)]
    yield current


def _line(pieces: Iterable[Piece]) -> Line:
    """Neighbouring pieces of one look become one; the space at the line's end goes."""
    kept = list(pieces)
    while kept and kept[-1].text.isspace():
        kept.pop()
    merged: list[Piece] = []
    for piece in kept:
        last = merged[-1] if merged else None
        if last and last.typeface is piece.typeface and (last.face, last.colour) == (piece.face, piece.colour):
            merged[-1] = last._replace(text=last.text + piece.text, width=last.width + piece.width)
        else:
            merged.append(piece)
    return Line(tuple(merged), sum(piece.width for piece in merged))


Hanging = Callable[[Canvas, "Text", float], None]
"""Draws what stands beside the first line, in the space that the indent leaves: canvas, text, baseline in points."""


class Text(Flowable):
    """Lines of text that can be divided between pages. Two lines at least stay together on either side."""

    def __init__(self, lines: Sequence[Line], style: Style, *, right: bool = False, hanging: Hanging | None = None) -> None:
        super().__init__()
        self.lines, self.style, self.right, self.hanging = list(lines), style, right, hanging
        self.spaceBefore, self.spaceAfter = style.before, style.after
        self.keepWithNext = 0
        self.least = 0.0  # points that what hangs beside the text needs

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        self.height = max(self.least, max(1, len(self.lines)) * self.style.leading)
        return available_width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        fits = min(int((available_height + 0.01) // self.style.leading), len(self.lines) - 2)
        if fits < 2:
            return []
        first = Text(self.lines[:fits], self.style.but(after=0), right=self.right, hanging=self.hanging)
        return [first, Text(self.lines[fits:], self.style.but(before=0), right=self.right)]

    def draw(self) -> None:
        baseline = self.height - (self.style.leading - self.style.size) / 2 - self.style.size * 0.84
        if self.hanging:
            self.hanging(self.canv, self, baseline)
        for number, line in enumerate(self.lines):
            x = self.width - line.width if self.right else self.style.indent
            draw_line(self.canv, line, self.style, x, baseline - number * self.style.leading)


def draw_line(canvas: Canvas, line: Line, style: Style, x: float, y: float) -> None:
    for piece in line.pieces:
        text = canvas.beginText(x, y)
        text.setFont(piece.typeface.name, style.size)
        text.setFillColor(piece.colour or style.colour)
        text.textOut(piece.text)
        canvas.drawText(text)
        x += piece.width
