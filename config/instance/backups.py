"""When the last backup was finished."""

from datetime import datetime
from pathlib import Path

from django.conf import settings


def last() -> datetime | None:
    """The time in the file `last_backup` beside the data, as each backup that ends well writes it (ISO 8601 with offset)."""
    try:
        said = datetime.fromisoformat((Path(settings.VAR_DIR) / "last_backup").read_text().strip())
    except (OSError, ValueError):
        return None
    return said if said.tzinfo else None
