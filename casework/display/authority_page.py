"""An authority as a page: everything that its record says, and who has read the text."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from casework.display import words
from casework.display.authorities import Readings, checked_words, day, days_of, name_of, shelfmark, standing_words
from casework.display.conditions import Line, outline
from casework.display.places import place_words
from casework.engine import Law
from casework.engine.law import Way


def kind_words(kind: str) -> str:
    return {
        "constitution": _("Constitution"),
        "statute": _("Statute"),
        "regulation": _("Regulation"),
        "case": _("Decided case"),
        "court_order": _("Court order"),
        "agency_policy": _("Agency policy"),
        "ag_directive": _("Directive of an attorney general"),
        "executive_order": _("Executive order"),
        "ordinance": _("Ordinance"),
    }.get(kind, kind.replace("_", " "))


def _way_days(way: Way) -> str:
    """The days of a clause that came later, or went earlier, than the rest of its record."""
    start = _("from %(day)s") % {"day": day(way.start)} if way.start else ""
    end = _("until %(day)s") % {"day": day(way.end)} if way.end else ""
    return f"{start} {end}".strip()


def direction_words(direction: str) -> str:
    return {
        "limits": _("It limits what officers may do"),
        "authorizes": _("It allows officers to do something"),
        "compels": _("It requires officers to do something"),
        "channels": _("It opens a way to claim or complain"),
    }.get(direction, direction)


def bound_words(applies_to: str) -> str:
    return {
        "federal": _("Federal officers"),
        "state_local": _("State and local officers"),
        "both": _("Federal, state and local officers"),
    }.get(applies_to, applies_to)


class AuthorityPage:
    def __init__(self, law: Law, name: str, readings: Readings) -> None:
        self.law = law
        self.authority = law.authorities[name]
        self.id = name
        self.digest = self.authority.digest
        self.name = name_of(self.authority)
        self.mark = shelfmark(law, name, {}, readings)

    def read_by(self, user: Any) -> bool:
        return isinstance(user, User) and any(one.attorney_id == user.pk for one in self.mark.readers)

    @property
    def kind(self) -> str:
        return kind_words(self.authority.kind)

    @property
    def direction(self) -> str:
        return direction_words(self.authority.direction)

    @property
    def bound(self) -> str:
        return bound_words(self.authority.applies_to)

    @property
    def binding_in(self) -> list[str]:
        return [place_words(self.law, name) for name in self.authority.binding_in]

    @property
    def jurisdiction(self) -> str:
        return place_words(self.law, self.authority.jurisdiction)

    @property
    def agencies(self) -> list[str]:
        return [words.answer("/agencies/*/component", name) for name in self.authority.binds_agencies]

    @property
    def note(self) -> str:
        return str(self.authority.extra.get("note") or "")

    @property
    def days(self) -> str:
        return days_of(self.authority)

    @property
    def history(self) -> list[dict[str, str]]:
        return [
            {
                "from": day(one.start) if one.start else _("a day that nobody has said"),
                "status": standing_words(one.status),
                "note": one.note or "",
            }
            for one in self.authority.history
        ]

    @property
    def checked(self) -> str:
        return checked_words(self.authority)

    @property
    def codes(self) -> list[tuple[str, str]]:
        """(code, title) of the rules that it bears on and that this release has."""
        return [(code, words.say(self.law.rules[code].title)) for code in self.authority.codes if code in self.law.rules]

    @property
    def other_codes(self) -> list[str]:
        return [code for code in self.authority.codes if code not in self.law.rules]

    @property
    def ways(self) -> list[dict[str, Any]]:
        return [
            {
                "code": way.code or "",
                "days": _way_days(way),
                "lines": [self._line(one) for one in (*way.agency, *way.place, *way.conduct)],
                "notes": self._notes(way.notes),
            }
            for way in self.authority.ways
        ]

    @property
    def ways_by_code(self) -> list[tuple[str, str, list[dict[str, Any]]]]:
        """(code, title, ways) in the order of the record; the title is empty where this release has no such rule."""
        groups: dict[str, list[dict[str, Any]]] = {}
        for way in self.ways:
            groups.setdefault(way["code"], []).append(way)
        return [(code, self._title(code), ways) for code, ways in groups.items()]

    def _title(self, code: str) -> str:
        return words.say(self.law.rules[code].title) if code in self.law.rules else ""

    @property
    def exemptions(self) -> list[dict[str, Any]]:
        return [
            {
                "codes": ", ".join(one.codes),
                "lines": [self._line(part) for part in one.when],
                "notes": self._notes([one.note] if one.note else []),
            }
            for one in self.authority.exemptions
        ]

    def _line(self, condition: Any) -> Line:
        return outline(self.law, condition)

    def _notes(self, notes: Any) -> list[str]:
        return [words.say(note) for note in notes]

    @property
    def contrary(self) -> list[dict[str, str]]:
        """Each contrary authority with its id, where it is one, else the sentence."""
        known = self.law.authorities
        return [
            {"id": one if one in known else "", "text": name_of(known[one]) if one in known else one}
            for one in self.authority.contrary
        ]
