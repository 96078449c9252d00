"""The applicable authority of a place as a sheet, and as the plain data of the endpoint."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from casework.display.authorities import checked_words, day, days_of, name_of, standing_words
from casework.display.authority_page import bound_words, direction_words, kind_words
from casework.display.on_file import missing_words
from casework.display.places import place_words
from casework.display.words import say
from casework.engine import Law
from casework.engine.applicable import Against, Answer, Applicable
from casework.engine.kleene import Truth

SECTIONS = ("order", "local", "state", "circuit", "federal")
DIRECTIONS = ("limits", "authorizes", "compels", "channels")


def yes_no(value: Truth) -> str:
    return {True: "yes", False: "no", None: "unknown"}[value]


def point_words(name: str) -> str:
    return {
        "ruse": _("Does deception about identity or purpose undo consent?"),
        "knock_and_talk_to_arrest": _("May officers come to the door in order to arrest?"),
        "right_to_record": _("May officers in public be recorded?"),
        "local_civil_immigration_arrest": _("Is a local arrest or hold on civil immigration grounds unlawful?"),
        "doorway": _("Is an arrest at, or a summons to, the door an entry?"),
        "home_belief": _("What belief that the person lives there must come with an arrest warrant?"),
        "detainer_review": _("Must a neutral person review a detainer hold within 48 hours?"),
    }.get(name, name.replace("_", " "))


def value_words(value: str) -> str:
    return {
        "strong": _("decides by itself"),
        "weighs": _("one factor among others"),
        "weak": _("mostly against it"),
        "open": _("undecided"),
        "recognized": _("recognized"),
        "recognized_in_part": _("recognized in part"),
        "required": _("required"),
        "not_required": _("not required"),
        "probable_cause": _("probable cause"),
        "reasonable_belief": _("reasonable belief"),
    }.get(value, value.replace("_", " "))


def section_words(name: str) -> str:
    return {
        "order": _("Court orders that reach this place"),
        "local": _("Local law"),
        "state": _("State law"),
        "circuit": _("Federal courts of this region"),
        "federal": _("Federal law"),
    }[name]


@dataclass(frozen=True)
class Entry:
    """One record on the sheet."""

    law: Law
    row: Applicable

    @property
    def name(self) -> str:
        return name_of(self.row.record)

    @property
    def kind(self) -> str:
        return kind_words(self.row.record.kind)

    @property
    def direction(self) -> str:
        return direction_words(self.row.record.direction)

    @property
    def bound(self) -> str:
        return bound_words(self.row.record.applies_to)

    @property
    def agency(self) -> str:
        return {True: _("It speaks to this agency."), False: _("It does not speak to this agency."), None: ""}[
            self.row.binds_agency
        ]

    @property
    def standing(self) -> str:
        on_day, today = standing_words(self.row.status_on_day), standing_words(self.row.status_today)
        return f"{on_day} ({day(self.row.law_day)})" if on_day == today else f"{on_day} → {_('today')}: {today}"

    @property
    def days(self) -> str:
        return days_of(self.row.record)

    @property
    def checked(self) -> str:
        return checked_words(self.row.record)

    @property
    def uncertain_place(self) -> bool:
        return self.row.reaches is None

    @property
    def displaced_by(self) -> list[tuple[str, str, str]]:
        return self._against(self.row.displaced_by)

    @property
    def contested_by(self) -> list[tuple[str, str, str]]:
        return self._against(self.row.contested_by)

    def _against(self, found: Against) -> list[tuple[str, str, str]]:
        """(id, name, titles of the codes for which it stands against this rule)."""
        rules, records = self.law.rules, self.law.authorities
        named: dict[str, list[str]] = {}
        for code, one in found:
            named.setdefault(one, []).append(say(rules[code].title) if code in rules else code)
        return [(one, name_of(records[one]), "; ".join(titles)) for one, titles in named.items()]


class Sheet:
    def __init__(self, law: Law, answer: Answer) -> None:
        self.law, self.answer = law, answer

    @property
    def places(self) -> list[str]:
        return [place_words(self.law, name) for name in self.answer.place.path]

    @property
    def sections(self) -> list[dict[str, Any]]:
        """Title, what is law on the day by direction, and what is on file but not in force on it."""
        return [part for name in SECTIONS if (part := self._section(name))["count"]]

    def _section(self, name: str) -> dict[str, Any]:
        rows = [one for one in self.answer.rows if one.section == name]
        live = sorted((one for one in rows if one.governs), key=lambda one: DIRECTIONS.index(one.record.direction))
        groups = [
            (direction_words(key), [Entry(self.law, one) for one in live if one.record.direction == key]) for key in DIRECTIONS
        ]
        past = [Entry(self.law, one) for one in rows if not one.governs]
        return {
            "name": name,
            "title": section_words(name),
            "count": len(rows),
            "groups": [group for group in groups if group[1]],
            "past": past,
            "folded": name in ("circuit", "federal"),
        }

    @property
    def missing(self) -> list[str]:
        return [missing_words(part, name) for part, name in self.answer.missing]

    @property
    def blanks(self) -> list[dict[str, str]]:
        return [{"id": one.id, "text": one.proposition, "checked": checked_words(one)} for one in self.answer.blanks]

    @property
    def points(self) -> list[dict[str, Any]]:
        return [
            {
                "question": point_words(name),
                "value": value_words(str(row["value"])),
                "rule": row["rule"],
                "unread": row["checked"] == "memory",
            }
            for name, row in self.answer.points.items()
        ]

    @property
    def counts(self) -> list[tuple[str, list[tuple[str, int]]]]:
        """(what is counted by, [(name, number of records)])."""
        title = {"place": _("By place"), "kind": _("By kind"), "checked": _("By checking")}
        return [
            (title[part], [(self._counted(part, key), number) for key, number in held.items()])
            for part, held in self.answer.counts.items()
        ]

    def _counted(self, part: str, key: str) -> str:
        if part == "place":
            return place_words(self.law, key)
        how = {"text": _("text read"), "account": _("account read"), "memory": _("read by nobody")}
        return how[key] if part == "checked" else kind_words(key)


def as_data(law: Law, answer: Answer) -> dict[str, Any]:
    """The answer as plain JSON: ids, days as ISO dates, yes/no/unknown as words."""
    asked = answer.asked
    return {
        "format": "applicable/1",
        "release": law.digest,
        "day": asked.day.isoformat(),
        "as_of": asked.as_of.isoformat(),
        "places": list(answer.place.path),
        "agency": {"level": asked.level, "component": asked.component},
        "missing": [{"part": part, "name": name} for part, name in answer.missing],
        "blanks": [one.id for one in answer.blanks],
        "authorities": [_data(one) for one in answer.rows],
        "circuit_points": {name: dict(row) for name, row in answer.points.items()},
        "counts": {key: dict(value) for key, value in answer.counts.items()},
    }


def _data(row: Applicable) -> dict[str, Any]:
    one = row.record
    area = one.area
    return {
        "id": one.id,
        "section": row.section,
        "kind": one.kind,
        "title": one.title,
        "citation": one.citation,
        "direction": one.direction,
        "applies_to": one.applies_to,
        "binds_agencies": list(one.binds_agencies),
        "reaches": yes_no(row.reaches),
        "binds_agency": yes_no(row.binds_agency),
        "governs": row.governs,
        "status_on_day": row.status_on_day,
        "status_today": row.status_today,
        "history": [
            {"from": p.start.isoformat() if p.start else None, "status": p.status, "note": p.note} for p in one.history
        ],
        "area": {
            "states": sorted(area.states),
            "districts": sorted(area.districts),
            "counties": {s: sorted(c) for s, c in area.counties},
        }
        if area
        else None,
        "codes": list(one.codes),
        "proposition": one.proposition,
        "displaced_by": [{"code": code, "id": by} for code, by in row.displaced_by],
        "contested_by": [{"code": code, "id": by} for code, by in row.contested_by],
        "checked": one.checked,
        "checked_on": one.checked_on.isoformat(),
        "read_by_nobody": not one.read,
    }
