"""What the child process gives back about one photo."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Photo:
    """`facts`: width, height, complete, trailing_bytes, likeness, metadata, each where it is known. `copies`: name -> (media
    type, bytes), `thumbnail` and `clean` (all pixels, no description). Where there are none, `fault` says why (`faults`)."""

    facts: dict[str, Any]
    copies: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    fault: str | None = None
