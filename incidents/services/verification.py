"""Is the ledger whole, and is the record what the ledger says it is? Finds, names and explains; changes nothing."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from incidents.errors import SealBroken
from incidents.format import canonical, leaves
from incidents.models import EvidenceFile, Incident, LedgerEntry, LedgerHead, Revision
from incidents.services import evidence, ledger, record

BATCH = 2_000
REVISION_ACTS = ("incident.received", "incident.revised")
# What a tampered column can do to a row on its way out of the database: no number, no date, no JSON.
UNREADABLE = (ValueError, TypeError, AttributeError)

KINDS: dict[str, str | Promise] = {
    "edited": _("The entry does not match its own digest: something in it was changed after it was written."),
    "unreadable": _("The entry cannot be read: something in it was changed after it was written."),
    "missing": _("The entry is missing."),
    "unlinked": _("The entry does not follow from the one before it: one of the two was put in, exchanged or written anew."),
    "tail": _("The end of the ledger is cut off: entries that were there are gone."),
    "rewritten": _("The ledger was written anew: this entry does not have the digest that was kept elsewhere."),
    "head": _("The last entry is not the one that the ledger noted as its last."),
    "revision_missing": _("The ledger names a revision that is not there."),
    "revision_unknown": _("There is a revision that the ledger does not know."),
    "revision_changed": _("The revision is not as the ledger says it was recorded."),
    "revision_sealed": _("The content of the revision cannot be opened or is not what was recorded."),
    "incident_changed": _("A column of the incident does not agree with its revisions."),
    "file_missing": _("The ledger names an evidence file that is not there."),
    "file_unknown": _("There is an evidence file that the ledger does not know."),
    "file_changed": _("The particulars of an evidence file are not as the ledger says they were recorded."),
    "file_damaged": _("The stored bytes of an evidence file are missing, cut off or changed."),
}


@dataclass(frozen=True)
class Break:
    """One thing that is wrong: its kind, the number of the ledger entry concerned (None: none), and what it is about."""

    kind: str
    sequence: int | None
    subject: str

    @property
    def explanation(self) -> str:
        return str(KINDS[self.kind])


@dataclass
class Verification:
    """`count` and `head` are the number and digest of the last entry read; keep them elsewhere to find a cut-off tail later."""

    count: int = 0
    head: str = ledger.GENESIS
    revisions: int = 0
    files: int = 0
    breaks: list[Break] = field(default_factory=list)

    @property
    def first(self) -> Break | None:
        return self.breaks[0] if self.breaks else None


@dataclass(frozen=True)
class Noted:
    """What the ledger says of a revision or a file, by its entry."""

    sequence: int
    at: datetime
    actor_id: int | None
    detail: dict[str, Any]


Notes = dict[tuple[str, str], Noted]


def verify(*, expect: tuple[int, str] | None = None, files: bool = False) -> Verification:
    """Reads the whole ledger and every revision, and with `files` every stored evidence file too.

    `expect` is a count and digest kept elsewhere. The first break of the chain is the first of `breaks`.
    """
    result = Verification()
    notes: Notes = {}
    _check_chain(result, notes, expect)
    _check_head(result)
    for identifier in Incident.objects.order_by("pk").values_list("pk", flat=True).iterator():
        _check_incident(result, notes, identifier, files)
    for (subject, _name), noted in notes.items():
        kind = "file_missing" if "file" in noted.detail else "revision_missing"
        result.breaks.append(Break(kind, noted.sequence, subject))
    return result


def _check_chain(result: Verification, notes: Notes, expect: tuple[int, str] | None) -> None:
    for sequence, entry in _entries():
        if sequence > result.count + 1:
            result.breaks.append(Break("missing", result.count + 1, ""))
        if entry is None:
            result.breaks.append(Break("unreadable", sequence, ""))
            result.count = sequence
            continue
        kind = _entry_fault(entry, _expected_before(entry, result))
        if kind:
            result.breaks.append(Break(kind, sequence, entry.subject))
        if expect and sequence == expect[0] and entry.digest != expect[1]:
            result.breaks.append(Break("rewritten", sequence, entry.subject))
        result.count, result.head = sequence, entry.digest
        _note(entry, notes)
    if expect and result.count < expect[0]:
        result.breaks.append(Break("tail", result.count + 1, ""))


def _expected_before(entry: LedgerEntry, result: Verification) -> str:
    """The digest an entry must follow from. Behind a gap, which is named already, its own word is taken."""
    return entry.previous if entry.sequence > result.count + 1 else result.head


def _entries() -> Iterator[tuple[int, LedgerEntry | None]]:
    """Every entry in order; None for one that cannot be read."""
    after = -1
    while True:
        batch = LedgerEntry.objects.filter(sequence__gt=after).order_by("sequence")
        sequences = list(batch.values_list("pk", flat=True)[:BATCH])
        if not sequences:
            return
        try:
            yield from ((entry.sequence, entry) for entry in list(batch[:BATCH]))
        except UNREADABLE:
            yield from ((sequence, _single(sequence)) for sequence in sequences)
        after = sequences[-1]


def _single(sequence: int) -> LedgerEntry | None:
    try:
        return LedgerEntry.objects.filter(sequence=sequence).first()
    except UNREADABLE:
        return None


def _entry_fault(entry: LedgerEntry, previous: str) -> str:
    said = (entry.sequence, entry.at, entry.actor_id, entry.act, entry.subject, entry.detail, entry.previous)
    try:
        digest = ledger.entry_digest(*said)
    except UNREADABLE:
        return "unreadable"
    if digest != entry.digest:
        return "edited"
    return "unlinked" if entry.previous != previous else ""


def _note(entry: LedgerEntry, notes: Notes) -> None:
    if not isinstance(entry.detail, dict):
        return  # broken JSON comes back as text; the entry's own digest has named it
    if entry.act in REVISION_ACTS:
        name = f"revision {entry.detail.get('revision')}"
    elif entry.act == "evidence.received":
        name = f"file {entry.detail.get('file')}"
    else:
        return
    notes[entry.subject, name] = Noted(entry.sequence, entry.at, entry.actor_id, entry.detail)


def _check_head(result: Verification) -> None:
    """The head row is written with every entry, so it can lag behind no entry and lead to none that is not there."""
    last = LedgerEntry.objects.aggregate(last=models.Max("sequence"))["last"] or 0
    head = LedgerHead.objects.filter(pk=1).first()
    sequence, digest = (head.sequence, head.digest) if head else (0, ledger.GENESIS)
    if last > sequence:
        result.breaks.append(Break("head", last, ""))
    elif sequence > result.count and not LedgerEntry.objects.filter(sequence=sequence).exists():
        result.breaks.append(Break("tail", result.count + 1, ""))
    elif sequence == result.count and digest != result.head:
        result.breaks.append(Break("head", sequence, ""))


def _check_incident(result: Verification, notes: Notes, identifier: Any, files: bool) -> None:
    subject = f"incident:{identifier}"
    try:
        with transaction.atomic():  # the lock keeps a revision from coming in between the rows that are compared
            incident = Incident.objects.select_for_update().get(pk=identifier)
            revisions, stored = list(incident.revisions.all()), list(incident.evidence_files.all())
    except UNREADABLE:
        result.breaks.append(Break("incident_changed", None, subject))
        return
    for revision in revisions:
        result.revisions += 1
        noted = _noted(notes, result, subject, f"revision {revision.number}")
        _add(result, subject, noted, _revision_fault(revision, noted))
    for file in stored:
        result.files += 1
        noted = _noted(notes, result, subject, f"file {file.pk}")
        _add(result, subject, noted, _file_fault(file, noted, files))
    if not _columns_agree(incident, revisions):
        result.breaks.append(Break("incident_changed", None, subject))


def _noted(notes: Notes, result: Verification, subject: str, name: str) -> Noted | None:
    """What the ledger said, from the reading so far or from an entry that was written since."""
    if (subject, name) in notes:
        return notes.pop((subject, name))
    later: Notes = {}
    for entry in LedgerEntry.objects.filter(sequence__gt=result.count, subject=subject):
        _note(entry, later)
    return later.get((subject, name))


def _add(result: Verification, subject: str, noted: Noted | None, kind: str) -> None:
    if kind:
        result.breaks.append(Break(kind, noted.sequence if noted else None, subject))


def _revision_fault(revision: Revision, noted: Noted | None) -> str:
    if noted is None:
        return "revision_unknown"
    row = Noted(noted.sequence, revision.created_at, revision.author_id, record.revision_detail(revision))
    if not _same(row, noted):
        return "revision_changed"
    try:
        document, seed = record.opened(revision)
        record.grounds_of(revision)
    except (SealBroken, json.JSONDecodeError):
        return "revision_sealed"
    return "" if leaves(document, seed).root == revision.leaf_root else "revision_sealed"


def _same(row: Noted, noted: Noted) -> bool:
    same_act = (row.at, row.actor_id) == (noted.at, noted.actor_id)
    return same_act and canonical(row.detail) == canonical(noted.detail)


def _file_fault(file: EvidenceFile, noted: Noted | None, read_files: bool) -> str:
    if noted is None:
        return "file_unknown"
    row = Noted(noted.sequence, file.received_at, file.received_by_id, evidence.file_detail(file))
    if not _same(row, noted):
        return "file_changed"
    return "file_damaged" if read_files and not evidence.is_intact(file) else ""


def _columns_agree(incident: Incident, revisions: list[Revision]) -> bool:
    if not revisions or incident.head != revisions[-1].number:
        return False
    made = (incident.created_by_id, incident.created_at) == (revisions[0].author_id, revisions[0].created_at)
    try:
        columns = record.columns_of(record.opened(revisions[-1])[0])
    except SealBroken:
        return made  # the revision itself is named already
    return made and all(getattr(incident, name) == value for name, value in columns.items())
