"""Why a file could not be read. The words for people stand where they are shown."""


class Unreadable(Exception):
    """`reason` is one of `REASONS`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


REASONS = (
    "damaged",  # not the structure that its first bytes announce
    "incomplete",  # it breaks off
    "too_many_pixels",
    "too_many_scans",
    "too_large",  # more bytes than are read for this kind
    "metadata_left",  # a copy still said something about itself, so it was thrown away
    "out_of_bounds",  # the child process was stopped: time or memory
)
