"""Authorities as a page shows them: what they say, on whom they bind, when they held, and who has read them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from casework.engine import Authority, Law
from casework.models import AuthorityReading

Readings = Mapping[tuple[str, str], list[AuthorityReading]]


def standing_words(status: str) -> str:
    return {
        "in_force": _("in force"),
        "enjoined": _("enjoined"),
        "stayed": _("stayed"),
        "superseded": _("superseded"),
        "repealed": _("repealed"),
        "vacated": _("vacated"),
        "contested": _("contested"),
        "expired": _("expired"),
        "none": _("not in force"),
    }.get(status, status.replace("_", " "))


def role_words(role: str) -> str:
    return {
        "supports": _("supports it"),
        "defeats": _("takes it away"),
        "contrary": _("stands against it"),
        "displaced": _("displaced by other law"),
        "context": _("context"),
    }.get(role, role)


def day(value: date) -> str:
    return formats.date_format(value, _("j F Y"))


def days_of(authority: Authority) -> str:
    """Its dated history in one line."""
    spans = []
    for period in authority.history:
        since = _("from %(day)s") % {"day": day(period.start)} if period.start else _("from a day that nobody has said")
        spans.append(f"{standing_words(period.status)} {since}")
    if authority.decided:
        text = _("Decided %(day)s") % {"day": day(authority.decided)}
        return f"{text}; {'; '.join(spans)}" if len(spans) > 1 else text
    text = "; ".join(spans)
    return text[:1].upper() + text[1:]


def name_of(authority: Authority) -> str:
    """Title and citation as a lawyer writes them; where one holds the other, the longer alone."""
    title, citation = authority.title, authority.citation
    if not citation or citation in title:
        return title
    return citation if title in citation else f"{title}, {citation}"


def checked_words(authority: Authority) -> str:
    how = {
        "text": _("The text itself was read for this file."),
        "account": _("A reliable account of it was read for this file, not the text itself."),
        "memory": _("It was written down from memory; nobody read the text for this file."),
    }[authority.checked]
    return f"{how} ({day(authority.checked_on)})"


@dataclass(frozen=True)
class Shelfmark:
    """An authority in the light of one result."""

    id: str
    name: str
    record: Authority
    role: str
    binds: bool
    status_on_day: str
    status_today: str
    readers: tuple[AuthorityReading, ...]
    unverified: bool
    weighed: bool

    @property
    def role_words(self) -> str:
        return role_words(self.role)

    @property
    def days(self) -> str:
        return days_of(self.record)

    @property
    def on_day(self) -> str:
        return standing_words(self.status_on_day)

    @property
    def today(self) -> str:
        return "" if self.status_today == self.status_on_day else standing_words(self.status_today)

    @property
    def binding(self) -> str:
        """How it binds at the place of the incident; empty for an authority that no result weighed."""
        if not self.weighed:
            return ""
        return _("binding here") if self.binds else _("persuasive here")

    @property
    def read_by(self) -> str:
        names = [f"{one.attorney.name}, {day(one.read_at)}" for one in self.readers]
        return "; ".join(names)

    @property
    def card(self) -> dict[str, Any]:
        """What `parts/cite.html` shows."""
        unread = _("nobody: unverified") if self.unverified else _("nobody here yet")
        return {
            "citation": self.name,
            "proposition": self.record.proposition,
            "binds": self.binding,
            "days": self.days,
            "read_by": self.read_by or unread,
            "href": reverse("authority", args=[self.id]),
        }


def shelfmark(law: Law, name: str, found: Mapping[str, Any], readings: Readings) -> Shelfmark:
    """`found`: the authority's row in a result; {} for one that only the trace names."""
    authority = law.authorities[name]
    readers = tuple(readings.get((name, authority.digest), ()))
    return Shelfmark(
        id=name,
        name=name_of(authority),
        record=authority,
        role=found.get("role", "context"),
        binds=bool(found.get("binds")),
        status_on_day=found.get("status_on_day") or "",
        status_today=found.get("status_today") or "",
        readers=readers,
        unverified=not authority.read and not readers,
        weighed=bool(found),
    )
