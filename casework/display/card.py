"""A card for volunteers of one state: distance, obstruction, recording and local officers, from the records alone."""

import re
from typing import Any

from casework.display.applicable import Entry, value_words
from casework.engine import Law
from casework.engine.applicable import Answer, Applicable

RECORDING = "FIRST-RECORDING"
# Words by which a record shows that it speaks of interference, and of how far away to stand.
INTERFERES = re.compile(r"\b(interfer|obstruct|imped)", re.IGNORECASE)
DISTANCE = re.compile(r"\b(feet|foot|metres?|meters?|yards?)\b", re.IGNORECASE)


class Card:
    """Every line is a record's own text; a section without a record says so, and nothing is added to fill it."""

    def __init__(self, law: Law, answer: Answer) -> None:
        self.law, self.answer = law, answer
        self.rows = [one for one in answer.rows if one.governs]

    @property
    def state(self) -> str:
        return self.law.places.states[self.answer.asked.state].name

    @property
    def point(self) -> dict[str, Any] | None:
        """How the federal circuit stands on recording officers."""
        row = self.answer.points.get("right_to_record")
        return {**row, "value": value_words(str(row["value"])), "unread": row["checked"] == "memory"} if row else None

    @property
    def recording(self) -> list[Entry]:
        about = [one for one in self.rows if RECORDING in one.record.codes and one.record.direction == "limits"]
        return self._entries([one for one in about if one.section != "federal" or one.record.kind == "constitution"])

    @property
    def distance(self) -> list[Entry]:
        """Only what speaks of interference and a measure at once: a distance may belong to something else, such as arrests."""
        return self._entries([one for one in self._interfering() if DISTANCE.search(_text(one))])

    @property
    def interference(self) -> list[Entry]:
        return self._entries(self._interfering())

    def _interfering(self) -> list[Applicable]:
        """State records and federal statutes by whose words a person at the scene can be held to have interfered."""
        about = [one for one in self.rows if one.section == "state" or one.record.kind == "statute"]
        return [one for one in about if one.record.direction != "limits" and INTERFERES.search(_text(one))]

    @property
    def officers(self) -> list[Entry]:
        """State law on what local officers may and must not do, limits first."""
        about = [one for one in self.rows if one.section == "state" and one.record.applies_to != "federal"]
        return self._entries(sorted(about, key=lambda one: one.record.direction != "limits"))

    @property
    def blanks(self) -> list[str]:
        return [one.proposition for one in self.answer.blanks]

    def _entries(self, rows: list[Applicable]) -> list[Entry]:
        return [Entry(self.law, one) for one in rows]


def _text(one: Applicable) -> str:
    return f"{one.record.title} {one.record.proposition}"
