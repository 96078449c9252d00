"""Citations read with eyecite and courts looked up in courts-db: what a machine can check of how a record is cited.

Both libraries take a third of a second to load, so they are loaded where they are used and by nobody who evaluates.
"""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from casework.engine.errors import Problem
from casework.engine.law import Authority

READ, IN_PART, UNREAD = "read", "in part", "not read"
DECIDED_BY_A_COURT = ("case", "court_order")
# A docket number before a reporter: the reporter may be that of the court above.
DOCKET = re.compile(r"\bNo\. ")
# What goes on like this belongs to the section that was read: 54-192h was read as 54.
GOES_ON = re.compile(r"[-:,.]?[0-9A-Za-z]")


@dataclass(frozen=True, slots=True)
class Reading:
    """How far eyecite reads a record's citation: `how` is read, in part, or not read; `courts` are those it names."""

    record: Authority
    how: str
    courts: frozenset[str]

    def __str__(self) -> str:
        return f"{self.record.kind}: {self.record.id}: {self.how}: {self.record.citation}"


def readings(records: Iterable[Authority]) -> list[Reading]:
    """Every record's citation as eyecite reads it, in the records' order."""
    from eyecite import get_citations
    from eyecite.models import FullCaseCitation, FullJournalCitation, FullLawCitation

    whole = (FullCaseCitation, FullJournalCitation, FullLawCitation)
    found = []
    for one in records:
        cites = [cite for cite in get_citations(one.citation) if isinstance(cite, whole)]
        courts = [cite.metadata.court for cite in cites if isinstance(cite, FullCaseCitation)]
        ends = [
            one.citation[cite.span()[1] :]  # type: ignore[no-untyped-call]
            for cite in cites
            if isinstance(cite, FullLawCitation)
        ]
        how = UNREAD if not cites else IN_PART if ends and GOES_ON.match(ends[0]) else READ
        found.append(Reading(one, how, frozenset(court for court in courts if court)))
    return found


def court_problems(found: Iterable[Reading]) -> Iterator[Problem]:
    """Courts that are missing, unknown to courts-db, or not the one that the record's own citation or jurisdiction names."""
    from courts_db import courts  # type: ignore[import-untyped]

    names = {str(court["id"]): str(court["name"]) for court in courts}
    for reading in found:
        message = _fault(reading, names)
        if message:
            yield Problem(f"authorities/{reading.record.id}.yaml", "court", message)


def _fault(reading: Reading, names: Mapping[str, str]) -> str:
    record = reading.record
    if record.kind not in DECIDED_BY_A_COURT:
        return "only a case or an order has a court: remove it" if record.court else ""
    expected = _court_of(record.jurisdiction)
    if record.court is None:
        hint = f"; for {record.jurisdiction} that is `{expected}`" if expected else ""
        return f"is missing: add the id that courts-db gives the court{hint}"
    if record.court not in names:
        near = difflib.get_close_matches(record.court, names, 3, 0.5)
        hint = "; ".join(f"`{name}` is {names[name]}" for name in near)
        return f"`{record.court}` is no court of courts-db: correct the id" + (f" ({hint})" if hint else "")
    if expected and expected != record.court:
        return (
            f"`{record.court}` is {names[record.court]}, and the jurisdiction {record.jurisdiction} is that of "
            f"`{expected}`: correct one of them"
        )
    if reading.courts and record.court not in reading.courts and not DOCKET.search(record.citation):
        cited = ", ".join(f"`{name}`" for name in sorted(reading.courts))
        return f"`{record.court}` did not decide this: the citation is to {cited}; correct the court or the citation"
    return ""


def _court_of(jurisdiction: str) -> str | None:
    """The id in courts-db of a federal court by our jurisdiction: us.dco is cod, us.ca9 is ca9; None for a state's."""
    name = jurisdiction.removeprefix("us.")
    if jurisdiction == "us":
        return "scotus"
    if name.startswith("ca") and (name[2:].isdigit() or name in ("cadc", "cafc")):
        return name
    if name == "dnmi" or (len(name) == 3 and name.startswith("d") and name != "dcd"):
        return f"{name[1:]}d"
    return name if name == "dcd" or (len(name) == 4 and name.endswith("d")) else None
