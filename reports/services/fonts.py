"""Makes the typefaces of the reports from the variable fonts that the pinned font packages carry."""

import os
import tempfile
from pathlib import Path

import fontpkg
from django.conf import settings
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from reports.composition.faces import Face

# face: (family, style, weight on its weight axis, PostScript name of the instance)
SOURCES = {
    Face.SERIF: ("Noto Serif", "normal", 400, "NotoSerif-Regular"),
    Face.SERIF_BOLD: ("Noto Serif", "normal", 700, "NotoSerif-Bold"),
    Face.SERIF_ITALIC: ("Noto Serif", "italic", 400, "NotoSerif-Italic"),
    Face.SANS: ("Noto Sans", "normal", 400, "NotoSans-Regular"),
    Face.SANS_BOLD: ("Noto Sans", "normal", 600, "NotoSans-SemiBold"),
    Face.ARABIC: ("Noto Sans Arabic", "normal", 400, "NotoSansArabic-Regular"),
    Face.ARABIC_BOLD: ("Noto Sans Arabic", "normal", 600, "NotoSansArabic-SemiBold"),
}
# Tables for shaping and for the style menu. The composer reads neither, and without them a face is made in a second.
UNREAD = ("GSUB", "GPOS", "GDEF", "STAT")
POSTSCRIPT_NAME = 6


def missing(folder: Path) -> list[Face]:
    return [face for face in Face if not (folder / f"{face}.ttf").is_file()]


def ready() -> Path:
    """The folder of this instance's typefaces, with every face in it."""
    folder = Path(settings.FONTS_DIR)
    if missing(folder):
        make(folder)
    return folder


def make(folder: Path) -> list[Face]:
    """Makes the faces that the folder lacks and returns them. Two processes at once are safe: each file appears whole."""
    folder.mkdir(parents=True, exist_ok=True)
    made = missing(folder)
    for face in made:
        _instance(face, folder)
    return made


def _instance(face: Face, folder: Path) -> None:
    family, style, weight, name = SOURCES[face]
    # The time stamp of the source stays, so that the same packages give the same bytes.
    font = TTFont(fontpkg.path(family, style=style), recalcTimestamp=False)
    for table in UNREAD:
        if table in font:
            del font[table]
    axes = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes} | {"wght": weight}
    font = instancer.instantiateVariableFont(font, axes, inplace=True)
    for record in font["name"].names:
        if record.nameID == POSTSCRIPT_NAME:
            record.string = name
    handle, unfinished = tempfile.mkstemp(dir=folder, suffix=".unfinished")
    with os.fdopen(handle, "wb") as out:
        font.save(out)
    os.replace(unfinished, folder / f"{face}.ttf")
