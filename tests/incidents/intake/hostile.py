"""What a browser never sends and somebody else might, and every screen that takes text, by the fields that it shows."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import quote_plus

from django.db import transaction
from django.urls import reverse

from incidents.intake import topics
from incidents.intake.topics import Page
from incidents.questions import catalogue
from incidents.services import drafts
from incidents.services import record as records
from tests.incidents.intake.conftest import ACCOUNT, CAME

# Texts that a record can hold: they are kept exactly, or refused by a field that takes no text.
HARMLESS = {
    "override": "left \u202eright to left\u202c and \u2066isolated\u2069",
    "override left open": "Ash\u202eland",
    "zero width": "a\u200bb\u200d\u2060c\ufeffd",
    "combining": "e" + "\u0301" * 1_000,
    "decomposed": "cafe\u0301 pin\u0303ata",
    "composed": "caf\u00e9 pi\u00f1ata",
    "emoji": "👩\u200d👩\u200d👧 🇭🇳",
    "markup": "<script>alert(1)</script><b>&amp;\"'",
    "templates": "{{ x }} {% y %} %s %(z)s {0} ${w}",
    "formula": '=HYPERLINK("x")',
    "tab and line ends": "a\tb\r\nc",
    "json": '{"a": [1, null]}',
    "path": "/../../etc/passwd",
    "word": "no_such_value",
    "key": "A99",
    "null": "null",
}
# Texts that no record can hold as they were sent.
REFUSED = {
    "nul": "a\x00b",
    "bell": "a\x07b",
    "escape": "\x1b[31mred",
    "next line": "a\x85b",
    "separator at the end": "a\x1f",
    "lone surrogate": "a\ud800b",
    "bytes that are no text": b"a\xff\xfeb",
    "too long": "x" * 60_000,
}
NUMBERS = {
    name: name
    for name in ("-1", "1e999", "nan", "-inf", "9" * 400, "9" * 5_000, "1e308", "1_0", "0x10", "\u0663", "1.5", "1e-320")
}
DAYS = {
    name: name
    for name in (
        "0026-01-14", "0001-01-01", "9999-12-31", "10000-01-01", "2026-02-30", "-1-1-1",
        "0001-01-01T00:00", "9999-12-31T23:59", "2026-01-14T24:00", "24:00", "99:99", "06:20:61",
    )
}  # fmt: skip
VALUES: dict[str, str | bytes] = {**HARMLESS, **REFUSED, **NUMBERS, **DAYS, "blanks": " \t ", "nothing": ""}


# What a page of one entry cannot do without.
NEEDED = {"words": {"words_spoken.0.words": "Open the door"}, "custody": {"custody.0.person": "P1"}}


@dataclass(frozen=True)
class Screen:
    """One address that takes a form. `sent` is what goes beside the hostile value; `prepare` makes what the address needs."""

    name: str
    sent: dict
    prepare: Callable[[], str]
    extra: tuple[str, ...] = ()  # names that the page itself sends beside its form


def body(sent: dict) -> bytes:
    """A form as bytes, whatever the values hold."""
    pairs = []
    for name, value in sent.items():
        for one in value if isinstance(value, list) else [value]:
            raw = one if isinstance(one, bytes) else str(one).encode("utf-8", "surrogatepass")
            pairs.append(f"{quote_plus(name)}={quote_plus(raw)}")
    return "&".join(pairs).encode()


def post(client, address, sent):
    return client.post(address, body(sent), content_type="application/x-www-form-urlencoded")


def arrived(value: str | bytes) -> str:
    """The text as the form reads it: what was no text stands as U+FFFD."""
    raw = value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")
    return raw.decode("utf-8", "replace")


class _Undone(Exception):
    pass


@contextmanager
def taken_back() -> Iterator[None]:
    """Whatever the request did is undone, so that every request meets the same record."""
    try:
        with transaction.atomic():
            yield
            raise _Undone
    except _Undone:
        return


def first_screens(owner) -> Iterator[Screen]:
    def draft(*screens):
        def prepare():
            identifier = uuid.uuid4()
            said = {"account": ACCOUNT, "came": CAME}
            content = {name: {k: v if isinstance(v, list) else [v] for k, v in said[name].items()} for name in screens}
            if content:
                drafts.save(actor=owner, identifier=identifier, content={"screens": content, "premises": ["", "apartment"]})
            return reverse("incident-quick", kwargs={"identifier": identifier, "screen": order[len(screens)]})

        return prepare

    order = ("account", "came", "did")
    yield Screen("account", {**ACCOUNT, "action": "seal"}, draft(), ("draft", "action", "kept_words"))
    yield Screen("came", {**CAME, "action": "seal"}, draft("account"), ("copied", "action", "kept_words"))
    yield Screen("did", {"action": "next"}, draft("account", "came"), ("action", "kept_words"))


def topic_pages(document) -> list[Page]:
    """One page of every topic that can be opened, with the members that would come next."""
    found = {page.topic.name: page for page in topics.pages(document)}
    for topic in catalogue().topics:
        if topic.name not in found and topic.of is not None and all(q.tier != "sealed" for q in topic.questions):
            keys = ("A1", topics.next_inner(document, topic, "A1")) if topic.member else (str(len(document.get(topic.of, []))),)
            found[topic.name] = Page(topic, keys)
    return [page for page in found.values() if page.items()]


def incident_screens(incident) -> Iterator[Screen]:
    arguments = {"identifier": incident.pk}

    def at(name, **more):
        return lambda: reverse(name, kwargs={**arguments, **more})

    def take_back():
        return f"{reverse('incident-retract', kwargs=arguments)}?path=/entry/manner"

    for page in topic_pages(records.read(incident)):
        sent = {"base": incident.head, **NEEDED.get(page.topic.name, {})}
        address = page.address(incident.pk)
        yield Screen(f"topic {page.name}", sent, lambda address=address: address, ("base", "told_by", "kept_words"))
    for name in ("agencies", "documents", "persons"):
        yield Screen(f"add {name}", {}, at("incident-add", list_name=name), ("told_by",))
    yield Screen("own account", {}, at("incident-account"), ("told_by", "kept_words"))
    yield Screen("take back", {"path": "/entry/manner", "reason": "mixed up"}, take_back, ("path", "kept_words"))
    yield Screen("join", {}, at("incident-join"))
