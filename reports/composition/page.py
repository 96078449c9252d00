"""The page: its frame, its running head and its foot. Page x of y comes from the pass before."""

from io import BytesIO

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from reports.composition.faces import Face
from reports.composition.galley import Galley, References
from reports.composition.styles import BOTTOM, CELL_QUIET, MEASURE, PAGE_HEIGHT, PAGE_WIDTH, SIDE, TOP
from reports.composition.typesetting import LINE, QUIET, Run, draw_line

HEAD_Y = PAGE_HEIGHT - 42.0
FOOT_Y = 36.0
TITLE_WIDTH = MEASURE * 0.62


def render(galley: Galley, *, title: str, head: str, foot: str, corner: str = "") -> bytes:
    """Draws the galley's story; `corner` stands at the right of each running head, where it is not the report's own word.
    The same story and typefaces give the same bytes: no clock, no random name."""
    out = BytesIO()
    document = BaseDocTemplate(
        out,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        title=galley.line(title),
        author="Threshold",
        subject=galley.line(foot),
        creator="Threshold",
        producer="Threshold",
        lang="es-US" if galley.words.language == "es" else "en-US",
        displayDocTitle=1,
        invariant=1,
        pageCompression=1,
        initialFontName=galley.faces.faces[Face.SANS].name,
    )
    frame = Frame(
        SIDE, BOTTOM, MEASURE, PAGE_HEIGHT - TOP - BOTTOM, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0
    )
    furniture = _Furniture(galley, head=head, foot=foot, corner=corner or galley.words("for-attorney"))
    document.addPageTemplates(PageTemplate(id="page", frames=[frame], onPage=furniture.draw))
    document.build(galley.story)
    galley.found.total = document.page
    return out.getvalue()


class _Furniture:
    """Running head and foot. The cover has a foot only."""

    def __init__(self, galley: Galley, *, head: str, foot: str, corner: str) -> None:
        self.galley, self.head, self.foot, self.corner = galley, head, foot, corner

    def draw(self, canvas: Canvas, document: BaseDocTemplate) -> None:
        page, pages = canvas.getPageNumber(), self.galley.before.total
        words = self.galley.words
        canvas.showOutline()
        canvas.saveState()
        if page > 1:
            self._put(canvas, self._short(self.head), HEAD_Y)
            self._put(canvas, self.corner, HEAD_Y, right=True)
            self._rule(canvas, HEAD_Y - 7)
        self._rule(canvas, FOOT_Y + 14)
        self._put(canvas, self.foot, FOOT_Y)
        self._put(canvas, words("page", page=page, pages=pages), FOOT_Y, right=True)
        canvas.restoreState()

    def _short(self, text: str) -> str:
        """The title as far as it fits; the rest is said by three dots."""
        line = self.galley.line(text)
        measure = self.galley.setter.width
        if measure(line, CELL_QUIET.face, CELL_QUIET.size) <= TITLE_WIDTH:
            return line
        while line and measure(line + "…", CELL_QUIET.face, CELL_QUIET.size) > TITLE_WIDTH:
            line = line[: max(0, len(line) - max(1, len(line) // 20))]
        return line.rstrip() + "…"

    def _put(self, canvas: Canvas, text: str, y: float, *, right: bool = False) -> None:
        lines = self.galley.setter.lines([Run(self.galley.line(text))], CELL_QUIET, MEASURE)
        x = SIDE + MEASURE - lines[0].width if right else SIDE
        draw_line(canvas, lines[0], CELL_QUIET, x, y)

    def _rule(self, canvas: Canvas, y: float) -> None:
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.5)
        canvas.line(SIDE, y, SIDE + MEASURE, y)


__all__ = ["QUIET", "References", "render"]
