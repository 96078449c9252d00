"""What all sheets say together: the runs of sheets that list an agreement, what must be asked, and the edition that follows.

All of it is made anew from the rows and the answers, so that the order in which sheets came makes no difference.
"""

import json
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import rfc8785

from casework.engine import Register
from casework.engine.agency_names import could_be_meant, key_of, own_words
from casework.enums import QuestionKind, SheetKind
from casework.models import ListedAgency, Listing, RegisterEdition, RegisterQuestion, Sheet, SheetRow
from casework.services.changes import digest_of
from casework.services.seen import UNKNOWN, Seen, Terms, bodies_of, doubtful_pairs, read_rows
from incidents.models import Agency

Question = tuple[str, int, int | None, str, str]  # kind, agency, other, model, written


def renew() -> None:
    """Follows all sheets and answers anew: bodies, questions, listings, and an edition where they say something else.

    Called in the transaction of the import or answer that made it necessary.
    """
    sheets = list(Sheet.objects.all())
    seen = read_rows(sheets)
    answers = list(RegisterQuestion.objects.exclude(answer="").order_by("answered_at", "id"))
    bodies = bodies_of(seen, answers)
    _keep_bodies(seen, bodies)
    _keep_questions(seen, bodies)
    participating = [one for one in sheets if one.kind == SheetKind.PARTICIPATING]
    listings = list(_listings(_agreements(seen, bodies, answers), participating))
    Listing.objects.all().delete()
    Listing.objects.bulk_create(listings, batch_size=500)
    _keep_edition(participating, seen, bodies)


def _keep_bodies(seen: Mapping[int, Seen], bodies: Mapping[int, int]) -> None:
    moved = []
    for pk, one in seen.items():
        body = bodies[pk] if bodies[pk] != pk else None
        if (one.agency.name, one.agency.body_id) != (one.name, body) and one.name:
            one.agency.name, one.agency.body_id = one.name, body
            moved.append(one.agency)
    ListedAgency.objects.bulk_update(moved, ["name", "body"], batch_size=500)


def _questions(seen: Mapping[int, Seen], bodies: Mapping[int, int]) -> Iterator[Question]:
    for one, other in doubtful_pairs(seen, bodies):
        yield QuestionKind.SAME_BODY, one, other, "", ""
    for pk, agency in seen.items():
        for terms in agency.sheets:
            if terms.signed is None:
                yield QuestionKind.SIGNED, pk, None, terms.model, terms.signed_written
            if not terms.model:
                yield QuestionKind.MODEL, pk, None, "", terms.model_written


def _keep_questions(seen: Mapping[int, Seen], bodies: Mapping[int, int]) -> None:
    """Opens what is newly unsure and takes back what other sheets have settled. What a person answered stays."""
    wanted = dict.fromkeys(_questions(seen, bodies))
    kept = {}
    for one in RegisterQuestion.objects.all():
        kept[one.kind, one.agency_id, one.other_id, one.model, one.written] = one
    settled = [one.pk for key, one in kept.items() if not one.answer and key not in wanted]
    RegisterQuestion.objects.filter(pk__in=settled).delete()
    RegisterQuestion.objects.bulk_create(
        RegisterQuestion(kind=kind, agency_id=agency, other_id=other, model=model, written=written)
        for kind, agency, other, model, written in wanted
        if (kind, agency, other, model, written) not in kept
    )


Agreements = dict[tuple[int, str, date | None], set[int]]


def _agreements(seen: Mapping[int, Seen], bodies: Mapping[int, int], answers: Sequence[RegisterQuestion]) -> Agreements:
    """(body, model, signed) -> the sheets that list it, with what people answered put in."""
    said = {(one.kind, one.agency_id, one.model, one.written): one.answer for one in answers if one.answer != UNKNOWN}
    found: Agreements = defaultdict(set)
    for pk, one in seen.items():
        for terms, sheets in one.sheets.items():
            found[bodies[pk], *_settled(pk, terms, said)] |= sheets
    return found


def _settled(agency: int, terms: Terms, said: Mapping[tuple[str, int, str, str], str]) -> tuple[str, date | None]:
    model = terms.model or said.get((QuestionKind.MODEL, agency, "", terms.model_written), "")
    day = said.get((QuestionKind.SIGNED, agency, terms.model, terms.signed_written)) if terms.signed is None else None
    return model, date.fromisoformat(day) if day else terms.signed


def cut_short(sheets: Sequence[Sheet]) -> set[int]:
    """Lists with fewer than half the rows of the whole one before: they show who is listed, and never who is not."""
    short, before = set(), 0
    for sheet in sheets:
        if sheet.rows * 2 < before:
            short.add(sheet.pk)
        else:
            before = sheet.rows
    return short


def _listings(agreements: Agreements, sheets: Sequence[Sheet]) -> Iterator[Listing]:
    """Each agreement as its unbroken runs of sheets."""
    place_of = {sheet.pk: place for place, sheet in enumerate(sheets)}
    short = cut_short(sheets)
    whole = [place for place, sheet in enumerate(sheets) if sheet.pk not in short]
    for (body, model, signed), listed in agreements.items():
        runs = _runs(sorted(place_of[pk] for pk in listed), whole)
        for number, run in enumerate(runs):
            absent = max((place for place in whole if place < run[0]), default=None) if number else None
            gone = next((place for place in whole if place > run[-1]), None)
            yield Listing(
                agency_id=body,
                model=model,
                signed=signed,
                absent=None if absent is None else sheets[absent].as_of,
                first_sheet=sheets[run[0]],
                last_sheet=sheets[run[-1]],
                gone_sheet=None if gone is None else sheets[gone],
                sheets=len(run),
            )


def _runs(places: Sequence[int], whole: Sequence[int]) -> list[list[int]]:
    """Places in a row, broken where a whole sheet lies between two of them that has no such agreement."""
    runs: list[list[int]] = []
    for place in places:
        if not runs or any(runs[-1][-1] < between < place for between in whole):
            runs.append([])
        runs[-1].append(place)
    return runs


def _keep_edition(participating: Sequence[Sheet], seen: Mapping[int, Seen], bodies: Mapping[int, int]) -> None:
    short = cut_short(participating)
    content: dict[str, Any] = {
        "rows": _rows(seen, bodies),
        "sheets": sorted({sheet.as_of.isoformat() for sheet in participating if sheet.pk not in short}),
        "doubts": _doubts(),
        "known": _known(seen),
    }
    digest = digest_of(content)
    newest = RegisterEdition.objects.order_by("-id").first()
    if newest is None or newest.digest != digest:
        RegisterEdition.objects.create(digest=digest, content=zlib.compress(rfc8785.dumps(content)))


def _rows(seen: Mapping[int, Seen], bodies: Mapping[int, int]) -> list[dict[str, Any]]:
    """Rows as the engine reads them, in an order that does not depend on what came first."""
    keys = defaultdict(set)
    for pk, one in seen.items():
        keys[bodies[pk]].add(one.agency.key)
    names = {pk: one.agency for pk, one in seen.items()}
    rows = []
    for run in Listing.objects.select_related("first_sheet", "last_sheet", "gone_sheet"):
        agency, spellings = names[run.agency_id], sorted(keys[run.agency_id])
        rows.append(
            {
                "agency": agency.name,
                "state": agency.state,
                "county": agency.county or None,
                "model": run.model or None,
                "signed": run.signed.isoformat() if run.signed else None,
                "ended": None,
                "first": run.first_sheet.as_of.isoformat(),
                "last": run.last_sheet.as_of.isoformat(),
                "gone": run.gone_sheet.as_of.isoformat() if run.gone_sheet else None,
                "absent": run.absent.isoformat() if run.absent else None,
                "keys": spellings,
                "body": f"{agency.state}/{spellings[0]}/{agency.county}",
            }
        )
    return sorted(rows, key=rfc8785.dumps)


def _doubts() -> list[list[str]]:
    """(state, key) of agencies in an open question of one body or two; ("", key) where a row was refused for its state."""
    questions = RegisterQuestion.objects.filter(kind=QuestionKind.SAME_BODY, answer="").select_related("agency", "other")
    found = {(one.state, one.key) for question in questions for one in (question.agency, question.other) if one}
    refused = SheetRow.objects.exclude(refused="").order_by().values_list("written", flat=True)
    keys = {key_of(written.get("agency", "")) for written in refused}
    return [list(pair) for pair in sorted(found | {("", key) for key in keys if key})]


def _known(seen: Mapping[int, Seen]) -> list[list[str]]:
    """(state, key) of agencies of the list by ORI that no sheet names and whose name is near one that is listed.

    No other agency of the state has the name, and the list has one of the listed name too: they are two bodies.
    """
    by_word: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in seen.values():
        for word in own_words(one.agency.key):
            by_word[one.agency.state, word].add(one.agency.key)
    states = {state for state, _word in by_word}
    rows = Agency.objects.filter(state__in=states).order_by().values_list("state", "name")
    directory = Counter((state, key_of(name)) for state, name in rows)
    own = {(state, own_words(key)) for state, key in directory}
    known = []
    for (state, key), number in directory.items():
        mine = own_words(key)
        near = {other for word in mine for other in by_word.get((state, word), ()) if could_be_meant(key, other)}
        if near and number == 1 and all(own_words(other) != mine and (state, own_words(other)) in own for other in near):
            known.append([state, key])
    return sorted(known)


def newest_edition() -> str:
    """The digest of what all sheets now say; empty while there is no sheet."""
    return RegisterEdition.objects.order_by("-id").values_list("digest", flat=True).first() or ""


@lru_cache(maxsize=4)
def content_of_edition(digest: str) -> dict[str, Any]:
    """{"rows", "sheets", "doubts", "known"} of an edition; the same digest is always the same content."""
    packed = RegisterEdition.objects.filter(digest=digest).values_list("content", flat=True)[0]
    content: dict[str, Any] = json.loads(zlib.decompress(bytes(packed)))
    return content


@lru_cache(maxsize=4)
def register_of_edition(digest: str) -> Register:
    content = content_of_edition(digest)
    doubts, known = ([(state, key) for state, key in content.get(name, ())] for name in ("doubts", "known"))
    sheets = map(date.fromisoformat, content["sheets"])
    return Register.of(content["rows"], whole=False, sheets=sheets, doubts=doubts, known=known)
