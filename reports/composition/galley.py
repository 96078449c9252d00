"""The galley: what the sections write on. It cleans every text, sets it in the grid, numbers it and keeps the story."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, PageBreak, Spacer

from reports.composition.cleaning import clean, line
from reports.composition.styles import (
    BODY,
    COLUMN,
    GAP,
    GUTTER,
    LABEL,
    MEASURE,
    NOTE,
    NUMBER,
    PAGE_HEIGHT,
    SECTION,
    SECTION_NUMBER,
    SUBHEAD,
    TOP,
)
from reports.composition.typesetting import LINE, Hanging, Line, Run, Setter, Style, Text, draw_line, reads_right_to_left
from reports.composition.words import Words

# One flowable holds about 500 characters, so that a page break is found quickly however long a text is.
LINES_IN_ONE = 6

# More than this of a page is never asked for: a heading may be as long as its field allows.
MOST_BOUND = 420.0

Content = str | Sequence[Run]


@dataclass
class References:
    """Where things stand, as one pass over the story finds it: pages and paragraph numbers by anchor."""

    pages: dict[str, int] = field(default_factory=dict)
    first: dict[str, int] = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)
    total: int = 0


class Heading(Text):
    """A heading that stands in the outline and tells where it landed."""

    def __init__(self, lines: Sequence[Line], style: Style, *, anchor: str, title: str, level: int, found: References) -> None:
        super().__init__(lines, style)
        self.anchor, self.title, self.level, self.found = anchor, title, level, found
        self.rule = False

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        return []

    def draw(self) -> None:
        canvas: Canvas = self.canv
        self.found.pages[self.anchor] = canvas.getPageNumber()
        canvas.bookmarkHorizontal(self.anchor, 0, self.height + 8)
        canvas.addOutlineEntry(self.title, self.anchor, level=self.level, closed=self.level > 0)
        if self.rule and canvas.absolutePosition(0, self.height)[1] < PAGE_HEIGHT - TOP - self.spaceBefore:
            canvas.setStrokeColor(LINE)
            canvas.setLineWidth(0.6)
            canvas.line(0, self.height + 7, self.width, self.height + 7)
        super().draw()


class Galley:
    """One pass over a report. `before` is what the pass before it found; empty on the first."""

    def __init__(self, setter: Setter, words: Words, before: References) -> None:
        self.setter, self.faces, self.words, self.before = setter, setter.faces, words, before
        self.found = References()
        self.story: list[Flowable] = []
        self.number = 0
        self.section_number = 0
        self._heads: list[Text] = []
        self._first_head = 0

    # --- text -------------------------------------------------------------------------------------------------------

    def clean(self, value: object) -> str:
        return clean(value, self.faces.covers)

    def line(self, value: object) -> str:
        return line(value, self.faces.covers)

    def runs(self, content: Content) -> list[Run]:
        if isinstance(content, str):
            return [Run(self.clean(content))]
        return [run._replace(text=self.clean(run.text)) for run in content]

    def lines(self, content: Content, style: Style, width: float) -> list[Line]:
        return self.setter.lines(self.runs(content), style, width - style.indent)

    def text(self, content: Content, style: Style, width: float = MEASURE, hanging: Hanging | None = None) -> Text:
        """A block in its style, cleaned and broken to `width` points."""
        runs = self.runs(content)
        right = len(runs) == 1 and reads_right_to_left(runs[0].text)
        return Text(self.setter.lines(runs, style, width - style.indent), style, right=right, hanging=hanging)

    def add(self, *flowables: Flowable) -> None:
        self.story.extend(flowables)

    # --- parts of a page --------------------------------------------------------------------------------------------

    def section(self, key: str) -> None:
        """A numbered section with its rule, in the outline."""
        self.section_number += 1
        title = self.words(key)
        heading = Heading(
            self.lines(title, SECTION, MEASURE), SECTION, anchor=key, title=self.line(title), level=0, found=self.found
        )
        heading.rule = True
        heading.hanging = self._label(str(self.section_number), SECTION, SECTION_NUMBER)
        self.head(heading)

    def subhead(self, title: str, style: Style = SUBHEAD, anchor: str = "") -> None:
        """A heading inside a section; with an anchor it stands in the outline too."""
        title = self.line(title)
        if anchor:
            lines = self.lines(title, style, MEASURE)
            self.head(Heading(lines, style, anchor=anchor, title=title, level=1, found=self.found))
        else:
            self.head(self.text(title, style))

    def paragraph(self, content: Content, style: Style = BODY, anchor: str = "") -> None:
        """A numbered paragraph, which others can cite. Long ones continue in further flowables without a number."""
        self.number += 1
        if anchor:
            self.found.first.setdefault(anchor, self.number)
            self.found.last[anchor] = self.number
        self._set(content, style, self._label(str(self.number), style))

    def plain(self, content: Content, style: Style = BODY) -> None:
        self._set(content, style, None)

    def note(self, content: Content) -> None:
        self.plain(content, NOTE)

    def entry(self, label: str, content: Content, style: Style = BODY) -> None:
        """A label in the gutter with its value beside it."""
        lines = self.setter.lines(self.runs(label), LABEL, GUTTER - GAP)
        text = self.text(content, style)
        text.hanging = _hanging_lines(lines, LABEL, right=False)
        text.least = len(lines) * LABEL.leading
        self.bind(text.least)
        self.add(text)

    def gap(self, height: float) -> None:
        self.add(Spacer(1, height))

    def page_break(self) -> None:
        self.add(PageBreak())

    def together(self, start: int) -> None:
        """Keeps what was added since `start` on one page where it fits on one."""
        kept, self.story[start:] = self.story[start:], []
        self.add(KeepTogether(kept))

    def head(self, heading: Text) -> None:
        """Adds a heading, which `bind` keeps with what follows it."""
        if not self._heads:
            self._first_head = len(self.story)
        self._heads.append(heading)
        self.add(heading)

    def bind(self, height: float) -> None:
        """Headings just added stay with the first `height` points of what is added next."""
        if not self._heads:
            return
        own = sum(len(head.lines) * head.style.leading + head.spaceBefore + head.spaceAfter for head in self._heads)
        self.story.insert(self._first_head, CondPageBreak(min(own + height + 4, MOST_BOUND)))
        self._heads = []

    def height(self, start: int) -> float:
        """How high what was added since `start` stands on a page, in points."""
        return sum(
            flowable.wrap(MEASURE, PAGE_HEIGHT)[1] + flowable.getSpaceBefore() + flowable.getSpaceAfter()
            for flowable in self.story[start:]
        )

    def cited(self, anchor: str) -> str:
        """`paragraphs 14 to 22`, as the pass before found them."""
        first, last = self.before.first.get(anchor, 0), self.before.last.get(anchor, 0)
        return self.words("paragraph" if first == last else "paragraphs", first=first, last=last)

    def _set(self, content: Content, style: Style, hanging: Hanging | None) -> None:
        whole = self.text(content, style, hanging=hanging)
        self.bind(min(len(whole.lines), LINES_IN_ONE) * style.leading)
        for start in range(0, max(1, len(whole.lines)), LINES_IN_ONE):
            part = whole.lines[start : start + LINES_IN_ONE]
            last = start + LINES_IN_ONE >= len(whole.lines)
            part_style = style.but(before=style.before if start == 0 else 0, after=style.after if last else 0)
            self.add(Text(part, part_style, right=whole.right, hanging=hanging if start == 0 else None))

    def _label(self, text: str, beside: Style, own: Style = NUMBER) -> Hanging:
        style = own.but(leading=beside.leading)
        return _hanging_lines(self.setter.lines([Run(text)], style, GUTTER), style, right=True)


def _hanging_lines(lines: Iterable[Line], style: Style, *, right: bool) -> Hanging:
    """Lines in the gutter beside a text: numbers close to it, labels at the margin."""
    kept = list(lines)

    def draw(canvas: Canvas, text: Text, baseline: float) -> None:
        for number, hung in enumerate(kept):
            x = GUTTER - GAP - hung.width if right else 0
            draw_line(canvas, hung, style, x, baseline - number * style.leading)

    return draw


__all__ = ["COLUMN", "GUTTER", "MEASURE", "Content", "Galley", "Heading", "References"]
