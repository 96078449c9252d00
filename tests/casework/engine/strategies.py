"""Incidents at random over the whole format, for property tests of the engine."""

from typing import Any

from hypothesis import strategies as st

from casework.engine.fields import ACTOR_FIELDS, fields

GROUPS = ("encounter", "entry", "consent", "exigency", "search")
KEYS = {"agencies": ("A1", "A2"), "persons": ("P1", "P2"), "documents": ("D1", "D2")}
DAYS = ("2018-01-01", "2026-03-10")
FIXED = {"key", "level", "kind", "person", "agency", "latitude", "longitude"}
NUMBERS = st.sampled_from([0, 5, 47, 49, 100])


def _value(path: str) -> st.SearchStrategy[Any]:
    field = fields()[path]
    if field.kind == "tri":
        return st.sampled_from([True, False, None])
    if field.kind == "enum":
        return st.sampled_from([*field.values, None])
    if field.kind == "number":
        return NUMBERS
    if field.kind == "values":
        return st.lists(st.sampled_from(field.values), max_size=3, unique=True)
    name = path.rsplit(".", 1)[-1]
    keys = "persons" if name == "person" else "documents" if name == "named_in_document" else "agencies"
    return st.lists(st.sampled_from(KEYS[keys]), max_size=2, unique=True)


def _member(group: str, wanted: set[str]) -> st.SearchStrategy[dict[str, Any]]:
    prefix = f"{group}[]." if f"{group}[]" in {path.split(".")[0] for path in fields()} else f"{group}."
    paths = {path.removeprefix(prefix): path for path in fields() if path.startswith(prefix)}
    usable = {name: path for name, path in paths.items() if fields()[path].kind != "text" and name not in FIXED}
    usable = {name: path for name, path in usable.items() if fields()[path].kind != "texts" or name in wanted}
    return st.fixed_dictionaries({}, optional={name: _value(path) for name, path in usable.items()})


@st.composite
def incidents(draw: st.DrawFn, strangers: bool = False) -> dict[str, Any]:
    """A document. `strangers`: lists of keys may name members that are not listed."""
    state = draw(st.sampled_from(["CA", "IL", "TX", "MA", "CO", "FL", "NJ", "ZZ"]))
    place = {
        "state": state,
        "city": draw(st.sampled_from([None, "Chicago", "Boston", "Houston"])),
        **draw(_member("place", set())),
    }
    document: dict[str, Any] = {
        "format": "incident/1",
        "id": "6860b6cf-36b5-540a-838e-023cf11b5f84",
        "occurred_at": draw(st.sampled_from([f"{day}T{hour}:00:00-05:00" for day in DAYS for hour in ("05", "12", "23")])),
        "place": place,
        **{group: draw(_member(group, {"by", "asked_by"})) for group in GROUPS},
    }
    for group, keys in KEYS.items():
        document[f"{group}_complete"] = draw(st.sampled_from([True, False, None]))
        members = [
            {"key": key, **draw(_member(group, {*ACTOR_FIELDS, "named_in_document"}))}
            for key in keys[: draw(st.integers(0, 2))]
        ]
        document[group] = members
    known = {key for group in KEYS for key in (one["key"] for one in document[group])}
    for one in document["agencies"]:
        one["level"] = draw(st.sampled_from(["federal", "state", "county", "municipal", "unknown"]))
    for one in document["documents"]:
        one["kind"] = draw(st.sampled_from(fields()["documents[].kind"].values))
    if draw(st.booleans()):
        document["custody"] = [draw(_member("custody", set()))]
    return document if strangers else _with_known_keys(document, known)


def _with_known_keys(node: Any, known: set[str]) -> Any:
    """Keys that name no listed member are left out."""
    if isinstance(node, dict):
        return {name: _with_known_keys(value, known) for name, value in node.items()}
    if isinstance(node, list):
        keys = {key for pair in KEYS.values() for key in pair}
        return [_with_known_keys(value, known) for value in node if not (isinstance(value, str) and value in keys - known)]
    return node
