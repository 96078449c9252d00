"""A question of the register as a page asks it: in a sentence, with its candidates and the rows that raised it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from casework.display.register import said
from casework.enums import AgreementModel, QuestionKind
from casework.models import RegisterQuestion, SheetRow
from casework.services.seen import DIFFERENT, SAME, UNKNOWN
from casework.sheets.listing import day_meant, day_written

MOST_ROWS = 6


@dataclass(frozen=True)
class Asked:
    """One question, with the form that was sent where it could not be taken."""

    question: RegisterQuestion
    form: Any = None

    @property
    def title(self) -> str:
        agency = str(self.question.agency)
        if self.question.kind == QuestionKind.SAME_BODY:
            return _("%(one)s and %(other)s: one agency or two?") % {"one": agency, "other": self.question.other}
        if self.question.kind == QuestionKind.SIGNED:
            return _("%(agency)s: which day was it signed?") % {"agency": agency}
        return _("%(agency)s: which model is it?") % {"agency": agency}

    @property
    def written(self) -> str:
        """What the sheets say, as they write it."""
        if self.question.kind == QuestionKind.SAME_BODY:
            return ""
        text = self.question.written or _("nothing")
        return _("The sheets write: %(text)s") % {"text": f"“{text}”" if self.question.written else text}

    @cached_property
    def choices(self) -> list[tuple[str, str]]:
        if self.question.kind == QuestionKind.SAME_BODY:
            return [(SAME, _("One agency under two names")), (DIFFERENT, _("Two agencies"))]
        if self.question.kind == QuestionKind.MODEL:
            return [*((value, str(label)) for value, label in AgreementModel.choices), (UNKNOWN, _("It cannot be known"))]
        return [*((day, text) for day, text in self._days), (UNKNOWN, _("It cannot be known"))]

    @property
    def _days(self) -> list[tuple[str, str]]:
        rows = self.rows
        as_of = max((row.sheet.as_of for row in rows), default=None)
        meant = as_of and (day_meant(self.question.written, as_of) or day_written(self.question.written))
        return [(meant.isoformat(), _("%(day)s, which may have been meant") % {"day": said(meant)})] if meant else []

    @property
    def takes_day(self) -> bool:
        return self.question.kind == QuestionKind.SIGNED

    @cached_property
    def rows(self) -> list[SheetRow]:
        """The rows that raise it, the latest sheet first; of two agencies those of both."""
        agencies = [pk for pk in (self.question.agency_id, self.question.other_id) if pk]
        rows = SheetRow.objects.filter(agency__in=agencies).select_related("sheet")
        if self.question.kind == QuestionKind.SIGNED:
            rows = rows.filter(signed=None, model=self.question.model, sheet__kind="participating")
        elif self.question.kind == QuestionKind.MODEL:
            rows = rows.filter(model="", sheet__kind="participating")
        return list(rows.order_by("-sheet__as_of", "sheet__name", "number")[:MOST_ROWS])

    @property
    def answer(self) -> str:
        labels = dict(self.choices)
        return labels.get(self.question.answer, self.question.answer)
