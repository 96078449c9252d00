"""The list of agencies: taken from a file row by row, each row accounted for, and searched by words in any order.

It lies in this room because volunteers look agencies up while they record; law and cases read it from above.
"""

import csv
import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.db.models import Case, IntegerField, QuerySet, Value, When

from accounts.models import User
from incidents.errors import UnreadableList
from incidents.intake.places import STATES
from incidents.models import Agency, AgencyNote
from incidents.services import ledger

LISTED = ("ori", "pub_agency_name", "state_abbr", "county_name", "agency_type_name")
NOTED = ("ori", "other_name", "oversight_body", "source")
MOST_BYTES, MOST_ROWS, BATCH = 50_000_000, 100_000, 1_000
CHANGING = ("published", "name", "state", "county", "kind", "listed_for", "words")
NAMES_ITSELF = re.compile(r"police|sheriff|department|office|patrol|marshal|constable|public safety|division|bureau", re.I)
MOST_FOUND = 12
# The FBI writes two states in its own way, and FS where an agency is of the federal government and of no state.
FBI_STATES = {"NB": "NE", "GM": "GU", "FS": ""}


@dataclass
class Account:
    """What became of each row: added, changed, same, refused; `refused` [(line, why)]."""

    outcomes: Counter[str] = field(default_factory=Counter)
    refused: list[tuple[int, str]] = field(default_factory=list)
    rows: int = 0

    def refuse(self, line: int, why: str) -> None:
        self.outcomes["refused"] += 1
        self.refused.append((line, why))


def folded(text: str) -> str:
    """Words in lower case without accents and marks, each after a space: ` lake county sheriffs office`."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(one for one in plain if not unicodedata.combining(one) and one not in "'’")
    return "".join(f" {word}" for word in re.findall(r"[^\W_]+", letters))


def full_name(published: str, kind: str, state: str) -> str:
    """The FBI writes `Lake` for the sheriff of Lake County and `Gary` for its city police; a full name stays as it is."""
    if NAMES_ITSELF.search(published):
        return published
    if kind == "City":
        return f"{published} Police Department"
    if kind == "County":
        return f"{published} {'Parish' if state == 'LA' else 'County'} Sheriff's Office"
    return published


def take_list(*, actor: User | None, path: Path) -> Account:
    """Takes the FBI's list, or a list of notes (ori, other_name, oversight_body, source), told apart by the columns.

    The same file again changes nothing; an agency that a later list leaves out stays. Raises UnreadableList.
    """
    account = Account()
    with transaction.atomic():
        rows = _rows(path, account)
        columns = next(rows)[1]
        if set(LISTED) <= set(columns):
            _take_agencies(rows, account)
        elif {"ori", "source"} <= set(columns) and {"other_name", "oversight_body"} & set(columns):
            _take_notes(rows, account)
        else:
            raise UnreadableList(f"the first line must name the columns {', '.join(LISTED)}, or {', '.join(NOTED)}")
        changed = {name: account.outcomes[name] for name in ("added", "changed")}
        if any(changed.values()):
            ledger.append(actor=actor, act="agencies.imported", subject="agencies", detail={"file": _digest(path), **changed})
    return account


def _rows(path: Path, account: Account) -> Iterator[tuple[int, Mapping[str, str]]]:
    """(line, column -> text); the first are the columns themselves. Read as it comes, never whole."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UnreadableList(f"the file has more than {MOST_BYTES:,} bytes")
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            columns = [name.strip().lower() for name in reader.fieldnames or ()]
            reader.fieldnames = columns
            yield 1, dict.fromkeys(columns, "")
            for row in reader:
                account.rows += 1
                if account.rows > MOST_ROWS:
                    raise UnreadableList(f"the file has more than {MOST_ROWS:,} rows")
                yield reader.line_num, {name: (row.get(name) or "").strip() for name in columns}
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UnreadableList(f"it cannot be read as CSV in UTF-8 ({error}); nothing was changed") from error


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _take_agencies(rows: Iterator[tuple[int, Mapping[str, str]]], account: Account) -> None:
    known = {one.ori: one for one in Agency.objects.prefetch_related("notes")}
    seen, new, moved = set[str](), list[Agency](), list[Agency]()
    for line, row in rows:
        why = _wrong(row) or ("this ORI stands in the file twice" if row["ori"] in seen else "")
        if why:
            account.refuse(line, why)
            continue
        seen.add(row["ori"])
        outcome = _put(row, known.get(row["ori"]), new, moved)
        account.outcomes[outcome] += 1
        if len(new) >= BATCH:
            Agency.objects.bulk_create(new)
            new.clear()
    Agency.objects.bulk_create(new)
    Agency.objects.bulk_update(moved, CHANGING, batch_size=BATCH)


def _wrong(row: Mapping[str, str]) -> str:
    if not re.fullmatch(r"[A-Z0-9]{7,9}", row["ori"]):
        return f"`{row['ori'][:20]}` is no ORI"
    if row["state_abbr"] not in STATES and row["state_abbr"] not in FBI_STATES:
        return f"`{row['state_abbr'][:20]}` is no state"
    if not row["pub_agency_name"] or len(row["pub_agency_name"]) > 160:
        return "it has no name, or one of more than 160 letters"
    return "" if len(row["county_name"]) <= 200 and len(row["agency_type_name"]) <= 60 else "county or type is too long"


def _put(row: Mapping[str, str], known: Agency | None, new: list[Agency], moved: list[Agency]) -> str:
    state = FBI_STATES.get(row["state_abbr"], row["state_abbr"])
    name = full_name(row["pub_agency_name"], row["agency_type_name"], state)
    year = row.get("data_year", "")
    values = {
        "published": row["pub_agency_name"],
        "name": name,
        "state": state,
        "county": "" if row["county_name"] == "NOT SPECIFIED" else row["county_name"].title(),
        "kind": row["agency_type_name"],
        "listed_for": int(year) if year.isdigit() and len(year) == 4 else None,
        "words": words_of(name, row["pub_agency_name"], [note.other_name for note in known.notes.all()] if known else []),
    }
    if known is None:
        new.append(Agency(ori=row["ori"], **values))
        return "added"
    if all(getattr(known, field) == value for field, value in values.items()):
        return "same"
    for changed, value in values.items():
        setattr(known, changed, value)
    moved.append(known)
    return "changed"


def words_of(name: str, published: str, others: list[str]) -> str:
    return folded(" ".join([name, published, *others]))[:1_200]


def _take_notes(rows: Iterator[tuple[int, Mapping[str, str]]], account: Account) -> None:
    for line, row in rows:
        agency = Agency.objects.filter(ori=row["ori"]).first()
        said = {"other_name": row.get("other_name", ""), "oversight": row.get("oversight_body", "")}
        if agency is None:
            account.refuse(line, f"`{row['ori'][:20]}` is no ORI of the list; import the list first")
        elif not any(said.values()) or not row["source"]:
            account.refuse(line, "give another name or an oversight body, and where it was read")
        elif len(said["other_name"]) > 160 or len(said["oversight"]) > 200 or len(row["source"]) > 400:
            account.refuse(line, "one of its texts is too long")
        else:
            _note, added = AgencyNote.objects.get_or_create(agency=agency, **said, defaults={"source": row["source"]})
            account.outcomes["added" if added else "same"] += 1
            agency.words = words_of(agency.name, agency.published, [note.other_name for note in agency.notes.all()])
            agency.save(update_fields=["words"])


def found(query: str, *, state: str = "", most: int = MOST_FOUND) -> QuerySet[Agency]:
    """Agencies that have every word of the query, as a word's beginning; those of the state first."""
    agencies = Agency.objects.all()
    words = folded(query[:100]).split()
    if not words:
        return agencies.none()
    for word in words[:8]:
        agencies = agencies.filter(words__contains=f" {word}")
    here = Case(When(state=state, then=Value(0)), default=Value(1), output_field=IntegerField())
    return agencies.order_by(here, "name", "state", "ori")[:most]


def is_filled() -> bool:
    """Whether a list of agencies has been taken at all."""
    return Agency.objects.exists()
