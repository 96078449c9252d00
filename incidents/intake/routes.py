"""The route of a file after it came in: who opened the original, when and why, from the ledger."""

from typing import Any

from django.db.models import Q

from incidents.errors import SealBroken
from incidents.models import EvidenceFile, LedgerEntry
from incidents.services import evidence, ledger


def openings_of(file: EvidenceFile) -> list[dict[str, Any]]:
    """Who opened the original, the latest first: person, time, reason (empty where its seal does not open)."""
    entries = (
        LedgerEntry.objects.filter(Q(subject=ledger.subject_of(file.incident)), act="evidence.opened")
        .select_related("actor")
        .order_by("-sequence")
    )
    return [
        {"who": entry.actor, "at": entry.at, "why": _why(file, entry)}
        for entry in entries
        if entry.detail.get("file") == str(file.pk)
    ]


def _why(file: EvidenceFile, entry: LedgerEntry) -> str:
    try:
        return evidence.reason_of(file, entry.detail["reason"])
    except (SealBroken, ValueError, KeyError):
        return ""
