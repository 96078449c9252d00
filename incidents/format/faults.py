"""What is wrong with a document, said so that the writer can mend it.

A fault carries a code and parameters, so that a caller can say it in another language: the English sentences here are the
message identifiers of the translation catalogue.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


def gettext_noop(text: str) -> str:
    """Marks a sentence for the translation catalogue; this package itself speaks English."""
    return text


# code -> (what is wrong, what to do)
SENTENCES: dict[str, tuple[str, str]] = {
    "unreadable": (
        gettext_noop("This is not readable JSON (line %(line)s, column %(column)s)."),
        gettext_noop("Send one JSON document in UTF-8."),
    ),
    "not_utf8": (
        gettext_noop("The text is not in UTF-8."),
        gettext_noop("Send one JSON document in UTF-8."),
    ),
    "too_large": (
        gettext_noop("The document is larger than %(limit)s bytes."),
        gettext_noop("Shorten the text, or attach it as a file."),
    ),
    "too_much_text": (
        gettext_noop("The document holds more than %(limit)s characters of text."),
        gettext_noop("Shorten the text, or attach it as a file."),
    ),
    "too_many_values": (
        gettext_noop("The document holds more than %(limit)s values."),
        gettext_noop("Record one home or one stop in one document."),
    ),
    "too_deep": (
        gettext_noop("The document is nested deeper than %(limit)s levels."),
        gettext_noop("Send facts in the form the schema names, without deeper nesting."),
    ),
    "not_json": (
        gettext_noop("This kind of value cannot stand in a document."),
        gettext_noop("Use text, a number, yes or no, a list or an object."),
    ),
    "character": (
        gettext_noop("The text holds a character that cannot be kept (%(character)s)."),
        gettext_noop("Remove the character and send the text again."),
    ),
    "number_range": (
        gettext_noop("This number is too large to be kept exactly."),
        gettext_noop("Send a number between -9007199254740991 and 9007199254740991."),
    ),
    "same_name_twice": (
        gettext_noop("The name “%(name)s” stands twice in one object."),
        gettext_noop("Keep one of the two."),
    ),
    "wrong_type": (
        gettext_noop("This value has the wrong type."),
        gettext_noop("Send one of these types: %(expected)s. Leave it out where nobody knows."),
    ),
    "missing": (
        gettext_noop("This is required and is missing."),
        gettext_noop("Add it."),
    ),
    "unknown_field": (
        gettext_noop("The format has no field of this name here."),
        gettext_noop("Check the spelling, or put it under “extensions”."),
    ),
    "not_in_list": (
        gettext_noop("This value is not one of those the format knows."),
        gettext_noop("Send one of: %(allowed)s."),
    ),
    "date_time": (
        gettext_noop("This is not a date and time with its offset from UTC."),
        gettext_noop("Write it like 2026-01-14T06:20:00-05:00."),
    ),
    "uuid": (
        gettext_noop("This is not a UUID."),
        gettext_noop("Write it like 6f1c3c1e-7f0e-4b7e-9a53-0c6d6a1f2b34."),
    ),
    "pattern": (
        gettext_noop("This text does not have the form it must have."),
        gettext_noop("It must match %(pattern)s."),
    ),
    "too_long": (
        gettext_noop("This text is longer than %(limit)s characters."),
        gettext_noop("Shorten it, or tell the rest in the narrative."),
    ),
    "too_small": (
        gettext_noop("This number is too small."),
        gettext_noop("The smallest possible value is %(limit)s."),
    ),
    "too_big": (
        gettext_noop("This number is too large."),
        gettext_noop("The largest possible value is %(limit)s."),
    ),
    "schema": (
        gettext_noop("This does not follow the format."),
        gettext_noop("Compare it with the schema of the incident document."),
    ),
    "key_form": (
        gettext_noop("This key cannot be used."),
        gettext_noop("A key has 1 to %(limit)s characters and no space at its ends."),
    ),
    "key_twice": (
        gettext_noop("The key “%(key)s” is used twice in this list."),
        gettext_noop("Give each entry of the list a key of its own."),
    ),
    "key_missing": (
        gettext_noop("This entry of the list has no key."),
        gettext_noop("Add the key of the entry that is meant, or a new key for a new entry."),
    ),
    "unknown_key": (
        gettext_noop("“%(key)s” is not a key in: %(lists)s."),
        gettext_noop("Add the entry it names, or correct the key."),
    ),
    "not_a_fact": (
        gettext_noop("This path does not name a fact of the format."),
        gettext_noop("Name one fact, for example /entry/entered or /agencies/A1/masked."),
    ),
    "end_before_start": (
        gettext_noop("The end lies before the beginning."),
        gettext_noop("Check both times and their offsets from UTC."),
    ),
    "fixed": (
        gettext_noop("This cannot be changed after the incident was made."),
        gettext_noop("Leave it as it is. For another home or stop, record another incident."),
    ),
    "nothing_there": (
        gettext_noop("Nothing is recorded at this path."),
        gettext_noop("Check the path. A fact that is not recorded needs no retraction."),
    ),
    "reason_missing": (
        gettext_noop("A reason is needed here."),
        gettext_noop("Write in a few words why."),
    ),
    "told_by_accounts": (
        gettext_noop("This fact is told by accounts and cannot be overwritten."),
        gettext_noop("Change the account or add one. Where accounts differ, an attorney settles the fact with a reason."),
    ),
    "account_of_another": (
        gettext_noop("This is the account of somebody else."),
        gettext_noop("Add an account of your own beside it. An attorney can correct one, with a reason."),
    ),
    "nothing_to_settle": (
        gettext_noop("No account tells this fact, so there is nothing to settle."),
        gettext_noop("Record the fact itself, or add the accounts first."),
    ),
    "value_missing": (
        gettext_noop("A settled fact needs a value."),
        gettext_noop("Give the value, or retract the fact to leave it unknown."),
    ),
}


@dataclass(frozen=True)
class FieldError:
    """One fault. `path` is a pointer by member key (/agencies/A1/masked); the empty path is the whole document."""

    path: str
    code: str
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def message(self) -> str:
        return SENTENCES[self.code][0] % self.params

    @property
    def fix(self) -> str:
        return SENTENCES[self.code][1] % self.params


class InvalidDocument(ValueError):
    """A document, or a change of one, that cannot be taken. `errors` lists every fault found, in reading order."""

    def __init__(self, errors: Sequence[FieldError]) -> None:
        self.errors = list(errors)
        super().__init__("; ".join(f"{error.path or '/'}: {error.message}" for error in self.errors[:5]))
