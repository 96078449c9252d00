"""Facts of one incident document in words: what a path is called, what its value says, and who it came from."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from incidents.format.field_names import FIELDS
from incidents.format.person_field_names import LIST_NAMES, PERSON_FIELDS
from incidents.format.value_names import VALUES
from reports.composition.words import Words

NAMES = FIELDS | PERSON_FIELDS
LISTS = {
    "agencies": "key",
    "documents": "key",
    "persons": "key",
    "sources": "key",
    "evidence": "key",
    "accounts": "key",
    "custody": "",
    "words_spoken": "",
}
TIMES = frozenset({"occurred_at", "ended_at", "last_seen_at", "taken_at", "given_at", "captured_at"})


class Facts:
    """Reads one document. Wording is looked up; nothing is judged here."""

    def __init__(self, document: Mapping[str, Any], words: Words) -> None:
        self.document, self.words = document, words

    def group(self, name: str) -> Mapping[str, Any]:
        value = self.document.get(name)
        return value if isinstance(value, Mapping) else {}

    def members(self, name: str) -> list[Mapping[str, Any]]:
        return [member for member in self.document.get(name) or [] if isinstance(member, Mapping)]

    def member(self, name: str, key: object) -> Mapping[str, Any]:
        return next((member for member in self.members(name) if member.get("key") == key), {})

    # --- names ------------------------------------------------------------------------------------------------------

    def name(self, path: str, *, whose: bool = True) -> str:
        """`/agencies/A1/masked` as `A1: Faces were covered`; without `whose`, as `Faces were covered`."""
        generic, member = self.generic(path)
        known = NAMES.get(generic) or LIST_NAMES.get(generic)
        called = self.words.pick(known) if known else path
        return f"{member}: {called}" if member and whose else called

    def field(self, name: str, part: str) -> str:
        """A field of a list's members, without saying which member: `Faces were covered`."""
        return self.words.pick(NAMES[f"{name}[].{part}"])

    def generic(self, path: str) -> tuple[str, str]:
        """The path as the catalogue knows it, and the member that it speaks of: `agencies[].masked`, `A1`."""
        parts = [part.replace("~1", "/").replace("~0", "~") for part in path.strip("/").split("/")]
        if len(parts) > 2 and parts[0] in LISTS:
            member = parts[1] if LISTS[parts[0]] else self._position(parts[0], parts[1])
            return f"{parts[0]}[].{'.'.join(parts[2:])}", member
        return ".".join(parts), ""

    def _position(self, name: str, position: str) -> str:
        entries = self.document.get(name) or []
        if position.isdigit() and int(position) < len(entries):
            person = entries[int(position)].get("person")
            return str(person) if person else self.words("custody.entry", n=int(position) + 1)
        return position

    # --- values -----------------------------------------------------------------------------------------------------

    def value(self, value: object, path: str = "") -> str:
        """A value in words. Absent is `not known`, never no."""
        if value is None or value == []:
            return self.words("unknown")
        if isinstance(value, bool):
            return self.words("yes" if value else "no")
        if isinstance(value, Mapping):
            return "; ".join(f"{key}: {self.value(item)}" for key, item in value.items())
        if isinstance(value, Sequence) and not isinstance(value, str):
            return ", ".join(self.value(item, path) for item in value)
        if path.rsplit("/", 1)[-1] in TIMES:
            return self.words.moment(value)
        return self.token(value)

    def token(self, value: object) -> str:
        """A closed value in words; any other text as it is."""
        return self.words.pick(VALUES[str(value)]) if str(value) in VALUES else str(value)

    def agency(self, key: object) -> str:
        """An agency by its key and name: `A1 (Warwick Police)`."""
        member = self.member("agencies", key)
        called = member.get("name") or (self.token(member["component"]) if member.get("component") else "")
        return f"{key} ({called})" if called else str(key)

    def agencies(self, keys: Iterable[object]) -> str:
        return self.words.listed(self.agency(key) for key in keys)

    # --- where a fact comes from ------------------------------------------------------------------------------------

    def sources(self, path: str) -> list[str]:
        """The keys of the sources, pieces of evidence and accounts behind a fact."""
        provenance = self.document.get("provenance") or {}
        keys = [str(key) for key in provenance.get(path) or []]
        for account in self.members("accounts"):
            if path in (account.get("facts") or {}) and account.get("source") not in keys:
                keys.append(str(account.get("source")))
        return keys

    def sourced(self, path: str) -> str:
        """`S1 (saw); E2`; the sole source where the record has only one. Empty where it names none."""
        members = self.members("sources")
        keys = self.sources(path) or [str(member.get("key")) for member in members if len(members) == 1]
        return "; ".join(self._perceived(key) for key in keys)

    def _perceived(self, key: str) -> str:
        perceived = self.member("sources", key).get("perceived")
        # A source and how it perceived stay on one line.
        return f"{key}\u00a0({self.token(perceived)})" if perceived else key

    def source(self, key: object) -> str:
        member = self.member("sources", key)
        if not member:
            return str(key)
        said = [self.token(member[part]) for part in ("kind", "perceived") if member.get(part)]
        return f"{key} ({', '.join(said)})" if said else str(key)

    def differing(self, path: str) -> list[str]:
        """What each account says of a fact on which they differ; nothing where they agree."""
        given = [
            (account, (account.get("facts") or {})[path])
            for account in self.members("accounts")
            if path in (account.get("facts") or {})
        ]
        if len({repr(value) for _, value in given}) < 2:
            return []
        return [f"{account.get('source') or account.get('key')}: {self.value(value, path)}" for account, value in given]

    # --- place and day ----------------------------------------------------------------------------------------------

    def place(self) -> str:
        place = self.group("place")
        parts = [str(part) for part in (place.get("city") or place.get("county"), place.get("state")) if part]
        return ", ".join(parts) or self.words("no-place")

    def began(self) -> str:
        """Day and time, with `about` where the time is approximate."""
        occurred = self.document.get("occurred_at")
        if self.document.get("time_is_approximate") is True:
            return f"{self.words.day(occurred)}, {self.words('about', time=self.words.clock(occurred))}"
        return self.words.moment(occurred)
