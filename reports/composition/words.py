"""The composer's own words in the language of the report, with its dates, times and counts."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from reports.composition.labels import LABELS
from reports.composition.labels_findings import FINDING_LABELS

LANGUAGES = ("en", "es")
CATALOGUE = LABELS | FINDING_LABELS
MONTHS = {
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    "es": (
        *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
        *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    ),
}


class Words:
    """Labels and dates in one language; any other language than Spanish is set in English."""

    def __init__(self, language: object) -> None:
        self.language = "es" if language == "es" else "en"
        self._index = LANGUAGES.index(self.language)

    def __call__(self, key: str, /, **values: object) -> str:
        """A sentence of the catalogue. `key` is one of `labels.LABELS`; values are put in as they are."""
        return CATALOGUE[key][self._index].format(**values)

    def has(self, key: str) -> bool:
        return key in CATALOGUE

    def pick(self, pair: tuple[str, str]) -> str:
        return pair[self._index]

    def of(self, text: object) -> str:
        """Text that the snapshot carries in both languages (`{"en": …, "es": …}`), or in one."""
        if isinstance(text, Mapping):
            return str(text.get(self.language) or text.get("en") or next(iter(text.values()), ""))
        return "" if text is None else str(text)

    def count(self, key: str, number: int) -> str:
        """A counted sentence: `key.one` for one, `key.many` for any other number."""
        return self(f"{key}.one" if number == 1 else f"{key}.many", n=number)

    def listed(self, items: Iterable[str]) -> str:
        """`a, b and c`."""
        parts = list(items)
        if len(parts) < 2:
            return "".join(parts)
        return f"{', '.join(parts[:-1])} {self('and')} {parts[-1]}"

    def day(self, value: object) -> str:
        """`14 January 2026`. What is no date comes back as it was written."""
        moment = read_day(value)
        if moment is None:
            return "" if value is None else str(value)
        month = MONTHS[self.language][moment.month - 1]
        return self("date", day=moment.day, month=month, year=moment.year)

    def clock(self, value: object) -> str:
        """`06:12 UTC−05:00`: the local time and its offset, as recorded."""
        moment = read_moment(value)
        if moment is None:
            return "" if value is None else str(value)
        return f"{moment:%H:%M} {zone(moment)}".strip()

    def moment(self, value: object) -> str:
        """`14 January 2026, 06:12 UTC−05:00`."""
        if read_moment(value) is None:
            return self.day(value)
        return f"{self.day(value)}, {self.clock(value)}"


def read_moment(value: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(value)) if "T" in str(value) else None
    except ValueError:
        return None


def read_day(value: object) -> date | None:
    moment = read_moment(value)
    if moment is not None:
        return moment.date()
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def zone(moment: datetime) -> str:
    """The offset as written beside a time; nothing where the record has none."""
    offset = moment.utcoffset()
    if offset is None:
        return ""
    if not offset:
        return "UTC"
    minutes = abs(offset) // timedelta(minutes=1)
    return f"UTC{'−' if offset < timedelta() else '+'}{minutes // 60:02d}:{minutes % 60:02d}"
