"""Claims, limitation periods and complaint channels: read strictly from `claims/`, one record a file, the path its id."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from casework.engine.checks import Checker
from casework.engine.yaml_files import LawFiles

KINDS = ("claim_notice", "limitation", "complaint_channel")
AGAINST = ("federal", "state_local", "both")
STARTS = ("incident", "accrual", "denial")
CHECKED = ("text", "account", "memory")
REQUIRED = (
    "id",
    "kind",
    "jurisdiction",
    "against",
    "title",
    "period",
    "runs_from",
    "tolling",
    "sources",
    "checked",
    "checked_on",
)
OPTIONAL = ("components", "citation", "conditions", "accepts", "asks", "contrary", "note")


@dataclass(frozen=True, slots=True)
class Period:
    """A number of days, or of months, as ISO 8601 writes it: P180D, P6M, P2Y."""

    written: str
    days: int = 0
    months: int = 0


@dataclass(frozen=True, slots=True)
class Claim:
    """One way to claim or complain (fields: `law/README.md`). `components`: whom it is for; empty: any that `against` says."""

    id: str
    kind: str
    jurisdiction: str
    against: str
    title: str
    period: Period | None
    runs_from: str | None
    citation: str
    conditions: str
    tolling: str
    accepts: str
    asks: tuple[str, ...]
    components: frozenset[str]
    contrary: str
    note: str
    sources: tuple[str, ...]
    checked: str
    checked_on: date
    digest: str

    @property
    def is_channel(self) -> bool:
        return self.kind == "complaint_channel"


def read_claims(files: LawFiles) -> Mapping[str, Claim]:
    """Every record below claims/, by id. Faults are noted in `files`."""
    found = {}
    for name, content in files.under("claims").items():
        claim = _claim(Checker(files, name), name, content)
        found[claim.id] = claim
    return found


def _claim(check: Checker, file: str, content: Any) -> Claim:
    row = check.mapping(content, REQUIRED, OPTIONAL)
    wanted = file.removeprefix("claims/").removesuffix(".yaml")
    if row.get("id") != wanted:
        check.fault(f"should be the path of the file, `{wanted}`", "id")
    texts = {key: " ".join(str(row.get(key) or "").split()) for key in ("title", "citation", "conditions", "tolling")}
    texts |= {key: " ".join(str(row.get(key) or "").split()) for key in ("accepts", "contrary", "note")}
    if not texts["title"]:
        check.fault("say in a few words what it is", "title")
    starts = row.get("runs_from")
    return Claim(
        id=wanted,
        kind=check.word(row.get("kind"), "kind", KINDS),
        jurisdiction=_jurisdiction(check, row.get("jurisdiction")),
        against=check.word(row.get("against"), "against", AGAINST),
        period=_period(check, row.get("period")),
        runs_from=check.word(starts, "runs_from", STARTS) if starts is not None else None,
        asks=check.words(row.get("asks"), "asks"),
        components=frozenset(check.words(row.get("components"), "components")),
        sources=check.words(row.get("sources"), "sources"),
        checked=check.word(row.get("checked"), "checked", CHECKED),
        checked_on=check.day(row.get("checked_on"), "checked_on"),
        digest=check.files.digests[file],
        **texts,
    )


def _jurisdiction(check: Checker, value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"us(\.[a-z]{2}(\.[a-z-]+)?)?", value):
        check.fault(f"`{value}` is no place: write us, us.ma or us.ma.boston", "jurisdiction")
    return str(value)


def _period(check: Checker, value: Any) -> Period | None:
    """A period in one unit; None where there is none, or none was found."""
    if value is None:
        return None
    found = re.fullmatch(r"P([1-9]\d{0,3})([DMY])", str(value))
    if found is None:
        check.fault(f"`{value}` is no period: write P180D, P6M or P2Y, or null", "period")
        return None
    number, unit = int(found[1]), found[2]
    return Period(found[0], number if unit == "D" else 0, {"M": number, "Y": 12 * number}.get(unit, 0))
