"""Checkpoints brought to places outside this machine: a folder elsewhere, and people by mail, where the operator named them.

What a place does not take waits, and goes with the next round; nothing else waits for it. A folder that does not hold what was
brought there before is not the folder (a disk that is not mounted), and one that holds more than this ledger ever signed says
that the ledger was set back.
"""

import hashlib
import json
import logging
import os
import secrets
import smtplib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Count, Max, Min, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from incidents.errors import CheckpointKeyError, LedgerNotAsSigned
from incidents.models import CheckpointDelivery, CheckpointPlace, LedgerCheckpoint
from incidents.proofs import timestamps as timestamp
from incidents.proofs.verify import CLOCK_APART, Wrong
from incidents.services import checkpoints

log = logging.getLogger(__name__)
FOLDER, MAIL, TIMESTAMP, SIGNING = "folder", "mail", "timestamp", "signing"
LATE = timedelta(minutes=30)  # a worker signs and carries every ten minutes, so that two rounds failed
A_DAY = timedelta(hours=20)  # one message and one timestamp a day, for the newest checkpoint
ONCE_A_DAY = {MAIL, TIMESTAMP}

FAULTS: dict[str, str | Promise] = {
    "": "",
    "not_there": _("The folder is not there: is the disk or the share mounted?"),
    "not_the_folder": _("The folder does not hold what was brought there before: is it another disk?"),
    "ahead": _("The folder holds a checkpoint of more entries than this ledger has signed: the ledger was set back."),
    "other_history": _("The folder holds another checkpoint of the same number of entries: the ledger was written anew."),
    "not_writable": _("The folder cannot be written to."),
    "no_answer": _("The mail server did not take the message."),
    "no_timestamp": _("The timestamp authority does not answer, or did not answer this question."),
    "other_time": _("The timestamp authority says another time than this server, by more than five minutes."),
    "not_as_signed": _("The ledger is not as it was signed, and is not signed again."),
    "no_key": _("The file with the keys that sign checkpoints cannot be used."),
}


ALARMING = {"ahead", "other_history", "not_as_signed", "other_time"}  # said at once: nothing of it mends by waiting
TIMESTAMP_SECONDS, MOST_BYTES = 10, 64 * 1024
PLACES: dict[str, str | Promise] = {
    SIGNING: _("signed here"),
    FOLDER: _("in the folder elsewhere"),
    MAIL: _("sent by mail"),
    TIMESTAMP: _("with the time of an outside authority"),
}


class NotTaken(Exception):
    """A place did not take a checkpoint; the argument is a key of FAULTS."""


@dataclass(frozen=True)
class PlaceState:
    """How a place stands: how many checkpoints wait for it, since when the longest, and why the last try failed."""

    name: str
    taken: int
    last_taken: datetime | None
    waiting: int
    since: datetime | None
    fault: str
    late: bool

    @property
    def is_alarming(self) -> bool:
        return self.fault in ALARMING

    @property
    def explanation(self) -> str:
        return str(FAULTS.get(self.fault, self.fault))


def name_of_place(place: str) -> str:
    return str(PLACES[place])


def places() -> list[str]:
    """The places that the operator named."""
    named = {
        TIMESTAMP: settings.TIMESTAMP_URL,
        FOLDER: settings.CHECKPOINT_DIR,
        MAIL: settings.CHECKPOINT_MAIL and settings.EMAIL_HOST,
    }
    return [place for place, where in named.items() if where]


def sign_and_carry() -> int:
    """A checkpoint of what is new, and everything that waits to its place. How many were taken; faults are kept, not raised."""
    fault = ""
    try:
        checkpoints.make()
    except CheckpointKeyError:
        fault = "no_key"
    except LedgerNotAsSigned:
        fault = "not_as_signed"
    if fault:
        log.error("no checkpoint of the ledger was signed: %s", fault)
    _tried(SIGNING, fault)
    return sum(carry(place) for place in places())


def bring_again() -> None:
    """All checkpoints are to be brought to the folder once more: it is another disk, or was emptied."""
    CheckpointDelivery.objects.filter(place=FOLDER).delete()


def carry(place: str) -> int:
    """Brings what waits to one place, the oldest first, until something is not taken. How many were taken."""
    taken = 0
    try:
        if place == FOLDER:
            _is_the_folder()
        for checkpoint in _due(place):
            answer = CARRIERS[place](checkpoint)
            given = {"at": timezone.now(), "answer": answer}
            CheckpointDelivery.objects.get_or_create(checkpoint=checkpoint, place=place, defaults=given)
            taken += 1
        if place == FOLDER:
            _timestamps_into_the_folder()
        _tried(place, _time_fault() if place == TIMESTAMP else "")
    except NotTaken as refused:
        log.error("checkpoints wait for the %s: %s", place, refused)
        _tried(place, str(refused))
    return taken


def _tried(place: str, fault: str) -> None:
    CheckpointPlace.objects.update_or_create(name=place, defaults={"tried_at": timezone.now(), "fault": fault})


def waiting(place: str) -> QuerySet[LedgerCheckpoint]:
    """Checkpoints that a place has not taken. Mail and timestamps are for the newest: the earlier ones are its beginning."""
    found = LedgerCheckpoint.objects.order_by("size").exclude(deliveries__place=place)
    if place in ONCE_A_DAY:
        last = CheckpointDelivery.objects.filter(place=place).order_by("checkpoint").last()
        found = found.filter(size__gt=last.checkpoint_id if last else 0)
    return found


def _due(place: str) -> Iterable[LedgerCheckpoint]:
    if place not in ONCE_A_DAY:
        return waiting(place)
    last = CheckpointDelivery.objects.filter(place=place).order_by("at").last()
    newest = waiting(place).last()
    return [newest] if newest and (last is None or timezone.now() - last.at > A_DAY) else []


def name_of(checkpoint: LedgerCheckpoint) -> str:
    return f"{checkpoint.size:012d}.checkpoint"


def step_of(checkpoint: LedgerCheckpoint) -> tuple[str, str]:
    """File name and content of the proof that the checkpoint before is the beginning of this one."""
    name = f"consistency-{checkpoint.follows:012d}-{checkpoint.size:012d}.json"
    said = {
        "format": "threshold-consistency/1",
        "first": checkpoint.follows,
        "second": checkpoint.size,
        "proof": checkpoint.proof,
    }
    return name, json.dumps(said, indent=1) + "\n"


def keys_file() -> str:
    """The public keys, one a line."""
    return "".join(f"{key}\n" for key in checkpoints.public_keys())


def _folder() -> Path:
    return Path(settings.CHECKPOINT_DIR or "/nowhere")


def _is_the_folder() -> None:
    folder = _folder()
    try:
        there = {file.name for file in folder.iterdir()}
    except OSError:
        raise NotTaken("not_there") from None
    taken = LedgerCheckpoint.objects.filter(deliveries__place=FOLDER).last()
    if taken is not None and name_of(taken) not in there:
        raise NotTaken("not_the_folder")
    newest = LedgerCheckpoint.objects.last()
    if newest is not None and any(name > name_of(newest) for name in there if name.endswith(".checkpoint")):
        raise NotTaken("ahead")


def _into_the_folder(checkpoint: LedgerCheckpoint) -> bytes:
    folder = _folder()
    try:
        _put(folder / "keys.txt", keys_file())
        if checkpoint.follows:
            _put(folder / step_of(checkpoint)[0], step_of(checkpoint)[1])
        target = folder / name_of(checkpoint)
        if target.exists() and target.read_text(encoding="utf-8") != checkpoint.note:
            raise NotTaken("other_history")
        _put(target, checkpoint.note)
    except OSError:
        raise NotTaken("not_writable") from None
    return b""


def _put(target: Path, content: str | bytes) -> None:
    """Under another name until it is on the disk, and read back. Raises OSError."""
    data = content.encode() if isinstance(content, str) else content
    if target.exists() and target.read_bytes() == data:
        return
    part = target.with_name(f".{target.name}.part")
    with part.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    part.replace(target)
    if target.read_bytes() != data:
        raise OSError("not what was written")


def timestamps() -> Iterator[tuple[str, bytes]]:
    """File name and content of every timestamp that was got, by the name of its checkpoint."""
    for one in CheckpointDelivery.objects.filter(place=TIMESTAMP).select_related("checkpoint").order_by("checkpoint"):
        yield name_of(one.checkpoint).replace(".checkpoint", ".tsr"), bytes(one.answer)


def _timestamps_into_the_folder() -> None:
    try:
        there = {file.name for file in _folder().iterdir()}
        for name, answer in timestamps():
            if name not in there:
                _put(_folder() / name, answer)
    except OSError:
        raise NotTaken("not_writable") from None


def _stamped(checkpoint: LedgerCheckpoint) -> bytes:
    """The authority's answer for the bytes of a checkpoint, held against the question."""
    digest, nonce = hashlib.sha256(checkpoint.note.encode()).digest(), secrets.randbits(63) | 1 << 62
    asked = Request(  # noqa: S310  the operator named the address, and the settings take http and https alone
        settings.TIMESTAMP_URL, timestamp.request(digest, nonce), {"Content-Type": "application/timestamp-query"}
    )
    try:
        with build_opener(NoRedirect).open(asked, timeout=TIMESTAMP_SECONDS) as answer:
            got = bytes(answer.read(MOST_BYTES))
        timestamp.time_of(got, digest, nonce)
    except (OSError, HTTPException, Wrong):
        raise NotTaken("no_timestamp") from None
    return got


class NoRedirect(HTTPRedirectHandler):
    """What the operator named is asked, and nobody that it points to."""

    def redirect_request(self, *_arguments: Any, **_named: Any) -> None:
        return None


def _time_fault() -> str:
    """Where the last timestamp says another time than its checkpoint, this server's clock is wrong, or was."""
    last = CheckpointDelivery.objects.filter(place=TIMESTAMP).select_related("checkpoint").order_by("at").last()
    if last is None:
        return ""
    return "other_time" if abs(timestamp.stated_time(bytes(last.answer)) - last.at) > CLOCK_APART else ""


def _by_mail(checkpoint: LedgerCheckpoint) -> bytes:
    said = checkpoints.said_by(checkpoint)
    message = EmailMessage(
        subject=f"Checkpoint {said.size} of {said.origin}",
        body="Keep this message. What is attached shows later whether the ledger was cut off or written anew.\n\n"
        f"{checkpoint.note}\n{keys_file()}",
        to=settings.CHECKPOINT_MAIL,
    )
    message.attach(name_of(checkpoint), checkpoint.note, "text/plain")
    message.attach("keys.txt", keys_file(), "text/plain")
    try:
        message.send()
    except (OSError, smtplib.SMTPException):
        raise NotTaken("no_answer") from None
    return b""


CARRIERS = {FOLDER: _into_the_folder, MAIL: _by_mail, TIMESTAMP: _stamped}


def states() -> list[PlaceState]:
    """The signing itself, and each place that the operator named."""
    faults = dict(CheckpointPlace.objects.values_list("name", "fault"))
    return [_signing_state(faults), *(_state(place, faults) for place in places())]


def _signing_state(faults: dict[str, str]) -> PlaceState:
    made = LedgerCheckpoint.objects.aggregate(number=Count("size"), size=Max("size"), last=Max("at"))
    since = checkpoints.unsigned_since(made["size"] or 0)
    return _stands(SIGNING, made["number"], made["last"], int(since is not None), since, faults)


def _state(place: str, faults: dict[str, str]) -> PlaceState:
    taken = CheckpointDelivery.objects.filter(place=place).aggregate(number=Count("id"), last=Max("at"))
    waits = waiting(place).aggregate(number=Count("size"), since=Min("at"))
    since = waits["since"]
    if place in ONCE_A_DAY and taken["last"] is not None and since is not None:
        since = max(since, taken["last"] + A_DAY)
    return _stands(place, taken["number"], taken["last"], waits["number"], since, faults)


def _stands(
    place: str, taken: int, last: datetime | None, waits: int, since: datetime | None, faults: dict[str, str]
) -> PlaceState:
    fault = faults.get(place, "")
    late = bool(since and timezone.now() - since > LATE) or fault in ALARMING
    return PlaceState(place, taken, last, waits, since, fault, late)
