"""Views of the snapshot that several sections share."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reports.composition.facts import Facts
from reports.composition.words import Words

DIGEST_SHOWN = 16
LOCAL_LEVELS = frozenset({"state", "county", "municipal", "tribal"})


@dataclass(frozen=True)
class Incident:
    """One incident of the snapshot, with its number in this report."""

    number: int
    record: Mapping[str, Any]
    facts: Facts

    @property
    def title(self) -> str:
        """`Incident 1: 14 January 2026, Providence, RI`."""
        words = self.facts.words
        day = words.day(self.facts.document.get("occurred_at"))
        return words("incident.title", n=self.number, day=day, place=self.facts.place())

    @property
    def label(self) -> str:
        return self.facts.words("incident", n=self.number)


def incidents(snapshot: Mapping[str, Any], words: Words) -> list[Incident]:
    return [
        Incident(number, record, Facts(record.get("document") or {}, words))
        for number, record in enumerate(snapshot.get("incidents") or [], start=1)
    ]


def incident_of(finding: Mapping[str, Any], known: list[Incident]) -> Incident:
    """The incident that a finding belongs to. Raises `KeyError` where the snapshot lacks it."""
    for incident in known:
        if incident.record.get("id") == finding.get("incident"):
            return incident
    raise KeyError(f"The snapshot holds no incident {finding.get('incident')!r}.")


def cited(snapshot: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The records of every authority that the report cites; an empty one where the law release has none."""
    records = snapshot.get("authorities") or {}
    ids = dict.fromkeys(records)
    for finding in snapshot.get("findings") or []:
        ids.update((str(one.get("id")), None) for one in (finding.get("result") or {}).get("authorities") or [])
    return [records.get(id_) or {} for id_ in ids]


def heading_of(finding: Mapping[str, Any], words: Words) -> str:
    return words.of(finding.get("title")) or str(finding.get("code"))


def short_digest(digest: object) -> str:
    """A digest as its first and last eight characters, as the pages show it too."""
    text = str(digest or "")
    return f"{text[:8]}…{text[-8:]}" if len(text) > DIGEST_SHOWN else text
