"""From frozen content to the bytes of a PDF. A plain library: no Django, no clock, no network, no file but the typefaces."""

from reports.composition.custody import compose_custody
from reports.composition.document import compose, snapshot_bytes, snapshot_digest

__all__ = ["compose", "compose_custody", "snapshot_bytes", "snapshot_digest"]
