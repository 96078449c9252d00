"""The grid and the styles of a report: one page size, one gutter, eight kinds of text. Lengths in points."""

from reportlab.lib.pagesizes import letter
from reportlab.lib.units import mm

from reports.composition.faces import Face
from reports.composition.typesetting import ACCENT, QUIET, Style

PAGE_WIDTH, PAGE_HEIGHT = letter
SIDE, TOP, BOTTOM = 22 * mm, 24 * mm, 22 * mm
FRAME_HEIGHT = PAGE_HEIGHT - TOP - BOTTOM
MEASURE = PAGE_WIDTH - 2 * SIDE
# Numbers, times and labels hang in the gutter; everything that is read stands to its right.
GUTTER = 84.0
COLUMN = MEASURE - GUTTER
GAP = 12.0

BODY = Style(Face.SERIF, 10.5, 14.5, after=6, indent=GUTTER)
QUOTE = BODY.but(face=Face.SERIF_ITALIC)
NUMBER = Style(Face.SANS, 8.5, 14.5, QUIET)
LABEL = Style(Face.SANS, 8.5, 11.5, QUIET)
NOTE = Style(Face.SANS, 8.5, 11.5, QUIET, after=5, indent=GUTTER)
TITLE = Style(Face.SERIF_BOLD, 25, 30, after=10, indent=GUTTER)
SECTION_NUMBER = Style(Face.SANS, 15, 19, QUIET)
SECTION = Style(Face.SANS_BOLD, 15, 19, before=22, after=9, indent=GUTTER)
FINDING = Style(Face.SERIF_BOLD, 13, 17, after=6, indent=GUTTER)
SUBHEAD = Style(Face.SANS_BOLD, 9.5, 13, before=9, after=4, indent=GUTTER)
TABLE_HEAD = SUBHEAD.but(indent=0)
KICKER = Style(Face.SANS_BOLD, 8.5, 11.5, ACCENT, after=2, indent=GUTTER)
CELL = Style(Face.SANS, 8.5, 11.5)
CELL_BOLD = Style(Face.SANS_BOLD, 8.5, 11.5)
CELL_QUIET = Style(Face.SANS, 8.5, 11.5, QUIET)
CELL_SERIF = Style(Face.SERIF, 9.5, 12.5)
CELL_HEAD = Style(Face.SANS_BOLD, 8, 11, QUIET)
CELL_DIGEST = Style(Face.SANS, 7, 10, QUIET)
