"""Workbooks as published: read within limits, and their rows understood. Pure: bytes in, rows out; no Django, no database."""

from casework.sheets.archive import LIMITS, Limits, Unreadable
from casework.sheets.listing import Line, Listed, SheetName, read_listing, sheet_name

__all__ = ["LIMITS", "Limits", "Line", "Listed", "SheetName", "Unreadable", "read_listing", "sheet_name"]
