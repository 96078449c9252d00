"""One malformed file for each mistake, each with a message that names the file, the key and what to do."""

from collections.abc import Callable
from typing import Any

import pytest

from casework.engine import LawError
from tests.casework.engine.conftest import LawFolder, authority

A = "authorities/us/scotus/a.yaml"
HOME = "rules/T-HOME.yaml"
Change = Callable[[dict[str, Any]], None]


def put(file: str, *keys: Any, value: Any) -> Change:
    def change(files: dict[str, Any]) -> None:
        node = files[file]
        for key in keys[:-1]:
            node = node[key]
        node[keys[-1]] = value

    return change


def drop(file: str, key: str) -> Change:
    return lambda files: files[file].pop(key)


def write(file: str, content: Any) -> Change:
    return lambda files: files.update({file: content})


TERM = "terms/all.yaml"
ATOM = "atoms/all.yaml"
MISTAKES: dict[str, tuple[Change, str, str, str]] = {
    "unreadable YAML": (write("terms/b.yaml", "a: [1"), "terms/b.yaml", "", "no readable YAML"),
    "a key twice": (write("terms/b.yaml", "a: 1\na: 2\n"), "terms/b.yaml", "", "the key a stands twice"),
    "a stranger": (write("notes.yaml", {"a": 1}), "notes.yaml", "", "belongs to no part of the law"),
    "unknown key": (put(A, "colour", value="red"), A, "colour", "unknown key `colour`"),
    "missing key": (drop(A, "citation"), A, "citation", "`citation` is missing"),
    "no source": (put(A, "sources", value=[]), A, "sources", "names no source"),
    "unknown kind": (put(A, "kind", value="poem"), A, "kind", "`poem` is not known here"),
    "unknown code": (put(A, "codes", value=["T-NONE"]), A, "codes", "`T-NONE` is not known here"),
    "an id that is not the path": (put(A, "id", value="us/scotus/b"), A, "id", "should be the file's path"),
    "a bad day": (put(A, "checked_on", value="2026-13-01"), A, "checked_on", "is no day"),
    "a bad day in the history": (
        put(A, "history", value=[{"from": "soon", "status": "in_force"}]),
        A,
        "history[0].from",
        "is no day",
    ),
    "a history out of order": (
        put(A, "history", value=[{"from": "2020-01-01", "status": "in_force"}, {"from": "2019-01-01", "status": "repealed"}]),
        A,
        "history[1].from",
        "is out of order",
    ),
    "a later entry without a day": (
        put(A, "history", value=[{"from": "2020-01-01", "status": "in_force"}, {"from": None, "status": "repealed"}]),
        A,
        "history[1].from",
        "only the first entry",
    ),
    "no history": (put(A, "history", value=[]), A, "history", "has no entry"),
    "a case without its day": (put(A, "decided", value=None), A, "decided", "needs the day it was decided"),
    "an unknown field": (put(A, "elements", value=["entry.enterd = true"]), A, "elements", "`entry.enterd` is no field"),
    "an unknown word": (put(A, "elements", value=["place.premises = castle"]), A, "elements", "cannot be `castle`"),
    "a yes/no field compared with a word": (
        put(A, "elements", value=["entry.entered = maybe"]),
        A,
        "elements",
        "is true or false",
    ),
    "a list compared as one value": (
        put(A, "elements", value=["agencies[].actions = arrested"]),
        A,
        "elements",
        "cannot be compared by `=`",
    ),
    "a way for a code that the record lacks": (
        put(A, "elements", value=[{"code": "T-AGENCY", "all": ["entry.entered = true"]}]),
        A,
        "elements[0].code",
        "not among the record's codes",
    ),
    "no condition": (put(HOME, "elements", 0, "when", value="!!"), HOME, "elements[0].when", "is no condition"),
    "an unknown operation": (
        put(HOME, "elements", 0, "when", value={"maybe": []}),
        HOME,
        "elements[0].when",
        "unknown operation",
    ),
    "an undefined name": (
        put(HOME, "elements", 0, "when", value="enterd"),
        HOME,
        "elements[0].when",
        "`enterd` is no atom or term",
    ),
    "a name defined twice": (write("atoms/b.yaml", {"home": {}}), "atoms/b.yaml", "home", "is defined twice"),
    "a circle of terms": (put(TERM, "consent", "when", value="consent"), TERM, "consent", "goes round in a circle"),
    "a presumption without citation": (
        put(TERM, "consent", "when", value={"presumed": "said_yes", "value": False}),
        TERM,
        "consent.when",
        "needs `citing`",
    ),
    "a presumption under an unknown authority": (
        put(TERM, "consent", "when", value={"presumed": "said_yes", "value": False, "citing": "us/scotus/b"}),
        TERM,
        "consent.when",
        "`us/scotus/b` is no authority",
    ),
    "a presumption outside a term": (
        put(HOME, "elements", 0, "when", value={"presumed": "said_yes", "value": False, "citing": "us/scotus/a"}),
        HOME,
        "elements[0].when",
        "may stand in terms alone",
    ),
    "an unsaid outside a trigger": (
        put(HOME, "elements", 0, "when", value={"unsaid": "said_yes"}),
        HOME,
        "elements[0].when",
        "in triggers alone",
    ),
    "an unknown circuit point": (
        put(TERM, "consent", "when", value={"circuit": "moon", "is": ["full"]}),
        TERM,
        "consent.when",
        "no point of any circuit",
    ),
    "a label in one language": (put(ATOM, "home", "label", value={"en": "home"}), ATOM, "home.label", "both languages"),
    "an atom without its question": (lambda files: files[ATOM]["home"].pop("question"), ATOM, "home.question", "is missing"),
    "a rule without authorities": (put(HOME, "authorities", value=[]), HOME, "authorities", "names no authority"),
    "a rule with an unknown authority": (
        put(HOME, "authorities", value=["us/x"]),
        HOME,
        "authorities",
        "`us/x` is no authority",
    ),
    "a rule without examples": (put(HOME, "examples", value=[]), HOME, "examples", "0 worked examples"),
    "an example with an unknown status": (
        put(HOME, "examples", 0, "expect", value="guilty"),
        HOME,
        "examples[0].expect",
        "`guilty`",
    ),
    "a rule without triggers": (put(HOME, "triggers", value=[]), HOME, "triggers", "is empty"),
    "a rule under another name": (put(HOME, "code", value="T-AGENCY"), HOME, "code", "should be the file's name"),
    "a rule that waits for itself": (
        put(HOME, "elements", 0, "when", value={"result": "T-HOME"}),
        HOME,
        "",
        "waits for its own result",
    ),
    "a result without a rule": (put(HOME, "elements", 0, "when", value={"result": "T-NONE"}), HOME, "", "which has no rule"),
    "a circuit without a file": (
        put("places/states.yaml", "states", "TX", "circuit", value="us.ca9"),
        "places/states.yaml",
        "states.TX",
        "has no file",
    ),
    "a district without counties": (
        put("places/districts.yaml", "districts", "us.txsd", value={"state": "TX"}),
        "places/districts.yaml",
        "districts.us.txsd",
        "either `counties` or `rest: true`",
    ),
    "a sign-off of no file": (
        put("signoffs.yaml", "signoffs", value=[{"file": "rules/X.yaml", "digest": "0", "attorney": "A", "on": "2026-01-01"}]),
        "signoffs.yaml",
        "signoffs[0].file",
        "is no file of the law",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named_with_file_key_and_remedy(mistake: str, law_folder: LawFolder) -> None:
    change, file, key, message = MISTAKES[mistake]
    change(law_folder.files)
    with pytest.raises(LawError) as caught:
        law_folder.load()
    found = [one for one in caught.value.problems if one.file == file and one.key == key and message in one.message]
    assert found, f"{mistake}: {caught.value}"


def test_all_mistakes_are_told_at_once(law_folder: LawFolder) -> None:
    law_folder.files[A]["sources"] = []
    law_folder.rule()["authorities"] = []
    with pytest.raises(LawError) as caught:
        law_folder.load()
    assert {one.file for one in caught.value.problems} >= {A, HOME}


def test_the_small_law_itself_is_in_order(law_folder: LawFolder) -> None:
    assert set(law_folder.load().rules) == {"T-HOME", "T-AGENCY"}


def test_the_digest_names_every_byte_of_every_file(law_folder: LawFolder) -> None:
    before = law_folder.load().digest
    assert law_folder.load().digest == before
    law_folder.files[A] = authority("us/scotus/a", title="A v. C")
    assert law_folder.load().digest != before
