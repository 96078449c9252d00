"""Which unrecorded facts would settle a result: each is tried, and only those whose answer would change it are asked."""

from collections.abc import Iterable, Mapping
from itertools import combinations, product

from casework.engine.fields import pattern_of
from casework.engine.results import NOT_APPLICABLE, NOT_INDICATED, NOT_RAISED, POSSIBLE, Parts, Question, Result
from casework.engine.trace import Text

FALLBACK = {
    "en": "What do you know about “{name}”? If nobody knows, leave it open.",
    "es": "¿Qué sabe usted sobre «{name}»? Si nadie lo sabe, déjelo sin responder.",
}


# Where so much is open (dozens of agencies and persons with hardly a word of each), the first are enough to ask.
MOST_TRIED = 60
MOST_PAIRED = 12


def settling(parts: Parts, status: str, rests_on: Iterable[str]) -> tuple[str, ...]:
    """The paths to ask about, those that the result already presumes first.

    Where no single answer would change the status: those that would settle a part of the rule, else those that would together.
    """
    if status in (NOT_RAISED, NOT_APPLICABLE, NOT_INDICATED):
        return tuple(rests_on)
    rests = set(rests_on)
    tried = sorted(parts.open_to_change())[:MOST_TRIED]
    changing = [path for path in tried if any(parts.status_if(path, answer) != status for answer in parts.answers(path))]
    if not changing:
        changing = [path for path in tried if any(parts.moved_by(path, answer) for answer in parts.answers(path))]
    # Whether a list is whole tells little beside what its members did.
    facts = [path for path in tried if not path.endswith("_complete")]
    changing = changing or _together(parts, status, facts[:MOST_PAIRED]) or _together(parts, status, tried[:MOST_PAIRED])
    return tuple(sorted(changing, key=lambda path: (path not in rests, path)))


def _together(parts: Parts, status: str, tried: list[str]) -> list[str]:
    """Fields of which two, answered at once, would change the status."""
    found: set[str] = set()
    for pair in combinations(tried, 2):
        both = product(*(parts.answers(path) for path in pair))
        if any(parts.status_with(dict(zip(pair, given, strict=True))) != status for given in both):
            found.update(pair)
    return sorted(found)


def worded(paths: Iterable[str], questions: Mapping[str, Text]) -> tuple[Question, ...]:
    return tuple(Question(path, questions.get(pattern_of(path)) or _fallback(path)) for path in paths)


def _fallback(path: str) -> Text:
    name = path.strip("/").replace("/", " › ").replace("_", " ")
    return {language: text.format(name=name) for language, text in FALLBACK.items()}


def most_settling(results: Iterable[Result]) -> list[str]:
    """Over all results that are in doubt, the paths that would settle the most, the most settling first."""
    counts: dict[str, int] = {}
    for result in results:
        for question in result.open_questions if result.status == POSSIBLE else ():
            counts[question.path] = counts.get(question.path, 0) + 1
    return sorted(counts, key=lambda path: (-counts[path], path))
