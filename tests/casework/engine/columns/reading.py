"""Statuses by columns, as a test asks for them: of some documents, read as tables of their fact sheets."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from casework.engine import Law, Register
from casework.engine.columns import Layout, Program, Reading, layout_for, sheet_of, tables_of

LIST_OF = {"agency": "agencies", "person": "persons"}
Document = dict[str, Any]
Statuses = dict[tuple[int, str, str | None], str]


@dataclass
class Columns:
    """One law compiled once for all that a test asks of it. `aside`: codes that columns leave to explain."""

    law: Law
    layout: Layout = field(init=False)
    program: Program = field(init=False)
    aside: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.layout = layout_for(self.law)
        self.program = Program(self.law, self.layout)

    def statuses(self, rows: Sequence[tuple[Document, Register]], as_of: date) -> Statuses:
        """(number of the document, code, key of the subject) -> status."""
        reading = Reading(self.program, as_of)
        sheets = [(number, sheet_of(document, self.layout, register)) for number, (document, register) in enumerate(rows)]
        found: Statuses = {}
        for table in tables_of(sheets, self.layout):
            read = reading.of(table)
            self.aside |= set(read.plan.aside)
            for number, code, place, status in read.statuses():
                listed = rows[number][0].get(LIST_OF.get(self.law.rules[code].unit, ""), [])
                if place is None or place < len(listed):
                    found[number, code, None if place is None else listed[place]["key"]] = status
        return found
