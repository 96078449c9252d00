"""The second evaluator: the same rules over many incidents at once, from their fact sheets, without a trace.

Each yes/no/unknown is two bit sets, known-true and known-false; what rules share is computed once. `explain` walks the same
conditions for one incident and keeps the trace; a test holds both to the same status for every result.
"""

from casework.engine.columns.asked import layout_for, open_conditions
from casework.engine.columns.encode import TooMany, sheet_of
from casework.engine.columns.layout import Layout, layout_of
from casework.engine.columns.program import Program
from casework.engine.columns.table import Read, Reading, Table, tables_of

__all__ = [
    "Layout",
    "Program",
    "Read",
    "Reading",
    "Table",
    "TooMany",
    "layout_for",
    "layout_of",
    "open_conditions",
    "sheet_of",
    "tables_of",
]
