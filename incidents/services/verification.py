"""Is the ledger whole, and is the record what the ledger says it is? Finds, names and explains; changes nothing."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.db import models, transaction
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from incidents.errors import SealBroken
from incidents.format import leaves
from incidents.models import EvidenceFile, Identity, Incident, LedgerEntry, LedgerHead, Revision
from incidents.services import copies, evidence, identities, ledger, record
from incidents.services.replaying import (
    READ_WITH_INCIDENT,
    Entry,
    Expected,
    Found,
    Replay,
    Rows,
    kind_of,
    rows_of,
)
from incidents.services.signed import Signed

BATCH = 2_000  # entries read at a time
INCIDENTS = 100  # incidents read at a time, each with all its rows
ENTRY_COLUMNS = ("sequence", "at", "actor_id", "act", "subject", "detail", "previous", "salt", "digest")
# What a tampered column can do to a row on its way out of the database: no number, no date, no JSON.
UNREADABLE = (ValueError, TypeError, AttributeError)

KINDS: dict[str, str | Promise] = {
    "edited": _("The entry does not match its own digest: something in it was changed after it was written."),
    "unreadable": _("The entry cannot be read: something in it was changed after it was written."),
    "missing": _("The entry is missing."),
    "unlinked": _("The entry does not follow from the one before it: one of the two was put in, exchanged or written anew."),
    "tail": _("The end of the ledger is cut off: entries that were there are gone."),
    "rewritten": _("The ledger was written anew: this entry does not have the digest that was kept elsewhere."),
    "not_as_signed": _("The ledger was written anew: up to this entry it is not what was signed in a checkpoint."),
    "checkpoint_changed": _("A checkpoint of so many entries is not as it was signed, or one before it is missing."),
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
    "copy_damaged": _("The stored bytes of a copy made from an evidence file are missing, cut off or changed."),
    "inspection_missing": _("The ledger names an inspection of an evidence file that is not there."),
    "inspection_unknown": _("There is an inspection of an evidence file that the ledger does not know."),
    "inspection_changed": _("An inspection of an evidence file, or a copy made with it, is not as the ledger says."),
    "reader_missing": _("The ledger says that somebody may read the incident, and the row that lets them is not there."),
    "reader_unknown": _("There is a row that lets somebody read the incident, and the ledger does not know it."),
    "reader_changed": _("A row that lets somebody read the incident is not as the ledger says it was granted."),
    "wall_missing": _("The ledger says that somebody is kept from the incident, and the row that keeps them is not there."),
    "wall_unknown": _("There is a row that keeps somebody from the incident, and the ledger does not know it."),
    "wall_changed": _("A row that keeps somebody from the incident is not as the ledger says it was raised."),
    "identity_missing": _("The ledger names an identity that is not there."),
    "identity_unknown": _("There is an identity that the ledger does not know."),
    "identity_changed": _("An identity is not as the ledger says it was last entered."),
    "identity_sealed": _("The content of an identity cannot be opened or is not what was entered."),
    "agreement_missing": _("The ledger names an agreement of a person that is not there."),
    "agreement_unknown": _("There is an agreement of a person that the ledger does not know."),
    "agreement_changed": _("An agreement of a person is not as the ledger says it was given."),
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
    """`count` and `head` are the number and digest of the last entry read; keep them elsewhere to find a cut-off tail later.

    `rows` counts the readers, identities and agreements that were compared. `clock` has runs of entries, first and last, whose
    times lie more than five minutes before earlier ones: their order stands, and the server's clock was wrong or set back.
    """

    count: int = 0
    head: str = ledger.GENESIS
    revisions: int = 0
    files: int = 0
    breaks: list[Break] = field(default_factory=list)
    rows: int = 0
    clock: list[tuple[int, int]] = field(default_factory=list)

    @property
    def first(self) -> Break | None:
        return self.breaks[0] if self.breaks else None


Told = Callable[[str, int], None]


def _silent(part: str, done: int) -> None:
    """Tells nobody how far it is."""


def verify(*, expect: tuple[int, str] | None = None, files: bool = False, told: Told = _silent) -> Verification:
    """Reads the whole ledger once and compares every row of the record with it, and with `files` every stored file too.

    `expect` is a count and digest kept elsewhere. The first break of the chain is the first of `breaks`. Writers may go on:
    what does not agree is compared again while they wait, with what was written since, before it is named. `told` hears how
    far it is: `entries` or `incidents`, and how many of them are read.
    """
    result, replay = Verification(), Replay()
    _check_chain(result, replay, expect, told)
    _check_head(result)
    seen = 0
    for identifiers in _batches(result):
        _check_incidents(result, replay, identifiers, _StoredFiles(told, seen) if files else None)
        seen += len(identifiers)
        told("incidents", seen)
    for subject, rows in replay.rows.items():
        result.breaks.extend(_missing(subject, rows))
    return result


def _check_chain(result: Verification, replay: Replay, expect: tuple[int, str] | None, told: Told) -> None:
    signed = Signed()
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
        replay.take(entry)
        signed.take(entry)
        if sequence % BATCH == 0:
            told("entries", sequence)
    if expect and result.count < expect[0]:
        result.breaks.append(Break("tail", result.count + 1, ""))
    known = {(one.kind, one.sequence) for one in result.breaks}
    result.breaks.extend(Break(*fault, "") for fault in signed.end(result.count) if fault not in known)
    result.clock = signed.clock.runs


def _expected_before(entry: Entry, result: Verification) -> str:
    """The digest an entry must follow from. Behind a gap, which is named already, its own word is taken."""
    return entry.previous if entry.sequence > result.count + 1 else result.head


def _entries() -> Iterator[tuple[int, Entry | None]]:
    """Every entry in order; None for one that cannot be read."""
    after = -1
    while True:
        batch = LedgerEntry.objects.filter(sequence__gt=after).order_by("sequence")
        try:
            read = [Entry(*values) for values in batch.values_list(*ENTRY_COLUMNS)[:BATCH]]
            sequences = [entry.sequence for entry in read]
            yield from zip(sequences, read, strict=True)
        except UNREADABLE:
            sequences = list(batch.values_list("pk", flat=True)[:BATCH])
            yield from ((sequence, _single(sequence)) for sequence in sequences)
        if not sequences:
            return
        after = sequences[-1]


def _single(sequence: int) -> Entry | None:
    try:
        values = LedgerEntry.objects.filter(sequence=sequence).values_list(*ENTRY_COLUMNS).first()
    except UNREADABLE:
        return None
    return Entry(*values) if values else None


def _entry_fault(entry: Entry, previous: str) -> str:
    try:
        digest = ledger.entry_digest(*entry[:-1])
    except UNREADABLE:
        return "unreadable"
    if digest != entry.digest:
        return "edited"
    return "unlinked" if entry.previous != previous else ""


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


def _batches(result: Verification) -> Iterator[list[UUID]]:
    """The incidents on file, some at a time. As text first: an identifier that is none is named, and the rest is read."""
    batch: list[UUID] = []
    found = Incident.objects.order_by("pk").annotate(text=Cast("pk", models.CharField())).values_list("text", flat=True)
    for text in found.iterator(chunk_size=BATCH):
        try:
            batch.append(UUID(text))
        except UNREADABLE:
            result.breaks.append(Break("incident_changed", None, f"incident:{text}"))
        if len(batch) == INCIDENTS:
            yield batch
            batch = []
    yield batch


@dataclass
class _StoredFiles:
    """Reads stored bytes, and says after each file that it is still at it: a video takes longer than a hundred rows."""

    told: Told
    seen: int

    def damaged(self, stored: list[tuple[int, EvidenceFile]], subject: str) -> Iterator[Break]:
        for noted, file in stored:
            if not evidence.is_intact(file):
                yield Break("file_damaged", noted, f"{subject} {file.key}")
            if any(not copies.is_intact(copy) for copy in file.copies.all()):
                yield Break("copy_damaged", noted, f"{subject} {file.key}")
            self.told("incidents", self.seen)


def _check_incidents(result: Verification, replay: Replay, identifiers: list[UUID], files: _StoredFiles | None) -> None:
    for identifier, incident in _read_together(identifiers).items():
        subject = f"incident:{identifier}"
        expected = replay.taken_from(subject)
        checked = _compared(subject, incident or _read_alone(identifier), expected)
        if checked.breaks:
            checked = _compared_while_writers_wait(subject, identifier, expected, result.count)
        result.revisions += checked.revisions
        result.files += len(checked.stored)
        result.rows += checked.rows
        result.breaks.extend(checked.breaks)
        if files is not None:
            result.breaks.extend(files.damaged(checked.stored, subject))


def _read_together(identifiers: list[UUID]) -> dict[UUID, Incident | None]:
    """The incidents with their rows in a few queries; None for each where one of the rows cannot be read."""
    wanted = Incident.objects.filter(pk__in=identifiers).prefetch_related(*READ_WITH_INCIDENT)
    try:
        return dict.fromkeys(identifiers) | {incident.pk: incident for incident in wanted}
    except UNREADABLE:
        return dict.fromkeys(identifiers)


def _read_alone(identifier: UUID) -> Incident | None:
    try:
        return Incident.objects.filter(pk=identifier).first()
    except UNREADABLE:
        return None


@dataclass
class Compared:
    """One incident held against the ledger. `stored` has each file whose row agrees, with the entry that names it."""

    revisions: int = 0
    rows: int = 0
    stored: list[tuple[int, EvidenceFile]] = field(default_factory=list)
    breaks: list[Break] = field(default_factory=list)


def _compared_while_writers_wait(subject: str, identifier: UUID, expected: Rows, count: int) -> Compared:
    """Every act appends to the ledger before it commits, so whoever holds the head row sees rows and entries of one moment."""
    with transaction.atomic():
        LedgerHead.objects.select_for_update().filter(pk=1).first()
        replay = Replay({subject: dict(expected)})
        written_since = LedgerEntry.objects.filter(subject=subject, sequence__gt=count).order_by("sequence")
        for sequence in written_since.values_list("pk", flat=True):
            entry = _single(sequence)
            if entry is not None:
                replay.take(entry)
        return _compared(subject, _read_alone(identifier), replay.taken_from(subject))


def _compared(subject: str, incident: Incident | None, expected: Rows) -> Compared:
    compared, left = Compared(), dict(expected)
    if incident is None:
        compared.breaks = [Break("incident_changed", None, subject), *_missing(subject, left)]
        return compared
    for kind, rows in rows_of(incident).items():
        try:
            found = rows()
        except UNREADABLE:
            compared.breaks.append(Break(f"{kind}_changed", None, subject))
            left = {name: row for name, row in left.items() if kind_of(name) != kind}
            continue
        for row in found:
            _compare(compared, subject, kind, row, left.pop(row.name, None))
    compared.breaks.extend(_missing(subject, left))
    if not _columns_agree(incident):
        compared.breaks.append(Break("incident_changed", None, subject))
    return compared


def _compare(compared: Compared, subject: str, kind: str, found: Found, expected: Expected | None) -> None:
    if kind == "revision":
        compared.revisions += 1
    elif kind != "file":
        compared.rows += 1
    fault = _fault(kind, found, expected)
    sequence = expected.sequence if expected else None
    if fault:
        compared.breaks.append(Break(fault, sequence, subject))
    elif kind == "file":
        compared.stored.append((sequence or 0, found.row))


def _fault(kind: str, found: Found, expected: Expected | None) -> str:
    if expected is None:
        return f"{kind}_unknown"
    if not expected.fits(found.facts(expected.whole)):
        return f"{kind}_changed"
    if kind == "revision" and not _revision_opens(found.row):
        return "revision_sealed"
    if kind == "identity" and not _identity_opens(found.row, expected):
        return "identity_sealed"
    return ""


def _revision_opens(revision: Revision) -> bool:
    try:
        document, seed = record.opened(revision)
        record.grounds_of(revision)
    except (SealBroken, json.JSONDecodeError):
        return False
    return leaves(document, seed).root == revision.leaf_root


def _identity_opens(identity: Identity, expected: Expected) -> bool:
    """Opened for the names of its fields alone; nothing of it is kept or shown."""
    try:
        return frozenset(identities.opened(identity)) == expected.fields
    except (SealBroken, json.JSONDecodeError):
        return False


def _missing(subject: str, rows: Rows) -> list[Break]:
    return [Break(f"{kind_of(name)}_missing", row.sequence, subject) for name, row in rows.items()]


def _columns_agree(incident: Incident) -> bool:
    try:
        revisions = list(incident.revisions.all())
        if not revisions or incident.head != revisions[-1].number:
            return False
        made = (incident.created_by_id, incident.created_at) == (revisions[0].author_id, revisions[0].created_at)
        columns = record.columns_of(record.opened(revisions[-1])[0])
    except (SealBroken, *UNREADABLE):
        return True  # the revision itself is named already
    return made and all(getattr(incident, name) == value for name, value in columns.items())
