"""Acts on people, for the custody ledger: who was let in, given a role, locked out.

The ledger lies in a higher room, so that room hands its pen down here when the project starts.
"""

from collections.abc import Callable
from typing import Any

from accounts.models import User

Recorder = Callable[[User | None, str, str, dict[str, Any]], None]
_recorders: list[Recorder] = []


def record_with(recorder: Recorder) -> None:
    """Names what writes acts down; called once, at the start."""
    _recorders[:] = [recorder]


def subject_of(person: User) -> str:
    return f"person:{person.pk}"


def note(*, actor: User | None, act: str, person: User, detail: dict[str, Any] | None = None) -> None:
    """Writes one act on `person` down, in the caller's transaction. `detail` holds ids, roles and counts, never content."""
    note_about(subject_of(person), actor=actor, act=act, detail=detail)


def note_about(subject: str, *, actor: User | None, act: str, detail: dict[str, Any] | None = None) -> None:
    """The same for what is not a person yet, or is the instance itself: `invitation:7`, `instance`."""
    [recorder] = _recorders
    recorder(actor, act, subject, detail or {})
