"""Cells of an Office Open XML workbook (ECMA-376), read as a stream within limits. No DTD, no entities, no formulas.

A formula's stored result is read as any value; what it would compute is never computed. Hidden worksheets are read like others.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from posixpath import join, normpath
from typing import Any
from xml.sax import SAXException, handler

from defusedxml import DefusedXmlException
from defusedxml.sax import make_parser

from casework.sheets.archive import Archive, Clock, Limits, Unreadable

CHECK_EVERY = 1_000
MOST_ROWS = 1_048_576
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
Cell = str | float | bool | None


@dataclass(frozen=True, slots=True)
class Row:
    """`number`: as a spreadsheet shows it, from 1. `cells`: column from 0 -> value, empty cells left out."""

    number: int
    cells: dict[int, Cell]


@dataclass(frozen=True, slots=True)
class Worksheet:
    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Workbook:
    """`since_1904`: days are counted from 1 January 1904 and not from 1900."""

    worksheets: tuple[Worksheet, ...]
    since_1904: bool


class _Reader(handler.ContentHandler):
    """Counts elements against the clock; subclasses take what they need."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.clock, self.elements = clock, 0

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802 - the parser calls it so
        self.elements += 1
        if self.elements % CHECK_EVERY == 0:
            self.clock.check()
        self.open(name.rpartition(":")[2], attrs)

    def endElement(self, name: str) -> None:  # noqa: N802 - the parser calls it so
        self.close(name.rpartition(":")[2])

    def open(self, name: str, attrs: Any) -> None:
        """An element begins."""

    def close(self, name: str) -> None:
        """An element ends."""


class _Elements(_Reader):
    """The attributes of every element of the wanted names, in order."""

    def __init__(self, clock: Clock, *wanted: str) -> None:
        super().__init__(clock)
        self.wanted, self.found = wanted, list[tuple[str, dict[str, str]]]()

    def open(self, name: str, attrs: Any) -> None:
        if name in self.wanted:
            self.found.append((name, dict(attrs.items())))


class _Strings(_Reader):
    """The shared strings: rich runs joined, phonetic hints left out."""

    def __init__(self, clock: Clock, limits: Limits) -> None:
        super().__init__(clock)
        self.found, self.parts = list[str](), list[str]()
        self.in_text = self.in_hint = False
        self.most = limits.cells

    def open(self, name: str, attrs: Any) -> None:
        if name == "si":
            self.parts = []
        self.in_text = self.in_text or name == "t"
        self.in_hint = self.in_hint or name == "rPh"

    def characters(self, content: str) -> None:
        if self.in_text and not self.in_hint:
            self.parts.append(content)

    def close(self, name: str) -> None:
        if name == "t":
            self.in_text = False
        elif name == "rPh":
            self.in_hint = False
        elif name == "si":
            self.found.append("".join(self.parts))
            if len(self.found) > self.most:
                raise Unreadable(f"it holds more than {self.most:,} texts")


class _Cells(_Reader):
    """The rows of one worksheet. `counted` holds how many cells the workbook has had so far."""

    def __init__(self, clock: Clock, limits: Limits, strings: list[str], counted: list[int]) -> None:
        super().__init__(clock)
        self.limits, self.strings, self.counted = limits, strings, counted
        self.rows, self.cells = list[Row](), dict[int, Cell]()
        self.number = self.column = 0
        self.kind, self.parts, self.takes = "n", list[str](), False

    def open(self, name: str, attrs: Any) -> None:
        if name == "row":
            self.number = _following(attrs.get("r"), self.number)
            self.cells, self.column = {}, -1
        elif name == "c":
            self.column = column_of(attrs["r"]) if "r" in attrs else self.column + 1
            self.kind, self.parts = attrs.get("t", "n"), []
            self.counted[0] += 1
            if self.counted[0] > self.limits.cells:
                raise Unreadable(f"it has more than {self.limits.cells:,} cells")
        self.takes = name in ("v", "t")

    def characters(self, content: str) -> None:
        if self.takes:
            self.parts.append(content)

    def close(self, name: str) -> None:
        if name in ("v", "t"):
            self.takes = False
        elif name == "c":
            value = self._value("".join(self.parts))
            if value is not None:
                self.cells[self.column] = value
        elif name == "row" and self.cells:
            self.rows.append(Row(self.number, self.cells))

    def _value(self, written: str) -> Cell:
        if self.kind == "s" and written:
            place = int(written)
            written = self.strings[place] if 0 <= place < len(self.strings) else ""
        if len(written) > self.limits.letters:
            raise Unreadable(f"row {self.number} has a cell of more than {self.limits.letters:,} letters")
        if self.kind == "b":
            return written == "1"
        if self.kind == "n" and written:
            return float(written)
        return written if written.strip() else None


def _following(written: str | None, before: int) -> int:
    """The number of a row. Raises ValueError where rows do not follow each other, or are more than a sheet can have."""
    number = before + 1 if written is None else int(written)
    if not before < number <= MOST_ROWS:
        raise ValueError(written)
    return number


def column_of(reference: str) -> int:
    """`AB12` is column 27, counted from 0. Raises ValueError for what is longer than the last cell of the largest sheet."""
    if len(reference) > len("XFD1048576"):
        raise ValueError(reference)
    column = 0
    for letter in re.sub(r"[^A-Z]", "", reference.upper()):
        column = column * 26 + ord(letter) - 64
    return column - 1


def _parse(raw: bytes, reader: _Reader, part: str) -> None:
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(reader)
    try:
        parser.parse(BytesIO(raw))
    except DefusedXmlException as error:
        raise Unreadable(f"{part} declares entities or a document type, which no published sheet does") from error
    except (SAXException, ValueError, KeyError, OverflowError, RecursionError) as error:
        raise Unreadable(f"{part} is no readable XML: download the file again") from error


def read_workbook(raw: bytes, limits: Limits, clock: Clock | None = None) -> Workbook:
    """All worksheets with their filled cells. Raises Unreadable, within the limits' seconds."""
    archive = Archive(raw, limits, clock)
    book = _Elements(archive.clock, "sheet", "workbookPr")
    _parse(archive.read("xl/workbook.xml"), book, "xl/workbook.xml")
    targets = _targets(archive)
    strings = _shared_strings(archive, limits)
    counted = [0]
    worksheets = []
    for name, part in _sheets(book, targets):
        cells = _Cells(archive.clock, limits, strings, counted)
        _parse(archive.read(part), cells, part)
        worksheets.append(Worksheet(name, tuple(cells.rows)))
    if len({one.name[:100] for one in worksheets}) != len(worksheets):
        raise Unreadable("two worksheets have one name")
    settings = [attrs for name, attrs in book.found if name == "workbookPr"]
    return Workbook(tuple(worksheets), any(one.get("date1904") in ("1", "true") for one in settings))


def _targets(archive: Archive) -> dict[str, str]:
    part = "xl/_rels/workbook.xml.rels"
    relations = _Elements(archive.clock, "Relationship")
    _parse(archive.read(part), relations, part)
    return {
        attrs["Id"]: normpath(join("xl", attrs["Target"])).removeprefix("/")
        for _name, attrs in relations.found
        if attrs.get("Type") == f"{RELATIONS}/worksheet" and {"Id", "Target"} <= set(attrs)
    }


def _sheets(book: _Elements, targets: dict[str, str]) -> Iterator[tuple[str, str]]:
    """(name, part) of each worksheet; chart sheets and the like have no rows."""
    for name, attrs in book.found:
        identifier = next((value for key, value in attrs.items() if key.rpartition(":")[2] == "id"), "")
        if name == "sheet" and identifier in targets:
            yield attrs.get("name", ""), targets[identifier]


def _shared_strings(archive: Archive, limits: Limits) -> list[str]:
    part = "xl/sharedStrings.xml"
    if part not in archive:
        return []
    strings = _Strings(archive.clock, limits)
    _parse(archive.read(part), strings, part)
    return strings.found
