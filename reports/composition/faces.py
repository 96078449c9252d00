"""The typefaces of a report: which files they are, how wide each character is, and which face can draw it."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont


class Face(StrEnum):
    SERIF = "serif"
    SERIF_BOLD = "serif-bold"
    SERIF_ITALIC = "serif-italic"
    SANS = "sans"
    SANS_BOLD = "sans-bold"
    ARABIC = "arabic"
    ARABIC_BOLD = "arabic-bold"


# Where a face lacks a character, these are asked in turn. A bold label stays bold.
FALLBACKS = {
    Face.SERIF: (Face.SANS, Face.ARABIC),
    Face.SERIF_BOLD: (Face.SANS_BOLD, Face.ARABIC_BOLD),
    Face.SERIF_ITALIC: (Face.SERIF, Face.SANS, Face.ARABIC),
    Face.SANS: (Face.SERIF, Face.ARABIC),
    Face.SANS_BOLD: (Face.SERIF_BOLD, Face.ARABIC_BOLD),
}


# ReportLab writes a wrong table of characters for glyphs beyond the basic plane: they would be drawn rightly and be copied
# and searched as something else. They are printed by their code instead.
LAST_OF_BASIC_PLANE = 0xFFFF


class FontsMissing(FileNotFoundError):
    """The folder lacks a typeface. Run `manage.py make_fonts`."""


@dataclass(frozen=True)
class Typeface:
    """One registered font: its name in the PDF and the advance width of each character, in thousandths of the size."""

    name: str
    widths: dict[int, float]
    default_width: float

    def width(self, code: int) -> float:
        return self.widths.get(code, self.default_width)


class Typefaces:
    """All faces of one folder. `find` answers which face draws a character, `None` where no face can."""

    def __init__(self, folder: Path) -> None:
        self.faces = {face: _register(face, folder) for face in Face}
        self._found: dict[tuple[Face, int], Typeface | None] = {}

    def find(self, face: Face, code: int) -> Typeface | None:
        if code > LAST_OF_BASIC_PLANE:
            return None
        key = (face, code)
        if key not in self._found:
            order = (face, *FALLBACKS.get(face, ()))
            self._found[key] = next((self.faces[f] for f in order if code in self.faces[f].widths), None)
        return self._found[key]

    def covers(self, code: int) -> bool:
        """Whether every style of text can draw this character, so that the cleaner may leave it as it is."""
        return self.find(Face.SERIF, code) is not None and self.find(Face.SANS_BOLD, code) is not None


def _register(face: Face, folder: Path) -> Typeface:
    file = folder / f"{face}.ttf"
    if not file.is_file():
        raise FontsMissing(f"{file.name} is not in the font folder. Run: manage.py make_fonts")
    font = TTFont(f"Threshold-{face}", str(file))
    pdfmetrics.registerFont(font)
    return Typeface(font.fontName, dict(font.face.charWidths), float(font.face.defaultWidth))


@lru_cache(maxsize=4)
def typefaces(folder: Path) -> Typefaces:
    """The faces of a folder, read once a process. Raises `FontsMissing`."""
    return Typefaces(folder)
