"""The cover: what this is, about whom, for whom, frozen when, under which digest, and what nobody has verified."""

from collections.abc import Mapping
from typing import Any

from reportlab.platypus import Flowable, Spacer

from reports.composition.content import cited, incidents
from reports.composition.faces import Face
from reports.composition.galley import Galley
from reports.composition.sections.authorities import how_known
from reports.composition.styles import BODY, CELL, COLUMN, FRAME_HEIGHT, GUTTER, LABEL, MEASURE, TITLE
from reports.composition.typesetting import ACCENT, QUIET, Run, Style, draw_line

SECTIONS = ("summary", "chronology", "who-came", "papers", "people", "findings", "others", "evidence", "method", "verify")
WORDMARK = Style(Face.SANS_BOLD, 9, 12, ACCENT)
# Points between the wordmark and the title: as much as leaves the contents on the cover.
LEAST_GAP, MOST_GAP = 18.0, 74.0
KIND = Style(Face.SANS, 10.5, 14, QUIET, after=8, indent=GUTTER)
VALUE = BODY.but(after=3)
SMALL_TITLE = TITLE.but(size=17, leading=22)
CONTENTS_ROW = 13.0


def write(galley: Galley, snapshot: Mapping[str, Any], digest: str) -> None:
    """The cover on one page where it fits on one: with a large title, else with a smaller one."""
    start = len(galley.story)
    for title in (TITLE, SMALL_TITLE):
        del galley.story[start:]
        _set(galley, snapshot, digest, title)
        free = FRAME_HEIGHT - galley.height(start) - 1
        if free >= LEAST_GAP:
            break
    galley.story.insert(start + 1, Spacer(1, max(LEAST_GAP, min(MOST_GAP, free))))
    galley.page_break()


def _set(galley: Galley, snapshot: Mapping[str, Any], digest: str, title: Style) -> None:
    words = galley.words
    galley.add(galley.text("Threshold", WORDMARK))
    galley.add(Bar())
    galley.plain(f"{words('case-report')} · {words('for-attorney')}", KIND)
    galley.plain(str(snapshot["case"].get("title") or ""), title)
    galley.gap(10)
    _particulars(galley, snapshot, digest)
    galley.gap(10)
    galley.entry(words("cover.what-title"), words("cover.what"))
    galley.entry(words("cover.unverified-title"), f"{words('cover.unverified')} {readings(galley, snapshot)}".strip())
    galley.gap(6)
    galley.add(Contents(galley))


def readings(galley: Galley, snapshot: Mapping[str, Any]) -> str:
    """How many authorities are cited, and how far each was read. Nothing where none is cited."""
    words = galley.words
    records = cited(snapshot)
    if not records:
        return ""
    known = [how_known(record) for record in records if not record.get("readings")]
    said = [words("readings.total", n=len(records))]
    said.append(words("readings.read", n=len(records) - len(known) or words("readings.none")))
    ways = [words(f"readings.{how}", n=known.count(how)) for how in ("text", "account", "memory") if how in known]
    if ways:
        said.append(words("readings.rest", ways="; ".join(ways)))
    return " ".join(said)


def _particulars(galley: Galley, snapshot: Mapping[str, Any], digest: str) -> None:
    words = galley.words
    law = snapshot.get("law") or {}
    number = (snapshot.get("report") or {}).get("number")
    rows = [
        (words("cover.for"), words("cover.for-counsel")),
        (words("cover.lead"), str(snapshot["case"].get("lead") or "")),
        (words("cover.number"), words("cover.number-value", number=number) if number else ""),
        (words("cover.incidents"), _incidents(galley, snapshot)),
        (words("cover.findings"), words.count("cover.findings-value", len(snapshot.get("findings") or []))),
        (words("cover.frozen"), words.day(snapshot.get("frozen_on"))),
        (words("cover.law"), words.day(law.get("as_of"))),
    ]
    for label, value in rows:
        if value:
            galley.entry(label, value, VALUE)
    for label, value in ((words("cover.release"), str(law.get("release") or "")), (words("cover.digest"), digest)):
        if value:
            galley.entry(label, value, CELL.but(indent=GUTTER, leading=VALUE.leading, after=3))


def _incidents(galley: Galley, snapshot: Mapping[str, Any]) -> str:
    known = incidents(snapshot, galley.words)
    shown = [incident.title for incident in known[:3]]
    if len(known) > len(shown):
        shown.append(galley.words("summary.more-incidents", n=len(known) - len(shown)))
    return "\n".join(shown)


class Bar(Flowable):
    """A short stroke of the accent over the title."""

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        return available_width, 14.0

    def draw(self) -> None:
        self.canv.setFillColor(ACCENT)
        self.canv.rect(GUTTER, 10, 28, 2, stroke=0, fill=1)


class Contents(Flowable):
    """The sections with their pages, as a block that moves whole. Each line leads to its section."""

    def __init__(self, galley: Galley) -> None:
        super().__init__()
        self.galley = galley
        self.height = CONTENTS_ROW * (len(SECTIONS) + 1)

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        return available_width, self.height

    def draw(self) -> None:
        words, pages = self.galley.words, self.galley.before.pages
        y = self.height - CONTENTS_ROW + 3
        self._put(words("contents"), 0, y, LABEL)
        for number, key in enumerate((key for key in SECTIONS if key in pages or not pages), start=1):
            self._put(str(number), GUTTER, y, LABEL)
            self._put(words(key), GUTTER + 22, y, CELL)
            page = str(pages.get(key, ""))
            self._put(page, GUTTER + 22 + COLUMN * 0.72 - self.galley.setter.width(page, CELL.face, CELL.size), y, CELL)
            if key in pages:
                area = (GUTTER, y - 3, GUTTER + 22 + COLUMN * 0.72, y + 9)
                self.canv.linkRect("", key, area, relative=1, thickness=0)
            y -= CONTENTS_ROW

    def _put(self, text: str, x: float, y: float, style: Style) -> None:
        for line in self.galley.setter.lines([Run(self.galley.line(text))], style, MEASURE)[:1]:
            draw_line(self.canv, line, style, x, y)
