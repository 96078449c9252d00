"""Entries of the ledger, filtered and in pages by their number."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from accounts.acts import subject_of
from accounts.models import User
from incidents.auditing.words import act_words, subject_words
from incidents.errors import LedgerNotAsSigned
from incidents.models import LedgerCheckpoint, LedgerEntry
from incidents.services import checkpoints, outside

A_PAGE = 50
LAST_CHECKPOINTS = 5
DAY = timedelta(days=1)


def filtered(said: dict[str, Any]) -> QuerySet[LedgerEntry]:
    """The entries that a filter leaves, the latest first. `said`: act, person, day, subject; each may be empty."""
    entries = LedgerEntry.objects.select_related("actor").order_by("-sequence")
    if said.get("act"):
        entries = entries.filter(act=said["act"])
    if said.get("person"):
        entries = entries.filter(Q(actor=said["person"]) | Q(subject=subject_of(said["person"])))
    if said.get("day"):
        start = datetime.combine(said["day"], time(), UTC)
        entries = entries.filter(at__gte=start, at__lt=start + DAY)
    if said.get("subject"):
        entries = entries.filter(subject=said["subject"].strip())
    return entries


def page_of(entries: QuerySet[LedgerEntry], before: str) -> tuple[list[LedgerEntry], int | None]:
    """One page of entries with a number below `before`, and the number to go on from, if there are more."""
    if before.isdecimal() and len(before) < 19:
        entries = entries.filter(sequence__lt=int(before))
    found = list(entries[: A_PAGE + 1])
    more = found[A_PAGE - 1].sequence if len(found) > A_PAGE else None
    return found[:A_PAGE], more


def rows_of(entries: Iterable[LedgerEntry]) -> list[dict[str, Any]]:
    """Each entry beside its words."""
    entries = list(entries)
    names = _names({entry.subject for entry in entries})
    return [{"entry": entry, "act": act_words(entry.act), "subject": subject_words(entry.subject, names)} for entry in entries]


def _names(subjects: set[str]) -> dict[str, str]:
    """The names of the people among the subjects: those who work here, never somebody documented."""
    numbers = [subject.removeprefix("person:") for subject in subjects if subject.startswith("person:")]
    people = User.objects.filter(pk__in=[number for number in numbers if number.isdecimal()])
    return {subject_of(person): person.name for person in people}


def checkpoints_shown() -> dict[str, Any]:
    """The last checkpoints with the places that took them, how each place stands, and the public keys."""
    last = LedgerCheckpoint.objects.order_by("-size").prefetch_related("deliveries")[:LAST_CHECKPOINTS]
    shown = [
        {
            "row": one,
            "root": _root(one),
            "taken": [outside.name_of_place(taken.place) for taken in one.deliveries.all()],
        }
        for one in last
    ]
    states = [{"state": state, "name": outside.name_of_place(state.name)} for state in outside.states()]
    return {"checkpoints": shown, "places": states, "outside": bool(outside.places()), "keys": checkpoints.public_keys()}


def _root(checkpoint: LedgerCheckpoint) -> str:
    """Empty where the checkpoint was altered."""
    try:
        return checkpoints.said_by(checkpoint).root.hex()
    except LedgerNotAsSigned:
        return ""
