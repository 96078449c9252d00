"""Which rows the ledger says there are. It is read forward once; each row it implies is held as a digest of its facts.

An entry written since rows carry their own number in it (`reader`, `identity`) also fixes the row's number and its time. An
older entry fixes the rest: who, for whom, through what, and what was sealed.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple

from incidents.models import (
    EvidenceFile,
    EvidenceInspection,
    Identity,
    IdentityAgreement,
    Incident,
    IncidentReader,
    IncidentWall,
    Revision,
)
from incidents.services import evidence, inspection, record

Facts = tuple[Any, ...]


class Entry(NamedTuple):
    """One entry of the ledger as it is read."""

    sequence: int
    at: datetime
    actor: int | None
    act: str
    subject: str
    detail: Any
    previous: str
    salt: bytes | None
    digest: str


class Expected(NamedTuple):
    """What the ledger last said of a row: by which entry, a digest of the facts, and whether these fix its number and time."""

    sequence: int
    digest: bytes
    whole: bool = True
    fields: frozenset[str] | None = None

    def fits(self, facts: Facts) -> bool:
        return _digest(facts) == self.digest


Rows = dict[str, Expected]


@dataclass
class Replay:
    """The rows of every subject, by name: `revision 2`, `file ID`, `reader 7 joined`, `identity P1`, `agreement 4`."""

    rows: dict[str, Rows] = field(default_factory=dict)

    def take(self, entry: Entry) -> None:
        change = CHANGES.get(entry.act)
        # Broken JSON comes back as text; the entry's own digest has named it.
        if change is not None and isinstance(entry.detail, dict):
            change(self.rows.setdefault(entry.subject, {}), entry)

    def taken_from(self, subject: str) -> Rows:
        """The rows of one subject, handed over: what is held shrinks as the comparison goes on."""
        return self.rows.pop(subject, {})


def kind_of(name: str) -> str:
    """`reader 7 joined` is a reader."""
    return name.partition(" ")[0]


def _digest(facts: Facts) -> bytes:
    return hashlib.blake2b(json.dumps(facts, sort_keys=True, default=_plain).encode(), digest_size=16).digest()


def _plain(value: Any) -> str:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)


def _revision_recorded(rows: Rows, entry: Entry) -> None:
    rows[f"revision {entry.detail.get('revision')}"] = _expected(entry, (entry.at, entry.actor, entry.detail))


def _file_received(rows: Rows, entry: Entry) -> None:
    rows[f"file {entry.detail.get('file')}"] = _expected(entry, (entry.at, entry.actor, entry.detail))


def _file_inspected(rows: Rows, entry: Entry) -> None:
    rows[f"inspection {entry.detail.get('file')}"] = _expected(entry, (entry.at, entry.detail))


def _reader_granted(rows: Rows, entry: Entry) -> None:
    said = entry.detail
    number, at = (said["reader"], entry.at) if "reader" in said else (None, None)
    facts = (number, said.get("user"), said.get("through"), entry.actor, at)
    rows[_reader_name(said)] = _expected(entry, facts, whole=number is not None)


def _reader_withdrawn(rows: Rows, entry: Entry) -> None:
    rows.pop(_reader_name(entry.detail), None)


def _reader_name(said: Mapping[str, Any]) -> str:
    return f"reader {said.get('user')} {said.get('through')}"


def _wall_raised(rows: Rows, entry: Entry) -> None:
    said = entry.detail
    facts = (said.get("wall"), said.get("user"), said.get("through"), entry.actor, entry.at)
    rows[f"wall {said.get('user')} {said.get('through')}"] = _expected(entry, facts)


def _wall_lifted(rows: Rows, entry: Entry) -> None:
    rows.pop(f"wall {entry.detail.get('user')} {entry.detail.get('through')}", None)


def _identity_entered(rows: Rows, entry: Entry) -> None:
    said, name = entry.detail, f"identity {entry.detail.get('person')}"
    before = rows[name].fields if name in rows else frozenset()
    number, at = (said["identity"], entry.at) if "identity" in said else (None, None)
    facts = (number, said.get("person"), said.get("sealed"), entry.actor, at)
    known = (before or frozenset()) | frozenset(map(str, said.get("fields", ())))
    rows[name] = Expected(entry.sequence, _digest(facts), number is not None, known)


def _agreement_recorded(rows: Rows, entry: Entry) -> None:
    said = entry.detail
    at = entry.at if "identity" in said else None
    facts = (said.get("person"), said.get("recipient"), said.get("answer"), entry.actor, at)
    rows[f"agreement {said.get('agreement')}"] = _expected(entry, facts, whole=at is not None)


def _expected(entry: Entry, facts: Facts, *, whole: bool = True) -> Expected:
    return Expected(entry.sequence, _digest(facts), whole)


CHANGES: dict[str, Callable[[Rows, Entry], None]] = {
    "incident.received": _revision_recorded,
    "incident.revised": _revision_recorded,
    "evidence.received": _file_received,
    "evidence.inspected": _file_inspected,
    "incident.reader_granted": _reader_granted,
    "incident.reader_withdrawn": _reader_withdrawn,
    "incident.wall_raised": _wall_raised,
    "incident.wall_lifted": _wall_lifted,
    "identity.entered": _identity_entered,
    "identity.agreement": _agreement_recorded,
}


class Found(NamedTuple):
    """A row of a table, under the name the ledger knows it by. `facts(whole)` is what the ledger must have said of it."""

    name: str
    row: Any
    facts: Callable[[bool], Facts]


def found_revision(row: Revision) -> Found:
    facts = (row.created_at, row.author_id, record.revision_detail(row))
    return Found(f"revision {row.number}", row, lambda _whole: facts)


def found_file(row: EvidenceFile) -> Found:
    facts = (row.received_at, row.received_by_id, evidence.file_detail(row))
    return Found(f"file {row.pk}", row, lambda _whole: facts)


def found_inspection(row: EvidenceInspection) -> Found:
    """With its copies: an inspection and what was made by it are one act, at one moment."""
    times = {row.inspected_at, *(copy.made_at for copy in row.file.copies.all())}
    facts = (row.inspected_at if len(times) == 1 else None, inspection.detail_of(row))
    return Found(f"inspection {row.file_id}", row, lambda _whole: facts)


def found_reader(row: IncidentReader) -> Found:
    def facts(whole: bool) -> Facts:
        number, at = (row.pk, row.granted_at) if whole else (None, None)
        return (number, row.user_id, row.through, row.granted_by_id, at)

    return Found(_reader_name({"user": row.user_id, "through": row.through}), row, facts)


def found_wall(row: IncidentWall) -> Found:
    facts = (row.pk, row.user_id, row.through, row.raised_by_id, row.raised_at)
    return Found(f"wall {row.user_id} {row.through}", row, lambda _whole: facts)


def found_identity(row: Identity) -> Found:
    def facts(whole: bool) -> Facts:
        number, at = (row.pk, row.changed_at) if whole else (None, None)
        return (number, row.person, hashlib.sha256(bytes(row.sealed)).hexdigest(), row.changed_by_id, at)

    return Found(f"identity {row.person}", row, facts)


def found_agreement(row: IdentityAgreement) -> Found:
    def facts(whole: bool) -> Facts:
        at = row.recorded_at if whole else None
        return (row.identity.person, row.recipient, row.answer, row.recorded_by_id, at)

    return Found(f"agreement {row.pk}", row, facts)


def rows_of(incident: Incident) -> dict[str, Callable[[], list[Found]]]:
    """The rows that an incident has, by kind. Reading a kind raises where one of its rows cannot be read."""
    return {
        "revision": lambda: [found_revision(row) for row in incident.revisions.all()],
        "file": lambda: [found_file(row) for row in incident.evidence_files.all()],
        "inspection": lambda: [
            found_inspection(file.inspection) for file in incident.evidence_files.all() if hasattr(file, "inspection")
        ],
        "reader": lambda: [found_reader(row) for row in incident.readers.all()],
        "wall": lambda: [found_wall(row) for row in incident.walls.all()],
        "identity": lambda: [found_identity(row) for row in incident.identities.all()],
        "agreement": lambda: [
            found_agreement(row) for identity in incident.identities.all() for row in identity.agreements.all()
        ],
    }


READ_WITH_INCIDENT = (
    "revisions",
    "evidence_files__inspection",
    "evidence_files__copies",
    "readers",
    "walls",
    "identities__agreements",
)
