"""Reads the catalogue and checks it against the schema; every problem names its file, its question and what to do."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from incidents.format.pointer import split
from incidents.format.schema import Schema, schema_at
from incidents.questions.catalogue import KINDS, LANGUAGES, TIERS, Answer, Catalogue, NotAsked, Question, Topic

FOLDER = Path(__file__).parent
NOT_ASKED = "not_asked.yaml"
PREMISES = "/place/premises"
Data = dict[str, Any]


class CatalogueError(ValueError):
    """The catalogue cannot be used. `problems` lists all that is wrong with it."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


@cache
def catalogue() -> Catalogue:
    """The project's own catalogue, read once."""
    return load(FOLDER)


def load(folder: Path) -> Catalogue:
    """Reads every topic of a folder. Raises CatalogueError with all problems found."""
    problems: list[str] = []
    topics = []
    for file in sorted(folder.glob("*.yaml")):
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
        if file.name == NOT_ASKED:
            continue
        found = list(_topic_problems(file.name, data))
        problems += found
        if not found:
            topics.append(_topic(data))
    exceptions = _not_asked(folder / NOT_ASKED, problems)
    problems += _connection_problems(topics)
    if problems:
        raise CatalogueError(problems)
    topics.sort(key=lambda topic: topic.order)
    result = Catalogue(topics=tuple(topics), not_asked=exceptions)
    twice = _twice([question.id for question in result])
    if twice:
        raise CatalogueError([f"{identifier}: asked twice; give one of the two an id of its own" for identifier in twice])
    return result


def _connection_problems(topics: list[Topic]) -> Iterator[str]:
    """Questions that go by another question or by the kind of place name what is there."""
    questions = [question for topic in topics for question in topic.questions]
    kinds = {question.id: question.kind for question in questions}
    places = {answer.value for question in questions if question.id == PREMISES for answer in question.answers}
    for question in questions:
        if question.follows and kinds.get(question.follows) != "tri":
            yield f"{question.id}: follows “{question.follows}”, which is no question with yes and no; correct it"
        for value in (*question.only_at, *question.not_at):
            if value not in places:
                yield f"{question.id}: only_at or not_at names “{value}”, which is no kind of place; correct it"


def _twice(identifiers: list[str]) -> list[str]:
    return sorted({identifier for identifier in identifiers if identifiers.count(identifier) > 1})


def _not_asked(file: Path, problems: list[str]) -> tuple[NotAsked, ...]:
    entries = yaml.safe_load(file.read_text(encoding="utf-8")) if file.exists() else []
    for entry in entries:
        where = f"{file.name}: {entry.get('path')}"
        if schema_at(_tokens(str(entry.get("path", "")))) is None:
            problems.append(f"{where}: the schema has no such field; correct the path")
        for name in ("label", "reason"):
            problems += _text_problems(f"{where}: {name}", entry.get(name))
    return tuple(NotAsked(entry["path"], entry["label"], entry["reason"]) for entry in entries) if not problems else ()


def _topic(data: Data) -> Topic:
    questions = tuple(_question(data, entry, place) for place, entry in enumerate(data["questions"]))
    return Topic(
        name=data["topic"],
        title=data["title"],
        about=data["about"],
        order=data["order"],
        questions=questions,
        of=data.get("of"),
        member=data.get("member"),
    )


def _question(topic: Data, entry: Data, place: int) -> Question:
    answers = tuple(
        Answer(value, {name: told[name] for name in LANGUAGES}, told.get("sets"), told.get("completes"))
        for value, told in entry.get("answers", {}).items()
    )
    return Question(
        id=str(entry.get("id") or entry["path"]),
        path=entry["path"],
        kind=entry["kind"],
        tier=entry["tier"],
        ask=entry["ask"],
        topic=topic["topic"],
        order=topic["order"] * 1000 + place,
        help=entry.get("help"),
        answers=answers,
        screen=entry.get("screen"),
        keys_of=entry.get("from"),
        lines=entry.get("lines", False),
        brief=tuple(entry.get("brief", ())),
        sets=entry.get("sets"),
        also=entry.get("also"),
        when=entry.get("when"),
        follows=entry.get("follows"),
        only_at=tuple(entry.get("only_at", ())),
        not_at=tuple(entry.get("not_at", ())),
    )


def _topic_problems(name: str, data: Any) -> Iterator[str]:
    if not isinstance(data, dict) or not {"topic", "title", "about", "order", "questions"} <= set(data):
        yield f"{name}: a topic has topic, title, about, order and questions; add what is missing"
        return
    yield from _text_problems(f"{name}: title", data["title"])
    yield from _text_problems(f"{name}: about", data["about"])
    for entry in data["questions"]:
        yield from _question_problems(f"{name}: {entry.get('id', entry.get('path'))}", entry)


def _text_problems(where: str, text: Any) -> Iterator[str]:
    for language in LANGUAGES:
        if not isinstance(text, dict) or not str(text.get(language, "")).strip():
            yield f"{where}: no text in “{language}”; write it"


def _question_problems(where: str, entry: Data) -> Iterator[str]:
    if entry.get("kind") not in KINDS:
        yield f"{where}: kind is “{entry.get('kind')}”; use one of {', '.join(KINDS)}"
        return
    if entry.get("tier") not in TIERS:
        yield f"{where}: tier is “{entry.get('tier')}”; use one of {', '.join(TIERS)}"
    if (entry.get("tier") == "quick") != bool(entry.get("screen")):
        yield f"{where}: a question of the quick tier names its screen, and no other does; add or remove screen"
    yield from _text_problems(f"{where}: ask", entry.get("ask"))
    if "help" in entry:
        yield from _text_problems(f"{where}: help", entry["help"])
    for value, told in entry.get("answers", {}).items():
        yield from _text_problems(f"{where}: answer {value}", told)
    yield from _fit_problems(where, entry)


def _fit_problems(where: str, entry: Data) -> Iterator[str]:
    """Does the question fit the field it asks about?"""
    tokens = _tokens(entry["path"])
    if tokens[0] in ("identity", "extensions"):
        return
    schema = schema_at(tokens)
    if schema is None:
        yield f"{where}: the schema has no such field; correct the path"
    elif "sets" in entry or any("sets" in told for told in entry.get("answers", {}).values()):
        yield from _sets_problems(where, tokens, entry)
    else:
        yield from _kind_problems(where, entry, schema)


def _tokens(path: str) -> tuple[str, ...]:
    return split(path) if path.startswith("/") else (path,)


def _sets_problems(where: str, tokens: tuple[str, ...], entry: Data) -> Iterator[str]:
    made = [entry["sets"]] if "sets" in entry else []
    made += [told["sets"] for told in entry.get("answers", {}).values() if "sets" in told]
    for values in made:
        for name, value in values.items():
            field = schema_at((*tokens, "*", name))
            if field is None or not _allows(field, value):
                yield f"{where}: sets {name} to {value!r}, which the schema does not allow; correct it"


def _allows(field: Schema, value: Any) -> bool:
    return value in field["enum"] if "enum" in field else isinstance(value, bool) and "boolean" in field["type"]


def _kind_problems(where: str, entry: Data, schema: Schema) -> Iterator[str]:
    expected = _kind_of(schema, by_key=bool(entry.get("from")))
    if entry["kind"] != expected:
        yield f"{where}: kind is “{entry['kind']}” and the field asks for “{expected}”; correct the kind"
    if entry.get("from"):
        return
    allowed = [value for value in _values(schema) if value is not None]
    given = list(entry.get("answers", {}))
    for value in allowed:
        if value not in given:
            yield f"{where}: the value “{value}” has no answer; write its label"
    for value in given:
        if value not in allowed:
            yield f"{where}: the schema has no value “{value}”; correct or remove it"
    for value in entry.get("brief", []):
        if value not in given:
            yield f"{where}: brief names “{value}”, which is no answer; correct it"


def _values(schema: Schema) -> list[Any]:
    source = schema.get("items", {}) if schema.get("type") == "array" else schema
    values: list[Any] = source.get("enum", [])
    return values


def _kind_of(schema: Schema, *, by_key: bool) -> str:
    """How a field can be asked; one that holds keys of members is a choice among those members."""
    if "enum" in schema:
        return "choice"
    types = schema.get("type", [])
    types = [types] if isinstance(types, str) else types
    if "array" in types:
        return "choices" if by_key or "enum" in schema["items"] else "text"
    if by_key:
        return "choice"
    if "boolean" in types:
        return "tri"
    if "number" in types or "integer" in types:
        return "number"
    return "time" if schema.get("format") == "date-time" else "text"
