"""Real tables: a header that repeats on every page, hairlines, and cells of any length."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.platypus import Flowable, LongTable, TableStyle

from reports.composition.galley import Content, Galley
from reports.composition.styles import CELL, CELL_HEAD
from reports.composition.typesetting import INK, LINE, Hanging, Style, Text

# A row may be as high as this; what is longer goes on in a further row with no line between.
ROW_LIMIT = 120.0
PADDING = 10.0
LOW = 26.0


@dataclass(frozen=True)
class Block:
    """One paragraph of a cell."""

    content: Content
    style: Style = CELL
    hanging: Hanging | None = None


@dataclass(frozen=True)
class Column:
    """A column by its title and its width in points."""

    title: str
    width: float


Cell = str | Block | Sequence[Block]


def table(galley: Galley, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], after: float = 10.0) -> None:
    """Adds a table over the whole measure. Cells are text, a block or several blocks."""
    head = [[galley.text(column.title, CELL_HEAD, column.width - PADDING)] for column in columns]
    body: list[list[list[Text]]] = []
    starts: list[int] = []
    for row in rows:
        cells = [_cell(galley, cell, column.width - PADDING) for cell, column in zip(row, columns, strict=True)]
        starts.append(len(body) + 1)
        body.extend(_portions(cells))
    drawn: Flowable = LongTable(
        [head, *body],
        colWidths=[column.width for column in columns],
        repeatRows=1,
        style=_style(starts, galley.faces.faces[CELL.face].name),
        hAlign="LEFT",
        spaceBefore=3,
        spaceAfter=after,
    )
    first = _height(body[0]) if body else 0.0
    # A low row does not stand alone below its heading at the foot of a page.
    second = _height(body[1]) if first < LOW and len(body) > 1 else 0.0
    galley.bind(_height(head) + first + second + 3 * PADDING)
    galley.add(drawn)


def _cell(galley: Galley, cell: Cell, width: float) -> list[Text]:
    if isinstance(cell, str):
        cell = Block(cell)
    blocks = [cell] if isinstance(cell, Block) else list(cell)
    return [galley.text(block.content, block.style, width, block.hanging) for block in blocks]


def _portions(cells: list[list[Text]]) -> list[list[list[Text]]]:
    """One row as the rows in which it is drawn, each at most `ROW_LIMIT` points high."""
    columns = [_cut(texts) for texts in cells]
    height = max(len(column) for column in columns)
    return [[column[number] if number < len(column) else [] for column in columns] for number in range(height)]


def _cut(texts: list[Text]) -> list[list[Text]]:
    portions: list[list[Text]] = [[]]
    left = ROW_LIMIT
    for text in texts:
        lines = text.lines
        hanging = text.hanging
        while True:
            fits = max(1, int(left // text.style.leading))
            portions[-1].append(Text(lines[:fits], text.style, right=text.right, hanging=hanging))
            left -= min(len(lines), fits) * text.style.leading + text.style.after
            lines, hanging = lines[fits:], None
            if not lines:
                break
            portions.append([])
            left = ROW_LIMIT
        if left < text.style.leading:
            portions.append([])
            left = ROW_LIMIT
    return portions if portions[-1] or len(portions) == 1 else portions[:-1]


def _height(row: Sequence[Sequence[Text] | Text]) -> float:
    cells = [[cell] if isinstance(cell, Text) else cell for cell in row]
    return max((sum(len(text.lines) * text.style.leading for text in cell) for cell in cells), default=0.0)


def _style(starts: Sequence[int], font: str) -> TableStyle:
    commands: list[Any] = [
        ("FONTNAME", (0, 0), (-1, -1), font),  # else the file names a font that it does not carry
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), PADDING),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, 0), 3),
        ("LINEBELOW", (0, 0), (-1, 0), 0.7, INK),
    ]
    for start in starts:
        commands.append(("TOPPADDING", (0, start), (-1, start), 4))
        if start > 1:
            commands.append(("BOTTOMPADDING", (0, start - 1), (-1, start - 1), 4))
            commands.append(("LINEABOVE", (0, start), (-1, start), 0.4, LINE))
    commands += [("BOTTOMPADDING", (0, -1), (-1, -1), 4), ("LINEBELOW", (0, -1), (-1, -1), 0.4, LINE)]
    return TableStyle(commands)
