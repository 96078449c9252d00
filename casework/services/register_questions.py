"""Answering what sheets leave unsure: an attorney's or a coordinator's act, kept with how they know, followed at once."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from casework import access
from casework.enums import AgreementModel, QuestionKind
from casework.errors import NoSuchAnswer, NotAllowed
from casework.models import RegisterQuestion
from casework.services import listings
from casework.services.seen import DIFFERENT, SAME, UNKNOWN
from incidents.services import ledger


def answer(*, actor: User, question: RegisterQuestion, said: str, note: str) -> RegisterQuestion:
    """Answers a question, or corrects an answer. The register is followed anew; the same answer again changes nothing.

    `said`: same or different; a day (ISO) or unknown; a model or unknown. Raises NotAllowed, or NoSuchAnswer for others.
    """
    if not access.can_answer_register(actor):
        raise NotAllowed
    if not _is_answer(question.kind, said):
        raise NoSuchAnswer(said)
    with transaction.atomic():
        row = RegisterQuestion.objects.select_for_update().get(pk=question.pk)
        if (row.answer, row.note) == (said, note):
            return row
        row.answer, row.note, row.answered_by, row.answered_at = said, note, actor, timezone.now()
        row.save()
        listings.renew()
        detail = {"kind": row.kind, "answer": said, "edition": listings.newest_edition()}
        ledger.append(actor=actor, act="register.question_answered", subject=f"register_question:{row.pk}", detail=detail)
    return row


def _is_answer(kind: str, said: str) -> bool:
    if kind == QuestionKind.SAME_BODY:
        return said in (SAME, DIFFERENT)
    if kind == QuestionKind.MODEL:
        return said in (UNKNOWN, *AgreementModel.values)
    return said == UNKNOWN or _is_day(said)


def _is_day(said: str) -> bool:
    try:
        return date.fromisoformat(said).isoformat() == said
    except ValueError:
        return False
