"""A card for volunteers of one state: distance, obstruction, recording and local officers, from the records alone."""

from typing import Any

from casework.display.applicable import Entry, value_words
from casework.engine import Law
from casework.engine.applicable import Answer, Applicable


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
        return self._about("recording")

    @property
    def distance(self) -> list[Entry]:
        return self._about("distance")

    @property
    def interference(self) -> list[Entry]:
        return self._about("interference")

    def _about(self, topic: str) -> list[Entry]:
        """What the records mark as speaking of a topic, of the state first."""
        about = [one for one in self.rows if topic in one.record.topics]
        return self._entries(sorted(about, key=lambda one: (one.section != "state", one.section == "federal")))

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
