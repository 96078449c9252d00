"""The register of agreements for pages: who holds what at a place on a day, and one agency's agreements over time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Count, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.engine import AgreementState, Register
from casework.engine.agency_names import county_of, key_of, names_its_county
from casework.enums import AgreementModel, QuestionKind
from casework.models import Agreement, ListedAgency, Listing, RegisterQuestion, Sheet, SheetRow
from incidents.intake.places import STATES
from incidents.models import Agency

ORDER = ("in_force", "unclear", "not_in_force")


@dataclass(frozen=True)
class Holder:
    """An agency that some sheet or row by hand names, with what the register says of a day. `county` in plain words."""

    name: str
    state: str
    county: str
    found: AgreementState
    listed: int | None
    pending: bool = False

    @property
    def place(self) -> str:
        return self.county.title()

    @property
    def models(self) -> str:
        return models_in_words(self.found.models)

    @property
    def unsure(self) -> str:
        return models_in_words(self.found.unsure)


def models_in_words(models: Iterable[str]) -> str:
    labels = dict(AgreementModel.choices)
    return ", ".join(str(labels.get(model, _("model not known"))) for model in models)


def states_of(found: Iterable[Holder]) -> list[tuple[str, str, Mapping[str, int]]]:
    """(code, name, state of agreement -> how many agencies) of each state in which some agency stands, by name."""
    counts: dict[str, dict[str, int]] = {}
    for holder in (one for one in found if not one.pending):
        tally = counts.setdefault(holder.state, dict.fromkeys(ORDER, 0))
        tally[holder.found.state] += 1
    return sorted(((code, STATES[code][0], tally) for code, tally in counts.items()), key=lambda row: row[1])


def holders(register: Register, day: date, *, state: str = "", county: str = "", query: str = "") -> list[Holder]:
    """Every agency of the register that fits, those with an agreement first. A county keeps those of the whole state."""
    bodies = ListedAgency.objects.filter(body=None).annotate(runs=Count("listings"))
    by_hand = Agreement.objects.all()
    if state:
        bodies, by_hand = bodies.filter(state=state), by_hand.filter(state=state)
    places = _Places(state)
    found = {(one.state, one.key): _holder(one, places.of(one), register, day) for one in bodies}
    for row in by_hand:
        key = key_of(row.agency)
        known = county_of(row.county) or places.in_name(key)
        holder = Holder(row.agency, row.state, known, register.agreement_on(row.agency, row.state, day), None)
        found.setdefault((row.state, key), holder)
    words = key_of(query).split()
    wanted = county_of(county)
    kept = [one for one in found.values() if all(word in f"{key_of(one.name)} {one.county}" for word in words)]
    kept = [one for one in kept if not wanted or one.county == wanted or not one.county]
    return sorted(kept, key=lambda one: (ORDER.index(one.found.state), not one.county, one.state, one.name))


def _holder(agency: ListedAgency, county: str, register: Register, day: date) -> Holder:
    found = register.agreement_on(agency.name, agency.state, day)
    return Holder(agency.name, agency.state, county, found, agency.pk, pending=not agency.runs)  # type: ignore[attr-defined]


class _Places:
    """The county of an agency: in its name, else beside it in a sheet, else in the list of agencies."""

    def __init__(self, state: str) -> None:
        self.state = state

    def of(self, agency: ListedAgency) -> str:
        return self.in_name(agency.key) or agency.county or self._known.get((agency.state, agency.key), "")

    @staticmethod
    def in_name(key: str) -> str:
        if not names_its_county(key):
            return ""
        words = key.split()
        return " ".join(words[: next(place for place, word in enumerate(words) if word in ("county", "parish"))])

    @cached_property
    def _known(self) -> dict[tuple[str, str], str]:
        rows = Agency.objects.exclude(county="").exclude(county__contains=",")
        rows = rows.filter(state=self.state) if self.state else rows
        return {(state, key_of(name)): county_of(county) for state, name, county in rows.values_list("state", "name", "county")}


@dataclass(frozen=True)
class Bar:
    """A stretch of the time line in thousandths of its width. `kind`: holds, window or reach."""

    kind: str
    x: int
    width: int


@dataclass(frozen=True)
class Lane:
    """One agreement over time: what is drawn, and the same in a sentence."""

    model: str
    sentence: str
    bars: tuple[Bar, ...]
    ticks: tuple[int, ...]


class AgencyPage:
    """All that the register holds of one agency."""

    def __init__(self, agency: ListedAgency, register: Register, day: date) -> None:
        self.agency, self.day = agency.root, day
        self.spellings = list(ListedAgency.objects.filter(Q(pk=self.agency.pk) | Q(body=self.agency)).order_by("name"))
        runs = Listing.objects.filter(agency=self.agency).select_related("first_sheet", "last_sheet", "gone_sheet")
        self.listings = list(runs.order_by("model", "first_sheet__as_of"))
        self.found = register.agreement_on(self.agency.name, self.agency.state, day)
        self.state_name = STATES[self.agency.state][0]

    @property
    def models(self) -> str:
        return models_in_words(self.found.models)

    @property
    def unsure(self) -> str:
        return models_in_words(self.found.unsure)

    @cached_property
    def by_hand(self) -> list[Agreement]:
        keys = {one.key for one in self.spellings}
        return [row for row in Agreement.objects.filter(state=self.agency.state) if key_of(row.agency) in keys]

    @cached_property
    def directory(self) -> Agency | None:
        """The same agency in the list by ORI, where exactly one there has its name."""
        keys = {one.key for one in self.spellings}
        rows = Agency.objects.filter(state=self.agency.state).prefetch_related("notes")
        found = [row for row in rows if key_of(row.name) in keys]
        return found[0] if len(found) == 1 else None

    @cached_property
    def questions(self) -> list[RegisterQuestion]:
        pks = [one.pk for one in self.spellings]
        about = Q(agency__in=pks) | Q(other__in=pks)
        return list(RegisterQuestion.objects.filter(about, answer="").select_related("agency", "other"))

    @cached_property
    def evidence(self) -> list[SheetRow]:
        """The rows that list it, the latest sheet first."""
        rows = SheetRow.objects.filter(agency__in=self.spellings).select_related("sheet")
        return list(rows.order_by("-sheet__as_of", "-sheet__part_of_day", "number"))

    @cached_property
    def sheets(self) -> list[date]:
        return sorted(set(Sheet.objects.filter(kind="participating").values_list("as_of", flat=True)))

    @cached_property
    def scale(self) -> "Scale | None":
        return Scale.over(self.listings, self.sheets) if self.listings else None

    @cached_property
    def lanes(self) -> list[Lane]:
        return [_lane(one, self.scale, self.sheets) for one in self.listings if self.scale]


@dataclass(frozen=True)
class Scale:
    """The days that the time line shows. Agreements are often much older than the first sheet: the line is cut before it."""

    start: date
    end: date

    @classmethod
    def over(cls, listings: Iterable[Listing], sheets: list[date]) -> "Scale":
        earliest = min(one.signed or one.first_sheet.as_of for one in listings)
        start = max(earliest.toordinal() - 7, sheets[0].toordinal() - 120)
        return cls(date.fromordinal(start), date.fromordinal(sheets[-1].toordinal() + 30))

    def at(self, day: date) -> int:
        whole = max((self.end - self.start).days, 1)
        return min(max(round((day - self.start).days * 1000 / whole), 0), 1000)

    def bar(self, kind: str, start: date, end: date) -> Bar:
        return Bar(kind, self.at(start), max(self.at(end) - self.at(start), 2))


def _lane(run: Listing, scale: Scale, sheets: list[date]) -> Lane:
    first, last = run.first_sheet.as_of, run.last_sheet.as_of
    start = first if run.absent or run.signed is None else run.signed
    bars = [scale.bar("holds", start, last)]
    if run.absent:
        bars.insert(0, scale.bar("window", run.absent, first))
    gone = run.gone_sheet.as_of if run.gone_sheet else None
    bars.append(scale.bar("window", last, gone) if gone else scale.bar("reach", last, scale.end))
    listing = tuple(scale.at(day) for day in sheets if first <= day <= last)
    model = run.get_model_display() if run.model else _("Model not known")
    return Lane(str(model), _sentence(run, first, last, gone), tuple(bars), listing)


def _sentence(run: Listing, first: date, last: date, gone: date | None) -> str:
    signed = _("Signed on %(day)s.") % {"day": said(run.signed)} if run.signed else _("The day of signing is not known.")
    listed = _("Listed by %(count)s sheets in a row, from %(first)s to %(last)s.") % {
        "count": run.sheets,
        "first": said(first),
        "last": said(last),
    }
    if gone is None:
        end = _("The last sheet here still lists it.")
    else:
        end = _("It ended after %(last)s and not after %(gone)s.") % {"last": said(last), "gone": said(gone)}
    again = [_("It had been off the list on %(day)s.") % {"day": said(run.absent)}] if run.absent else []
    return " ".join([signed, *again, listed, end])


def said(day: date) -> str:
    return date_format(day, _("j F Y"))


def open_questions() -> list[RegisterQuestion]:
    """Questions that nobody has answered, those of one body or two first."""
    rows = RegisterQuestion.objects.filter(answer="").select_related("agency", "other")
    return sorted(rows, key=lambda one: (one.kind != QuestionKind.SAME_BODY, one.agency.state, one.agency.name))
