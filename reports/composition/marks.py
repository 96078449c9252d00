"""The shapes that stand beside a state. Each comes with its word; none speaks by colour alone."""

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from reports.composition.typesetting import Hanging, Text

OCHRE = HexColor("#855500")
SLATE = HexColor("#3d5c86")
GREY = HexColor("#5d6366")
RADIUS = 3.1

FILLED, HALF, RING, DOTTED = "filled", "half", "ring", "dotted"
STATUS_MARKS = {"indicated": (FILLED, OCHRE), "possible": (HALF, SLATE), "not_indicated": (RING, GREY)}
VALUE_MARKS: dict[object, tuple[str, Color]] = {True: (FILLED, OCHRE), False: (RING, GREY)}
UNKNOWN_MARK = (DOTTED, GREY)
MARK_INDENT = 11.0


def status_mark(status: object) -> tuple[str, Color]:
    return STATUS_MARKS.get(str(status), UNKNOWN_MARK)


def value_mark(value: object) -> tuple[str, Color]:
    return VALUE_MARKS.get(value, UNKNOWN_MARK) if isinstance(value, bool) else UNKNOWN_MARK


def hanging_mark(mark: tuple[str, Color], offset: float = 0.0) -> Hanging:
    """Draws the mark before the first line of a text whose indent leaves room for it."""
    shape, colour = mark

    def draw(canvas: Canvas, text: Text, baseline: float) -> None:
        x = text.style.indent - MARK_INDENT + RADIUS + 0.4 + offset
        _draw(canvas, shape, colour, x, baseline + text.style.size * 0.36)

    return draw


def _draw(canvas: Canvas, shape: str, colour: Color, x: float, y: float) -> None:
    canvas.saveState()
    canvas.setStrokeColor(colour)
    canvas.setFillColor(colour)
    canvas.setLineWidth(0.9)
    if shape in (FILLED, HALF):
        _diamond(canvas, x, y, fill=shape == FILLED)
        if shape == HALF:
            _left_half(canvas, x, y)
    else:
        if shape == DOTTED:
            canvas.setDash([1.1, 1.3])
        canvas.circle(x, y, RADIUS - 0.4, stroke=1, fill=0)
    canvas.restoreState()


def _diamond(canvas: Canvas, x: float, y: float, *, fill: bool) -> None:
    path = canvas.beginPath()
    path.moveTo(x, y + RADIUS)
    for step_x, step_y in ((RADIUS, 0), (0, -RADIUS), (-RADIUS, 0)):
        path.lineTo(x + step_x, y + step_y)
    path.close()
    canvas.drawPath(path, stroke=1, fill=int(fill))


def _left_half(canvas: Canvas, x: float, y: float) -> None:
    path = canvas.beginPath()
    path.moveTo(x, y + RADIUS)
    path.lineTo(x - RADIUS, y)
    path.lineTo(x, y - RADIUS)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)
