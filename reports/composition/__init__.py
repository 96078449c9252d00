"""From frozen content to the bytes of a PDF. A plain library: no Django, no clock, no network, no file but the typefaces."""

from reports.composition.document import compose, snapshot_bytes, snapshot_digest

__all__ = ["compose", "snapshot_bytes", "snapshot_digest"]
