"""Agencies as the rows of all sheets show them, which of them are one body, and which could be."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from casework.engine.agency_names import (
    SLIPS,
    county_of,
    kinds_differ,
    names_its_county,
    one_goes_on,
    own_words,
    plain,
    same_but_for_generic_words,
    slips_between,
)
from casework.enums import QuestionKind, SheetKind
from casework.models import ListedAgency, RegisterQuestion, Sheet, SheetRow

SAME, DIFFERENT, UNKNOWN = "same", "different", "unknown"


@dataclass(frozen=True, slots=True)
class Terms:
    """What a row says of an agreement: model and day as read, else the text in which nothing certain was found."""

    model: str
    signed: date | None
    model_written: str = ""
    signed_written: str = ""


@dataclass
class Seen:
    """One agency by name: what it was called last, its counties, and the participating sheets that list each agreement."""

    agency: ListedAgency
    name: str = ""
    counties: set[str] = field(default_factory=set)
    sheets: dict[Terms, set[int]] = field(default_factory=lambda: defaultdict(set))

    @property
    def is_confirmed(self) -> bool:
        """Whether the county beside its name is the county in its name: then the name is no slip of the pen."""
        own = own_words(self.agency.key)
        return names_its_county(self.agency.key) and any(own == frozenset(county.split()) for county in self.counties)

    def places(self) -> dict[tuple[int, str], date | None]:
        """(sheet, model) -> day signed."""
        return {(sheet, terms.model): terms.signed for terms, sheets in self.sheets.items() for sheet in sheets}


def read_rows(sheets: Sequence[Sheet]) -> dict[int, Seen]:
    """Every agency by its row's id, from the rows of all sheets in their order."""
    order = {sheet.pk: place for place, sheet in enumerate(sheets)}
    participating = {sheet.pk for sheet in sheets if sheet.kind == SheetKind.PARTICIPATING}
    seen = {agency.pk: Seen(agency) for agency in ListedAgency.objects.all()}
    rows = (
        SheetRow.objects.exclude(agency=None).order_by().values_list("sheet", "number", "agency", "model", "signed", "written")
    )
    for sheet, _number, agency, model, signed, written in sorted(rows, key=lambda row: (order[row[0]], row[1])):
        one = seen[agency]
        one.name = written["agency"]
        one.counties.add(county_of(written.get("county")))
        if sheet in participating:
            said = "" if model else written.get("model", "")[:200], "" if signed else written.get("signed", "")[:200]
            one.sheets[Terms(model, signed, *said)].add(sheet)
    return seen


def bodies_of(seen: Mapping[int, Seen], answers: Iterable[RegisterQuestion]) -> dict[int, int]:
    """agency -> the agency whose other spelling it is; itself where it is a body of its own."""
    above = {pk: pk for pk in seen}

    def root(pk: int) -> int:
        while above[pk] != pk:
            pk = above[pk]
        return pk

    for one, other in (*_without_county(seen), *_answered_same(answers)):
        low, high = sorted((root(one), root(other)))
        above[high] = low
    return {pk: root(pk) for pk in seen}


def _without_county(seen: Mapping[int, Seen]) -> Iterator[tuple[int, int]]:
    """A name that stands once with a county and once without is one body."""
    by_name = defaultdict(list)
    for pk, one in seen.items():
        by_name[one.agency.state, one.agency.key].append(pk)
    for group in by_name.values():
        if len(group) == 2 and sum(not seen[pk].agency.county for pk in group) == 1:
            yield group[0], group[1]


def _answered_same(answers: Iterable[RegisterQuestion]) -> Iterator[tuple[int, int]]:
    for one in answers:
        if one.kind == QuestionKind.SAME_BODY and one.answer == SAME and one.other_id is not None:
            yield one.agency_id, one.other_id


def doubtful_pairs(seen: Mapping[int, Seen], bodies: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Pairs of agencies of one state that could be one body, and that nothing in the sheets tells apart."""
    by_state = defaultdict(list)
    for pk in sorted(seen):
        by_state[seen[pk].agency.state].append(_Name.of(pk, seen[pk].agency))
    for group in by_state.values():
        for one, other in combinations(group, 2):
            if one.is_near(other) and bodies[one.pk] != bodies[other.pk] and not _told_apart(seen[one.pk], seen[other.pk]):
                yield one.pk, other.pk


@dataclass(frozen=True, slots=True)
class _Name:
    """A name ready to be compared with many. `letters`: one bit for each letter or figure that occurs in it."""

    pk: int
    key: str
    text: str
    own: frozenset[str]
    letters: int

    @classmethod
    def of(cls, pk: int, agency: ListedAgency) -> "_Name":
        text = plain(agency.name)
        bits = (1 << ord(letter) - 48 for letter in {*text} - {" "})
        return cls(pk, agency.key, text, own_words(agency.key), sum(bits))

    def is_near(self, other: "_Name") -> bool:
        """Cheap questions first: of all pairs nearly none are near."""
        if self.own == other.own:
            return self.key == other.key or same_but_for_generic_words(self.key, other.key)
        if one_goes_on(self.key, other.key):
            return True
        if (self.letters ^ other.letters).bit_count() > 2 * SLIPS or abs(len(self.text) - len(other.text)) > SLIPS:
            return False
        return not kinds_differ(self.key, other.key) and slips_between(self.text, other.text) <= SLIPS


def _told_apart(one: Seen, other: Seen) -> bool:
    """Their counties say that they are two, or one sheet lists both for the same model with two days of signing."""
    if one.is_confirmed and other.is_confirmed and own_words(one.agency.key) != own_words(other.agency.key):
        return True
    counties = one.counties - {""}, other.counties - {""}
    if one.agency.key != other.agency.key and all(counties) and not counties[0] & counties[1]:
        return True
    mine, theirs = one.places(), other.places()
    return any(mine[place] and theirs[place] and mine[place] != theirs[place] for place in mine.keys() & theirs.keys())
